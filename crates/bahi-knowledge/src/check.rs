//! The linter of the stock: what a type cannot catch.

use crate::stock::{NameKind, Problem, Stock};

/// Every fault of a stock, in order of file.
pub fn problems(stock: &Stock) -> Vec<Problem> {
    let mut out = stock.all_problems();
    ids_are_unique(stock, &mut out);
    keys_are_filled(stock, &mut out);
    names_have_bearers(stock, &mut out);
    names_have_forms(stock, &mut out);
    crate::shared::problems(stock, &mut out);
    tenures_hold(stock, &mut out);
    members_hold(stock, &mut out);
    offices_are_named(stock, &mut out);
    rules_have_examples(stock, &mut out);
    out.sort();
    out.dedup();
    out
}

/// Number of entries per kind.
pub fn counts(stock: &Stock) -> Vec<(String, usize)> {
    [
        ("countries", stock.countries.len()),
        ("places", stock.places.len()),
        ("bodies", stock.bodies.len()),
        ("offices", stock.words.offices.title.len()),
        ("people", stock.people.len()),
        ("systems", stock.systems.len()),
        (
            "surface forms",
            stock
                .all_names()
                .values()
                .map(|(_, f)| f.official.len() + f.short.len() + f.variant.len() + f.demonym.len())
                .sum(),
        ),
        ("word classes", stock.classes.len()),
        ("rules", stock.frames.values().map(|f| f.rule.len()).sum()),
    ]
    .into_iter()
    .map(|(name, n)| (name.to_owned(), n))
    .collect()
}

fn problem(file: &str, what: String, remedy: &str) -> Problem {
    Problem { file: file.to_owned(), line: 0, what, remedy: remedy.to_owned() }
}

fn ids_are_unique(stock: &Stock, out: &mut Vec<Problem>) {
    let lists: [(&str, Vec<&str>); 5] = [
        ("world/countries", stock.countries.iter().map(|x| x.id.as_str()).collect()),
        ("world/places", stock.places.iter().map(|x| x.id.as_str()).collect()),
        ("world/bodies", stock.bodies.iter().map(|x| x.id.as_str()).collect()),
        ("world/people", stock.people.iter().map(|x| x.id.as_str()).collect()),
        ("world/systems", stock.systems.iter().map(|x| x.id.as_str()).collect()),
    ];
    for (folder, mut ids) in lists {
        ids.sort_unstable();
        for pair in ids.windows(2) {
            if let [a, b] = pair
                && a == b
            {
                out.push(problem(folder, format!("id {a:?} stands twice"), "give one of the two another id"));
            }
        }
    }
}

// A new entry begins with empty keys, which a type cannot tell from filled ones.
fn keys_are_filled(stock: &Stock, out: &mut Vec<Problem>) {
    let mut look = |folder: &str, id: &str, keys: &[(&str, &str)]| {
        for (key, _) in keys.iter().filter(|(_, value)| value.trim().is_empty()) {
            let remedy = "fill it in, or take the entry out";
            let (file, line) = stock.find_id(folder, id);
            out.push(Problem { file, line, what: format!("{id:?} has an empty `{key}`"), remedy: remedy.to_owned() });
        }
    };
    for x in &stock.countries {
        look("world/countries", &x.id, &[("name", &x.name), ("source", &x.source)]);
    }
    for x in &stock.places {
        look("world/places", &x.id, &[("name", &x.name), ("kind", &x.kind)]);
    }
    for x in &stock.bodies {
        look("world/bodies", &x.id, &[("name", &x.name), ("kind", &x.kind), ("source", &x.source)]);
    }
    for x in &stock.systems {
        look("world/systems", &x.id, &[("name", &x.name), ("kind", &x.kind)]);
    }
    for x in &stock.people {
        look("world/people", &x.id, &[("name", &x.name), ("source", &x.source)]);
        x.office.iter().for_each(|o| look("world/people", &x.id, &[("office", &o.office)]));
    }
}

fn names_have_forms(stock: &Stock, out: &mut Vec<Problem>) {
    for ((_, id), (file, forms)) in stock.all_names() {
        if crate::shared::read_anywhere(forms).chain(&forms.ambiguous).all(|form| form.trim().is_empty()) {
            let line = stock.line_of(file, Some(id), "");
            let remedy = "write how the press spells it, or take the entry out".to_owned();
            out.push(Problem { file: file.clone(), line, what: format!("{id:?} has no form"), remedy });
        }
    }
}

fn names_have_bearers(stock: &Stock, out: &mut Vec<Problem>) {
    for ((kind, id), (file, _)) in stock.all_names() {
        let known = match kind {
            NameKind::Country => stock.countries.iter().any(|x| &x.id == id),
            NameKind::Place => stock.places.iter().any(|x| &x.id == id),
            NameKind::Body => stock.bodies.iter().any(|x| &x.id == id),
            NameKind::Person => stock.people.iter().any(|x| &x.id == id),
            NameKind::System => stock.systems.iter().any(|x| &x.id == id),
        };
        if !known {
            out.push(problem(
                file,
                format!("names {id:?}, which world/ does not have"),
                "add it to world/ or mend the id",
            ));
        }
    }
}

fn tenures_hold(stock: &Stock, out: &mut Vec<Problem>) {
    for person in &stock.people {
        for tenure in &person.office {
            if let (Some(from), Some(to)) = (&tenure.from, &tenure.to)
                && to < &from[..from.len().min(to.len())].to_owned()
            {
                let file = format!("world/people/{}.toml", person.country.to_lowercase());
                out.push(problem(
                    &file,
                    format!("{} left {} in {to}, before taking it in {from}", person.id, tenure.office),
                    "mend the dates or leave the unsure one out",
                ));
            }
        }
    }
}

fn members_hold(stock: &Stock, out: &mut Vec<Problem>) {
    for body in &stock.bodies {
        let mut tell = |member: &str, what: &str, remedy: &str| {
            let (file, _) = stock.find_id("world/bodies", &body.id);
            let line = stock.line_of(&file, None, member);
            out.push(Problem { file, line, what: format!("member {member} {what}"), remedy: remedy.to_owned() });
        };
        for m in &body.members {
            if !stock.countries.iter().any(|c| c.id == m.id) {
                tell(&m.id, "is no country of world/countries", "give its ISO 3166-1 code");
            }
            let dates = [&m.from, &m.to].map(|d| d.as_deref().map(crate::terms::bounds));
            if dates.contains(&Some(None)) {
                tell(&m.id, "has a date that is none", "write it as 2017, 2017-06 or 2017-06-09");
            }
            if let [Some(Some(from)), Some(Some(to))] = dates
                && to.1 < from.0
            {
                tell(&m.id, "left before it joined", "mend the dates, or leave the unsure one out");
            }
        }
    }
}

fn offices_are_named(stock: &Stock, out: &mut Vec<Problem>) {
    for office in &stock.offices {
        let file = format!("world/offices/{}.toml", office.id);
        if office.name.replace(' ', "-") != office.id {
            out.push(problem(
                &file,
                format!("{:?} is not the id of {:?}", office.id, office.name),
                "mend one of the two",
            ));
        }
        for of in office.styled.keys().chain(office.also.iter().map(|s| &s.of)) {
            if !stock.countries.iter().any(|c| c.id == *of) {
                let what = format!("{of} is no country of world/countries");
                out.push(problem(&file, what, "give its ISO 3166-1 code"));
            }
        }
        for style in office.also.iter().filter(|s| !office.styled.contains_key(&s.of)) {
            let what = format!("{:?} stands beside no usual style of {}", style.name, style.of);
            out.push(problem(&file, what, "add the usual one to [styled]"));
        }
    }
}

fn rules_have_examples(stock: &Stock, out: &mut Vec<Problem>) {
    for (stem, file) in &stock.frames {
        for rule in &file.rule {
            if rule.examples.len() < 3 || rule.silent.len() < 3 {
                let what = format!(
                    "rule {:?} has {} examples and {} silent sentences",
                    rule.name,
                    rule.examples.len(),
                    rule.silent.len()
                );
                out.push(problem(
                    &format!("lang/{}/frames/{stem}.toml", stock.language),
                    what,
                    "write at least three of each",
                ));
            }
        }
    }
}

//! The linter of the stock: what a type cannot catch.

use crate::stock::{NameKind, Problem, Stock};

/// Every fault of a stock, in order of file.
pub fn problems(stock: &Stock) -> Vec<Problem> {
    let mut out = stock.problems.clone();
    ids_are_unique(stock, &mut out);
    names_have_bearers(stock, &mut out);
    crate::shared::problems(stock, &mut out);
    tenures_hold(stock, &mut out);
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
                out.push(problem(&format!("lang/hi/frames/{stem}.toml"), what, "write at least three of each"));
            }
        }
    }
}

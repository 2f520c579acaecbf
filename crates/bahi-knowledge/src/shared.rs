//! Forms that several entries bear: who wins is said in a file, and this holds the file against the stock.

use crate::stock::{NameKind, Problem, Stock};
use crate::world::Forms;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file of shared forms, below `knowledge/`.
pub const FILE: &str = "names/shared.toml";

/// What the file of shared forms holds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedFile {
    /// The forms.
    #[serde(default)]
    pub shared: Vec<SharedForm>,
}

/// One form that several entries bear.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedForm {
    /// The form.
    pub form: String,
    /// Its bearers as `people/ID`, `places/ID`, … or `offices/TITLE`, the one that wins first.
    pub order: Vec<String>,
    /// Why that one.
    pub why: String,
}

/// Who bears a form: a key as in [`SharedForm::order`], with the file and line of the form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    key: String,
    kind: Option<NameKind>,
    // The form as the file writes it.
    form: String,
    file: String,
    line: usize,
}

impl Bearer {
    fn place(&self) -> String {
        match self.line {
            0 => format!("knowledge/{}", self.file),
            line => format!("knowledge/{}:{line}", self.file),
        }
    }
}

/// Forms of which the file does not say who wins, and entries of the file that the stock does not bear out.
pub fn problems(stock: &Stock, out: &mut Vec<Problem>) {
    let bearers = bearers(stock);
    let file = format!("lang/{}/{FILE}", stock.language);
    let mut told: BTreeMap<String, &SharedForm> = BTreeMap::new();
    for shared in &stock.shared {
        let folded = crate::cut::words(&shared.form);
        let line = stock.line_of(&file, None, &shared.form);
        if told.insert(folded.clone(), shared).is_some() {
            let what = format!("\"{}\" stands twice", shared.form);
            out.push(problem(&file, line, what, "keep one of the two"));
        }
        told_wrongly(shared, bearers.get(&folded).map_or(&[], Vec::as_slice), (&file, line), out);
    }
    for (_, list) in bearers.iter().filter(|(form, _)| !told.contains_key(*form)) {
        let clashing: Vec<&Bearer> =
            list.iter().filter(|a| list.iter().any(|b| a.key != b.key && clash(stock, a, b))).collect();
        if let [first, rest @ ..] = clashing.as_slice()
            && !rest.is_empty()
        {
            let others: Vec<String> = rest.iter().map(|b| format!("{} ({})", b.key, b.place())).collect();
            out.push(problem(
                &first.file,
                first.line,
                format!("\"{}\" names {} and also {}", first.form, first.key, others.join(", ")),
                &format!("move it to `ambiguous` where it is unusual, or say in {file} which wins"),
            ));
        }
    }
}

fn problem(file: &str, line: usize, what: String, remedy: &str) -> Problem {
    Problem { file: file.to_owned(), line, what, remedy: remedy.to_owned() }
}

// An entry of the file must name all bearers and nobody else, and ask for nothing that the reader does not do.
fn told_wrongly(shared: &SharedForm, list: &[Bearer], (file, line): (&str, usize), out: &mut Vec<Problem>) {
    let form = &shared.form;
    for key in &shared.order {
        if !list.iter().any(|b| b.key == *key) {
            let what = format!("{key} does not bear \"{form}\"");
            out.push(problem(file, line, what, "take it out of `order`, or add the form to its names"));
        }
    }
    for bearer in list.iter().filter(|b| !shared.order.contains(&b.key)) {
        let what = format!("{} bears \"{form}\" too ({})", bearer.key, bearer.place());
        out.push(problem(file, line, what, "add it to `order`, or move the form to `ambiguous` there"));
    }
    if list.len() < 2 {
        out.push(problem(file, line, format!("\"{form}\" is not shared by two"), "take it out"));
    }
    let office = shared.order.iter().position(|k| k.starts_with("offices/"));
    if office.is_some_and(|at| at > 0) && !shared.order.first().is_some_and(|k| k.starts_with("people/")) {
        let what = format!("\"{form}\": an office is read before all names but those of people");
        out.push(problem(file, line, what, "put the office first"));
    }
}

// People who never held office at one time are told apart by the day of the report.
fn clash(stock: &Stock, a: &Bearer, b: &Bearer) -> bool {
    let person = |x: &Bearer| {
        let id = x.key.strip_prefix("people/").filter(|_| x.kind == Some(NameKind::Person))?;
        stock.people.iter().find(|p| p.id == id)
    };
    match (person(a), person(b)) {
        (Some(p), Some(q)) => p.overlaps(q),
        _ => true,
    }
}

/// The forms of an entry that are read wherever they stand, which those of `ambiguous` are not.
pub(crate) fn read_anywhere(forms: &Forms) -> impl Iterator<Item = &String> {
    [&forms.official, &forms.short, &forms.variant, &forms.demonym, &forms.metonym, &forms.old, &forms.misspelt]
        .into_iter()
        .chain([&forms.plural])
        .flatten()
}

// Only forms with two bearers or more.
fn bearers(stock: &Stock) -> BTreeMap<String, Vec<Bearer>> {
    let mut all: BTreeMap<String, Vec<Bearer>> = BTreeMap::new();
    let mut add = |form: &str, key: String, kind, file: &str| {
        let folded = crate::cut::words(form);
        let list = all.entry(folded).or_default();
        if !list.iter().any(|b| b.key == key) {
            list.push(Bearer { key, kind, form: form.to_owned(), file: file.to_owned(), line: 0 });
        }
    };
    for ((kind, id), (file, forms)) in stock.all_names() {
        for form in read_anywhere(forms) {
            add(form, format!("{}/{id}", kind.folder()), Some(*kind), file);
        }
    }
    for title in &stock.words.offices.title {
        for form in title.forms.iter().chain(&title.plural) {
            add(form, format!("offices/{}", title.en), None, &format!("lang/{}/words/offices.toml", stock.language));
        }
    }
    all.into_iter()
        .filter(|(form, list)| !form.is_empty() && list.len() > 1 && list.iter().any(|b| b.kind.is_some()))
        .map(|(form, list)| {
            let placed = list.into_iter().map(|b| {
                let id = b.kind.and_then(|k| b.key.strip_prefix(k.folder())).map(|id| id.trim_start_matches('/'));
                let line = stock.line_of(&b.file, id, &b.form);
                Bearer { line, ..b }
            });
            (form, placed.collect())
        })
        .collect()
}

/// The line of a form in the text of a TOML file: below the header of `id`, where there is one; 0 where it is not found.
pub fn line_of(text: &str, id: Option<&str>, form: &str) -> usize {
    let quoted = format!("\"{form}\"");
    let mut inside = id.is_none();
    let mut header = 0;
    for (i, line) in text.lines().enumerate() {
        if let (Some(id), Some(rest)) = (id, line.strip_prefix('[')) {
            inside = rest.trim_end().trim_end_matches(']').trim_matches('"') == id;
            if inside {
                header = i + 1;
            }
        }
        if inside && line.contains(&quoted) {
            return i + 1;
        }
    }
    header
}

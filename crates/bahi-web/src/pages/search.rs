//! Search in both scripts: who and what, records, passages; and which other spellings were looked for.

use super::actor::both;
use super::asked::{Asked, Reply, page_of};
use super::dates;
use super::names::{Named, Namer, Word, lang_of};
use super::rows::{Row, Rows};
use crate::Fault;
use bahi::store::{Bounds, Filter, Type};
use bahi::{Bahi, Store};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Debug, Default, Serialize)]
struct SearchView {
    q: String,
    actors: Vec<Actor>,
    records: Vec<Row>,
    records_of: Option<(Named, String)>,
    records_total: usize,
    hits: Vec<Passage>,
    total: usize,
    also: Vec<(Named, Vec<Word>)>,
}

#[derive(Debug, Default, Serialize)]
struct Actor {
    name: Named,
    kind: String,
    spelling: Option<Word>,
    reports: usize,
    sure: bool,
}

#[derive(Debug, Default, Serialize)]
struct Passage {
    title: Word,
    source: String,
    when: Option<String>,
    href: String,
    pieces: Vec<(String, bool)>,
    line: usize,
}

const ACTORS: usize = 8;
const RECORDS: usize = 12;
const PASSAGES: usize = 30;
// Longer than anything that is looked for.
const LONGEST: usize = 300;

/// The page. An id leads to what it is of.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let q: String = asked.get("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
    if let Some(found) = by_id(store, &q)? {
        return Ok(Reply::see(&page_of(&found)));
    }
    let mut view = SearchView { q: q.clone(), ..SearchView::default() };
    if !q.is_empty() {
        fill(bahi, store, asked, &q, &mut view)?;
    }
    asked.page("search.html", "search", asked.lang.t("nav.search"), &view)
}

fn by_id(store: &Store, q: &str) -> Result<Option<String>, Fault> {
    let id = q.to_uppercase();
    let looks = id.len() > 3 && id.is_ascii() && id.get(1..2) == Some("-") && !id.contains(' ');
    if !looks {
        return Ok(None);
    }
    if id.starts_with("R-") {
        return Ok(store.reports()?.into_iter().find(|r| *r == id));
    }
    let mut found = store.resolve_id(&id)?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

fn fill(bahi: &Bahi, store: &Store, asked: &Asked, q: &str, view: &mut SearchView) -> Result<(), Fault> {
    let k = bahi.knowledge();
    let actors = store.actors_like(k, q, ACTORS)?;
    let found = store.search(k, q, &Bounds::default(), PASSAGES)?;
    if let Some(first) = actors.first().filter(|a| a.sure) {
        let filter = match first.kind.as_str() {
            "place" => Filter { places: vec![first.id.clone()], ..Filter::default() },
            "forum" | "body" => Filter { forums: vec![first.id.clone()], ..Filter::default() },
            _ => Filter { who: vec![first.id.clone()], ..Filter::default() },
        };
        let mut ids: Vec<String> = Vec::new();
        for kind in Type::ALL {
            let listed = store.list(kind, &filter, RECORDS)?;
            view.records_total += listed.total;
            ids.extend(listed.ids.into_iter().take(RECORDS - ids.len().min(RECORDS)));
        }
        let ledger = store.ledger_of(&ids.iter().cloned().collect())?;
        let namer = Namer::new(asked.lang, k, &ledger);
        let fresh = BTreeSet::new();
        let rows = Rows::new(&ledger, &namer, &fresh);
        view.records = ids.iter().filter_map(|id| rows.row(id)).collect();
        let name = both(asked.lang, Some(&first.name), first.hindi.as_deref());
        let filter = match first.kind.as_str() {
            "place" => "place",
            "forum" | "body" => "forum",
            _ => "who",
        };
        view.records_of = Some((name, super::asked::address("/", &[(filter, &first.id)])));
    }
    view.actors = actors
        .into_iter()
        .map(|a| {
            let mut name = both(asked.lang, Some(&a.name), a.hindi.as_deref());
            name.href = Some(page_of(&a.id));
            let shown = |s: &str| s == name.main.text || name.alt.as_ref().is_some_and(|alt| alt.text == s);
            let spelling = (!shown(&a.spelling)).then(|| Word::of(a.spelling.clone()));
            Actor { name, kind: a.kind, spelling, reports: a.reports, sure: a.sure }
        })
        .collect();
    view.total = found.total;
    view.also =
        found.also.iter().map(|a| (Named::plain(a.name.clone()), a.spellings.iter().map(Word::of).collect())).collect();
    view.hits = found
        .hits
        .into_iter()
        .map(|h| {
            let file = h.path.rsplit(['/', '\\']).next().unwrap_or(&h.path).to_owned();
            let source = h.outlet.unwrap_or(file);
            let title = h.title.unwrap_or_else(|| source.clone());
            Passage {
                title: Word { lang: lang_of(&title), text: title },
                source,
                when: h.published.as_deref().map(|p| dates::words(asked.lang, p)),
                href: format!("{}#l{}", page_of(&h.report), h.line),
                pieces: h.excerpt.into_iter().map(|p| (p.text, p.found)).collect(),
                line: h.line,
            }
        })
        .collect();
    Ok(())
}

//! Where the reports disagree: a list, and one conflict per screen to be decided with one key.

use super::asked::{Asked, Reply, address, page_of};
use super::columns::{Column, Head};
use super::fields::JudgedView;
use super::log::{self, OperationView};
use super::marks::Mark;
use super::names::{Named, Namer};
use super::record::ConflictLine;
use super::rows::{Row, Rows};
use crate::Fault;
use bahi::ledger::{Conflict, Ledger};
use bahi::store::judge::Queue;
use bahi::{Bahi, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The list.
#[derive(Debug, Default, Serialize)]
struct Inbox {
    items: Vec<(ConflictLine, Option<Row>)>,
    total: usize,
    states: Vec<Tab>,
    kinds: Vec<Tab>,
    fields: Vec<Tab>,
    review: String,
    bulk: Option<Bulk>,
    bulks: Vec<(&'static str, String)>,
    last: Vec<OperationView>,
    more: Option<String>,
    query: Vec<(String, String)>,
}

/// A filter as a tab.
#[derive(Debug, Default, Serialize)]
struct Tab {
    value: String,
    label: String,
    count: usize,
    href: String,
    on: bool,
}

/// What deciding many at once would do.
#[derive(Debug, Default, Serialize)]
struct Bulk {
    verb: String,
    count: usize,
    left: usize,
    sample: Vec<(ConflictLine, Option<Named>)>,
}

/// Ways of deciding many at once.
pub const BULK: [&str; 3] = ["accept-most", "both-stand", "unsure"];

// Conflicts of one page.
const PAGE: usize = 100;
const SAMPLE: usize = 10;

/// Which conflicts an address asks for.
pub fn queue_of(asked: &Asked) -> Queue {
    let state = match asked.get("state") {
        Some("all") => None,
        other => Some(other.unwrap_or("open").to_owned()),
    };
    let word = |name: &str| asked.get(name).map(str::to_owned);
    Queue { state, kind: word("kind"), field: word("field"), records: word("record").map(|r| vec![r]) }
}

// What many look at is read once for a state of the ledger; what is about one record is read fast.
fn queued(store: &Store, queue: &Queue) -> Result<Arc<Vec<Conflict>>, Fault> {
    match queue.records {
        Some(_) => Ok(Arc::new(store.queue(queue)?)),
        None => Ok(store.once(format!("queue {queue:?}"), || store.queue(queue))?),
    }
}

/// The value that the most witnesses give, if there is one such.
pub fn told_most(c: &Conflict) -> Option<String> {
    let most = c.values.iter().map(|v| v.witnesses).max()?;
    let mut best = c.values.iter().filter(|v| v.witnesses == most);
    let first = best.next()?;
    best.next().is_none().then(|| first.value.clone())
}

/// The list.
pub fn inbox(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let queue = queue_of(asked);
    let all = queued(store, &queue)?;
    let skip: usize = asked.get("next").and_then(|n| n.parse().ok()).unwrap_or(0);
    let page: Vec<&Conflict> = all.iter().skip(skip).take(PAGE).collect();
    let ledger = around(store, &page)?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let rows = Rows::new(&ledger, &namer, &fresh);
    let everything = queued(store, &Queue { state: None, ..queue.clone() })?;
    let states =
        ["open", "unsure", "settled", "both-stand"].map(|s| tab(asked, "state", "conflict-state", s, &everything));
    let of = |name: &'static str, group: &'static str| -> Vec<Tab> {
        let values: BTreeSet<String> = all.iter().map(|c| value_of(c, name)).collect();
        values.iter().map(|v| tab(asked, name, group, v, &all)).collect()
    };
    let more = skip + page.len();
    let view = Inbox {
        items: page.iter().map(|c| (ConflictLine::of(c, &namer), rows.row(&c.record))).collect(),
        total: all.len(),
        states: states.into(),
        kinds: of("kind", "conflict-kind"),
        fields: of("field", "field"),
        review: asked.on("/review"),
        bulk: asked.get("bulk").filter(|b| BULK.contains(b)).map(|verb| bulk(verb, &all, &namer)),
        bulks: BULK.iter().map(|b| (*b, asked.with("bulk", Some(b)))).collect(),
        last: log::last(store, asked, bahi)?,
        more: (more < all.len()).then(|| asked.with("next", Some(&more.to_string()))),
        query: asked.query.iter().filter(|q| matches!(q.0.as_str(), "state" | "kind" | "field")).cloned().collect(),
    };
    asked.page("conflicts.html", "conflicts", asked.lang.t("nav.conflicts"), &view)
}

fn value_of(c: &Conflict, name: &str) -> String {
    match name {
        "state" => c.state.clone(),
        "kind" => c.kind.clone(),
        _ => c.field.rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

fn tab(asked: &Asked, name: &str, group: &str, value: &str, among: &[Conflict]) -> Tab {
    let on = asked.get(name).map_or(name == "state" && value == "open", |v| v == value);
    let toggled = (name == "state" || !on).then_some(value);
    Tab {
        value: value.to_owned(),
        label: asked.lang.word(group, value),
        count: among.iter().filter(|c| value_of(c, name) == value).count(),
        href: asked.with(name, toggled),
        on,
    }
}

fn bulk(verb: &str, all: &[Conflict], namer: &Namer<'_>) -> Bulk {
    let chosen = |c: &Conflict| -> Option<Option<Named>> {
        if verb != "accept-most" {
            return Some(None);
        }
        let general = c.field.split('/').filter(|s| !s.starts_with("A-")).collect::<Vec<_>>().join("/");
        told_most(c).map(|v| Some(namer.value(&general, &v)))
    };
    let taken: Vec<(&Conflict, Option<Named>)> = all.iter().filter_map(|c| Some((c, chosen(c)?))).collect();
    Bulk {
        verb: verb.to_owned(),
        count: taken.len(),
        left: all.len() - taken.len(),
        sample: taken.into_iter().take(SAMPLE).map(|(c, v)| (ConflictLine::of(c, namer), v)).collect(),
    }
}

// The ledger around some conflicts.
fn around(store: &Store, conflicts: &[&Conflict]) -> Result<Ledger, Fault> {
    let ids: BTreeSet<String> = conflicts.iter().map(|c| c.record.clone()).filter(|r| !r.starts_with("A-")).collect();
    let mut ledger = store.ledger_of(&ids)?;
    // Deliveries and agreements disagree with others of their like, which are records of their own.
    let reports: BTreeSet<String> = conflicts
        .iter()
        .filter(|c| !c.record.starts_with("E-"))
        .flat_map(|c| c.values.iter().flat_map(|v| &v.claims))
        .filter_map(|claim| store.around(claim).ok())
        .flat_map(|a| a.1)
        .collect();
    if reports.is_empty() {
        return Ok(ledger);
    }
    let more = store.part(&BTreeSet::new(), &reports)?;
    let have: BTreeSet<String> = ledger.claims.iter().map(|c| c.id.clone()).collect();
    ledger.claims.extend(more.claims.into_iter().filter(|c| !have.contains(&c.id)));
    let have: BTreeSet<String> = ledger.reports.iter().map(|r| r.id.clone()).collect();
    ledger.reports.extend(more.reports.into_iter().filter(|r| !have.contains(&r.id)));
    let have: BTreeSet<String> = ledger.actors.iter().map(|a| a.id.clone()).collect();
    ledger.actors.extend(more.actors.into_iter().filter(|a| !have.contains(&a.id)));
    Ok(ledger)
}

/// The first conflict of a queue, or the list where none is left.
pub fn next(_: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let queue = queued(store, &queue_of(asked))?;
    Ok(match queue.first() {
        Some(c) => Reply::see(&asked.on(&page_of(&c.id))),
        None => Reply::see(&asked.on("/conflicts")),
    })
}

/// One conflict.
#[derive(Debug, Default, Serialize)]
struct Review {
    line: ConflictLine,
    row: Option<Row>,
    sides: Vec<Side>,
    place: usize,
    of: usize,
    previous: Option<String>,
    next: Option<String>,
    after: String,
    seen: Option<i64>,
    settable: bool,
    path: String,
    judged: Vec<JudgedView>,
    last: Vec<OperationView>,
    /// The side of the latest report.
    newest: usize,
    /// The report that goes out where it is not the same event: of the side with the fewest witnesses.
    split: Option<String>,
    here: String,
}

/// One side of a conflict.
#[derive(Debug, Default, Serialize)]
struct Side {
    value: Named,
    raw: String,
    witnesses: usize,
    sources: Vec<Column>,
    by: Vec<Named>,
}

/// One conflict, its sides beside each other.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let id = asked.id();
    let c = match store.conflict(&id) {
        Ok(c) => c,
        // Judging may have taken it away: go on with the queue.
        Err(StoreError::Judge(_)) if asked.get("done").is_some() => return Ok(Reply::see(&asked.on("/review"))),
        Err(error) => return Err(error.into()),
    };
    let ledger = around(store, &[&c])?;
    let namer = Namer::new(asked.lang, bahi.knowledge(), &ledger);
    let fresh = BTreeSet::new();
    let mut mine = asked.clone();
    mine.query.retain(|q| matches!(q.0.as_str(), "state" | "kind" | "field"));
    let queue = queued(store, &queue_of(asked))?;
    let at = queue.iter().position(|q| q.id == c.id);
    let address = |n: Option<usize>| n.and_then(|n| queue.get(n)).map(|q| mine.on(&page_of(&q.id)));
    let next = address(at.map_or(Some(0), |n| n.checked_add(1)));
    let sides = sides(store, &ledger, &c, &namer, asked)?;
    let after = next.clone().unwrap_or_else(|| mine.on("/conflicts"));
    let line = ConflictLine::of(&c, &namer);
    let title = format!("{} · {}", asked.lang.word("conflict-kind", &c.kind), asked.lang.t(&line.label));
    let view = Review {
        row: Rows::new(&ledger, &namer, &fresh).row(&c.record),
        place: at.map_or(0, |n| n + 1),
        of: queue.len(),
        previous: address(at.and_then(|n| n.checked_sub(1))),
        next,
        after,
        seen: store.last_on(&c.id)?,
        settable: bahi::judge::check::field(&c.record, &c.field).is_ok(),
        path: c.field.clone(),
        judged: c.judged.iter().map(|j| JudgedView::of(j, &namer)).collect(),
        last: log::last(store, asked, bahi)?,
        newest: newest(&sides),
        split: split(&c, &ledger, &sides),
        here: mine.on(&page_of(&c.id)),
        sides,
        line,
    };
    asked.page("review.html", "conflicts", &title, &view)
}

fn newest(sides: &[Side]) -> usize {
    let day = |s: &Side| s.sources.iter().filter_map(|c| c.head.edtf.clone()).max();
    (0..sides.len()).max_by_key(|n| day(&sides[*n])).unwrap_or(0)
}

fn split(c: &Conflict, ledger: &Ledger, sides: &[Side]) -> Option<String> {
    let told = ledger.engagements.iter().find(|e| e.id == c.record).map_or(0, |e| e.reports.len());
    let fewest = sides.iter().rev().min_by_key(|s| s.witnesses).filter(|_| told > 1)?;
    fewest.sources.first().map(|s| s.head.id.clone())
}

fn sides(store: &Store, ledger: &Ledger, c: &Conflict, namer: &Namer<'_>, asked: &Asked) -> Result<Vec<Side>, Fault> {
    let general = c.field.split('/').filter(|s| !s.starts_with("A-")).collect::<Vec<_>>().join("/");
    let mut out = Vec::new();
    for value in &c.values {
        let claims: Vec<_> = ledger.claims.iter().filter(|k| value.claims.contains(&k.id)).collect();
        let reports: BTreeSet<String> = claims.iter().map(|k| k.report.clone()).collect();
        let texts = store.texts(&reports)?;
        let mut side = Side {
            value: namer.value(&general, &value.value),
            raw: value.value.clone(),
            witnesses: value.witnesses.max(1),
            by: claims.iter().flat_map(|k| &k.attributed_to).map(|p| namer.party(p).name).collect(),
            sources: Vec::new(),
        };
        for report in ledger.reports.iter().filter(|r| reports.contains(&r.id)) {
            let of = claims.iter().filter(|k| k.report == report.id);
            let marks: Vec<Mark> = of
                .flat_map(|k| {
                    k.evidence.iter().map(|e| Mark {
                        start: e.start,
                        end: e.end,
                        key: "said".to_owned(),
                        claim: k.id.clone(),
                        class: "",
                    })
                })
                .collect();
            let text = texts.get(&report.id).map(String::as_str).unwrap_or_default();
            let mut column = Column::new(report, text, &marks, asked.lang);
            column.head = Head::of(report, asked.lang);
            side.sources.push(column);
        }
        out.push(side);
    }
    Ok(out)
}

/// Where to go after a decision: on with the queue, saying what was done.
pub fn onward(after: &str, operation: &str) -> String {
    let safe = if after.starts_with('/') && !after.starts_with("//") { after } else { "/conflicts" };
    let (path, query) = safe.split_once('?').unwrap_or((safe, ""));
    let mut pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
    pairs.retain(|p| p.0 != "done" && p.0 != "bulk");
    pairs.push(("done".into(), operation.to_owned()));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|p| (p.0.as_str(), p.1.as_str())).collect();
    address(path, &pairs)
}

#[cfg(test)]
mod tests {
    use super::onward;

    #[test]
    fn after_a_decision_one_stays_on_this_desk() {
        assert_eq!(onward("/x/X-1?kind=slip&done=O-1", "O-2"), "/x/X-1?kind=slip&done=O-2");
        assert_eq!(onward("//evil.example/", "O-2"), "/conflicts?done=O-2");
        assert_eq!(onward("https://evil.example/", "O-2"), "/conflicts?done=O-2");
    }
}

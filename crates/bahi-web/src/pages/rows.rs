//! A record on one line: what, who, when, where, in how many reports, and how it stands.

use super::dates;
use super::lang::Lang;
use super::names::{Named, Namer, PartyView, Word, clipped};
use super::numbers;
use bahi::ledger::{Agreement, Delivery, Engagement, Judged, Ledger, Statement};
use serde::Serialize;
use std::collections::BTreeSet;

/// A record of any type in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Page.
    pub href: String,
    /// `engagement`, `statement`, `agreement`, `delivery`.
    pub of: &'static str,
    /// Kind, in the words of the ledger; of agreements and deliveries the status.
    pub kind: String,
    /// In words.
    pub what: String,
    /// Status where it is not the usual one.
    pub status: Option<String>,
    /// EDTF date, of the event or else of the report.
    pub edtf: Option<String>,
    /// The same in words.
    pub when: String,
    /// What the date rests on.
    pub basis: String,
    /// Who took part.
    pub who: Vec<PartyView>,
    /// How many more there are.
    pub more: usize,
    /// To whom or about whom.
    pub whom: Option<PartyView>,
    /// Where.
    pub place: Option<Named>,
    /// In or beside which forum.
    pub forum: Option<Named>,
    /// How it stands to the forum.
    pub relation: String,
    /// What it is about.
    pub about: Vec<Word>,
    /// Numbers of a delivery.
    pub numbers: Vec<Number>,
    /// Reports.
    pub reports: usize,
    /// With copies counted once.
    pub witnesses: usize,
    /// `proposed`, `accepted`, `disputed`.
    pub state: &'static str,
    /// Only recalled by the reports.
    pub background: bool,
    /// Came since the last visit.
    pub new: bool,
    /// First words it was read from, for the preview.
    pub quote: Option<Word>,
}

/// A number of a delivery with what it counts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Number {
    /// `ordered`, `delivered`, `pending`.
    pub of: &'static str,
    /// As people write it.
    pub number: String,
    /// Worked out, and in no report.
    pub derived: bool,
}

// Parties named in a list; the rest is counted.
const MOST: usize = 6;

/// Makes rows of a ledger's records.
#[derive(Debug)]
pub struct Rows<'a> {
    ledger: &'a Ledger,
    namer: &'a Namer<'a>,
    disputed: BTreeSet<&'a str>,
    fresh: &'a BTreeSet<String>,
}

impl<'a> Rows<'a> {
    /// Over a ledger; reports in `fresh` came since the last visit.
    pub fn new(ledger: &'a Ledger, namer: &'a Namer<'a>, fresh: &'a BTreeSet<String>) -> Self {
        let open = ledger.conflicts.iter().filter(|c| c.state == "open" || c.state == "both-stand");
        Self { ledger, namer, disputed: open.map(|c| c.record.as_str()).collect(), fresh }
    }

    /// The row of a record by its id.
    pub fn row(&self, id: &str) -> Option<Row> {
        let l = self.ledger;
        match id.chars().next()? {
            'E' => l.engagements.iter().find(|e| e.id == id).map(|e| self.engagement(e)),
            'S' => l.statements.iter().find(|s| s.id == id).map(|s| self.statement(s)),
            'G' => l.agreements.iter().find(|a| a.id == id).map(|a| self.agreement(a)),
            'D' => l.deliveries.iter().find(|d| d.id == id).map(|d| self.delivery(d)),
            _ => None,
        }
    }

    fn lang(&self) -> Lang {
        self.namer.lang
    }

    fn start(&self, id: &str, of: &'static str, reports: &[String], judged: &[Judged]) -> Row {
        let state = match (self.disputed.contains(id), judged.is_empty()) {
            (true, _) => "disputed",
            (false, false) => "accepted",
            (false, true) => "proposed",
        };
        Row {
            id: id.to_owned(),
            href: super::asked::page_of(id),
            of,
            reports: reports.len(),
            witnesses: self.witnesses(reports),
            state,
            new: reports.iter().any(|r| self.fresh.contains(r)),
            quote: self.quote(id),
            ..Row::default()
        }
    }

    // Reports that copy one another are one.
    fn witnesses(&self, reports: &[String]) -> usize {
        let head = |id: &'_ String| self.ledger.reports.iter().find(|r| r.id == *id);
        let of = |id: &String| head(id).and_then(|r| r.copy_of.clone()).unwrap_or_else(|| id.clone());
        reports.iter().map(of).collect::<BTreeSet<_>>().len()
    }

    // The longest words say most.
    fn quote(&self, id: &str) -> Option<Word> {
        let claims = self.ledger.claims.iter().filter(|c| c.record == id);
        let words = claims.flat_map(|c| &c.evidence).max_by_key(|e| e.end.saturating_sub(e.start))?;
        Some(Word::of(words.exact.clone()))
    }

    fn dated(&self, row: Row, edtf: Option<&str>, basis: &str, reports: &[String]) -> Row {
        let published = || {
            let heads = self.ledger.reports.iter().filter(|r| reports.contains(&r.id));
            heads.filter_map(|r| r.published.clone()).min()
        };
        let (edtf, basis) = match edtf {
            Some(edtf) => (Some(edtf.to_owned()), basis.to_owned()),
            None => (published(), "published".to_owned()),
        };
        let when = edtf.as_deref().map(|e| dates::words(self.lang(), e)).unwrap_or_default();
        Row { edtf, when, basis, ..row }
    }

    /// The row of an engagement.
    pub fn engagement(&self, e: &Engagement) -> Row {
        let lang = self.lang();
        let mut row = self.start(&e.id, "engagement", &e.reports, &e.judged);
        let (edtf, basis) = e.when.as_ref().map_or((None, ""), |w| (w.edtf.as_deref(), w.basis.as_str()));
        row = self.dated(row, edtf, basis, &e.reports);
        row.witnesses = e.witnesses.max(1);
        row.kind.clone_from(&e.kind);
        row.what = clipped(&lang.word("kind", &e.kind));
        row.status = (e.status != "held").then(|| e.status.clone());
        row.who = e.parties.iter().take(MOST).map(|p| self.namer.party(p)).collect();
        row.more = e.parties.len().saturating_sub(MOST);
        row.place =
            e.place.as_ref().map(|w| Named { href: Some(format!("/a/{}", w.actor)), ..self.placed(&w.actor, &w.name) });
        row.forum = e.forum.as_ref().map(|f| self.namer.named(Some(&f.actor), Some(&f.name)));
        row.relation = e.forum.as_ref().map(|f| lang.word("relation", &f.relation)).unwrap_or_default();
        row.about = e.topics.iter().map(|t| Word::of(clipped(&t.name))).collect();
        row.background = e.background;
        row
    }

    // A place has the name that the ledger gives it, or else that of the knowledge.
    fn placed(&self, actor: &str, name: &str) -> Named {
        match self.namer.actor(actor) {
            Some(_) => self.namer.named(Some(actor), Some(name)),
            None => self.namer.place(name),
        }
    }

    /// The row of a statement.
    pub fn statement(&self, s: &Statement) -> Row {
        let mut row = self.dated(self.start(&s.id, "statement", &s.reports, &s.judged), None, "", &s.reports);
        row.kind.clone_from(&s.kind);
        row.what = self.lang().word("kind", &s.kind);
        row.who = vec![self.namer.party(&s.speaker)];
        row.whom = s.target.as_ref().or(s.addressee.as_ref()).map(|p| self.namer.party(p));
        row.about = s.topics.iter().map(|t| Word::of(clipped(&t.name))).collect();
        let claim = s.text.claims.first().and_then(|id| self.ledger.claims.iter().find(|c| c.id == *id));
        if let Some(words) = claim.and_then(|c| c.evidence.first()) {
            row.quote = Some(Word::of(words.exact.clone()));
        }
        row
    }

    /// The row of an agreement.
    pub fn agreement(&self, a: &Agreement) -> Row {
        let lang = self.lang();
        let mut row = self.dated(self.start(&a.id, "agreement", &a.reports, &a.judged), None, "", &a.reports);
        row.kind.clone_from(&a.status);
        row.what = capital(lang.word("status", &a.status));
        row.who = a.parties.iter().take(MOST).map(|p| self.namer.party(p)).collect();
        if row.who.is_empty() {
            row.who = a.countries.iter().map(|c| PartyView { name: self.namer.of(c), office: None }).collect();
        }
        row.about = vec![Word::of(clipped(&a.instrument))];
        row.about.extend(a.value.as_ref().map(|v| Word::of(numbers::money(lang, v))));
        row
    }

    /// The row of a delivery.
    pub fn delivery(&self, d: &Delivery) -> Row {
        let mut row = self.start(&d.id, "delivery", &d.reports, &d.judged);
        row = self.dated(row, d.as_of.as_deref(), "stated", &d.reports);
        row.kind.clone_from(&d.status);
        row.what = capital(self.lang().word("status", &d.status));
        let countries = [&d.supplier, &d.recipient].into_iter().flatten();
        row.who = countries.map(|c| PartyView { name: self.namer.of(c), office: None }).collect();
        row.forum = Some(self.namer.named(d.item.actor.as_deref(), Some(&d.item.name)));
        row.numbers = amounts(d);
        row.about.extend(d.cause.as_ref().map(|c| Word::of(clipped(&c.text))));
        row
    }
}

// A word that stands where a sentence begins.
fn capital(word: String) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or(word)
}

/// The numbers of a delivery, those that are worked out marked.
pub fn amounts(d: &Delivery) -> Vec<Number> {
    let all = [
        ("ordered", d.ordered, d.derived.ordered),
        ("delivered", d.delivered, d.derived.delivered),
        ("pending", d.pending, d.derived.pending),
    ];
    let number = |(of, stated, derived): (&'static str, Option<u64>, Option<u64>)| {
        let number = numbers::grouped(stated.or(derived)?);
        Some(Number { of, number, derived: stated.is_none() })
    };
    all.into_iter().filter_map(number).collect()
}

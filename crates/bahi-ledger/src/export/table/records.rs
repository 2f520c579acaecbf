//! Tables of engagements, their parties, statements, agreements and deliveries.

use super::{Build, Table};
use crate::export::index::Index;
use crate::export::label;
use bahi_resolve::ledger::{Ledger, Party, Statement, Topic};

const REPORTS: &str = "Ids of the reports that tell of it";
const TOPICS: &str = "What it was about, in the words of the report or of the knowledge";
const FIRST: &str = "First day that the date may mean; empty where the year is unknown";
const LAST: &str = "Last day that the date may mean; empty where the end is open or the year unknown";

fn names(topics: &[Topic]) -> Vec<&str> {
    topics.iter().map(|topic| topic.name.as_str()).collect()
}

pub fn engagements<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new(
        "engagements",
        "One meeting, call, visit, session, summit, exercise or press conference",
        &index.ledger.engagements,
    )
    .text("id", "Id, which stays the same in later exports", |e| &e.id)
    .text("kind", "meeting, call, visit, session, summit, exercise or press-conference", |e| &e.kind)
    .text("status", "held, planned, cancelled or denied: only what was held took place", |e| &e.status)
    .flag("background", "True where the reports only recall it", |e| e.background)
    .date(["date", "first_day", "last_day"], ["Date in EDTF, as far as the reports allow", FIRST, LAST], |e| {
        e.when.as_ref()?.edtf.as_deref()
    })
    .text("date_basis", "What the date rests on: stated, weekday, relative or published", |e| {
        e.when.as_ref().map(|when| &when.basis)
    })
    .text("date_said", "The words for the date, as published", |e| e.when.as_ref()?.said.as_ref())
    .text("place", "English name of the place", |e| e.place.as_ref().map(|place| &place.name))
    .text("place_id", "Actor id of the place", |e| e.place.as_ref().map(|place| &place.actor))
    .text("country", "ISO 3166-1 alpha-2 code of the country of the place", |e| e.place.as_ref()?.country.as_ref())
    .text("forum", "English name of the forum", |e| e.forum.as_ref().map(|forum| &forum.name))
    .text("forum_id", "Actor id of the forum", |e| e.forum.as_ref().map(|forum| &forum.actor))
    .text("forum_relation", "sidelines, during, occasion, session, after or before", |e| {
        e.forum.as_ref().map(|forum| &forum.relation)
    })
    .whole("forum_session", "Number of the session", |e| e.forum.as_ref()?.session.map(u64::from))
    .list("parties", "Who took part; the table parties has one row for each", |e| {
        e.parties.iter().map(label::party).collect()
    })
    .list("topics", TOPICS, |e| names(&e.topics))
    .text("plover", "PLOVER event and mode", |e| e.codes.get("plover"))
    .text("cameo", "CAMEO code", |e| e.codes.get("cameo"))
    .list("reports", REPORTS, |e| e.reports.iter().collect())
    .list("conflicts", "Ids of the conflicts about it", |e| e.conflicts.iter().collect())
    .list("merged_because", "Why the reports' engagements were taken for one", |e| e.merged_because.iter().collect())
    .quotes(|e| index.quotes(&e.id))
    .done()
}

/// A party in its record.
struct Role<'a> {
    record: &'a str,
    of: &'static str,
    role: &'static str,
    position: u64,
    party: &'a Party,
}

fn roles(ledger: &Ledger) -> Vec<Role<'_>> {
    let mut roles = vec![];
    for e in &ledger.engagements {
        roles.extend(numbered(&e.id, "engagement", "party", &e.parties));
    }
    for s in &ledger.statements {
        let (of, record) = ("statement", s.id.as_str());
        roles.push(Role { record, of, role: "speaker", position: 1, party: &s.speaker });
        let others = [("addressee", &s.addressee), ("target", &s.target)];
        let others = others.into_iter().filter_map(|(role, party)| Some((role, party.as_ref()?)));
        roles.extend(others.map(|(role, party)| Role { record, of, role, position: 1, party }));
    }
    for g in &ledger.agreements {
        roles.extend(numbered(&g.id, "agreement", "signatory", &g.parties));
    }
    roles
}

fn numbered<'a>(
    record: &'a str,
    of: &'static str,
    role: &'static str,
    parties: &'a [Party],
) -> impl Iterator<Item = Role<'a>> {
    (1..).zip(parties).map(move |(position, party)| Role { record, of, role, position, party })
}

pub fn parties<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("parties", "One party to an engagement, a statement or an agreement", roles(index.ledger))
        .text("record", "Id of the record", |r| r.record)
        .text("record_type", "engagement, statement or agreement", |r| r.of)
        .text("role", "party, speaker, addressee, target or signatory", |r| r.role)
        .whole("position", "1 for the first party of the record with this role", |r| Some(r.position))
        .text("actor", "Actor id", |r| r.party.actor.as_ref())
        .text("name", "English or romanised name; empty for an unnamed office-holder", |r| r.party.name.as_ref())
        .text("name_hi", "Hindi name", |r| index.hindi(r.party))
        .text("office", "Office in plain English, as the reports give it, also where they are wrong", |r| {
            r.party.office.as_ref().map(|office| &office.title)
        })
        .text("office_of", "ISO 3166-1 alpha-2 code or body id that the office is of", |r| {
            r.party.office.as_ref()?.of.as_ref()
        })
        .list("claims", "Ids of the claims the party rests on", |r| r.party.claims.iter().collect())
        .quotes(|r| index.quotes_of(&r.party.claims))
        .done()
}

pub fn statements<'a>(index: &Index<'a>) -> Table<'a> {
    let text = |s: &&Statement| index.quotes_of(&s.text.claims).iter().map(|q| q.evidence.exact.as_str()).collect();
    Build::new("statements", "Something said, promised, refused", &index.ledger.statements)
        .text("id", "Id, which stays the same in later exports", |s| &s.id)
        .text(
            "kind",
            "said, praised, condemned, criticised, accused, urged, committed, refused, denied, thanked, \
             congratulated, invited, conveyed or warned",
            |s| &s.kind,
        )
        .text("speaker", "Who spoke: name or office", |s| label::party(&s.speaker))
        .text("speaker_id", "Actor id of the speaker", |s| s.speaker.actor.as_ref())
        .text("addressee", "To whom", |s| s.addressee.as_ref().map(label::party))
        .text("addressee_id", "Actor id of the addressee", |s| s.addressee.as_ref()?.actor.as_ref())
        .text("target", "About whom, where praised, blamed or thanked", |s| s.target.as_ref().map(label::party))
        .text("target_id", "Actor id of the target", |s| s.target.as_ref()?.actor.as_ref())
        .flag("direct_quote", "True where the words are given as the speaker's own", |s| s.direct_quote)
        .text("via", "Channel, such as X or press conference", |s| s.via.as_ref())
        .list("topics", TOPICS, |s| names(&s.topics))
        .list("words", "The words of the statement, as published", text)
        .text("engagement", "Id of the engagement at which it was said", |s| s.engagement.as_ref())
        .list("reports", REPORTS, |s| s.reports.iter().collect())
        .quotes(|s| index.quotes(&s.id))
        .done()
}

pub fn agreements<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("agreements", "Something signed, agreed, refused or planned between parties", &index.ledger.agreements)
        .text("id", "Id, which stays the same in later exports", |g| &g.id)
        .text("instrument", "What it is called", |g| &g.instrument)
        .text("status", "signed, agreed, extended, refused, planned or terminated", |g| &g.status)
        .list("parties", "Signatories, where named", |g| g.parties.iter().map(label::party).collect())
        .list("countries", "ISO 3166-1 alpha-2 codes of the states bound", |g| g.countries.iter().collect())
        .number("amount", "Its value in units of the currency", |g| Some(g.value.as_ref()?.amount))
        .text("currency", "ISO 4217 code", |g| g.value.as_ref().map(|value| &value.currency))
        .list("reports", REPORTS, |g| g.reports.iter().collect())
        .quotes(|g| index.quotes(&g.id))
        .done()
}

pub fn deliveries<'a>(index: &Index<'a>) -> Table<'a> {
    Build::new("deliveries", "What was ordered, delivered, is pending, and why it is late", &index.ledger.deliveries)
        .text("id", "Id, which stays the same in later exports", |d| &d.id)
        .text("item", "Designation of the goods", |d| &d.item.name)
        .text("item_id", "Actor id of the goods", |d| d.item.actor.as_ref())
        .text("supplier", "ISO 3166-1 alpha-2 code of the supplier's country", |d| d.supplier.as_ref())
        .text("recipient", "ISO 3166-1 alpha-2 code of the recipient's country", |d| d.recipient.as_ref())
        .text("unit", "What is counted", |d| d.unit.as_ref())
        .whole("ordered", "Number ordered, as stated", |d| d.ordered)
        .whole("delivered", "Number delivered, as stated", |d| d.delivered)
        .whole("pending", "Number pending, as stated", |d| d.pending)
        .whole("derived_ordered", "Number ordered, worked out: delivered and pending", |d| d.derived.ordered)
        .whole("derived_delivered", "Number delivered, worked out: ordered less pending", |d| d.derived.delivered)
        .whole("derived_pending", "Number pending, worked out: ordered less delivered", |d| d.derived.pending)
        .date(["as_of", "first_day", "last_day"], ["EDTF date that the numbers hold for", FIRST, LAST], |d| {
            d.as_of.as_deref()
        })
        .text("status", "ordered, delivered, pending, delayed, discussed or cancelled", |d| &d.status)
        .text("cause", "Why late, in the words of the report", |d| d.cause.as_ref().map(|cause| &cause.text))
        .number("amount", "Value of the contract in units of the currency", |d| Some(d.value.as_ref()?.amount))
        .text("currency", "ISO 4217 code", |d| d.value.as_ref().map(|value| &value.currency))
        .list("reports", REPORTS, |d| d.reports.iter().collect())
        .quotes(|d| index.quotes(&d.id))
        .done()
}

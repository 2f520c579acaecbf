//! A ledger whose every value is meant to break a format, and a plain one.

use bahi_resolve::ledger::*;

/// Values that have broken exports.
pub const HOSTILE: [&str; 18] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    " \n=cmd|' /C calc'!A0",
    "'already",
    "nul\0and\u{1}bell\u{7}vt\u{b}",
    "a \" lone quote, and ' one",
    "]]> <b>&amp; &#0; <!-- -->",
    "line one\r\nline two\rthree\nfour\u{2028}five",
    "\u{202e}turned\u{2066} नाम \u{200f}",
    "क्\u{200d}ष \u{feff}",
    "brace } { \\ % # $ _ ^ ~ \\end{document}",
    "\u{fffe}\u{ffff}\u{85}\u{7f}",
    "semi;comma,colon:|pipe\ttab",
    "_x0041_ &lt;",
    "🙏🏽 e\u{301}",
];

fn party(actor: &str, name: &str, of: &str) -> Party {
    let office = Some(Office { title: name.into(), of: Some(of.into()) });
    Party { actor: Some(actor.into()), name: Some(name.into()), office, claims: vec!["C-1".into()] }
}

/// A ledger with one of everything for each hostile value, and a very long one.
pub fn hostile() -> Ledger {
    let long = "लंबा नाम ".repeat(4_000);
    let mut ledger = Ledger { ledger_format: 1, knowledge: "2026 = \"x\" ]]>\0".into(), ..Ledger::default() };
    for (number, value) in HOSTILE.iter().copied().chain([long.as_str()]).enumerate() {
        add(&mut ledger, number, value);
    }
    ledger
}

fn add(ledger: &mut Ledger, n: usize, value: &str) {
    let (text, some) = (value.to_string(), Some(value.to_string()));
    let ids = ["R", "A", "B", "E", "S", "G", "D", "X", "C"].map(|letter| format!("{letter}-H{n}"));
    let [report, one, two, engagement, statement, agreement, delivery, conflict, claim] = ids;
    let claims = vec![claim.clone()];
    let reports = vec![report.clone()];
    let evidence = Evidence { exact: text.clone(), prefix: text.clone(), suffix: text.clone(), start: 1, end: 5, line: 1 };
    ledger.reports.push(Report {
        id: report.clone(),
        path: text.clone(),
        outlet: some.clone(),
        title: some.clone(),
        published: Some(if n % 2 == 0 { "2024-02-29".into() } else { text.clone() }),
        language: "hi".into(),
        sha256: "00".into(),
        warnings: vec![text.clone()],
        not_understood: vec![evidence.clone()],
        ..Report::default()
    });
    for (id, kind) in [(&one, "person"), (&two, "country")] {
        ledger.actors.push(Actor {
            id: id.clone(),
            kind: kind.into(),
            name: Name { en: some.clone(), hi: some.clone() },
            spellings: vec![Spelling { text: text.clone(), count: 1, reports: reports.clone() }],
            offices: vec![OfficeHeld { title: text.clone(), of: some.clone(), from: some.clone(), to: None, basis: "claims".into() }],
            external: [("wikidata".to_string(), text.clone())].into(),
        });
    }
    let parties = vec![party(&one, value, "IN"), party(&two, value, "RU"), Party { name: some.clone(), ..Party::default() }];
    let topics = vec![Topic { name: text.clone(), claims: claims.clone() }];
    for (suffix, status) in [("", "held"), ("P", "planned")] {
        ledger.engagements.push(Engagement {
            id: format!("{engagement}{suffix}"),
            kind: if n % 2 == 0 { "visit".into() } else { text.clone() },
            status: status.into(),
            parties: parties.clone(),
            when: Some(When { edtf: Some("2024-02-28/2024-02-29".into()), basis: text.clone(), said: some.clone(), claims: claims.clone() }),
            place: Some(Where { actor: two.clone(), name: text.clone(), country: some.clone(), claims: claims.clone() }),
            forum: Some(Forum { actor: two.clone(), name: text.clone(), relation: text.clone(), session: Some(3), claims: vec![] }),
            topics: topics.clone(),
            codes: [("cameo".to_string(), "040".to_string()), ("plover".to_string(), text.clone())].into(),
            reports: reports.clone(),
            merged_because: vec![text.clone()],
            ..Engagement::default()
        });
    }
    ledger.statements.push(Statement {
        id: statement,
        speaker: parties[0].clone(),
        addressee: Some(parties[1].clone()),
        target: Some(parties[2].clone()),
        kind: text.clone(),
        via: some.clone(),
        topics,
        text: StatementText { claims: claims.clone() },
        engagement: Some(engagement.clone()),
        reports: reports.clone(),
        ..Statement::default()
    });
    let value_of = Some(Money { amount: 5.43e9, currency: text.clone() });
    ledger.agreements.push(Agreement {
        id: agreement,
        parties,
        countries: vec!["IN".into(), text.clone()],
        instrument: text.clone(),
        status: text.clone(),
        value: value_of.clone(),
        claims: claims.clone(),
        reports: reports.clone(),
    });
    ledger.deliveries.push(Delivery {
        id: delivery,
        item: Item { actor: None, name: text.clone(), claims: vec![] },
        supplier: some.clone(),
        unit: some.clone(),
        ordered: Some(u64::MAX),
        as_of: Some("2024".into()),
        status: "delivered".into(),
        cause: Some(Cause { text: text.clone(), claims: vec![] }),
        value: value_of,
        reports,
        ..Delivery::default()
    });
    ledger.conflicts.push(Conflict {
        id: conflict,
        record: engagement.clone(),
        field: text.clone(),
        kind: text.clone(),
        values: vec![ConflictValue { value: text.clone(), claims: claims.clone() }],
        state: text.clone(),
    });
    for record in [engagement.clone(), format!("{engagement}P")] {
        ledger.claims.push(Claim {
            id: if record == engagement { claim.clone() } else { format!("{claim}P") },
            report: report.clone(),
            record,
            field: text.clone(),
            value: text.clone(),
            evidence: vec![evidence.clone()],
            rule: text.clone(),
            attributed_to: vec![Party { name: some.clone(), ..Party::default() }],
            modality: text.clone(),
        });
    }
}

//! A ledger whose every value is meant to break a format, and a plain one.

use bahi_resolve::ledger::{
    Actor, Agreement, Cause, Claim, Conflict, ConflictValue, Delivery, Engagement, Evidence, Forum, Item, Judged,
    Ledger, Money, Name, Office, OfficeHeld, Party, Report, Spelling, Statement, StatementText, Topic, When, Where,
};

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
    let office = Some(Office { title: name.into(), of: Some(of.into()), styled: Some(name.into()) });
    Party { actor: Some(actor.into()), name: Some(name.into()), office, claims: vec!["C-1".into()] }
}

/// A ledger with one of everything for each hostile value, and a very long one.
#[allow(dead_code)] // each test program uses a part
pub fn hostile() -> Ledger {
    let long = "लंबा नाम ".repeat(4_000);
    let mut ledger = empty();
    for (number, value) in HOSTILE.iter().copied().chain([long.as_str()]).enumerate() {
        add(&mut ledger, number, value);
    }
    ledger
}

/// The same value by value, as ledgers of single reports.
#[allow(dead_code)] // each test program uses a part
pub fn hostile_reports() -> Vec<Ledger> {
    let alone = |(number, value): (usize, &&str)| {
        let mut ledger = empty();
        add(&mut ledger, number, value);
        for report in &mut ledger.reports {
            report.sha256 = format!("{number:064x}");
        }
        ledger
    };
    HOSTILE.iter().enumerate().map(alone).collect()
}

fn empty() -> Ledger {
    Ledger { ledger_format: 1, knowledge: "2026 = \"x\" ]]>\0".into(), ..Ledger::default() }
}

/// A hostile value, and the ids of what carries it.
struct Case<'a> {
    value: &'a str,
    even: bool,
    number: usize,
}

impl Case<'_> {
    fn text(&self) -> String {
        self.value.to_string()
    }

    fn some(&self) -> Option<String> {
        Some(self.text())
    }

    fn id(&self, letter: &str) -> String {
        format!("{letter}-H{}", self.number)
    }

    fn claims(&self) -> Vec<String> {
        vec![self.id("C")]
    }

    fn reports(&self) -> Vec<String> {
        vec![self.id("R")]
    }

    fn evidence(&self) -> Evidence {
        let text = || self.text();
        Evidence { exact: text(), prefix: text(), suffix: text(), start: 1, end: 5, line: 1 }
    }

    fn money(&self) -> Option<Money> {
        Some(Money { amount: 5.43e9, currency: self.text() })
    }

    fn topics(&self) -> Vec<Topic> {
        vec![Topic { name: self.text(), claims: self.claims() }]
    }

    fn parties(&self) -> Vec<Party> {
        let nameless = Party { name: self.some(), ..Party::default() };
        vec![party(&self.id("A"), self.value, "IN"), party(&self.id("B"), self.value, "RU"), nameless]
    }
}

fn add(ledger: &mut Ledger, number: usize, value: &str) {
    let case = Case { value, even: number.is_multiple_of(2), number };
    ledger.reports.push(report(&case));
    ledger.actors.extend([("A", "person"), ("B", "country")].map(|(letter, kind)| actor(&case, letter, kind)));
    ledger.engagements.extend([("", "held"), ("P", "planned")].map(|(end, status)| engagement(&case, end, status)));
    ledger.statements.push(statement(&case));
    ledger.agreements.push(agreement(&case));
    ledger.deliveries.push(delivery(&case));
    ledger.conflicts.push(conflict(&case));
    ledger.claims.extend(["", "P"].map(|end| claim(&case, end)));
}

fn report(case: &Case) -> Report {
    Report {
        id: case.id("R"),
        path: case.text(),
        outlet: case.some(),
        title: case.some(),
        published: Some(if case.even { "2024-02-29".into() } else { case.text() }),
        language: "hi".into(),
        sha256: "00".into(),
        warnings: vec![case.text()],
        not_understood: vec![case.evidence()],
        ..Report::default()
    }
}

fn actor(case: &Case, letter: &str, kind: &str) -> Actor {
    let office =
        OfficeHeld { title: case.text(), of: case.some(), from: case.some(), to: None, basis: "claims".into() };
    Actor {
        id: case.id(letter),
        kind: kind.into(),
        name: Name { en: case.some(), hi: case.some() },
        spellings: vec![Spelling { text: case.text(), count: 1, reports: case.reports() }],
        offices: vec![office],
        external: [("wikidata".to_string(), case.text())].into(),
        country: case.some(),
        known: case.some(),
        aliases: vec![case.text()],
        judged: vec![judged(case)],
    }
}

fn judged(case: &Case) -> Judged {
    Judged { verb: "set".into(), field: case.text(), value: case.some(), by: case.text(), ..Judged::default() }
}

fn engagement(case: &Case, end: &str, status: &str) -> Engagement {
    let (text, claims, place) = (|| case.text(), || case.claims(), case.id("B"));
    let edtf = Some("2024-02-28/2024-02-29".into());
    Engagement {
        id: case.id("E") + end,
        kind: if case.even { "visit".into() } else { text() },
        status: status.into(),
        parties: case.parties(),
        when: Some(When { edtf, basis: text(), said: case.some(), claims: claims() }),
        place: Some(Where { actor: place.clone(), name: text(), country: case.some(), claims: claims() }),
        forum: Some(Forum { actor: place, name: text(), relation: text(), session: Some(3), claims: vec![] }),
        topics: case.topics(),
        codes: [("cameo".to_string(), "040".to_string()), ("plover".to_string(), text())].into(),
        reports: case.reports(),
        merged_because: vec![text()],
        judged: vec![judged(case)],
        ..Engagement::default()
    }
}

fn statement(case: &Case) -> Statement {
    let mut parties = case.parties().into_iter();
    Statement {
        id: case.id("S"),
        speaker: parties.next().unwrap_or_default(),
        addressee: parties.next(),
        target: parties.next(),
        kind: case.text(),
        via: case.some(),
        topics: case.topics(),
        text: StatementText { claims: case.claims() },
        engagement: Some(case.id("E")),
        reports: case.reports(),
        ..Statement::default()
    }
}

fn agreement(case: &Case) -> Agreement {
    Agreement {
        id: case.id("G"),
        parties: case.parties(),
        countries: vec!["IN".into(), case.text()],
        instrument: case.text(),
        status: case.text(),
        value: case.money(),
        claims: case.claims(),
        reports: case.reports(),
        judged: vec![judged(case)],
    }
}

fn delivery(case: &Case) -> Delivery {
    Delivery {
        id: case.id("D"),
        item: Item { actor: None, name: case.text(), claims: vec![] },
        supplier: case.some(),
        unit: case.some(),
        ordered: Some(u64::MAX),
        as_of: Some("2024".into()),
        status: "delivered".into(),
        cause: Some(Cause { text: case.text(), claims: vec![] }),
        value: case.money(),
        reports: case.reports(),
        ..Delivery::default()
    }
}

fn conflict(case: &Case) -> Conflict {
    Conflict {
        id: case.id("X"),
        record: case.id("E"),
        field: case.text(),
        kind: case.text(),
        values: vec![ConflictValue { value: case.text(), claims: case.claims(), witnesses: 1 }],
        state: case.text(),
        judged: vec![judged(case)],
        ..Conflict::default()
    }
}

fn claim(case: &Case, end: &str) -> Claim {
    Claim {
        id: case.id("C") + end,
        report: case.id("R"),
        record: case.id("E") + end,
        field: case.text(),
        value: case.text(),
        evidence: vec![case.evidence()],
        rule: case.text(),
        attributed_to: vec![Party { name: case.some(), ..Party::default() }],
        modality: case.text(),
    }
}

//! Text, names, the tagger and the reader.

use super::clock::{by_turns, keep, least};
use super::{Fails, Row};
use bahi::eval::pairs::{self, Pair, Query};
use bahi::{Bahi, Input};
use bahi_read::sent::{Cut, Sent};
use bahi_read::tagger::{Linear, Tagger};
use bahi_read::{Part, PartKind, Report};
use bahi_text::{Span, Tokens};
use unicode_normalization::UnicodeNormalization;

/// All four.
pub fn rows(reports: &[String]) -> Fails<Vec<Row>> {
    let bahi = Bahi::new();
    let mut rows = vec![text(reports), reader(&bahi, reports)];
    rows.extend(tagger(&bahi, reports));
    rows.extend(names(&bahi)?);
    Ok(rows)
}

// Whoever compares words at all must bring their letters into one form and find where they end.
fn text(reports: &[String]) -> Row {
    let bytes: usize = reports.iter().map(String::len).sum();
    let (ours, theirs) = by_turns(
        || reports.iter().for_each(|text| keep(Tokens::new(text))),
        || {
            for text in reports {
                let even: String = text.nfc().collect();
                keep(even.split_whitespace().count());
            }
        },
    );
    Row {
        stage: "text",
        what: "tokens with folded forms, MB/s".into(),
        ours: bytes as f64 / ours / 1e6,
        rival: "Unicode NFC, split at spaces",
        theirs: Some(bytes as f64 / theirs / 1e6),
        more: true,
    }
}

fn reader(bahi: &Bahi, reports: &[String]) -> Row {
    let input = |text: &String| Input { path: "a.txt".into(), bytes: text.clone().into_bytes(), ..Input::default() };
    let inputs: Vec<Input> = reports.iter().map(input).collect();
    let time = least(|| inputs.iter().for_each(|input| keep(bahi.read(std::slice::from_ref(input)))));
    Row {
        stage: "reader",
        what: "bytes to a ledger with claims, reports/s".into(),
        ours: reports.len() as f64 / time,
        rival: "",
        theirs: None,
        more: true,
    }
}

fn tagger(bahi: &Bahi, reports: &[String]) -> Option<Row> {
    let (tagger, knowledge) = (Linear::embedded()?, bahi.knowledge());
    let cut = |text: &String| {
        let parts = vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }];
        Cut::new(&Report { text, parts, published: None, dateline: None, home: "IN" }, knowledge)
    };
    let cuts: Vec<Cut> = reports.iter().map(cut).collect();
    let tokens: usize = cuts.iter().flat_map(|cut| &cut.sents).map(|sent| sent.toks.len()).sum();
    let (ours, theirs) = by_turns(
        || {
            for (text, cut) in reports.iter().zip(&cuts) {
                let sents: Vec<&Sent> = cut.sents.iter().collect();
                keep(tagger.tag(text, &sents, knowledge));
            }
        },
        || reports.iter().for_each(|text| keep(cut(text))),
    );
    Some(Row {
        stage: "tagger",
        what: "tokens/s".into(),
        ours: tokens as f64 / ours,
        rival: "cutting and looking up, without tagging",
        theirs: Some(tokens as f64 / theirs),
        more: true,
    })
}

fn names(bahi: &Bahi) -> Fails<Vec<Row>> {
    let all: Vec<Pair> = pairs::table(&std::fs::read_to_string("eval/names/pairs.csv")?)?;
    let queries: Vec<Query> = pairs::table(&std::fs::read_to_string("eval/names/queries.csv")?)?;
    let rows = pairs::compare(&all, bahi.knowledge());
    let f1 = |method: &str| {
        let row = rows.iter().find(|row| row.method == method && row.tier == "all")?;
        let share = |(right, of): (usize, usize)| right as f64 / of.max(1) as f64;
        let (precision, recall) = (share(row.precision), share(row.recall));
        Some(2.0 * precision * recall / (precision + recall))
    };
    let asked: Vec<&str> = queries.iter().take(60).map(|query| query.query.as_str()).collect();
    let time = least(|| asked.iter().for_each(|query| keep(bahi.knowledge().find_people(query, 5))));
    let same = Row {
        stage: "names",
        what: "same or different, F1 of all pairs".into(),
        ours: f1("bahi").unwrap_or_default(),
        rival: "edit distance at its best threshold",
        theirs: f1("edit distance"),
        more: true,
    };
    let found = Row {
        stage: "names",
        what: "a person looked for, ms".into(),
        ours: 1000.0 * time / asked.len().max(1) as f64,
        rival: "",
        theirs: None,
        more: false,
    };
    Ok(vec![same, found])
}

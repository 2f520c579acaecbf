//! What holds for every input, whatever it is: one set of checks for the properties, the soak and the fuzz targets.
//!
//! Every check gives what is wrong in words, so that its caller may panic, count or make the input smaller.
#![allow(dead_code)] // each user needs a part of it

use bahi::format::{About, Form, Read};
use bahi::ledger::{Evidence, Ledger, Report};
use bahi::{Bahi, Input};
use bahi_page::{Lexicon, Page};
use bahi_text::{Positions, Shadow, Span, Tokens, sentences, trimmed_span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A reader with what is needed to check its work.
pub struct Checker {
    /// The reader under test.
    pub bahi: Bahi,
    lexicon: Lexicon,
}

/// How much a reading found, for telling whether the checks had anything to check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// Inputs that were read and not refused.
    pub pages: usize,
    /// Engagements, statements, agreements and deliveries.
    pub records: usize,
    /// Claims, each with evidence.
    pub claims: usize,
    /// Phrases cited as not understood.
    pub not_understood: usize,
}

/// Nothing, or what is wrong.
pub type Checked<T> = Result<T, String>;

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Checked<()> {
    if holds { Ok(()) } else { Err(what()) }
}

impl Default for Checker {
    fn default() -> Self {
        Self::new()
    }
}

impl Checker {
    /// A checker over the embedded knowledge.
    pub fn new() -> Self {
        let bahi = Bahi::new();
        let words = &bahi.knowledge().stock.words;
        let furniture = serde_json::from_value(words.furniture.clone()).unwrap_or_default();
        let months = serde_json::from_value(words.months_raw.clone()).unwrap_or_default();
        let languages = serde_json::from_value(words.languages.clone()).unwrap_or_default();
        Self { bahi, lexicon: Lexicon::new(furniture, months).with_languages(languages) }
    }

    /// The page of `bytes`, with its blocks in order and on the text, or nothing where it is refused.
    pub fn page(&self, bytes: &[u8]) -> Checked<Option<Page>> {
        let Ok(page) = bahi_page::read(bytes, &self.lexicon) else { return Ok(None) };
        let mut end = 0;
        for block in &page.blocks {
            let (from, to) = (block.span.start(), block.span.end());
            ensure(from >= end && from < to, || format!("page: blocks out of order: {block:?}"))?;
            ensure(page.text.get(from..to).is_some(), || format!("page: off a character boundary: {block:?}"))?;
            end = to;
        }
        ensure(bahi_page::read(bytes, &self.lexicon).as_ref() == Ok(&page), || "page: not the same twice".to_owned())?;
        Ok(Some(page))
    }

    /// Reads the inputs together, twice, and checks the ledger.
    pub fn reader(&self, inputs: &[&[u8]]) -> Checked<Found> {
        let mut found = Found::default();
        let mut texts = BTreeMap::new();
        for (i, bytes) in inputs.iter().enumerate() {
            let page = self.page(bytes)?;
            found.pages += usize::from(page.is_some());
            texts.extend(page.map(|p| (format!("{i}.txt"), p.text)));
        }
        let about = || About { form: Form::Text, ..About::default() };
        let name =
            |(i, bytes): (usize, &&[u8])| Input { path: format!("{i}.txt"), bytes: bytes.to_vec(), about: about() };
        let inputs: Vec<Input> = inputs.iter().enumerate().map(name).collect();
        let (first, again) = (self.bahi.read(&inputs), self.bahi.read(&inputs));
        let json = to_json(&first.ledger)?;
        ensure(json == to_json(&again.ledger)?, || "reading twice gives two ledgers".to_owned())?;
        ensure(first.failures == again.failures, || "reading twice gives two sets of failures".to_owned())?;
        serde_json::from_slice::<Ledger>(&json).map_err(|e| format!("the ledger's JSON is no ledger: {e}"))?;
        ensure(first.failures.len() + texts.len() == inputs.len(), || "an input neither read nor refused".to_owned())?;
        for input in &inputs {
            let failed = first.failures.iter().any(|f| f.path == input.path);
            let mut shown = false;
            for read in self.bahi.pages(input.clone()) {
                let Read::Report(leaf) = read else { continue };
                std::hint::black_box((self.bahi.show_page(&leaf.page), self.bahi.show_tokens(&leaf.page)));
                std::hint::black_box(self.bahi.show_mentions(*leaf));
                shown = true;
            }
            // A page in another language is neither.
            ensure(!(shown && failed) && self.bahi.trace(input).is_ok() == shown, || {
                "shown and refused at once".to_owned()
            })?;
        }
        cited(&first.ledger, &texts, &mut found)?;
        linked(&first.ledger, &json, &mut found)?;
        Ok(found)
    }
}

/// The pieces of `text`: tokens and sentences give back every byte, and every position counts as counting does.
pub fn text(text: &str) -> Checked<()> {
    let tokens = Tokens::new(text);
    let joined: String = tokens.as_slice().iter().map(|t| t.span.of(text)).collect();
    ensure(joined == text, || "text: the tokens do not concatenate to the text".to_owned())?;
    let mut next = 0;
    for range in sentences(tokens.as_slice()) {
        ensure(range.start == next && range.end > next, || format!("text: sentence {range:?} after {next}"))?;
        let trimmed = trimmed_span(tokens.as_slice(), &range);
        ensure(text.get(trimmed.start()..trimmed.end()).is_some(), || format!("text: {trimmed:?} off a boundary"))?;
        next = range.end;
    }
    ensure(next == tokens.as_slice().len(), || "text: the sentences do not cover the tokens".to_owned())?;
    for token in tokens.as_slice() {
        std::hint::black_box(tokens.fold(token));
    }
    let shadow = Shadow::new(text);
    for (at, c) in shadow.as_str().char_indices() {
        let back = shadow.to_published(Span::new(at, at + c.len_utf8()));
        ensure(text.get(back.start()..back.end()).is_some(), || format!("text: a shadow off a boundary: {back:?}"))?;
    }
    let positions = Positions::new(text);
    let counted = positions.code_point(text, text.len()) == text.chars().count();
    ensure(counted, || "text: code points are miscounted".to_owned())
}

fn to_json(ledger: &Ledger) -> Checked<Vec<u8>> {
    serde_json::to_vec(ledger).map_err(|e| format!("the ledger cannot be written: {e}"))
}

/// Every evidence slices back to its words in the text of its report.
fn cited(ledger: &Ledger, texts: &BTreeMap<String, String>, found: &mut Found) -> Checked<()> {
    // By path: a page in another language has no report, and of the same bytes given twice there is one.
    let text = |r: &Report| texts.get(&r.path).map(|text| (r.id.clone(), text.chars().collect::<Vec<char>>()));
    let by_report: BTreeMap<String, Vec<char>> = ledger.reports.iter().filter_map(text).collect();
    ensure(by_report.len() == ledger.reports.len(), || "a report of no input".to_owned())?;
    for report in &ledger.reports {
        let Some(text) = by_report.get(report.id.as_str()) else { continue };
        for left_out in &report.furniture {
            let inside = left_out.start < left_out.end && left_out.end <= text.len();
            ensure(inside, || format!("furniture off the text: {left_out:?}"))?;
        }
        report.not_understood.iter().try_for_each(|e| evidence(e, text))?;
        found.not_understood += report.not_understood.len();
    }
    for claim in &ledger.claims {
        ensure(!claim.evidence.is_empty(), || format!("a claim without evidence: {claim:?}"))?;
        let known = ledger.reports.iter().any(|r| r.id == claim.report);
        ensure(known, || format!("a claim of no report: {claim:?}"))?;
        if let Some(text) = by_report.get(claim.report.as_str()) {
            claim.evidence.iter().try_for_each(|e| evidence(e, text))?;
        }
    }
    found.claims += ledger.claims.len();
    Ok(())
}

fn evidence(e: &Evidence, text: &[char]) -> Checked<()> {
    let slice = |from: usize, to: usize| text.get(from..to).map(|c| c.iter().collect::<String>());
    ensure(!e.exact.trim().is_empty(), || format!("evidence without words: {e:?}"))?;
    ensure(slice(e.start, e.end).as_ref() == Some(&e.exact), || format!("evidence does not slice back: {e:?}"))?;
    let before = e.start.checked_sub(e.prefix.chars().count()).and_then(|from| slice(from, e.start));
    let after = slice(e.end, e.end + e.suffix.chars().count());
    let around = before.as_ref() == Some(&e.prefix) && after.as_ref() == Some(&e.suffix);
    ensure(around, || format!("the words around evidence are others: {e:?}"))?;
    let line = 1 + text[..e.start].iter().filter(|&&c| c == '\n').count();
    ensure(line == e.line, || format!("evidence on line {line} says {}", e.line))
}

/// Ids are given once, what is referred to exists, and every record rests on a claim of its own.
fn linked(ledger: &Ledger, json: &[u8], found: &mut Found) -> Checked<()> {
    let claims: BTreeSet<&str> = ledger.claims.iter().map(|c| c.id.as_str()).collect();
    ensure(claims.len() == ledger.claims.len(), || "two claims of one id".to_owned())?;
    let rested: BTreeSet<&str> = ledger.claims.iter().map(|c| c.record.as_str()).collect();
    let mut records: Vec<&str> = ledger.engagements.iter().map(|r| r.id.as_str()).collect();
    records.extend(ledger.statements.iter().map(|r| r.id.as_str()));
    records.extend(ledger.agreements.iter().map(|r| r.id.as_str()));
    records.extend(ledger.deliveries.iter().map(|r| r.id.as_str()));
    found.records += records.len();
    let ids: BTreeSet<&str> = records.iter().copied().collect();
    ensure(ids.len() == records.len(), || "two records of one id".to_owned())?;
    if let Some(bare) = ids.difference(&rested).next() {
        return Err(format!("record {bare} rests on no claim"));
    }
    let tree: Value = serde_json::from_slice(json).map_err(|e| format!("the ledger's JSON is not JSON: {e}"))?;
    let mut used = BTreeSet::new();
    referred(&tree, &mut used);
    match used.iter().find(|id| !claims.contains(id.as_str())) {
        Some(dangling) => Err(format!("claim {dangling} is referred to and is not there")),
        None => Ok(()),
    }
}

/// Claim ids in every list named `claims`.
fn referred(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| referred(v, used)),
        Value::Object(fields) => {
            for (name, v) in fields {
                let ids = v.as_array().filter(|_| name == "claims");
                used.extend(ids.into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)));
                referred(v, used);
            }
        }
        _ => {}
    }
}

//! What reports ask for and the knowledge lacks, counted over all of them.

use crate::{Bahi, Failure, Input, stages};
use bahi_page::format::Read;
use bahi_read::unknown::{Lack, Lacking};
use bahi_text::{Positions, fold};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Words that ask for an entry, with the first place where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// `person`, `country`, `latin` (a name in Latin script), `forum` or `system`.
    pub kind: String,
    /// The words, as first published.
    pub words: String,
    /// How often they ask; a person once a report.
    pub count: usize,
    /// In how many reports.
    pub reports: usize,
    /// English title of the office beside the words, where there is one.
    pub office: Option<String>,
    /// The first sentence in which they stand.
    pub quote: String,
    /// Path of its report, as given.
    pub path: String,
    /// 1-based line in it.
    pub line: usize,
}

/// What is lacking, the most frequent first, and the inputs that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnknownReport {
    /// What is lacking.
    pub unknown: Vec<Unknown>,
    /// How many reports were read.
    pub reports: usize,
    /// Inputs that could not be read.
    pub failures: Vec<Failure>,
}

/// Reads the reports and counts what is lacking.
pub fn unknown(bahi: &Bahi, inputs: &[Input]) -> UnknownReport {
    let readers = bahi.readers();
    let mut out = UnknownReport::default();
    let mut seen: BTreeMap<(Lack, String), (usize, usize)> = BTreeMap::new();
    for read in inputs.iter().flat_map(|input| bahi.pages(input.clone())) {
        let leaf = match read {
            Read::Report(leaf) => leaf,
            Read::Bad(fault) => {
                out.failures.push(fault.into());
                continue;
            }
            Read::Passed(_) => continue,
        };
        let page = &leaf.page;
        out.reports += 1;
        let positions = Positions::new(&page.text);
        for lacking in stages::lacking(readers.of(page), page) {
            let key = (lacking.lack, fold(lacking.words.of(&page.text)));
            let (at, last) = *seen.entry(key).or_insert_with(|| {
                out.unknown.push(first(&lacking, &page.text, &leaf.path, &positions));
                (out.unknown.len() - 1, 0)
            });
            let Some(one) = out.unknown.get_mut(at) else { continue };
            one.count += 1;
            one.reports += usize::from(last != out.reports);
            one.office = one.office.take().or(lacking.office.clone());
            seen.insert((lacking.lack, fold(lacking.words.of(&page.text))), (at, out.reports));
        }
    }
    // Equal counts: names beside an office first, then the order in which they were met.
    out.unknown.sort_by_key(|u| (Reverse(u.count), u.kind == "person" && u.office.is_none()));
    out
}

fn first(lacking: &Lacking, text: &str, path: &str, positions: &Positions) -> Unknown {
    Unknown {
        kind: lacking.lack.as_str().to_owned(),
        words: lacking.words.of(text).to_owned(),
        count: 0,
        reports: 0,
        office: lacking.office.clone(),
        quote: lacking.sentence.of(text).to_owned(),
        path: path.to_owned(),
        line: positions.line(lacking.words.start()),
    }
}

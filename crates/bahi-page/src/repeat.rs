//! Lines that say again what stands elsewhere in the report: they are one witness, not two.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::model::BlockKind;
use crate::why::Why;
use crate::words::key;

/// A line with fewer letters is too common to be called a repeat.
const FEWEST_LETTERS: usize = 24;
/// Lines from the head of the report that may repeat what follows.
const HEAD_LINES: usize = 12;
/// Lines they are compared with.
const COMPARED: usize = 40;
/// Longest line compared, in bytes of its key.
const LONGEST: usize = 24_000;
/// A line repeats another when so many in a hundred of its word triples stand there.
const SHARED_PERCENT: usize = 85;
/// Fewest triples for that to mean anything.
const FEWEST_TRIPLES: usize = 6;

/// Marks repeats among the lines that are kept.
pub(crate) fn mark(drafts: &mut [Draft<'_>]) {
    whole_lines(drafts);
    within_head(drafts);
}

fn is_candidate(draft: &Draft<'_>) -> bool {
    draft.why.is_none()
        && !matches!(draft.kind, Some(BlockKind::Headline | BlockKind::Letterhead | BlockKind::Dateline))
}

fn letters(draft: &Draft<'_>) -> String {
    let key = if draft.key.is_empty() { key(draft.text) } else { draft.key.clone() };
    key.replace(' ', "")
}

/// Leaves out a line that is the same as an earlier one.
fn whole_lines(drafts: &mut [Draft<'_>]) {
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    for i in 0..drafts.len() {
        let headline = drafts[i].kind == Some(BlockKind::Headline);
        if !(headline || is_candidate(&drafts[i])) || drafts[i].text.len() > LONGEST {
            continue;
        }
        let own = letters(&drafts[i]);
        if own.chars().count() < FEWEST_LETTERS {
            continue;
        }
        match seen.get(&digest(&own)) {
            Some(&earlier) if !headline && letters(&drafts[earlier]) == own => drafts[i].why = Some(Why::Repeat),
            Some(_) => {}
            None => {
                seen.insert(digest(&own), i);
            }
        }
    }
}

/// Leaves out a standfirst or caption that stands, wholly or nearly, in a longer line of the report.
fn within_head(drafts: &mut [Draft<'_>]) {
    let kept: Vec<usize> = (0..drafts.len())
        .filter(|&i| is_candidate(&drafts[i]) && drafts[i].text.len() <= LONGEST)
        .take(COMPARED)
        .collect();
    let keys: Vec<Compared> = kept.iter().map(|&i| Compared::new(&drafts[i])).collect();
    for (n, own) in keys.iter().enumerate().take(HEAD_LINES) {
        // Paragraphs that differ by one name may tell of two things: only a standfirst may stand in another line nearly.
        let nearly = drafts[kept[n]].kind == Some(BlockKind::Standfirst);
        let other = |(m, other): (usize, &Compared)| {
            m != n
                && drafts[kept[m]].why.is_none()
                && (own.stands_in(other) || (nearly && m > n && own.stands_nearly_in(other)))
        };
        if own.count >= FEWEST_LETTERS && keys.iter().enumerate().any(other) {
            drafts[kept[n]].why = Some(Why::Repeat);
        }
    }
}

/// A line made ready for comparing.
struct Compared {
    letters: String,
    count: usize,
    /// Digests of its word triples, sorted.
    triples: Vec<u64>,
}

impl Compared {
    fn new(draft: &Draft<'_>) -> Self {
        let key = if draft.key.is_empty() { key(draft.text) } else { draft.key.clone() };
        let words: Vec<&str> = key.split(' ').collect();
        let mut triples: Vec<u64> = words.windows(3).map(|w| digest(&w.join(" "))).collect();
        triples.sort_unstable();
        let letters = key.replace(' ', "");
        Self { count: letters.chars().count(), letters, triples }
    }

    fn stands_in(&self, other: &Self) -> bool {
        other.letters.len() > self.letters.len() && other.letters.contains(&self.letters)
    }

    fn stands_nearly_in(&self, other: &Self) -> bool {
        let shared = self.triples.iter().filter(|t| other.triples.binary_search(t).is_ok()).count();
        self.triples.len() >= FEWEST_TRIPLES && shared * 100 >= self.triples.len() * SHARED_PERCENT
    }
}

/// FNV-1a: the same on every machine and run.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

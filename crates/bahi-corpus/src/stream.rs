//! The reports of a corpus one after another: events mixed, with duplicates and, where asked for, broken inputs.

use crate::cast::Casting;
use crate::paper::Paper;
use crate::random::Random;
use crate::{Corpus, Report, Sort, Spec};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Of a hundred reports, how many are the bytes of an earlier one.
const DUPLICATES: usize = 5;
/// Of a hundred reports, how many are broken, where asked for.
const BROKEN: usize = 2;
/// Reports that wait to be given out, so that those of one event do not stand together.
const WAITING: usize = 256;
/// Earlier reports that may come again.
const KEPT: usize = 256;
/// Of a hundred events, how many are told by one paper, by two at most, and by three at most.
const PAPERS: [usize; 3] = [40, 70, 90];
/// How many papers that makes on average.
const EACH: usize = 2;

/// The reports of a corpus, in order; made by [`Corpus::reports`].
#[derive(Debug)]
pub struct Reports<'a> {
    corpus: &'a Corpus,
    spec: Spec,
    // Over how many days the events are spread in their order; over ten years in none where it is not said.
    days: Option<usize>,
    made: usize,
    events: u64,
    random: Random,
    waiting: Vec<String>,
    kept: Vec<Rc<str>>,
    offered: usize,
    seen: BTreeSet<u64>,
}

impl<'a> Reports<'a> {
    pub(crate) fn new(corpus: &'a Corpus, spec: Spec, days: Option<usize>) -> Self {
        let random = Random::of(&[spec.seed, u64::MAX]);
        let (waiting, kept) = (vec![], vec![]);
        Self { corpus, spec, days, made: 0, events: 0, random, waiting, kept, offered: 0, seen: BTreeSet::new() }
    }

    /// One more event, told by one to four papers.
    fn event(&mut self) {
        let corpus = self.corpus;
        let mut random = Random::of(&[self.spec.seed, self.events]);
        self.events += 1;
        let Some(story) = random.pick(&corpus.stories) else { return };
        let casting = Casting { world: &corpus.world, story, invented: &corpus.lists.invented, pool: &corpus.pool };
        let cast = casting.draw(self.days.map(|days| self.ago(days)), &mut random);
        let mut templates: Vec<_> = story.reports.iter().collect();
        random.shuffle(&mut templates);
        let lot = random.below(100);
        let papers = 1 + PAPERS.iter().filter(|&&end| lot >= end).count();
        let first = random.below(corpus.lists.outlets.len());
        for paper in 0..papers {
            // Outlets of one event differ, so that its papers do.
            let outlet = corpus.lists.outlets.get((first + paper) % corpus.lists.outlets.len().max(1));
            let paper = Paper {
                world: &corpus.world,
                lists: &corpus.lists,
                template: templates[paper % templates.len()],
                cast: &cast,
                outlet: outlet.map_or("", String::as_str),
                copied: paper >= templates.len(),
            };
            let text = paper.tell(&mut random);
            // Two events may come out alike; duplicates are to be those that are meant.
            if self.seen.insert(hash(&text)) {
                self.waiting.push(text);
            }
        }
    }

    /// How many days before the last day the present event is told.
    fn ago(&self, days: usize) -> i64 {
        let all = self.spec.reports * (100 - DUPLICATES) / 100 / EACH;
        days.saturating_sub(1 + days * self.events as usize / all.max(1)) as i64
    }

    fn fresh(&mut self) -> String {
        while self.waiting.len() < WAITING {
            self.event();
        }
        let text = self.waiting.swap_remove(self.random.below(WAITING));
        self.keep(&text);
        text
    }

    /// Keeps a sample in which every report so far is as likely as any other.
    fn keep(&mut self, text: &str) {
        self.offered += 1;
        if self.kept.len() < KEPT {
            self.kept.push(text.into());
            return;
        }
        let at = self.random.below(self.offered);
        if let Some(old) = self.kept.get_mut(at) {
            *old = text.into();
        }
    }

    fn next_bytes(&mut self) -> (Sort, Vec<u8>) {
        if self.spec.broken && self.random.chance(BROKEN) {
            return (Sort::Broken, self.broken());
        }
        if self.random.chance(DUPLICATES)
            && let Some(text) = self.random.pick(&self.kept)
        {
            return (Sort::Duplicate, text.as_bytes().to_vec());
        }
        (Sort::Fresh, self.fresh().into_bytes())
    }

    /// Nothing, bytes that are no text, or a report cut within a character.
    fn broken(&mut self) -> Vec<u8> {
        match self.random.below(3) {
            0 => vec![],
            1 => (0..512).flat_map(|_| [0, self.random.number() as u8]).collect(),
            _ => {
                let mut bytes = self.fresh().into_bytes();
                let half = bytes.len() / 2;
                let inside = (half..bytes.len()).find(|&at| bytes[at] & 0xC0 == 0x80);
                bytes.truncate(inside.unwrap_or(half));
                bytes
            }
        }
    }
}

impl Iterator for Reports<'_> {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        if self.made == self.spec.reports {
            return None;
        }
        let (sort, bytes) = self.next_bytes();
        self.made += 1;
        let path = format!("{:03}/{:06}.txt", (self.made - 1) / 1000, self.made);
        Some(Report { path, sort, bytes })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.spec.reports - self.made;
        (left, Some(left))
    }
}

/// FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

//! From the distances of words to the likeness of whole names: in order, turned about, joined, and in part.

use super::likeness::{ALONE, JOINED, LONGEST, Likeness, NAME, Verdict, WORD, Word};

/// How far a word of the shorter name is from one of the longer, by their places.
type Distance<'d> = &'d dyn Fn(usize, usize) -> u32;

const FAR: Likeness = Likeness::FAR;

impl Likeness {
    /// Of a name to another of as many words or more. `joined` gives the distance of the names written as one word each, and
    /// the length of the shorter of these.
    pub(super) fn of(
        short: &[&Word],
        long: &[&Word],
        distance: Distance<'_>,
        joined: &dyn Fn() -> Option<(u32, u32)>,
    ) -> Self {
        if short.is_empty() || long.len() > LONGEST || !numbers(short).eq(numbers(long)) {
            return FAR;
        }
        let ways = if short.len() == long.len() {
            let turned = if short.len() > 1 { turned(short, long, distance) } else { FAR };
            [in_order(short, long, distance, 0), turned]
        } else {
            [as_one(joined()), part(short, long, distance)]
        };
        ways.into_iter().min_by_key(|l| (std::cmp::Reverse(l.verdict), l.distance)).unwrap_or(FAR)
    }
}

// Every word like its counterpart, and the whole nearer than any one need be. The other is read from its nth word on.
fn in_order(a: &[&Word], b: &[&Word], distance: Distance<'_>, from: usize) -> Likeness {
    let (mut sum, mut weight, mut worst) = (0, 0, 0);
    for (i, x) in a.iter().enumerate() {
        let j = (i + from) % b.len();
        let d = distance(i, j);
        let w = x.length().max(b[j].length());
        sum += d * w;
        weight += w;
        worst = worst.max(d);
    }
    let distance = sum / weight.max(1);
    let limit = if a.len() == 1 { alone(a[0], b[0]) } else { NAME };
    Likeness { verdict: verdict(distance <= limit && worst <= WORD), distance }
}

// The family name first in one of them.
fn turned(a: &[&Word], b: &[&Word], distance: Distance<'_>) -> Likeness {
    let right = in_order(a, b, distance, b.len() - 1);
    let left = in_order(a, b, distance, 1);
    let best = if left.distance < right.distance { left } else { right };
    Likeness { distance: best.distance + 10, ..best }
}

// Written as one word in one of them: Jin-ping and Jinping.
fn as_one(joined: Option<(u32, u32)>) -> Likeness {
    let Some((distance, length)) = joined else { return FAR };
    Likeness { verdict: verdict(distance <= JOINED && length > 4), distance }
}

// One of them leaves words out: a middle name (same), or all but one (who knows).
fn part(short: &[&Word], long: &[&Word], distance: Distance<'_>) -> Likeness {
    let mut at = 0;
    let (mut sum, mut weight) = (0, 0);
    let mut ends = (false, false);
    for (i, x) in short.iter().enumerate() {
        // An initial stands for too many names to be all that two have in common.
        let initial = |w: &Word| matches!(w, Word::Initials(..));
        let tells = |j: &usize| short.len() > 1 || initial(x) == initial(long[*j]);
        let mut likes = (at..long.len()).filter(tells).map(|j| (j, distance(i, j)));
        let Some((j, d)) = likes.find(|(_, d)| *d <= NAME) else {
            return FAR;
        };
        ends.0 |= i == 0 && j == 0;
        ends.1 |= i + 1 == short.len() && j + 1 == long.len();
        at = j + 1;
        sum += d * x.length();
        weight += x.length();
    }
    let full = short.iter().filter(|w| matches!(w, Word::Sounds(_) | Word::Letters(_))).count();
    // A type with its number is that type, whatever by-name follows.
    let numbered = ends.0 && short.iter().any(|w| matches!(w, Word::Number(_)));
    let verdict = if numbered || full >= 2 && ends == (true, true) { Verdict::Same } else { Verdict::Unclear };
    Likeness { verdict, distance: sum / weight.max(1) + 20 }
}

fn verdict(same: bool) -> Verdict {
    if same { Verdict::Same } else { Verdict::Different }
}

// A short word alone needs more likeness: there are more of them.
fn alone(a: &Word, b: &Word) -> u32 {
    match a.length().min(b.length()) {
        0..=3 => ALONE / 2,
        4..=5 => ALONE * 3 / 4,
        _ => ALONE,
    }
}

fn numbers<'w>(words: &'w [&Word]) -> impl Iterator<Item = &'w Word> {
    words.iter().copied().filter(|w| matches!(w, Word::Number(_)))
}

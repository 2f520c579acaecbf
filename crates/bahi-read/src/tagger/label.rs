//! Labels of tokens: outside of names, or the place within the name of a class.

use super::Tag;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A person.
    Person,
    /// A country, city, region, river.
    Place,
    /// A body, company, party, force.
    Organisation,
}

impl Class {
    /// All, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Person, Self::Place, Self::Organisation];
}

/// Number of labels: outside, and begin, inside, end and single of each class.
pub const LABELS: usize = 13;

/// The label of tokens outside of names.
pub const OUTSIDE: usize = 0;

/// Place within a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// First of several tokens.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    End,
    /// The only one.
    Single,
}

/// The label of a part of a name.
pub fn label(class: Class, part: Part) -> usize {
    1 + class as usize * 4 + part as usize
}

/// Class and part of a label; `None` outside.
pub fn parts(label: usize) -> Option<(Class, Part)> {
    const PARTS: [Part; 4] = [Part::Begin, Part::Inside, Part::End, Part::Single];
    let at = label.checked_sub(1)?;
    Some((*Class::ALL.get(at / 4)?, PARTS[at % 4]))
}

/// Whether a name begins at a label.
pub fn begins(label: usize) -> bool {
    parts(label).is_some_and(|p| matches!(p.1, Part::Begin | Part::Single))
}

/// Whether a label may follow another: a name once begun ends before anything else begins.
pub fn may_follow(before: usize, after: usize) -> bool {
    let open = |l: usize| parts(l).filter(|p| matches!(p.1, Part::Begin | Part::Inside)).map(|p| p.0);
    let goes_on = |l: usize| parts(l).filter(|p| matches!(p.1, Part::Inside | Part::End)).map(|p| p.0);
    open(before) == goes_on(after)
}

/// Whether a sentence may begin with a label.
pub fn may_begin(label: usize) -> bool {
    may_follow(OUTSIDE, label)
}

/// Whether a sentence may end with a label.
pub fn may_end(label: usize) -> bool {
    may_follow(label, OUTSIDE)
}

/// The labels of the tokens of a name.
pub fn of_name(class: Class, len: usize) -> impl Iterator<Item = usize> {
    (0..len).map(move |i| {
        let part = match (i == 0, i + 1 == len) {
            (true, true) => Part::Single,
            (true, false) => Part::Begin,
            (false, true) => Part::End,
            (false, false) => Part::Inside,
        };
        label(class, part)
    })
}

/// The names of a row of labels in which each may follow the one before.
pub fn names(labels: &[usize]) -> Vec<Tag> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, &l) in labels.iter().enumerate() {
        let Some((class, part)) = parts(l) else { continue };
        if matches!(part, Part::Begin | Part::Single) {
            start = i;
        }
        if matches!(part, Part::End | Part::Single) {
            out.push(Tag { class, from: start, to: i + 1, confidence: 1.0 });
        }
    }
    out
}

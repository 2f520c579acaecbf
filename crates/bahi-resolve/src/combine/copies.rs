//! Reports that copy one another: an agency's story in nine papers, also where one paper adds a paragraph of its own.
//!
//! Two reports are copies if their papers are of the same days, their sketches share hashes, and much of the shorter text
//! stands in the longer ([`is_copy`]). Groups are what hangs together by this. As the test looks at two reports and nothing
//! else, the groups hang on the set of reports, in whatever order they came; and a report that joins can only join groups.

use super::groups::Groups;
use super::people::day_of;
use super::rank;
use crate::ledger::Report;
use bahi_text::Signature;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the shorter text's shingles that a copy has; this and the next two are chosen on `eval/copies`
/// (docs/accuracy.md).
pub const CONTAINED: f64 = 0.4;
/// Texts of fewer shingles than this are mostly formula, and a copy has more of them in common.
pub const SHORT: usize = 40;
/// The share of such a text.
pub const CONTAINED_SHORT: f64 = 0.85;
/// Texts of fewer shingles say too little to be called a copy of another, unless all of it is the same.
pub const LEAST: usize = 12;
/// Hashes that the sketches of two copies share at the least.
pub const SHARED: usize = 1;
/// Days within which papers print one agency's story.
pub const WITHIN: i64 = 7;

/// Whether two texts are copies of one another, by their shingles.
pub fn is_copy(a: &Signature, b: &Signature) -> bool {
    match a.len().min(b.len()) {
        0 => false,
        least if least < LEAST => a == b,
        least => a.containment(b) >= if least < SHORT { CONTAINED_SHORT } else { CONTAINED },
    }
}

/// Whether two days may be those of one story; an unknown day may.
pub fn near(a: Option<i64>, b: Option<i64>) -> bool {
    a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= WITHIN)
}

/// The report that each copy is a copy of: of its group the first, by day of publication and id.
pub fn copies(reports: &[(&Report, &Signature)]) -> BTreeMap<String, String> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_cached_key(|&n| rank(reports[n].0));
    let days: Vec<Option<i64>> = reports.iter().map(|r| day_of(r.0)).collect();
    let mut sketched: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut groups = Groups::new(reports.len());
    for (n, (_, signature)) in reports.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for &m in signature.sketch().iter().flat_map(|h| sketched.get(h).into_iter().flatten()) {
            *shared.entry(m).or_default() += 1;
        }
        let candidates = shared.into_iter().filter(|(m, count)| *count >= SHARED && near(days[n], days[*m]));
        for (m, _) in candidates {
            if groups.of(n) != groups.of(m) && is_copy(signature, reports[m].1) {
                groups.join(n, m);
            }
        }
        for &hash in signature.sketch() {
            sketched.entry(hash).or_default().push(n);
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for n in order {
        let original = *first.entry(groups.of(n)).or_insert(n);
        if original != n {
            out.insert(reports[n].0.id.clone(), reports[original].0.id.clone());
        }
    }
    out
}

/// Writes into the heads of reports which are copies of which.
pub fn note(reports: &mut [Report], copy_of: &BTreeMap<String, String>) {
    let mut copies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (copy, original) in copy_of {
        copies.entry(original).or_default().insert(copy);
    }
    for report in reports {
        report.copy_of = copy_of.get(&report.id).cloned();
        report.copies = copies.get(report.id.as_str()).into_iter().flatten().map(|c| (*c).to_owned()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "विदेश मंत्री ने शुक्रवार को काठमांडू में नेपाल के प्रधानमंत्री से मुलाकात की और सीमा व्यापार, पनबिजली \
                         तथा संपर्क परियोजनाओं पर विस्तार से बात की। दोनों पक्षों ने अगले वर्ष संयुक्त आयोग की बैठक बुलाने पर सहमति जताई।";
    const OTHER: &str = "रक्षा सचिव ने सोमवार को मनीला में फिलीपींस के अपने समकक्ष के साथ संयुक्त समिति की बैठक की सह-अध्यक्षता की और \
                         मिसाइल प्रणाली की अगली खेप समय पर सौंपने का भरोसा दिलाया।";

    fn report(id: &str, published: Option<&str>) -> Report {
        Report { id: id.into(), published: published.map(str::to_owned), ..Report::default() }
    }

    fn of(list: &[(&str, Option<&str>, String)]) -> BTreeMap<String, String> {
        let heads: Vec<Report> = list.iter().map(|(id, published, _)| report(id, *published)).collect();
        let signatures: Vec<Signature> = list.iter().map(|l| Signature::new([l.2.as_str()])).collect();
        copies(&heads.iter().zip(&signatures).collect::<Vec<_>>())
    }

    #[test]
    fn a_paper_that_adds_a_paragraph_copies_and_another_story_does_not() {
        let list = [
            ("R-3", Some("2024-03-02"), format!("{STORY} {OTHER}")),
            ("R-1", Some("2024-03-01"), STORY.to_owned()),
            ("R-2", Some("2024-03-01"), OTHER.replace("मनीला", "हनोई").replace("सोमवार", "मंगलवार")),
        ];
        let out = of(&list[..2]);
        assert_eq!(out, BTreeMap::from([("R-3".to_owned(), "R-1".to_owned())]));
        assert_eq!(of(&[list[1].clone(), list[2].clone()]), BTreeMap::new());
    }

    #[test]
    fn the_same_words_years_later_are_no_copy_and_an_unknown_day_fits() {
        let list = |day| [("R-1", Some("2024-03-01"), STORY.to_owned()), ("R-2", day, STORY.to_owned())];
        assert!(of(&list(Some("2025-03-01"))).is_empty());
        assert_eq!(of(&list(None)).len(), 1);
        assert_eq!(of(&list(Some("2024-03-08"))).len(), 1);
    }

    #[test]
    fn a_line_is_a_copy_only_of_the_same_line() {
        let line = "विदेश मंत्री नेपाल पहुंचे और वार्ता की";
        let list =
            [("R-1", None, line.to_owned()), ("R-2", None, line.to_owned()), ("R-3", None, format!("{line} {STORY}"))];
        assert_eq!(of(&list), BTreeMap::from([("R-2".to_owned(), "R-1".to_owned())]));
    }
}

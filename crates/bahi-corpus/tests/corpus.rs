//! A corpus is the same for the same seed, is read by Bahi, spreads over years, and has the duplicates it should.

use bahi::{Bahi, Input};
use bahi_corpus::{Corpus, Report, Sort, Spec};
use std::collections::BTreeSet;

fn corpus(reports: usize, seed: u64, broken: bool) -> Vec<Report> {
    Corpus::bundled().expect("a whole checkout").reports(Spec { reports, seed, broken }).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let one = corpus(300, 7, true);
    assert_eq!(one, corpus(300, 7, true));
    assert_ne!(one, corpus(300, 8, true));
}

#[test]
fn a_smaller_corpus_is_the_beginning_of_a_larger_one() {
    let all = corpus(500, 7, false);
    assert_eq!(all[..200], corpus(200, 7, false)[..]);
    assert_eq!(all[499].path, "000/000500.txt");
}

#[test]
fn paths_go_by_thousands() {
    let corpus = Corpus::bundled().unwrap();
    let last = corpus.reports(Spec { reports: 2001, seed: 1, broken: false }).last().unwrap();
    assert_eq!(last.path, "002/002001.txt");
}

#[test]
fn duplicates_are_one_in_twenty_and_nothing_else_is_alike() {
    let all = corpus(4000, 7, false);
    let mut seen = BTreeSet::new();
    let mut paths = BTreeSet::new();
    for report in &all {
        assert!(paths.insert(&report.path));
        assert_eq!(seen.insert(&report.bytes), report.sort == Sort::Fresh, "{}", report.path);
    }
    let duplicates = all.iter().filter(|report| report.sort == Sort::Duplicate).count();
    assert!((160..=240).contains(&duplicates), "{duplicates} of 4000");
}

#[test]
fn dates_in_digits_are_moved_as_others_are() {
    let all = corpus(1000, 7, false);
    let text = |report: &Report| String::from_utf8_lossy(&report.bytes).into_owned();
    let is_date = |word: &str| {
        let parts: Vec<&str> = word.split('.').collect();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        matches!(parts.as_slice(), [d, m, y] if d.len() == 2 && m.len() == 2 && y.len() == 4 && parts.iter().all(|p| digits(p)))
    };
    let dates = |report: &Report| {
        let text = text(report);
        let words = text.split([' ', '\n', ',', ')']).filter(|word| is_date(word));
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let dates: Vec<String> = all.iter().flat_map(dates).collect();
    let years: BTreeSet<&str> = dates.iter().filter_map(|date| date.get(6..)).collect();
    assert!(dates.len() > 10 && years.len() > 5, "{} dates, of the years {years:?}", dates.len());
}

#[test]
fn broken_inputs_are_there_only_where_asked_for() {
    assert!(corpus(1000, 7, false).iter().all(|report| std::str::from_utf8(&report.bytes).is_ok()));
    let all = corpus(4000, 7, true);
    let broken: Vec<&Report> = all.iter().filter(|report| report.sort == Sort::Broken).collect();
    assert!((50..=110).contains(&broken.len()), "{} of 4000", broken.len());
    assert!(broken.iter().any(|report| report.bytes.is_empty()));
    assert!(broken.iter().any(|report| report.bytes.contains(&0)));
    let cut = |report: &&&Report| !report.bytes.contains(&0) && std::str::from_utf8(&report.bytes).is_err();
    assert!(broken.iter().any(|report| cut(&report)));
}

#[test]
fn bahi_reads_an_engagement_in_most_reports_and_their_dates_spread_over_ten_years() {
    let bahi = Bahi::new();
    let fresh: Vec<Report> = corpus(400, 7, false).into_iter().filter(|report| report.sort == Sort::Fresh).collect();
    let mut with_engagement = 0;
    let mut years = BTreeSet::new();
    for report in &fresh {
        let input = Input { path: report.path.clone(), bytes: report.bytes.clone(), ..Input::default() };
        let outcome = bahi.read(&[input]);
        assert_eq!(outcome.failures, [], "{}", report.path);
        with_engagement += usize::from(!outcome.ledger.engagements.is_empty());
        let published = outcome.ledger.reports.first().and_then(|read| read.published.clone());
        years.extend(published.and_then(|date| date.get(..4)?.parse::<u16>().ok()));
    }
    let share = 100 * with_engagement / fresh.len();
    println!("{with_engagement} of {} reports with an engagement, {share} %", fresh.len());
    assert!(share >= 60, "{share} %");
    assert_eq!(years, (2016..=2025).collect());
}

#[test]
fn papers_of_one_event_agree_and_now_and_then_do_not() {
    let bahi = Bahi::new();
    let inputs = corpus(600, 7, false).into_iter().map(|report| Input {
        path: report.path,
        bytes: report.bytes,
        ..Input::default()
    });
    let ledger = bahi.read(&inputs.collect::<Vec<_>>()).ledger;
    let merged = ledger.engagements.iter().filter(|engagement| engagement.reports.len() > 1).count();
    println!(
        "{merged} engagements of {} by several reports, {} conflicts",
        ledger.engagements.len(),
        ledger.conflicts.len()
    );
    assert!(merged > 0 && !ledger.conflicts.is_empty());
}

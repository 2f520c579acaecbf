//! How fast the tagger of names is on one core: `cargo run --release -p bahi --example tagger -- [ROUNDS] FILE…`.
//!
//! Prints the time until the model can be used, and how many tokens a second are tagged: from sentences that are cut, which
//! includes making the features; and from text, which includes cutting it and looking its words up.

use bahi_knowledge::Knowledge;
use bahi_read::sent::{Cut, Sent};
use bahi_read::tagger::{Linear, Tagger};
use bahi_read::{Part, PartKind, Report};
use bahi_text::Span;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = arguments.first().and_then(|a| a.parse::<usize>().ok());
    if rounds.is_some() {
        arguments.remove(0);
    }
    let texts: Vec<String> = arguments.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let start = Instant::now();
    let tagger = black_box(Linear::embedded());
    let load = start.elapsed();
    let (Some(tagger), false) = (tagger, texts.is_empty()) else {
        eprintln!("no reports given, for instance eval/dev-a/*.txt, or no model built in");
        return ExitCode::from(2);
    };
    let knowledge = Knowledge::embedded();
    let cuts: Vec<Cut> = texts.iter().map(|text| cut(text, &knowledge)).collect();
    let tokens: usize = cuts.iter().flat_map(|c| &c.sents).map(|s| s.toks.len()).sum();
    println!("model ready in {:.2} ms; {} texts, {tokens} tokens", load.as_secs_f64() * 1e3, texts.len());
    let tag = |text: &str, cut: &Cut| {
        let sents: Vec<&Sent> = cut.sents.iter().collect();
        black_box(tagger.tag(text, &sents, &knowledge));
    };
    let rounds = rounds.unwrap_or(30).max(1);
    let cut_before = median(rounds, || texts.iter().zip(&cuts).for_each(|(text, cut)| tag(text, cut)));
    let from_text = median(rounds, || texts.iter().for_each(|text| tag(text, &cut(text, &knowledge))));
    let rate = |t: Duration| tokens as f64 / t.as_secs_f64();
    println!("sentences that are cut: {:.0} tokens a second (median of {rounds})", rate(cut_before));
    println!("text: {:.0} tokens a second (median of {rounds})", rate(from_text));
    ExitCode::SUCCESS
}

fn cut(text: &str, knowledge: &Knowledge) -> Cut {
    let parts = vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }];
    Cut::new(&Report { text, parts, published: None, dateline: None, home: "IN" }, knowledge)
}

fn median(rounds: usize, work: impl Fn()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..rounds).map(time).collect();
    times.sort();
    times[rounds / 2]
}

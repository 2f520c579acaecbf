//! The tagger of names: what it finds, how sure it says it is, and that its sums are right.

use bahi_knowledge::Knowledge;
use bahi_read::sent::{Cut, Sent};
use bahi_read::tagger::label::{LABELS, may_begin, may_end, may_follow, names};
use bahi_read::tagger::lattice::{Lattice, Likely, Row, Transitions, WIDTH};
use bahi_read::tagger::{Class, Linear, Model, Tag, Tagger};
use bahi_read::{Part, PartKind, Report};
use bahi_text::Span;
use proptest::prelude::*;
use std::borrow::Cow;
use std::sync::OnceLock;

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(Knowledge::embedded)
}

fn tagged(text: &str) -> Vec<(Class, String, f32)> {
    tagged_by(&Linear::embedded().expect("a model is built in"), text)
}

fn tagged_by(tagger: &Linear, text: &str) -> Vec<(Class, String, f32)> {
    let parts = vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }];
    let report = Report { text, parts, published: None, dateline: None, home: "IN" };
    let cut = Cut::new(&report, knowledge());
    let sents: Vec<&Sent> = cut.sents.iter().collect();
    let tags = tagger.tag(text, &sents, knowledge());
    assert_eq!(tags.len(), sents.len());
    let mut out = Vec::new();
    for (s, tags) in sents.iter().zip(tags) {
        let mut last = 0;
        for Tag { class, from, to, confidence } in tags {
            assert!(last <= from && from < to && to <= s.toks.len() && (0.0..=1.0).contains(&confidence));
            last = to;
            out.push((class, s.span_of(from, to).of(text).to_owned(), confidence));
        }
    }
    out
}

fn has(text: &str, class: Class, name: &str) -> bool {
    tagged(text).iter().any(|t| t.0 == class && t.1 == name)
}

#[test]
fn names_in_no_list_are_found_by_what_stands_around_them() {
    assert!(has("बाद में हन्नो पेवकुर ने पत्रकारों से कहा कि हालात बदल रहे हैं।", Class::Person, "हन्नो पेवकुर"));
    assert!(has("मंगलवार को वाल्देमार कोस्लोव्स्की ने इस्तीफा दे दिया।", Class::Person, "वाल्देमार कोस्लोव्स्की"));
}

#[test]
fn a_sentence_of_common_words_has_no_names() {
    assert_eq!(tagged("सरकार ने कहा कि यह फैसला सभी लोगों के लिए अच्छा है।"), []);
}

// Every row of labels that is allowed, with what speaks for it.
fn all(rows: &[Row], t: &Transitions) -> Vec<(Vec<usize>, f64)> {
    let mut out: Vec<(Vec<usize>, f64)> = vec![(Vec::new(), 0.0)];
    for (i, row) in rows.iter().enumerate() {
        let mut next = Vec::new();
        for (labels, score) in &out {
            for (l, &here) in row.iter().enumerate().take(LABELS) {
                let step = match labels.last() {
                    None if may_begin(l) => f64::from(t.start[l]),
                    Some(&before) if may_follow(before, l) => f64::from(t.step[before][l]),
                    _ => continue,
                };
                let end = if i + 1 < rows.len() { 0.0 } else { f64::from(t.end[l]) };
                if i + 1 == rows.len() && !may_end(l) {
                    continue;
                }
                let mut longer = labels.clone();
                longer.push(l);
                next.push((longer, score + step + f64::from(here) + end));
            }
        }
        out = next;
    }
    out
}

fn rows(seed: u64, len: usize) -> Vec<Row> {
    let mut state = seed.wrapping_add(7);
    let mut number = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / 4e6 - 2.0
    };
    let row = |_| {
        let mut row = [0.0; WIDTH];
        row[..LABELS].fill_with(&mut number);
        row
    };
    (0..len).map(row).collect()
}

#[test]
fn the_best_labels_and_their_likelihood_are_those_of_trying_all() {
    let mut t = Transitions::default();
    t.step[0][1] = 0.7;
    t.step[1][3] = -0.4;
    t.end[0] = 0.3;
    for seed in 0..20 {
        let rows = rows(seed, 4);
        let all = all(&rows, &t);
        let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("there are rows");
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        t.best(&rows, &mut back, &mut labels);
        assert_eq!(labels, best.0);
        let whole: f64 = all.iter().map(|r| r.1.exp()).sum();
        let mut lattice = Lattice::default();
        let likely = Likely::new(&t);
        lattice.fill(&rows, &likely);
        assert!((lattice.log_sum() - whole.ln()).abs() < 1e-3);
        for tag in names(&labels) {
            let run = &labels[tag.from..tag.to];
            let share: f64 =
                all.iter().filter(|r| &r.0[tag.from..tag.to] == run).map(|r| r.1.exp()).sum::<f64>() / whole;
            assert!((f64::from(lattice.run(tag.from, run, &likely)) - share).abs() < 1e-3);
        }
    }
}

#[test]
fn packed_weights_are_those_that_were_given() {
    let weight = |k: u64, l: usize| ((k * 31 + l as u64 * 7) % 200) as f32 / 100.0 - 1.0;
    let spread = |k: u64| k.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let weights: Vec<(u64, [f32; LABELS])> =
        (0..5000).map(|k| (spread(k), std::array::from_fn(|l| weight(k, l)))).collect();
    let bytes = Model::pack(&weights, &Transitions::default(), 1.0, 0.0);
    let model = Model::new(Cow::Owned(bytes)).expect("a model");
    for k in 0..5000 {
        let mut sums = [0; WIDTH];
        assert!(model.add(spread(k), &mut sums));
        let scores = model.scores(&sums);
        (0..LABELS).for_each(|l| assert!((scores[l] - weight(k, l)).abs() <= model.unit));
    }
    let strangers = (5000..15_000).filter(|&k| model.add(spread(k), &mut [0; WIDTH])).count();
    assert!(strangers < 20, "{strangers} keys are taken for others");
}

#[test]
fn a_doubtful_name_is_chosen_where_names_are_favoured_and_is_no_surer() {
    let mut t = Transitions::default();
    t.start[0] += 0.1;
    let tags = |ready: f32| {
        let bytes = Model::pack(&[(1, [0.0; LABELS])], &t, 1.0, ready);
        tagged_by(&Linear::over(Model::new(Cow::Owned(bytes)).expect("a model")), "राम")
    };
    assert_eq!(tags(0.0), []);
    let (of_little, of_much) = (tags(0.2), tags(2.0));
    assert_eq!(of_little.iter().map(|t| (t.0, t.1.as_str())).collect::<Vec<_>>(), [(Class::Person, "राम")]);
    assert!(of_little[0].2 < 0.3, "{of_little:?}");
    assert_eq!(of_little, of_much);
}

#[test]
fn bytes_that_are_no_model_are_refused() {
    assert!(Model::new(Cow::Borrowed(b"")).is_none());
    assert!(Model::new(Cow::Borrowed(b"BAHITAG2\xff\xff\xff\xff")).is_none());
    let mut bytes = Model::pack(&[(1, [0.5; LABELS])], &Transitions::default(), 1.0, 0.0);
    bytes.pop();
    assert!(Model::new(Cow::Owned(bytes)).is_none());
}

proptest! {
    #[test]
    fn any_text_is_tagged_within_its_bounds(text in "\\PC{0,200}") {
        tagged(&text);
    }

    #[test]
    fn any_letters_are_tagged_the_same_twice(text in "[\u{900}-\u{97F} ,.।()'\"A-Za-z0-9-]{0,200}") {
        prop_assert_eq!(tagged(&text), tagged(&text));
    }
}

//! How well a tagger does on sentences it has not seen, and how far its confidence can be believed.

use super::corpus::{Name, Sentence};
use super::example::Cuts;
use super::score::Score;
use bahi_knowledge::Knowledge;
use bahi_read::tagger::Tagger;

/// A name that was found, with the confidence it was given and whether it is right.
type Found = (Name, f32, bool);

/// Strict F1.
pub fn score(tagger: &dyn Tagger, sentences: &[Sentence], knowledge: &Knowledge) -> Score {
    let mut score = Score::default();
    for s in sentences {
        let found: Vec<Name> = found(tagger, s, knowledge).into_iter().map(|f| f.0).collect();
        score.add(&found, &s.names);
    }
    score
}

/// What labels that are all right would reach: the reader cuts words otherwise than the sets do.
pub fn ceiling(sentences: &[Sentence], knowledge: &Knowledge) -> Score {
    let mut score = Score::default();
    for s in sentences {
        let cuts = Cuts::new(s, knowledge);
        let names =
            cuts.cut.sents.iter().flat_map(|sent| {
                cuts.tags(sent, &s.names).into_iter().map(|t| cuts.name(sent, &t)).collect::<Vec<_>>()
            });
        let found: Vec<Name> = names.collect();
        score.add(&found, &s.names);
    }
    score
}

fn found(tagger: &dyn Tagger, s: &Sentence, knowledge: &Knowledge) -> Vec<Found> {
    let cuts = Cuts::new(s, knowledge);
    let sents: Vec<_> = cuts.cut.sents.iter().collect();
    let tags = tagger.tag(&cuts.text, &sents, knowledge);
    let of_sentence = |(sent, tags): (&&_, Vec<_>)| -> Vec<Found> {
        let one = |tag| {
            let name = cuts.name(sent, &tag);
            (name, tag.confidence, s.names.contains(&name))
        };
        tags.into_iter().map(one).collect()
    };
    sents.iter().zip(tags).flat_map(of_sentence).collect()
}

/// Mean cost of the confidences: the logarithm of what was given to what came true.
pub fn cost(tagger: &dyn Tagger, sentences: &[Sentence], knowledge: &Knowledge) -> f64 {
    let found: Vec<Found> = sentences.iter().flat_map(|s| found(tagger, s, knowledge)).collect();
    let cost = |f: &Found| -f64::from(if f.2 { f.1 } else { 1.0 - f.1 }).max(1e-4).ln();
    found.iter().map(cost).sum::<f64>() / found.len().max(1) as f64
}

/// A line for each fifth of confidence: how many names, their mean confidence, the share that is right; and the mean gap.
pub fn reliability(tagger: &dyn Tagger, sentences: &[Sentence], knowledge: &Knowledge) -> Vec<String> {
    let mut bins = [(0usize, 0.0_f64, 0usize); 5];
    for (_, confidence, right) in sentences.iter().flat_map(|s| found(tagger, s, knowledge)) {
        let bin = &mut bins[((confidence * 5.0) as usize).min(4)];
        *bin = (bin.0 + 1, bin.1 + f64::from(confidence), bin.2 + usize::from(right));
    }
    let all: usize = bins.iter().map(|b| b.0).sum();
    let mut gap = 0.0;
    let mut lines = Vec::new();
    for (k, (n, sum, right)) in bins.into_iter().enumerate().filter(|(_, b)| b.0 > 0) {
        let (mean, share) = (sum / n as f64, right as f64 / n as f64);
        gap += (mean - share).abs() * n as f64 / all.max(1) as f64;
        let (from, to) = (k as f64 / 5.0, (k + 1) as f64 / 5.0);
        lines.push(format!("confidence {from:.1} to {to:.1}: {n} names, mean {mean:.2}, right {share:.2}"));
    }
    lines.push(format!("mean gap between confidence and share {gap:.3}"));
    lines
}

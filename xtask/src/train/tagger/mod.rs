//! `cargo xtask train tagger`: learns the weights of the tagger of names and measures it.

mod corpus;
mod crf;
mod example;
mod floors;
mod measure;
mod perceptron;
mod score;
mod sets;
mod weights;

use anyhow::{Context, bail};
use bahi_knowledge::Knowledge;
use bahi_read::tagger::label::LABELS;
use bahi_read::tagger::{Linear, Model, Tagger};
use corpus::Sentence;
use sets::Sets;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Instant;
use weights::{Keys, Numbered, Weights};

const HOW: &str = "\
say `train tagger --data DIR [--try] [--perceptron] [--measure]`; DIR holds hiner-validation.conll, il-ner-train.tsv and
il-ner-dev.tsv; --try measures on sentences that features may be chosen by and writes nothing, --measure learns nothing";

// Chosen with --try.
const PLAN: crf::Plan = crf::Plan { rounds: 12, step: 0.03, pull: 0.5, pull_apart: 2.0, drop: 0.35, averaged: 4 };
// What a name has in its favour; chosen with --try.
const READY: f32 = 0.25;
// Keys met less often are left out before learning, and keys without a weight of this size after it.
const LEAST: u32 = 2;
const SMALL: f32 = 0.04;

struct Options {
    data: PathBuf,
    trying: bool,
    perceptron: bool,
    measure: bool,
}

/// Trains, measures and writes the model.
pub fn run(root: &Path, options: &[&str]) -> anyhow::Result<bool> {
    let options = parsed(options)?;
    let knowledge = Knowledge::embedded();
    let sets = Sets::read(&options.data)?;
    if options.measure {
        let tagger = Linear::embedded().context("no model is built in; train one first")?;
        report(&tagger, &sets, &sets.held, &knowledge);
        return Ok(true);
    }
    // A model that has not seen the sentences for trying says how its likelihoods are to be cooled.
    let tried_learnt = learn(&sets.kept, &options, &knowledge);
    let tried = Linear::over(model(&tried_learnt, 1.0)?);
    let temper = temper(&tried, &sets.tried, &knowledge)?;
    println!("scores are divided by {temper:.2} before likelihoods are made of them");
    let tried = tried.tempered(temper);
    if options.trying {
        report(&tried, &sets, &sets.tried, &knowledge);
        return Ok(true);
    }
    println!("where it was chosen by: {}", measure::score(&tried, &sets.tried, &knowledge).line());
    let all: Vec<Sentence> = sets.kept.iter().chain(&sets.learnable_tried()).cloned().collect();
    let model = model(&learn(&all, &options, &knowledge), temper)?;
    let path = root.join("crates/bahi-read/model/hi.tagger");
    if !options.perceptron {
        std::fs::write(&path, model.bytes()).with_context(|| path.display().to_string())?;
        println!("{} bytes: {}", model.bytes().len(), path.display());
    }
    report(&Linear::over(model), &sets, &sets.held, &knowledge);
    Ok(true)
}

fn parsed(options: &[&str]) -> anyhow::Result<Options> {
    let mut out = Options { data: PathBuf::new(), trying: false, perceptron: false, measure: false };
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--data" => out.data = rest.next().map(PathBuf::from).context(HOW)?,
            "--try" => out.trying = true,
            "--perceptron" => out.perceptron = true,
            "--measure" => out.measure = true,
            other => bail!("no option `{other}`; {HOW}"),
        }
    }
    if out.data.as_os_str().is_empty() {
        bail!("{HOW}")
    }
    Ok(out)
}

/// Weights by key, without those that say next to nothing.
struct Learnt {
    keys: Vec<(u64, [f32; LABELS])>,
    weights: Weights,
}

fn learn(sentences: &[Sentence], options: &Options, knowledge: &Knowledge) -> Learnt {
    let start = Instant::now();
    let examples: Vec<_> = sentences.iter().flat_map(|s| sets::examples(s, knowledge)).collect();
    let keys = Keys::new(examples.iter().map(|e| &e.0), LEAST);
    let numbered: Vec<Numbered> = examples.iter().map(|(e, set)| keys.number(e, *set)).collect();
    drop(examples);
    let tell = |round: usize, loss: f64| {
        println!("round {}: {loss:.0} wrong, {:.0} s", round + 1, start.elapsed().as_secs_f64());
    };
    let weights = if options.perceptron {
        perceptron::learn(&numbered, &keys, PLAN.rounds, tell)
    } else {
        crf::learn(&numbered, &keys, PLAN, tell)
    };
    let rows = keys.list.iter().copied().zip(weights.keys.iter().copied());
    let kept: Vec<_> = rows.filter(|(_, row)| row.iter().any(|w| w.abs() >= SMALL)).collect();
    println!("{} sentences, {} keys met, {} kept", numbered.len(), keys.list.len(), kept.len());
    Learnt { keys: kept, weights }
}

fn model(learnt: &Learnt, temper: f32) -> anyhow::Result<Model> {
    let bytes = Model::pack(&learnt.keys, &learnt.weights.transitions, temper, READY);
    Model::new(Cow::Owned(bytes)).context("the model cannot be read back")
}

// The divisor under which the confidences cost least.
fn temper(tagger: &Linear, sentences: &[Sentence], knowledge: &Knowledge) -> anyhow::Result<f32> {
    let costs = (6..=30).map(|t| {
        let temper = t as f32 / 10.0;
        (measure::cost(&tagger.tempered(temper), sentences, knowledge), temper)
    });
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|c| c.1).context("nothing to measure on")
}

fn report(tagger: &dyn Tagger, sets: &Sets, held: &[Sentence], knowledge: &Knowledge) {
    let met = floors::Met::new(&sets.kept, knowledge);
    let taggers: [(&str, &dyn Tagger); 3] =
        [("knowledge", &floors::Listed), ("met in training", &met), ("tagger", tagger)];
    println!("ceiling {}", measure::ceiling(held, knowledge).line());
    for (name, sentences) in [("HiNER", held), ("IL-NER dev", sets.il_dev.as_slice())] {
        println!("{name}, {} sentences", sentences.len());
        for (method, tagger) in taggers {
            println!("  {method:16} {}", measure::score(tagger, sentences, knowledge).line());
        }
    }
    measure::reliability(tagger, held, knowledge).iter().for_each(|line| println!("{line}"));
}

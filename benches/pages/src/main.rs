//! Measures the extraction of articles beside other programs, in one run: F1 over shingles of four words, and pages a
//! second of processor time, which other work on the machine disturbs less than the clock on the wall.
//!
//! `cargo run --release -- [--half odd|even] [--rounds N] [--python PATH] [--ours] [--dump DIR] [SET]`

mod other;
mod score;
mod set;

use std::path::{Path, PathBuf};

use cpu_time::ProcessTime;
use score::{Score, Totals};
use set::Case;

/// What one program made of the pages.
struct Run {
    name: String,
    texts: Vec<String>,
    /// Pages a second of processor time, the best round.
    rate: f64,
}

struct Options {
    half: Option<usize>,
    rounds: usize,
    python: Option<PathBuf>,
    ours: bool,
    dump: Option<PathBuf>,
    set: PathBuf,
}

fn options() -> Options {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pages");
    let mut options = Options { half: None, rounds: 3, python: None, ours: false, dump: None, set };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().unwrap_or_else(|| panic!("{arg} wants a value"));
        match arg.as_str() {
            "--half" => options.half = Some(usize::from(value() == "odd")),
            "--rounds" => options.rounds = value().parse().expect("a number of rounds"),
            "--python" => options.python = Some(value().into()),
            "--dump" => options.dump = Some(value().into()),
            "--ours" => options.ours = true,
            _ => options.set = arg.into(),
        }
    }
    options
}

fn main() {
    let options = options();
    let cases = set::read(&options.set, options.half);
    let mut runs = vec![ours(&cases, options.rounds)];
    if !options.ours {
        runs.push(other::dom_smoothie(&cases, options.rounds));
        runs.push(other::trafilatura(&cases, options.rounds));
    }
    if let Some(python) = &options.python {
        runs.extend(other::python(python, &cases));
    }
    println!("{} pages of {}", cases.len(), options.set.display());
    println!("| program | F1 | P | R | pages/s |");
    println!("|---|---|---|---|---|");
    for run in &runs {
        let mut totals = Totals::default();
        for (case, text) in cases.iter().zip(&run.texts) {
            totals.add(&Score::of(&case.body, text));
        }
        let (precision, recall, f1) = totals.figures();
        println!("| {} | {f1:.4} | {precision:.4} | {recall:.4} | {:.0} |", run.name, run.rate);
    }
    if let Some(dir) = &options.dump {
        dump(dir, &cases, &runs[0]);
    }
}

/// Runs `read` over all pages `rounds` times: the texts, and the rate of the best round.
fn timed(name: &str, cases: &[Case], rounds: usize, read: impl Fn(&Case) -> String) -> Run {
    let mut best = 0.0f64;
    let mut texts = Vec::new();
    for _ in 0..rounds.max(1) {
        let start = ProcessTime::now();
        texts = cases.iter().map(&read).collect();
        best = best.max(cases.len() as f64 / start.elapsed().as_secs_f64());
    }
    Run { name: name.to_owned(), texts, rate: best }
}

fn ours(cases: &[Case], rounds: usize) -> Run {
    let lexicon = set::lexicon();
    timed("bahi", cases, rounds, |case| set::bahi(case, &lexicon))
}

/// Writes each page's score, and what is missing and what is too much.
fn dump(dir: &Path, cases: &[Case], run: &Run) {
    std::fs::create_dir_all(dir).expect("a folder to dump to");
    let mut lines = Vec::new();
    for (case, text) in cases.iter().zip(&run.texts) {
        let score = Score::of(&case.body, text);
        let stem = case.name.get(..12).unwrap_or(&case.name);
        lines.push(format!("{:.3} {:.3} {:.3} {stem} {}", score.f1(), score.precision(), score.recall(), case.url));
        std::fs::write(dir.join(format!("{stem}.got")), text).expect("written");
        std::fs::write(dir.join(format!("{stem}.want")), &case.body).expect("written");
    }
    lines.sort();
    std::fs::write(dir.join("scores.txt"), lines.join("\n")).expect("written");
}

//! Measures reading against the hand-read sets beside the repository; skipped where they are absent.
//!
//! `cargo test -p bahi-page --test measure -- --nocapture` prints every line that is judged otherwise.

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bahi_page::{Lexicon, Page};
use serde_json::Value;

#[derive(Default, Debug)]
struct Score {
    right: usize,
    missed: usize,
    wrong: usize,
    fields: [(usize, usize); 3],
}

impl Score {
    fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = root.join("gold").is_dir();
    if !found {
        eprintln!("skipped: {} is absent", root.display());
    }
    found.then_some(root)
}

fn numbers(value: &Value) -> BTreeSet<usize> {
    value.as_array().into_iter().flatten().filter_map(Value::as_u64).map(|n| n as usize).collect()
}

fn measure(gold: &Path, texts: &Path, lexicon: &Lexicon) -> Score {
    let gold: Value = serde_json::from_slice(&std::fs::read(gold).expect("gold")).expect("JSON");
    let mut score = Score::default();
    for (name, report) in gold["reports"].as_object().expect("reports") {
        let page = bahi_page::read(&std::fs::read(texts.join(name)).expect("text"), lexicon).expect("a page");
        let listed = &numbers(&report["furniture_lines"]) | &numbers(&report["repeated_lines"]);
        for block in &page.blocks {
            // A repeat that the gold does not list is proved by the page itself.
            let left = block.why.is_some() && (block.why != Some("repeat") || listed.contains(&block.line));
            match (listed.contains(&block.line), left) {
                (true, true) => score.right += 1,
                (true, false) => score.missed += 1,
                (false, true) => score.wrong += 1,
                (false, false) => continue,
            }
            if listed.contains(&block.line) != left {
                println!(
                    "  {name}:{} {:?} {:?} {}",
                    block.line,
                    block.kind,
                    block.why,
                    block.span.of(&page.text).chars().take(90).collect::<String>()
                );
            }
        }
        fields(name, report, &page, &mut score);
    }
    score
}

fn fields(name: &str, report: &Value, page: &Page, score: &mut Score) {
    let got = [page.title.clone(), page.published.map(|p| p.edtf()), page.outlet.clone()];
    for (n, (field, got)) in ["title", "published", "outlet"].iter().zip(got).enumerate() {
        let Some(want) = report.get(*field) else { continue };
        score.fields[n].1 += 1;
        if want.as_str() == got.as_deref() {
            score.fields[n].0 += 1;
        } else {
            println!("  {name} {field}: want {want}, got {got:?}");
        }
    }
}

fn check(name: &str, gold: &str, texts: &str, floor: (f64, f64), fields: [usize; 3]) {
    let Some(root) = shared() else { return };
    let score = measure(&root.join(gold), &root.join(texts), &common::lexicon());
    println!("{name}: furniture precision {:.3} recall {:.3} {score:?}", score.precision(), score.recall());
    assert!(score.precision() >= floor.0 && score.recall() >= floor.1, "{name} fell: {score:?}");
    for (n, (right, of)) in score.fields.iter().enumerate() {
        assert!(of - right <= fields[n], "{name}, field {n}: {right} of {of}");
    }
}

#[test]
fn seeds_lose_no_line_and_keep_no_furniture() {
    check("seeds", "gold/seeds.json", "seeds", (1.0, 1.0), [0, 0, 0]);
}

#[test]
fn dev_a_holds_its_floor() {
    check("dev-a", "gold/dev-a/gold.json", "gold/dev-a", (0.97, 0.97), [0, 0, 0]);
}

#[test]
fn dev_c_holds_its_floor() {
    check("dev-c", "gold/dev-c/gold.json", "gold/dev-c", (0.97, 0.97), [0, 0, 0]);
}

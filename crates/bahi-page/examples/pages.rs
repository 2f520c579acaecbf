//! Measures the reading of HTML pages, for `cargo xtask eval`: counts as JSON, each what is right and of how many.
//!
//! `cargo run --release -p bahi-page --example pages -- [SET]`: the fixtures, or a folder with `ground-truth.json`.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/pages.rs"]
mod pages;

use std::io::Read;
use std::path::Path;

use bahi_page::Lexicon;
use pages::Tally;
use serde_json::{Value, json};

fn main() {
    let lexicon = common::lexicon();
    let tally = match std::env::args().nth(1) {
        Some(set) if Path::new(&set).join("ground-truth.json").is_file() => bodies(Path::new(&set), &lexicon),
        _ => pages::fixtures(&lexicon),
    };
    let counts: serde_json::Map<String, Value> =
        tally.0.iter().map(|(what, (right, of))| ((*what).to_owned(), json!([right, of]))).collect();
    println!("{}", Value::Object(counts));
}

/// Measures the bodies of a set of packed pages.
fn bodies(set: &Path, lexicon: &Lexicon) -> Tally {
    let truth: Value =
        serde_json::from_slice(&std::fs::read(set.join("ground-truth.json")).expect("ground-truth.json"))
            .expect("JSON");
    let mut tally = Tally::default();
    for (name, page) in truth.as_object().expect("an object") {
        let packed = std::fs::read(set.join(format!("html/{name}.html.gz"))).expect("a page");
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("gzip");
        let got = pages::read(&bytes, lexicon).first().map(pages::body).unwrap_or_default();
        let (precision, recall) = pages::score(page["articleBody"].as_str().unwrap_or_default(), &got);
        tally.count("text precision", precision);
        tally.count("text recall", recall);
    }
    tally
}

//! The pages of a set with their expected texts, and Bahi's own reading of one.

use std::io::Read;
use std::path::Path;

use bahi_page::html::{self, Limits};
use bahi_page::{Decoded, Lexicon, PartKind};
use serde_json::Value;

/// One page.
pub struct Case {
    /// Its name in the set.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Its bytes, as text.
    pub html: String,
    /// The body that should be found.
    pub body: String,
}

/// Reads a set: `ground-truth.json` and `html/*.html.gz`; `half` takes every other page.
pub fn read(dir: &Path, half: Option<usize>) -> Vec<Case> {
    let truth = std::fs::read(dir.join("ground-truth.json")).expect("ground-truth.json");
    let truth: Value = serde_json::from_slice(&truth).expect("JSON");
    let mut names: Vec<&String> = truth.as_object().expect("an object").keys().collect();
    names.sort();
    let chosen = names.into_iter().enumerate().filter(|(n, _)| half.is_none_or(|h| n % 2 == h));
    chosen.map(|(_, name)| case(dir, name, &truth[name])).collect()
}

fn case(dir: &Path, name: &str, truth: &Value) -> Case {
    let packed = std::fs::read(dir.join(format!("html/{name}.html.gz"))).expect("a page");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("gzip");
    let text = |key: &str| truth[key].as_str().unwrap_or_default().to_owned();
    Case {
        name: name.to_owned(),
        url: text("url"),
        html: String::from_utf8_lossy(&bytes).into_owned(),
        body: text("articleBody"),
    }
}

/// The vocabulary of pages.
pub fn lexicon() -> Lexicon {
    let furniture = include_str!("../../../knowledge/lang/hi/words/furniture.toml");
    let months = include_str!("../../../knowledge/lang/hi/words/months.toml");
    Lexicon::new(toml::from_str(furniture).expect("furniture.toml"), toml::from_str(months).expect("months.toml"))
}

/// Text and metadata of a page, as Bahi reads them; the body of the first article.
pub fn bahi(case: &Case, lexicon: &Lexicon) -> String {
    let decoded = Decoded::utf8(case.html.clone(), 0);
    let articles = html::read(&decoded, lexicon, &Limits::default());
    let mut out = String::new();
    for article in articles.iter().take(1) {
        let body = |kind| matches!(kind, PartKind::Heading | PartKind::Paragraph | PartKind::Item);
        for part in article.blocks.iter().filter(|p| body(p.kind)) {
            out.push_str(part.span.of(&article.text));
            out.push('\n');
        }
    }
    out
}

//! The pages of `fixtures/pages`: text, headline, date, names, and what must not be read; and the way back to the bytes.
//!
//! `cargo test -p bahi-page --test fixtures -- --nocapture` prints the figures and every page that is not read in full.

mod common;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use bahi_page::format::Markup;
use bahi_page::html::{self, Limits};
use bahi_page::{Article, Lexicon, PartKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    title: String,
    published: String,
    outlet: String,
    authors: Vec<String>,
    language: String,
    modified: Option<String>,
    canonical: Option<String>,
    furniture: Vec<String>,
    #[serde(default)]
    more: Vec<More>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    title: String,
    published: String,
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pages");
    let list = |dir: &Path| {
        let mut all: Vec<PathBuf> =
            std::fs::read_dir(dir).expect("fixtures").map(|e| e.expect("entry").path()).collect();
        all.sort();
        all
    };
    list(&root).iter().flat_map(|site| list(site)).collect()
}

fn body(article: &Article) -> String {
    let kept = |kind| matches!(kind, PartKind::Heading | PartKind::Paragraph | PartKind::Item);
    let lines = article.blocks.iter().filter(|p| kept(p.kind)).map(|p| p.span.of(&article.text));
    lines.collect::<Vec<_>>().join("\n")
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let is_word =
        |c: char| c.is_alphanumeric() || ('\u{900}'..='\u{963}').contains(&c) || matches!(c, '\u{200C}' | '\u{200D}');
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect();
    let mut out = BTreeMap::new();
    for shingle in words.windows(4) {
        *out.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    out
}

/// Precision and recall over shingles of four words.
fn score(want: &str, got: &str) -> (f64, f64) {
    let (want, got) = (shingles(want), shingles(got));
    let right: usize = want.iter().map(|(s, n)| (*n).min(got.get(s).copied().unwrap_or(0))).sum();
    let share =
        |of: &BTreeMap<_, usize>| if of.is_empty() { 1.0 } else { right as f64 / of.values().sum::<usize>() as f64 };
    (share(&got), share(&want))
}

/// What is counted: right, and of how many.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn add(&mut self, what: &'static str, page: &str, want: &str, got: &str) {
        let entry = self.0.entry(what).or_default();
        entry.1 += 1;
        entry.0 += usize::from(want == got);
        if want != got {
            println!("  {page} {what}: want {want:?}, got {got:?}");
        }
    }

    fn share(&self, what: &str) -> f64 {
        let (right, of) = self.0[what];
        right as f64 / of as f64
    }
}

fn day(stamp: Option<&bahi_page::Stamp>) -> String {
    stamp.map(bahi_page::Stamp::edtf).unwrap_or_default()
}

#[test]
fn fixtures_are_read_in_full_and_without_furniture() {
    let lexicon = common::lexicon();
    let (mut precision, mut recall, mut texts) = (0.0, 0.0, 0.0);
    let (mut tally, mut kept, mut furniture) = (Tally::default(), 0, 0);
    for folder in folders() {
        let name = folder.iter().rev().take(2).map(|p| p.to_string_lossy()).collect::<Vec<_>>().join(" of ");
        let meta: Meta =
            toml::from_str(&std::fs::read_to_string(folder.join("meta.toml")).expect("meta.toml")).expect("TOML");
        let articles = read(&folder, &lexicon);
        tally.add("articles", &name, &(1 + meta.more.len()).to_string(), &articles.len().to_string());
        let heads =
            std::iter::once((&meta.title, &meta.published)).chain(meta.more.iter().map(|m| (&m.title, &m.published)));
        for (n, (title, published)) in heads.enumerate() {
            let file = if n == 0 { "expected.txt".to_owned() } else { format!("expected-{}.txt", n + 1) };
            let want = std::fs::read_to_string(folder.join(file)).expect("expected text");
            let empty = Article::default();
            let article = articles.get(n).unwrap_or(&empty);
            let got = body(article);
            let (p, r) = score(&want, &got);
            (precision, recall, texts) = (precision + p, recall + r, texts + 1.0);
            if p < 1.0 || r < 1.0 {
                println!("  {name}: precision {p:.3} recall {r:.3}");
                let lines =
                    |a: &str, b: &str| a.lines().filter(|l| !b.contains(*l)).map(str::to_owned).collect::<Vec<_>>();
                println!("    missing {:?}\n    too much {:?}", lines(&want, &got), lines(&got, &want));
            }
            tally.add("title", &name, title, article.title.as_deref().unwrap_or_default());
            tally.add("published", &name, published, &day(article.published.as_ref()));
        }
        let Some(first) = articles.first() else { continue };
        tally.add("outlet", &name, &meta.outlet, first.outlet.as_deref().unwrap_or_default());
        tally.add("authors", &name, &meta.authors.join("; "), &first.authors.join("; "));
        tally.add("language", &name, &meta.language, first.language.as_deref().unwrap_or_default());
        if let Some(modified) = &meta.modified {
            tally.add("modified", &name, modified, &day(first.modified.as_ref()));
        }
        if let Some(canonical) = &meta.canonical {
            tally.add("canonical", &name, canonical, first.canonical.as_deref().unwrap_or_default());
        }
        let text = body(first);
        for phrase in &meta.furniture {
            furniture += 1;
            kept += usize::from(text.contains(phrase));
            if text.contains(phrase) {
                println!("  {name} keeps {phrase:?}");
            }
        }
    }
    let (p, r) = (precision / texts, recall / texts);
    let f1 = 2.0 * p * r / (p + r);
    println!("{texts} articles: F1 {f1:.4}, precision {p:.4}, recall {r:.4}; furniture kept {kept} of {furniture}");
    tally.0.iter().for_each(|(what, (right, of))| println!("  {what}: {right} of {of}"));
    assert!(f1 >= 0.97, "F1 {f1}");
    for what in ["title", "published", "articles", "outlet", "authors", "language", "modified", "canonical"] {
        assert!(tally.share(what) >= 0.97, "{what}: {:?}", tally.0[what]);
    }
    assert!(kept * 100 <= furniture * 2, "{kept} of {furniture} pieces of furniture are kept");
}

fn read(folder: &Path, lexicon: &Lexicon) -> Vec<Article> {
    let bytes = std::fs::read(folder.join("page.html")).expect("page.html");
    html::read(&Markup::new(&bytes, None).decoded, lexicon, &Limits::default())
}

/// Whether a stretch of the page says a character: as it stands, or through references and escapes.
fn says(source: &str, c: char) -> bool {
    let mut text = source.to_owned();
    for _ in 0..4 {
        if text.chars().eq([c]) || (c == ' ' && text.chars().all(char::is_whitespace)) {
            return true;
        }
        if text.contains('\\')
            && let Ok(read) = serde_json::from_str::<String>(&format!("\"{text}\""))
        {
            text = read;
        } else if text.contains('&') {
            let entity = entities::ENTITIES.iter().find(|e| e.entity == text).map(|e| e.characters.to_owned());
            let number = text.strip_prefix("&#").map(|n| n.trim_end_matches(';')).and_then(|n| {
                match n.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => n.parse().ok(),
                }
            });
            let Some(read) = entity.or_else(|| number.and_then(char::from_u32).map(String::from)) else { return false };
            text = read;
        } else {
            return false;
        }
    }
    false
}

/// Checks every kept character against the bytes that the map says it came from; the number of characters.
fn round_trip(name: &str, bytes: &[u8], lexicon: &Lexicon) -> usize {
    let markup = Markup::new(bytes, None);
    let encoding = encoding_rs::Encoding::for_label(markup.charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let mut count = 0;
    for article in html::read(&markup.decoded, lexicon, &Limits::default()) {
        for (at, c) in article.text.char_indices() {
            let range: Range<usize> = article.map.source(at..at + c.len_utf8());
            let page = bytes.get(range.clone()).unwrap_or_else(|| panic!("{name}: {range:?} off the page"));
            let (source, _) = encoding.decode_without_bom_handling(page);
            // Between lines and at soft breaks stands markup, of which nothing is kept.
            let ok = c == '\n' || (c == ' ' && range.is_empty()) || says(&source, c);
            assert!(ok, "{name}: {c:?} at {at} comes from {range:?} {source:?}");
            count += 1;
        }
    }
    count
}

#[test]
fn every_kept_character_of_a_fixture_leads_back_to_its_bytes() {
    let lexicon = common::lexicon();
    let count: usize = folders()
        .iter()
        .map(|f| {
            round_trip(&f.display().to_string(), &std::fs::read(f.join("page.html")).expect("page.html"), &lexicon)
        })
        .sum();
    println!("{count} characters");
    assert!(count > 20_000, "{count}");
}

#[test]
fn every_kept_character_of_the_development_set_leads_back_to_its_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pages/html");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    };
    let lexicon = common::lexicon();
    let mut count = 0;
    for file in files {
        let path = file.expect("entry").path();
        let packed = std::fs::read(&path).expect("page");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut bytes).expect("gzip");
        count += round_trip(&path.display().to_string(), &bytes, &lexicon);
    }
    println!("{count} characters");
    assert!(count > 500_000, "{count}");
}

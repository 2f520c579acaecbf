//! Pages with what should be read from them, and how much of it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bahi_page::format::Markup;
use bahi_page::html::{self, Limits};
use bahi_page::{Article, Lexicon, PartKind, Stamp};
use serde::Deserialize;

/// What should be read from a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    pub title: String,
    pub published: String,
    pub outlet: String,
    pub authors: Vec<String>,
    pub language: String,
    pub modified: Option<String>,
    pub canonical: Option<String>,
    pub furniture: Vec<String>,
    #[serde(default)]
    pub more: Vec<More>,
}

/// The same of a further article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct More {
    pub title: String,
    pub published: String,
}

/// The folders of the fixtures.
pub fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pages");
    let list = |dir: &Path| {
        let mut all: Vec<PathBuf> =
            std::fs::read_dir(dir).expect("fixtures").map(|e| e.expect("entry").path()).collect();
        all.sort();
        all
    };
    list(&root).iter().flat_map(|site| list(site)).collect()
}

/// The text of an article, without its head.
pub fn body(article: &Article) -> String {
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
pub fn score(want: &str, got: &str) -> (f64, f64) {
    let (want, got) = (shingles(want), shingles(got));
    let right: usize = want.iter().map(|(s, n)| (*n).min(got.get(s).copied().unwrap_or(0))).sum();
    let share =
        |of: &BTreeMap<_, usize>| if of.is_empty() { 1.0 } else { right as f64 / of.values().sum::<usize>() as f64 };
    (share(&got), share(&want))
}

/// What is counted: right, and of how many.
#[derive(Default)]
pub struct Tally(pub BTreeMap<&'static str, (f64, f64)>);

impl Tally {
    /// Counts a share of one.
    pub fn count(&mut self, what: &'static str, right: f64) {
        let entry = self.0.entry(what).or_default();
        *entry = (entry.0 + right, entry.1 + 1.0);
    }

    fn compare(&mut self, what: &'static str, page: &str, want: &str, got: &str) {
        self.count(what, f64::from(u8::from(want == got)));
        if want != got {
            eprintln!("  {page} {what}: want {want:?}, got {got:?}");
        }
    }

    fn text(&mut self, page: &str, want: &str, got: &str) {
        let (p, r) = score(want, got);
        self.count("text precision", p);
        self.count("text recall", r);
        if p < 1.0 || r < 1.0 {
            eprintln!("  {page}: precision {p:.3} recall {r:.3}");
        }
    }
}

fn day(stamp: Option<&Stamp>) -> String {
    stamp.map(Stamp::edtf).unwrap_or_default()
}

/// The articles of a page, from its bytes.
pub fn read(bytes: &[u8], lexicon: &Lexicon) -> Vec<Article> {
    html::read(&Markup::new(bytes, None).decoded, lexicon, &Limits::default())
}

/// Reads what a fixture's `meta.toml` says.
pub fn meta(folder: &Path) -> Meta {
    toml::from_str(&std::fs::read_to_string(folder.join("meta.toml")).expect("meta.toml")).expect("TOML")
}

/// Measures every fixture.
pub fn fixtures(lexicon: &Lexicon) -> Tally {
    let mut tally = Tally::default();
    for folder in folders() {
        fixture(&folder, lexicon, &mut tally);
    }
    tally
}

fn fixture(folder: &Path, lexicon: &Lexicon, tally: &mut Tally) {
    let name = folder.iter().rev().take(2).map(|p| p.to_string_lossy()).collect::<Vec<_>>().join(" of ");
    let meta = meta(folder);
    let articles = read(&std::fs::read(folder.join("page.html")).expect("page.html"), lexicon);
    tally.compare("articles", &name, &(1 + meta.more.len()).to_string(), &articles.len().to_string());
    let heads =
        std::iter::once((&meta.title, &meta.published)).chain(meta.more.iter().map(|m| (&m.title, &m.published)));
    for (n, (title, published)) in heads.enumerate() {
        let file = if n == 0 { "expected.txt".to_owned() } else { format!("expected-{}.txt", n + 1) };
        let want = std::fs::read_to_string(folder.join(file)).expect("expected text");
        let empty = Article::default();
        let article = articles.get(n).unwrap_or(&empty);
        tally.text(&name, &want, &body(article));
        tally.compare("title", &name, title, article.title.as_deref().unwrap_or_default());
        tally.compare("published", &name, published, &day(article.published.as_ref()));
    }
    let Some(first) = articles.first() else { return };
    tally.compare("outlet", &name, &meta.outlet, first.outlet.as_deref().unwrap_or_default());
    tally.compare("authors", &name, &meta.authors.join("; "), &first.authors.join("; "));
    tally.compare("language", &name, &meta.language, first.language.as_deref().unwrap_or_default());
    if let Some(modified) = &meta.modified {
        tally.compare("modified", &name, modified, &day(first.modified.as_ref()));
    }
    if let Some(canonical) = &meta.canonical {
        tally.compare("canonical", &name, canonical, first.canonical.as_deref().unwrap_or_default());
    }
    let text = body(first);
    for phrase in &meta.furniture {
        let kept = text.contains(phrase);
        tally.count("furniture left out", f64::from(u8::from(!kept)));
        if kept {
            eprintln!("  {name} keeps {phrase:?}");
        }
    }
}

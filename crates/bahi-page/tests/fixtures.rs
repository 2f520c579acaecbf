//! The pages of `fixtures/pages`: text, headline, date, names, and what must not be read; and the way back to the bytes.
//!
//! `cargo test -p bahi-page --test fixtures -- --nocapture` prints the figures and every page that is not read in full.

mod common;
#[path = "common/pages.rs"]
mod pages;

use std::ops::Range;
use std::path::Path;

use bahi_page::format::{self, Markup, Options, Read, Unit};
use bahi_page::html::{self, Limits};
use bahi_page::{BlockKind, Lexicon, Page};
use pages::{folders, meta, score};

#[test]
fn fixtures_are_read_in_full_and_without_furniture() {
    let tally = pages::fixtures(&common::lexicon());
    let share = |what: &str| tally.0.get(what).map_or(0.0, |(right, of)| right / of);
    let (precision, recall) = (share("text precision"), share("text recall"));
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("F1 {f1:.4}");
    tally.0.iter().for_each(|(what, (right, of))| println!("  {what}: {right} of {of}"));
    assert!(f1 >= 0.97, "F1 {f1}");
    for (what, (right, of)) in &tally.0 {
        assert!(right / of >= 0.97, "{what}: {right} of {of}");
    }
}

/// The lines of a report that are kept, headline aside.
fn kept(page: &Page) -> String {
    let prose = page.blocks.iter().filter(|b| b.is_kept() && b.kind != BlockKind::Headline);
    prose.map(|b| b.span.of(&page.text)).collect::<Vec<_>>().join("\n")
}

#[test]
fn judging_lines_takes_nothing_from_the_fixtures() {
    let lexicon = common::lexicon();
    let (mut precision, mut recall, mut count) = (0.0, 0.0, 0.0);
    for folder in folders() {
        let name = folder.display().to_string();
        let bytes = std::fs::read(folder.join("page.html")).expect("page.html");
        let meta = meta(&folder);
        let unit = Unit { path: name.clone(), bytes, ..Unit::default() };
        let read = format::pages(unit, &lexicon, &Options::default());
        let Some(Read::Report(leaf)) = read.first() else { panic!("{name}: {read:?}") };
        let want = std::fs::read_to_string(folder.join("expected.txt")).expect("expected text");
        let got = kept(&leaf.page);
        let (p, r) = score(&want, &got);
        (precision, recall, count) = (precision + p, recall + r, count + 1.0);
        if p < 1.0 || r < 1.0 {
            println!("  {name}: precision {p:.3} recall {r:.3}");
            for block in leaf.page.blocks.iter().filter(|b| !want.contains(b.span.of(&leaf.page.text)) || !b.is_kept())
            {
                println!("    {:?} {:?} {}", block.kind, block.why, block.span.of(&leaf.page.text));
            }
        }
        let page = &leaf.page;
        assert_eq!(page.map.len(), page.text.len(), "{name}: each byte of the text has its way back");
        assert!(page.map.source(0..page.text.len()).end <= leaf.bytes.len(), "{name}");
        assert_eq!(page.authors, meta.authors, "{name}");
        assert_eq!(leaf.page.title.as_deref(), Some(meta.title.as_str()), "{name}");
        let day = leaf.page.published.as_ref().map(bahi_page::Published::edtf);
        assert_eq!(day.as_deref(), Some(meta.published.as_str()), "{name}");
    }
    let (p, r) = (precision / count, recall / count);
    println!("{count} pages: precision {p:.4}, recall {r:.4}");
    assert!(2.0 * p * r / (p + r) >= 0.97, "{p} {r}");
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

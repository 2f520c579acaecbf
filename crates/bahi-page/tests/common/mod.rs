//! The real vocabulary, for tests; and streams read to their end.
#![allow(dead_code)] // each test program uses a part

use bahi_page::Lexicon;
use bahi_page::format::{Options, Piece, Read, pages, units};
use std::io::{Cursor, Write};

/// The lexicon from the repository's own tables.
pub fn lexicon() -> Lexicon {
    let furniture = include_str!("../../../../knowledge/lang/hi/words/furniture.toml");
    let months = include_str!("../../../../knowledge/lang/hi/words/months.toml");
    let languages = include_str!("../../../../knowledge/lang/languages.toml");
    Lexicon::new(toml::from_str(furniture).expect("furniture.toml"), toml::from_str(months).expect("months.toml"))
        .with_languages(toml::from_str(languages).expect("languages.toml"))
}

/// What a stream gave.
#[derive(Debug, Default)]
pub struct Got {
    /// Path, headline and text of each report.
    pub reports: Vec<bahi_page::format::Leaf>,
    /// Path and fault.
    pub bad: Vec<(String, String)>,
    /// What was passed over.
    pub passed: Vec<String>,
}

impl Got {
    /// The paths of the reports.
    pub fn paths(&self) -> Vec<&str> {
        self.reports.iter().map(|r| r.path.as_str()).collect()
    }
}

/// Reads a stream to its end.
pub fn read(bytes: &[u8], path: &str, options: &Options, lexicon: &Lexicon) -> Got {
    let mut got = Got::default();
    let mut take = |read: Read| match read {
        Read::Report(leaf) => got.reports.push(*leaf),
        Read::Bad(fault) => got.bad.push((fault.path, fault.why)),
        Read::Passed(passed) => got.passed.push(passed.what),
    };
    for piece in units(Cursor::new(bytes.to_vec()), path, options) {
        match piece {
            Piece::Unit(unit) => pages(unit, lexicon, options).into_iter().for_each(&mut take),
            Piece::Bad(fault) => take(Read::Bad(fault)),
            Piece::Passed(passed) => take(Read::Passed(passed)),
        }
    }
    got
}

/// One gzip member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("packs");
    packer.finish().expect("packs")
}

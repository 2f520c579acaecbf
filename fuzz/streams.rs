//! Streams read to their end, for the targets that feed them.
#![allow(dead_code)] // each target uses a part

use bahi_page::Lexicon;
use bahi_page::format::{FieldMap, Options, Piece, Read, pages, units};
use std::io::{Cursor, Write};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let bahi = bahi::Bahi::new();
    let words = &bahi.knowledge().stock.words;
    let table = |value: &serde_json::Value| value.clone();
    let furniture = serde_json::from_value(table(&words.furniture)).expect("furniture");
    let months = serde_json::from_value(table(&words.months_raw)).expect("months");
    let languages = serde_json::from_value(table(&words.languages)).expect("languages");
    Lexicon::new(furniture, months).with_languages(languages)
});

/// One gzip member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("packs");
    packer.finish().expect("packs")
}

/// A record that is good.
pub fn record() -> Vec<u8> {
    let text = include_str!("../demo/reports/01-kishida-agency.txt");
    let head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: x:good\r\nContent-Type: text/plain\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{text}\r\n\r\n", text.len()).into_bytes()
}

/// Reads a stream twice and compares; whether the good record was among what it gave.
pub fn is_read(bytes: &[u8], path: &str) -> bool {
    let first = read(bytes, path);
    assert_eq!(first, read(bytes, path), "not the same twice");
    first.iter().any(|line| line.contains("x:good"))
}

fn read(bytes: &[u8], path: &str) -> Vec<String> {
    let options = Options { map: "text=text,title=title".parse::<FieldMap>().ok(), ..Options::default() };
    let mut out = Vec::new();
    for piece in units(Cursor::new(bytes.to_vec()), path, &options) {
        match piece {
            Piece::Unit(unit) => out.extend(pages(unit, &LEXICON, &options).iter().map(shown)),
            Piece::Bad(fault) => out.push(format!("{fault:?}")),
            Piece::Passed(passed) => out.push(format!("{passed:?}")),
        }
        assert!(out.len() <= bytes.len() + 16, "more pieces than bytes");
    }
    out
}

fn shown(read: &Read) -> String {
    match read {
        Read::Report(leaf) => {
            for block in &leaf.page.blocks {
                assert!(leaf.page.text.get(block.span.start()..block.span.end()).is_some(), "a block off the text");
            }
            format!("{} {:?} {:?}", leaf.path, leaf.url, leaf.page)
        }
        Read::Bad(fault) => format!("{fault:?}"),
        Read::Passed(passed) => format!("{passed:?}"),
    }
}

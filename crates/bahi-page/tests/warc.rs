//! Archives, whole and damaged: every good record is read, every bad one is named.

mod common;

use bahi_page::Lexicon;
use bahi_page::format::Options;
use common::{Got, gzip};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(common::lexicon);

fn read(bytes: &[u8]) -> Got {
    common::read(bytes, "a.warc", &Options::default(), &LEXICON)
}

fn text(n: usize) -> String {
    format!(
        "विदेश मंत्री ने समझौता संख्या {n} पर रूस के मंत्री से मॉस्को में बातचीत की।\nदोनों ने {n} बार हाथ मिलाया और आगे मिलने पर सहमति जताई।\n"
    )
}

fn record(n: usize, head: &str, block: &[u8], length: Option<usize>) -> Vec<u8> {
    let length = length.map(|l| format!("Content-Length: {l}\r\n")).unwrap_or_default();
    let mut out = format!("WARC/1.0\r\n{head}WARC-Target-URI: https://x.example/{n}\r\n{length}\r\n").into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n{head}\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

const RESPONSE: &str = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n";

fn page(n: usize) -> Vec<u8> {
    let block = answer("", text(n).as_bytes());
    record(n, RESPONSE, &block, Some(block.len()))
}

fn info() -> Vec<u8> {
    record(0, "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", b"software: test\r\n", Some(16))
}

fn urls(got: &Got) -> Vec<String> {
    got.reports.iter().map(|r| r.url.clone().unwrap_or_default().rsplit('/').next().unwrap_or("").to_owned()).collect()
}

fn pages(n: std::ops::RangeInclusive<usize>) -> Vec<Vec<u8>> {
    n.map(page).collect()
}

#[test]
fn records_packed_one_by_one_are_called_by_their_place_in_the_file() {
    let members: Vec<Vec<u8>> = std::iter::once(info()).chain(pages(1..=3)).map(|r| gzip(&r)).collect();
    let got = read(&members.concat());
    assert_eq!(urls(&got), ["1", "2", "3"]);
    let before = |n: usize| members[..n].iter().map(Vec::len).sum::<usize>();
    let places: Vec<String> = (0..members.len()).map(|n| format!("a.warc#{}", before(n))).collect();
    assert_eq!(got.paths(), places[1..]);
    assert_eq!(got.reports[1].page.text, text(2));
    assert_eq!(got.reports[1].bytes.as_slice(), text(2).as_bytes());
    assert_eq!((got.bad, got.passed), (vec![], vec![]));
}

#[test]
fn an_archive_that_is_not_packed_or_packed_as_one_reads_the_same() {
    let plain = [info(), pages(1..=3).concat()].concat();
    let first = info().len();
    let whole = read(&plain);
    assert_eq!(urls(&whole), ["1", "2", "3"]);
    assert_eq!(whole.paths()[0], format!("a.warc#{first}"));
    let packed = read(&gzip(&plain));
    assert_eq!(urls(&packed), ["1", "2", "3"]);
    assert_eq!(packed.paths()[0], format!("a.warc#0+{first}"));
    assert!(whole.bad.is_empty() && packed.bad.is_empty());
}

#[test]
fn members_cut_without_regard_to_records_read_the_same() {
    let plain = [info(), pages(1..=6).concat()].concat();
    for size in [7, 64, 333, 1000] {
        let packed: Vec<u8> = plain.chunks(size).flat_map(gzip).collect();
        let got = read(&packed);
        assert_eq!(urls(&got), ["1", "2", "3", "4", "5", "6"], "members of {size}");
        assert!(got.bad.is_empty(), "{:?}", got.bad);
    }
}

#[test]
fn zstandard_reads_the_same() {
    let plain = [info(), pages(1..=3).concat()].concat();
    let packed = ruzstd::encoding::compress_to_vec(&plain[..], ruzstd::encoding::CompressionLevel::Fastest);
    let got = read(&packed);
    assert_eq!(urls(&got), ["1", "2", "3"]);
    let frames: Vec<u8> = pages(1..=3)
        .iter()
        .flat_map(|r| ruzstd::encoding::compress_to_vec(&r[..], ruzstd::encoding::CompressionLevel::Fastest))
        .collect();
    let got = read(&frames);
    assert_eq!(urls(&got), ["1", "2", "3"]);
    assert!(got.paths().iter().all(|p| !p.contains('+')), "{:?}", got.paths());
}

/// What is done to a member.
type Spoil<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn a_damaged_member_costs_its_record_alone() {
    let good: Vec<Vec<u8>> = pages(1..=5).iter().map(|r| gzip(r)).collect();
    let place = good[0].len() + good[1].len();
    let spoil = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut members = good.clone();
        change(&mut members[2]);
        read(&members.concat())
    };
    let cases: [(&str, Spoil); 6] = [
        ("cut in half", &|m| m.truncate(m.len() / 2)),
        ("cut by one byte", &|m| m.truncate(m.len() - 1)),
        ("head cut short", &|m| m.truncate(5)),
        ("a byte turned", &|m| {
            let half = m.len() / 2;
            m[half] ^= 0xFF;
        }),
        ("checksum wrong", &|m| {
            let at = m.len() - 6;
            m[at] ^= 1;
        }),
        ("all of it noise", &|m| m.iter_mut().enumerate().for_each(|(n, b)| *b = (n * 37 % 250 + 1) as u8)),
    ];
    for (name, change) in cases {
        let got = spoil(change);
        assert_eq!(urls(&got), ["1", "2", "4", "5"], "{name}");
        assert_eq!(got.bad.len(), 1, "{name}: {:?}", got.bad);
        assert_eq!(got.bad[0].0, format!("a.warc#{place}"), "{name}: {:?}", got.bad);
    }
}

#[test]
fn an_archive_that_ends_early_is_read_up_to_there() {
    let plain = pages(1..=3).concat();
    let packed: Vec<u8> = pages(1..=3).iter().flat_map(|r| gzip(r)).collect();
    for bytes in [&plain[..plain.len() - 90], &packed[..packed.len() - 30]] {
        let got = read(bytes);
        assert_eq!(urls(&got), ["1", "2"]);
        assert_eq!(got.bad.len(), 1, "{:?}", got.bad);
    }
}

#[test]
fn a_wrong_length_costs_its_record_alone() {
    for wrong in [-40i64, -3, 7, 60, 600, 5000, 400_000_000] {
        let block = answer("", text(2).as_bytes());
        let bad = record(2, RESPONSE, &block, Some((block.len() as i64 + wrong) as usize));
        let plain = [page(1), bad.clone(), pages(3..=5).concat()].concat();
        let packed: Vec<u8> = [page(1), bad].iter().chain(&pages(3..=5)).flat_map(|r| gzip(r)).collect();
        for (name, bytes) in [("plain", plain), ("packed", packed)] {
            let got = read(&bytes);
            assert_eq!(urls(&got), ["1", "3", "4", "5"], "{name} {wrong}");
            assert_eq!(got.bad.len(), 1, "{name} {wrong}: {:?}", got.bad);
            assert!(got.bad[0].1.contains("than it says"), "{name} {wrong}: {:?}", got.bad);
        }
    }
}

#[test]
fn a_bad_head_is_named_and_passed_over() {
    let block = answer("", text(2).as_bytes());
    let cases = [
        ("no length", record(2, RESPONSE, &block, None)),
        ("no number", record(2, &format!("{RESPONSE}Content-Length: many\r\n"), &block, None)),
        ("noise", [b"\x01\x02noise\r\n".to_vec(), vec![0xFE; 3000], b"\r\n".to_vec()].concat()),
        ("endless", [b"WARC/1.0\r\nX: ".to_vec(), vec![b'x'; 100_000], b"\r\n\r\n".to_vec()].concat()),
    ];
    for (name, bad) in cases {
        let got = read(&[page(1), bad, pages(3..=4).concat()].concat());
        assert_eq!(urls(&got), ["1", "3", "4"], "{name}");
        assert_eq!(got.bad.len(), 1, "{name}: {:?}", got.bad);
        assert_eq!(got.bad[0].0, format!("a.warc#{}", page(1).len()), "{name}");
    }
}

#[test]
fn what_is_no_page_is_counted_by_what_it_is() {
    let http = |head: &str| [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), b"x"].concat();
    let rec = |head: &str, block: Vec<u8>| record(9, head, &block, Some(block.len()));
    let archive = [
        info(),
        rec("WARC-Type: revisit\r\nContent-Type: application/http\r\n", http("304 Not Modified")),
        rec("WARC-Type: request\r\nContent-Type: application/http\r\n", b"GET / HTTP/1.1\r\n\r\n".to_vec()),
        rec(RESPONSE, http("404 Not Found\r\nContent-Type: text/html")),
        rec(RESPONSE, http("200 OK\r\nContent-Type: image/png")),
        rec(RESPONSE, http("200 OK\r\nContent-Type: application/pdf")),
        page(1),
    ];
    let got = read(&archive.concat());
    assert_eq!(urls(&got), ["1"]);
    let passed = [
        "page that had not changed since an earlier visit",
        "answer without a page (status 404)",
        "image file",
        "file of type application/pdf",
    ];
    assert_eq!((got.passed.iter().map(String::as_str).collect::<Vec<_>>(), got.bad), (passed.to_vec(), vec![]));
}

#[test]
fn a_body_is_unpacked_as_its_head_says_where_that_is_so() {
    let body = text(1).into_bytes();
    let chunked = |body: &[u8]| -> Vec<u8> {
        let parts = body.chunks(50).map(|c| [format!("{:x}\r\n", c.len()).as_bytes(), c, b"\r\n"].concat());
        parts.chain([b"0\r\n\r\n".to_vec()]).flatten().collect()
    };
    let cases = [
        ("chunked", "Transfer-Encoding: chunked\r\n", chunked(&body)),
        ("gzip", "Content-Encoding: gzip\r\n", gzip(&body)),
        ("both", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(&gzip(&body))),
        ("head kept, body unpacked", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", body.clone()),
    ];
    for (name, head, sent) in cases {
        let block = answer(head, &sent);
        let got = read(&record(1, RESPONSE, &block, Some(block.len())));
        assert_eq!(got.reports.len(), 1, "{name}: {:?}", got.bad);
        assert_eq!(got.reports[0].page.text.as_bytes(), body, "{name}");
        assert!(got.reports[0].page.warnings.is_empty(), "{name}: {:?}", got.reports[0].page.warnings);
    }
    let mut cut = chunked(&body);
    cut.truncate(cut.len() - 40);
    let block = answer("Transfer-Encoding: chunked\r\n", &cut);
    let got = read(&record(1, RESPONSE, &block, Some(block.len())));
    assert!(got.reports[0].page.warnings[0].contains("cut off"), "{:?}", got.reports[0].page.warnings);
}

#[test]
fn text_that_others_took_out_of_pages_is_read_as_text() {
    let said = text(4);
    let wet = record(4, "WARC-Type: conversion\r\nContent-Type: text/plain\r\n", said.as_bytes(), Some(said.len()));
    let got = read(&wet);
    assert_eq!((urls(&got), got.reports[0].page.text.as_str()), (vec!["4".to_owned()], said.as_str()));
}

#[test]
fn damage_deep_within_packed_parts_is_named_and_ends() {
    let good = gzip(&page(1));
    let mut bad = gzip(&page(2));
    let half = bad.len() / 2;
    bad[half] ^= 0xFF;
    let inner = [good.clone(), bad, gzip(&page(3))].concat();
    let got = read(&gzip(&inner));
    assert_eq!(urls(&got), ["1", "3"]);
    assert_eq!(got.bad.len(), 1, "{:?}", got.bad);
    let heads = b"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x00".repeat(20_000);
    assert!(read(&gzip(&heads)).reports.is_empty());
}

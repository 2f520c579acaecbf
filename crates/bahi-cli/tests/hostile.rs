//! Inputs made to break the reader, each by the built program: none takes long or much memory, and the good report beside
//! each is still read.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, command};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

const GOOD: &str = "भारत के विदेश मंत्री एस जयशंकर ने 5 मार्च 2021 को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।\n";
const MIB: usize = 1 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// So many zeros, packed without ever being held.
fn zeros(mib: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let chunk = vec![0u8; MIB];
    (0..mib).for_each(|_| packer.write_all(&chunk).unwrap());
    packer.finish().unwrap()
}

fn warc(head: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://x.example/\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [record.as_bytes(), &http, b"\r\n\r\n"].concat()
}

fn html(inside: &str) -> Vec<u8> {
    format!("<!doctype html><html><body><article><h1>x</h1><p>{GOOD}</p>{inside}</article></body></html>").into_bytes()
}

fn cases() -> Vec<(&'static str, Vec<u8>)> {
    let entities: String = (1..20).map(|n| format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1)).collect();
    let bomb = zeros(512);
    vec![
        ("a bomb", bomb.clone()),
        ("a bomb within a bomb", gzip(&bomb)),
        ("a bomb in a record", warc("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb)),
        (
            "a record without an end",
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n".to_vec(),
        ),
        ("elements in one another", html(&"<div>".repeat(400_000))),
        ("open formats", html(&"<a><b><i>".repeat(150_000))),
        ("ten million nodes", html(&"<b>".repeat(5_000_000))),
        ("a table of tables", html(&"<table><tr><td>".repeat(100_000))),
        ("attributes", html(&format!("<p {}>", (0..200_000).map(|n| format!("a{n}=x ")).collect::<String>()))),
        ("an attribute", html(&format!("<p x=\"{}", "y".repeat(15 * MIB)))),
        ("entities of HTML", html(&"&amp;".repeat(2_000_000))),
        ("entities of a feed", format!("<!DOCTYPE r [<!ENTITY a0 \"x\">{entities}]><rss><channel><item><title>&a19;</title><description>&a19;</description></item></channel></rss>").into_bytes()),
        ("items", format!("<rss><channel>{}", "<item><title>x</title><description>y</description></item>".repeat(60_000)).into_bytes()),
        ("elements of a feed in one another", format!("<rss>{}", "<a>".repeat(1_000_000)).into_bytes()),
        ("comments", html(&"<!--".repeat(1_000_000))),
        ("scripts", html(&"<script>".repeat(500_000))),
        ("data in one another", html(&format!("<script type=\"application/ld+json\">{}", "[".repeat(1_000_000)))),
        ("JSON in one another", format!("{{\"text\":{}", "[".repeat(2_000_000)).into_bytes()),
        ("zeros in a page", html(&"\0<p>\0".repeat(500_000))),
        ("a line", vec![b'x'; 48 * MIB]),
        ("a line of JSON", [b"{\"text\": \"".to_vec(), vec![b'y'; 100 * MIB]].concat()),
        ("a quoted field", [b"text,b\n\"".to_vec(), vec![b'y'; 60 * MIB]].concat()),
        ("mixed encodings", [&html("")[..], &[0xFF, 0xFE, 0x80, 0x81].repeat(500_000), GOOD.as_bytes()].concat()),
        ("wide letters", html("x").iter().flat_map(|b| [*b, 0]).chain([0x09, 0x09].repeat(4 * MIB)).collect()),
        ("heads of gzip", b"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x00".repeat(300_000)),
        ("records", b"WARC/1.0\r\n\r\n".repeat(60_000)),
        ("chunks", warc("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", &b"1\r\nx\r\n".repeat(1_000_000))),
    ]
}

/// What a run cost: seconds of processor time, and MiB of memory at most.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    seconds: f64,
    mib: f64,
}

/// What the kernel says of a running program so far.
fn cost(id: u32) -> Option<Cost> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse::<f64>();
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(Cost { seconds: ticks / 100.0, mib: peak.ok()? / 1024.0 })
}

fn run(folder: &Folder, paths: &[&str]) -> (String, String, Cost) {
    let (out, err) = (format!("{}/out", folder.path()), format!("{}/err", folder.path()));
    let args = [&["read", "--json", "--map", "text=text"], paths].concat();
    let mut command = command(&args);
    command.stdin(Stdio::null()).stdout(File::create(&out).unwrap()).stderr(File::create(&err).unwrap());
    let (mut child, mut last) = (command.spawn().unwrap(), Cost::default());
    while child.try_wait().unwrap().is_none() {
        last = cost(child.id()).unwrap_or(last);
        thread::sleep(Duration::from_millis(2));
    }
    let read = |path: &str| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    (read(&out), read(&err), last)
}

#[test]
fn none_takes_long_or_much_memory_and_the_good_report_is_read() {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: processor time and memory are read from /proc");
        return;
    }
    // Without optimisation everything takes several times as long.
    let (seconds, mib) = if cfg!(debug_assertions) { (10.0, 250.0) } else { (2.0, 200.0) };
    let folder = Folder::new("hostile");
    let good = folder.file("good.txt", GOOD.as_bytes());
    let (_, _, own) = run(&folder, &[&good]);
    println!("the program by itself: {own:?}");
    let mut over = Vec::new();
    for (name, bytes) in cases() {
        let path = folder.file("bad", &bytes);
        drop(bytes);
        let (out, err, cost) = run(&folder, &[&path, &good]);
        println!("{name}: {cost:?} {}", err.lines().next().unwrap_or("").chars().take(150).collect::<String>());
        assert!(!err.contains("panicked") && !err.contains("overflow"), "{name}: {err}");
        assert!(out.contains(&good), "{name}: the good report was not read: {err}");
        if cost.seconds > seconds || cost.mib > mib {
            over.push((name, cost));
        }
    }
    assert!(over.is_empty(), "{over:?}");
}

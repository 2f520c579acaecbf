//! Any bytes as a page of HTML, in any encoding: read to the end, twice the same.
#![no_main]

#[path = "../streams.rs"]
mod streams;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for head in ["<html>", "<!doctype html><meta charset=windows-1252><article><p>", "<html><script type=application/ld+json>{"] {
        streams::is_read(&[head.as_bytes(), data].concat(), "p.html");
    }
});

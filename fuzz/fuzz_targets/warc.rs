//! Any bytes as an archive, bare and packed: read to the end, twice the same; a good record behind them is read too.
#![no_main]

#[path = "../streams.rs"]
mod streams;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    streams::is_read(data, "a.warc");
    let opened = [b"WARC/1.0\r\n", data].concat();
    streams::is_read(&opened, "a.warc");
    // The first member makes it an archive: bytes that begin as a feed or as another packing would make it something else.
    let packed = [streams::gzip(&opened), data.to_vec(), streams::gzip(&streams::record())].concat();
    assert!(streams::is_read(&packed, "a.warc.gz"), "a good record behind damage was not read");
});

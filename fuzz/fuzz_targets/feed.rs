//! Any bytes as a feed, as JSON lines or as a table: read to the end, twice the same.
#![no_main]

#[path = "../streams.rs"]
mod streams;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for head in ["", "<rss><channel><item>", "<feed><entry>", "{\"version\": \"https://jsonfeed.org/version/1\", ", "{\"text\":", "text,title\n"] {
        streams::is_read(&[head.as_bytes(), data].concat(), "f");
    }
    bahi_page::format::links(data);
});

//! Any bytes in any encoding: text whose every character leads back to bytes of the page, in order.
#![no_main]

use bahi_page::format::Markup;
use libfuzzer_sys::fuzz_target;

const LABELS: [Option<&str>; 10] = [
    None,
    Some("utf-8"),
    Some("utf-16le"),
    Some("utf-16be"),
    Some("windows-1252"),
    Some("x-user-defined"),
    Some("gb18030"),
    Some("iso-2022-jp"),
    Some("shift_jis"),
    Some("nonsense"),
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let markup = Markup::new(bytes, LABELS[usize::from(*first) % LABELS.len()]);
    let (text, map) = (&markup.decoded.text, &markup.decoded.map);
    assert_eq!(map.len(), text.len());
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let place = map.source(at..at + c.len_utf8());
        assert!(place.start >= from && place.start <= place.end && place.end <= bytes.len(), "{c:?} at {at}: {place:?}");
        from = place.start;
    }
});

//! Bytes of markup in any encoding: what they are read as, who said so, and the way back to each byte.

use bahi_page::format::{Basis, Markup};
use proptest::prelude::*;

const SAID: &str = "<p>भारत और रूस के मंत्री मिले — €5, café 🙂।</p>";

/// Every character's stretch of the page, decoded by itself, is the character.
fn leads_back(bytes: &[u8], decoded: &Markup) {
    let mut end = None;
    for (at, c) in decoded.decoded.text.char_indices() {
        let range = decoded.decoded.map.source(at..at + c.len_utf8());
        assert!(end.is_none_or(|end| end <= range.start), "{c:?} goes back: {range:?}");
        assert!(range.end <= bytes.len() && range.start <= range.end, "{c:?} off the page: {range:?}");
        end = Some(range.start);
    }
}

fn is_exact(bytes: &[u8], decoded: &Markup) {
    leads_back(bytes, decoded);
    let encoding = encoding_rs::Encoding::for_label(decoded.charset.as_bytes()).expect("a known encoding");
    for (at, c) in decoded.decoded.text.char_indices() {
        let range = decoded.decoded.map.source(at..at + c.len_utf8());
        let again = encoding.decode_without_bom_handling(&bytes[range.clone()]).0;
        assert_eq!(again, c.to_string(), "at {range:?}");
    }
}

#[test]
fn utf8_leads_back_byte_for_byte_with_and_without_a_mark() {
    for mark in ["", "\u{FEFF}"] {
        let bytes = format!("{mark}{SAID}").into_bytes();
        let decoded = Markup::new(&bytes, None);
        assert_eq!((decoded.decoded.text.as_str(), decoded.charset), (SAID, "UTF-8"));
        assert_eq!(decoded.basis, if mark.is_empty() { Basis::Bytes } else { Basis::Mark });
        assert!(decoded.warnings.is_empty());
        is_exact(&bytes, &decoded);
    }
}

#[test]
fn utf16_is_known_by_its_mark_and_by_its_zeros() {
    for little in [true, false] {
        for mark in ["", "\u{FEFF}"] {
            let unit = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
            let bytes: Vec<u8> = format!("{mark}{SAID}").encode_utf16().flat_map(unit).collect();
            let decoded = Markup::new(&bytes, None);
            assert_eq!(decoded.decoded.text, SAID, "little {little} mark {mark:?}");
            is_exact(&bytes, &decoded);
        }
    }
}

#[test]
fn the_transport_goes_before_the_page_and_the_page_before_the_bytes() {
    let page = b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>caf\xe9</p>";
    let by_page = Markup::new(page, None);
    assert_eq!((by_page.charset, by_page.basis), ("windows-1252", Basis::Page));
    assert!(by_page.decoded.text.contains("café"));
    is_exact(page, &by_page);
    let by_transport = Markup::new(page, Some("windows-1251"));
    assert_eq!((by_transport.charset, by_transport.basis), ("windows-1251", Basis::Transport));
    assert!(by_transport.decoded.text.contains("cafй"));
}

#[test]
fn a_charset_in_a_comment_or_a_script_is_not_the_pages() {
    let page = b"<!-- <meta charset=koi8-r> --><script charset=koi8-r></script><meta charset=\"windows-1252\"><p>\xe9";
    assert_eq!(Markup::new(page, None).charset, "windows-1252");
    let xml = b"<?xml version='1.0' encoding='ISO-8859-2'?><rss>\xb1</rss>";
    assert_eq!(Markup::new(xml, None).charset, "ISO-8859-2");
}

#[test]
fn utf8_that_calls_itself_otherwise_is_read_as_utf8_with_a_word() {
    let page = format!("<meta charset=windows-1252>{SAID}");
    let decoded = Markup::new(page.as_bytes(), None);
    assert_eq!((decoded.decoded.text.as_str(), decoded.charset), (page.as_str(), "UTF-8"));
    assert_eq!(decoded.warnings, ["the page calls itself windows-1252 and is UTF-8; it was read as such"]);
}

#[test]
fn what_calls_itself_utf8_and_is_not_is_guessed() {
    let words = "Le ministre a été reçu à Moscou où il s'est entretenu de la coopération énergétique. ";
    let page: Vec<u8> = format!("<meta charset=utf-8><p>{}", words.repeat(3)).chars().map(|c| c as u8).collect();
    let decoded = Markup::new(&page, None);
    assert_eq!(decoded.charset, "windows-1252");
    assert!(decoded.decoded.text.contains("coopération"), "{}", decoded.decoded.text);
    assert_eq!(decoded.warnings.len(), 1);
    is_exact(&page, &decoded);
}

#[test]
fn a_spoilt_byte_costs_one_letter() {
    let mut page = SAID.repeat(5).into_bytes();
    let at = page.windows(3).position(|w| w == "भ".as_bytes()).expect("a letter");
    page[at + 1] = b'?';
    let decoded = Markup::new(&page, Some("utf-8"));
    assert_eq!(decoded.charset, "UTF-8");
    assert!(decoded.decoded.text.contains("भारत") && decoded.decoded.text.contains('\u{FFFD}'));
    assert_eq!(decoded.warnings, ["some bytes of the page are no letters of its encoding; they were replaced"]);
    leads_back(&page, &decoded);
}

#[test]
fn encodings_of_several_bytes_lead_back() {
    for label in ["gbk", "big5", "shift_jis", "euc-kr", "euc-jp", "gb18030"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let bytes = encoding.encode("<p>abc 中国 日本 12</p>").0.into_owned();
        let decoded = Markup::new(&bytes, Some(label));
        is_exact(&bytes, &decoded);
        assert!(decoded.decoded.text.contains("日本"), "{label}: {}", decoded.decoded.text);
    }
}

proptest! {
    #[test]
    fn any_bytes_lead_back(bytes in proptest::collection::vec(any::<u8>(), 0..300), label in 0usize..8) {
        let label = [None, Some("utf-8"), Some("utf-16le"), Some("gbk"), Some("iso-2022-jp"), Some("windows-1252"), Some("x-user-defined"), Some("nonsense")][label];
        let decoded = Markup::new(&bytes, label);
        leads_back(&bytes, &decoded);
        prop_assert_eq!(decoded.decoded.map.len(), decoded.decoded.text.len());
    }

    #[test]
    fn any_text_in_utf8_leads_back_exactly(text in "\\PC{0,80}") {
        let decoded = Markup::new(text.as_bytes(), Some("utf-8"));
        is_exact(text.as_bytes(), &decoded);
    }
}

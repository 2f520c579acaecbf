//! What holds for every input, whatever it is.

mod common;

use std::sync::LazyLock;

use bahi_page::{BlockKind, Lexicon, Page, PageError};
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(common::lexicon);

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}')
}

fn holds(page: &Page) {
    let mut covered = vec![false; page.text.len()];
    let (mut end, mut line) = (0, 0);
    for block in &page.blocks {
        assert!(
            block.span.start() >= end && !block.span.is_empty() && block.line > line,
            "blocks out of order: {block:?}"
        );
        assert!(!block.span.of(&page.text).is_empty(), "off a character boundary: {block:?}");
        let left_out = matches!(block.kind, BlockKind::Furniture | BlockKind::Caption);
        assert!(!left_out || block.why.is_some(), "left out without a reason: {block:?}");
        covered[block.span.start()..block.span.end()].fill(true);
        (end, line) = (block.span.end(), block.line);
    }
    let lost = page.text.char_indices().find(|&(at, c)| !blank(c) && !covered[at]);
    assert_eq!(lost, None, "a character in no block");
    let dateline = page.dateline.as_ref();
    let spans = [
        page.published.map(|p| p.span),
        dateline.map(|d| d.span),
        dateline.and_then(|d| d.place_span),
        dateline.and_then(|d| d.date).map(|d| d.span),
    ];
    for span in spans.into_iter().flatten() {
        assert!(!span.of(&page.text).is_empty(), "a span off the text: {span:?}");
    }
}

/// Lines as pages have them, in any order.
fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("ये भी पढ़ें:".to_owned()),
        Just("Recent Post".to_owned()),
        Just("विदेश मंत्रालय".to_owned()),
        Just("नई दिल्ली, 31 जून 2020 (एजेंसी)।".to_owned()),
        Just("12 मार्च 2021".to_owned()),
        Just("होम » देश » यात्रा".to_owned()),
        Just("मंत्री ने समकक्ष से मुलाकात की।".to_owned()),
        Just("(फोटो: फाइल)".to_owned()),
        Just("ः".to_owned()),
        "[\\PC]{0,40}",
        "[अ-ह ा-ौ्ंः।,:()|0-9०-९.-]{0,60}",
    ];
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n")];
    proptest::collection::vec((line, end), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

proptest! {
    #[test]
    fn any_page_is_covered_in_order(text in page()) {
        if let Ok(read) = bahi_page::read(text.as_bytes(), &LEXICON) {
            holds(&read);
            prop_assert_eq!(Ok(read), bahi_page::read(text.as_bytes(), &LEXICON));
        }
    }

    #[test]
    fn any_string_is_read_or_empty(text in "(?s).{0,400}") {
        match bahi_page::read(text.as_bytes(), &LEXICON) {
            Ok(read) => holds(&read),
            Err(error) => prop_assert!(matches!(error, PageError::Empty | PageError::Binary { .. }), "{error:?}"),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(read) = bahi_page::read(&bytes, &LEXICON) {
            holds(&read);
        }
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_passed_over() {
    let mut text = "भारत और पेरू के मंत्रियों ने लीमा में बातचीत की।\n".to_owned();
    text.push_str(&"क".repeat(50_000_000 / 3));
    let page = bahi_page::read(text.as_bytes(), &LEXICON).expect("a page");
    assert_eq!((page.blocks[1].why, page.warnings.len()), (Some("too long"), 1));
    holds(&page);
}

#[test]
fn more_than_the_limit_is_refused() {
    let size = bahi_page::LARGEST_PAGE + 1;
    assert!(matches!(bahi_page::read(&vec![b'a'; size], &LEXICON), Err(PageError::TooLarge { .. })));
}

#[test]
fn very_many_lines_are_taken_together() {
    let text = "12 मार्च 2021\nपेरू के मंत्री लीमा लौटे।\n".repeat(60_000);
    let page = bahi_page::read(text.as_bytes(), &LEXICON).expect("a page");
    assert_eq!(page.warnings.len(), 1, "{:?}", page.warnings);
    holds(&page);
}

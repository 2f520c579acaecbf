//! Feeds, JSON and CSV: each item or row a report, with what it says of itself.

mod common;

use bahi_page::Lexicon;
use bahi_page::format::{Leaf, Options};
use common::{Got, gzip};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(common::lexicon);

const BODY: &str = "रूस के विदेश मंत्री ने नई दिल्ली में भारत के विदेश मंत्री से मुलाकात की। दोनों ने व्यापार पर बात की।";

fn read(bytes: &[u8], map: Option<&str>) -> Got {
    let map = map.map(|m| m.parse().expect("a map"));
    common::read(bytes, "f", &Options { map, ..Options::default() }, &LEXICON)
}

fn day(leaf: &Leaf) -> Option<String> {
    leaf.page.published.map(|p| p.edtf())
}

/// The report says where and when it is from, and its date stands in its text.
fn is_the_report(leaf: &Leaf) {
    assert_eq!(leaf.page.title.as_deref(), Some("दिल्ली में मिले मंत्री"));
    assert_eq!(leaf.page.outlet.as_deref(), Some("नमूना समाचार"));
    assert_eq!(leaf.url.as_deref(), Some("https://x.example/1"));
    assert_eq!(day(leaf).as_deref(), Some("2023-04-28"));
    assert!(leaf.page.text.ends_with(BODY), "{}", leaf.page.text);
    let kept: Vec<&str> =
        leaf.page.blocks.iter().filter(|b| b.is_prose()).map(|b| b.span.of(&leaf.page.text)).collect();
    assert_eq!(kept, ["दिल्ली में मिले मंत्री", BODY]);
}

#[test]
fn json_lines_are_read_by_common_names_and_called_by_their_line() {
    let row = format!(
        r#"{{"headline": "दिल्ली में मिले मंत्री", "body": "{BODY}", "datePublished": "2023-04-28T01:00:00+05:30", "publisher": {{"name": "नमूना समाचार"}}, "url": "https://x.example/1"}}"#
    );
    let bytes = format!("{row}\n\n{{\"body\": \"\"}}\n{{broken\n{row}\n");
    for bytes in [bytes.clone().into_bytes(), gzip(bytes.as_bytes())] {
        let got = read(&bytes, None);
        assert_eq!(got.paths(), ["f:1", "f:5"]);
        is_the_report(&got.reports[0]);
        assert_eq!(got.passed, ["row without text"]);
        assert_eq!(got.bad.len(), 1);
        assert!(got.bad[0].0 == "f:4" && got.bad[0].1.starts_with("no valid JSON"), "{:?}", got.bad);
    }
}

#[test]
fn a_map_says_which_field_is_what() {
    let row = format!(
        r#"{{"a": {{"x": "{BODY}"}}, "b": "दिल्ली में मिले मंत्री", "c": "28 Apr 2023 01:00 IST", "d": "नमूना समाचार", "e": "https://x.example/1", "text": "और कुछ।"}}"#
    );
    let got = read(row.as_bytes(), Some("text=a.x,title=b,published=c,outlet=d,url=e"));
    is_the_report(&got.reports[0]);
    let table =
        format!("d;e;b;a;c\r\nनमूना समाचार;https://x.example/1;\"दिल्ली में मिले मंत्री\";\"{BODY}\";2023-04-28\r\nx;;;;\r\n");
    let got = read(table.as_bytes(), Some("text=a,title=b,published=c,outlet=d,url=e"));
    assert_eq!(got.paths(), ["f:2"]);
    is_the_report(&got.reports[0]);
    assert_eq!(got.passed, ["row without text"]);
}

#[test]
fn a_quoted_field_of_csv_reaches_over_lines_and_one_without_end_is_named() {
    let table = format!("title,body\n\"पहला\",\"{BODY}\n\nदूसरा \"\"अनुच्छेद\"\" यहाँ है।\"\nदूसरी,{BODY}\n\"तीसरी,{BODY}\n");
    let got = read(table.as_bytes(), Some("text=body,title=title"));
    assert_eq!(got.paths(), ["f:2", "f:5"]);
    assert!(got.reports[0].page.text.contains("\n\nदूसरा \"अनुच्छेद\" यहाँ है।"), "{}", got.reports[0].page.text);
    assert_eq!(got.bad, [("f:6".to_owned(), "a quoted field has no end".to_owned())]);
}

#[test]
fn a_map_that_says_nothing_is_refused_with_a_word() {
    for (map, word) in [("title=a", "text=FIELD"), ("text", "part=field"), ("texts=a", "is no part")] {
        let error = map.parse::<bahi_page::format::FieldMap>().expect_err(map);
        assert!(error.contains(word), "{map}: {error}");
    }
}

#[test]
fn an_array_of_objects_is_read_as_rows() {
    let bytes = format!("[\n {{\"text\": \"{BODY}\"}},\n {{\"text\": \"{BODY} फिर।\"}}\n]\n");
    assert_eq!(read(bytes.as_bytes(), None).paths(), ["f#1", "f#2"]);
}

#[test]
fn an_item_of_rss_with_its_text_is_a_report_and_one_without_is_called_a_teaser() {
    let feed = format!(
        "<?xml version=\"1.0\"?>\n<!-- a feed --><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">
<channel><title>नमूना समाचार</title><image><title>चिह्न</title></image>
<item><title>दिल्ली में मिले मंत्री</title><link>https://x.example/1</link><pubDate>Fri, 28 Apr 2023 01:00:00 +0530</pubDate>
<description>छोटा सार।</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>दूसरी खबर</title><guid>https://x.example/2</guid><description>भारत &amp; रूस के मंत्री आज मिलेंगे।</description></item>
<item><title>बिना पाठ</title></item>
</channel></rss>"
    );
    let got = read(feed.as_bytes(), None);
    assert_eq!(got.paths(), ["f#1", "f#2"]);
    is_the_report(&got.reports[0]);
    assert!(got.reports[0].page.warnings.is_empty(), "{:?}", got.reports[0].page.warnings);
    let teaser = &got.reports[1];
    assert!(teaser.page.text.contains("भारत & रूस"), "{}", teaser.page.text);
    assert_eq!(teaser.url.as_deref(), Some("https://x.example/2"));
    assert!(teaser.page.warnings[0].starts_with("a teaser: "), "{:?}", teaser.page.warnings);
    assert_eq!(got.passed, ["item without text"]);
}

#[test]
fn an_entry_of_atom_is_a_report() {
    let feed = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>नमूना समाचार</title>
<entry><title>दिल्ली में मिले मंत्री</title><link rel=\"self\" href=\"https://x.example/self\"/><link href=\"https://x.example/1\"/>
<updated>2023-05-02T00:00:00Z</updated><published>2023-04-28T01:00:00+05:30</published><content type=\"text\">{BODY}</content></entry></feed>"
    );
    let got = read(feed.as_bytes(), None);
    assert_eq!(got.paths(), ["f#1"]);
    is_the_report(&got.reports[0]);
}

#[test]
fn an_item_of_json_feed_is_a_report() {
    let feed = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "नमूना समाचार", "items": [{{"id": "1", "url": "https://x.example/1", "title": "दिल्ली में मिले मंत्री", "content_text": "{BODY}", "date_published": "2023-04-28T01:00:00+05:30"}}]}}"#
    );
    let got = read(feed.as_bytes(), None);
    assert_eq!(got.paths(), ["f#1"]);
    is_the_report(&got.reports[0]);
}

#[test]
fn a_damaged_feed_gives_the_items_before_the_damage() {
    let item = |n: usize| format!("<item><title>समाचार संख्या {n}</title><description>{BODY}</description></item>");
    let feed = format!("<rss><channel>{}{}<item><title>तीसरा</title><description><a b=</rss>", item(1), item(2));
    let got = read(feed.as_bytes(), None);
    assert_eq!(got.paths()[..2], ["f#1", "f#2"]);
}

#[test]
fn plain_text_is_read_as_before_packed_or_not() {
    let text = format!("दिल्ली में मिले मंत्री\n\n{BODY}\n");
    for bytes in [text.clone().into_bytes(), gzip(text.as_bytes()), gzip(&gzip(text.as_bytes()))] {
        let got = read(&bytes, None);
        assert_eq!((got.paths(), got.reports[0].page.text.as_str()), (vec!["f"], text.as_str()));
    }
    let got = read(&gzip(&gzip(&gzip(&gzip(&gzip(text.as_bytes()))))), None);
    assert_eq!(got.bad[0].1, "packed more than 4 times over");
}

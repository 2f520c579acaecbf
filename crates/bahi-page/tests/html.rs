//! HTML pages written for the purpose, and what must be read from them.

mod common;

use bahi_page::html::{self, Limits};
use bahi_page::{Article, Decoded, Lexicon, PartKind};
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(common::lexicon);

fn read(page: &str) -> Vec<Article> {
    html::read(&Decoded::utf8(page.to_owned(), 0), &LEXICON, &Limits::default())
}

fn body(article: &Article) -> Vec<&str> {
    let kept = |kind| matches!(kind, PartKind::Heading | PartKind::Paragraph | PartKind::Item);
    article.blocks.iter().filter(|p| kept(p.kind)).map(|p| p.span.of(&article.text)).collect()
}

const ONE: &str = "पेरू के विदेश मंत्री ने लीमा में चिली के विदेश मंत्री से मुलाकात की और खनिज व्यापार पर लंबी चर्चा की।";
const TWO: &str = "दोनों मंत्रियों ने कहा कि सीमा पर नई चौकियां खोली जाएंगी और अगली बैठक सैंटियागो में होगी।";

#[test]
fn a_date_keeps_the_day_of_the_pages_own_zone() {
    for (said, day) in [
        ("2025-03-04T01:05:00+05:30", "2025-03-04"),
        ("2025-03-03T23:50:00+05:30", "2025-03-03"),
        ("2025-03-03T19:35:00Z", "2025-03-03"),
    ] {
        let page = format!(
            "<html><head><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"लीमा में मिले दो मंत्री\",\
             \"datePublished\":\"{said}\"}}</script></head><body><h1>लीमा में मिले दो मंत्री</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
        );
        let got = read(&page);
        assert_eq!(got[0].published.as_ref().map(bahi_page::Stamp::edtf).as_deref(), Some(day), "{said}");
        let source = got[0].published.as_ref().map(|p| p.source.clone()).expect("a place");
        assert_eq!(&page[source], said);
    }
}

#[test]
fn a_day_counted_in_greenwich_gives_way_to_the_one_that_the_page_shows() {
    let page = |shown: &str| {
        format!(
            "<head><meta property=article:published_time content='2025-03-03T19:40:00+00:00'></head>\
             <h1>लीमा में मिले दो मंत्री</h1><div class=byline>{shown}</div><p>{ONE}</p><p>{TWO}</p>"
        )
    };
    let day = |shown| read(&page(shown))[0].published.as_ref().map(bahi_page::Stamp::edtf);
    assert_eq!(day("प्रकाशित: 4 मार्च 2025, 01:10 AM IST").as_deref(), Some("2025-03-04"));
    assert_eq!(day("प्रकाशित: 9 मार्च 2025").as_deref(), Some("2025-03-03"), "a day that is no other zone's");
}

#[test]
fn of_one_moment_in_two_zones_the_place_of_the_page_has_the_day() {
    let page = format!(
        "<head><meta property=article:published_time content='2025-03-04T01:10:00+05:30'><script type=application/ld+json>\
         {{\"@type\":\"NewsArticle\",\"headline\":\"लीमा में मिले दो मंत्री\",\"datePublished\":\"2025-03-03T19:40:00.000Z\"}}</script></head>\
         <h1>लीमा में मिले दो मंत्री</h1><p>{ONE}</p><p>{TWO}</p>"
    );
    assert_eq!(read(&page)[0].published.as_ref().map(bahi_page::Stamp::edtf).as_deref(), Some("2025-03-04"));
}

#[test]
fn a_date_in_words_is_read_where_data_give_one() {
    let page = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"लीमा में मिले दो मंत्री\",\"datePublished\":\
         \"मंगलवार, 4 मार्च 2025 01:10\"}}</script><h1>लीमा में मिले दो मंत्री</h1><p>{ONE}</p><p>{TWO}</p>"
    );
    assert_eq!(read(&page)[0].published.as_ref().map(bahi_page::Stamp::edtf).as_deref(), Some("2025-03-04"));
}

#[test]
fn a_dateline_on_a_line_of_its_own_stays() {
    let page = format!(
        "<h1>लीमा में मिले दो मंत्री</h1><div class=story-content><p>शेयर</p><b>नई दिल्ली:</b><p>{ONE}</p><p>{TWO}</p></div>"
    );
    assert_eq!(body(&read(&page)[0]), ["नई दिल्ली:", ONE, TWO]);
}

#[test]
fn an_authors_name_keeps_its_last_vowel_sign() {
    let page = format!(
        "<head><meta name=author content='By: जनवार्ता ब्यूरो'></head><h1>लीमा में मिले दो मंत्री</h1><p>{ONE}</p><p>{TWO}</p>"
    );
    assert_eq!(read(&page)[0].authors, ["जनवार्ता ब्यूरो"]);
}

#[test]
fn paragraphs_are_kept_apart_and_what_stands_between_them_is_left_out() {
    let page = format!(
        "<body><nav><a href=/>होम</a> » <a href=/w>विदेश</a></nav><article><h1>लीमा में मिले दो मंत्री</h1>\
         <div class=share-bar><span>कॉपी लिंक</span></div><div class=story-content>{ONE}<br><br>\
         <div class=also-read><a href=/x>बोलीविया में नई सरकार ने ली शपथ</a></div>{TWO}<br/>\
         <p><b>यह भी पढ़ें:</b> <a href=/y>इक्वाडोर में चुनाव की तारीखें तय</a></p></div></article>\
         <footer>कॉपीराइट © सभी अधिकार सुरक्षित हैं।</footer></body>"
    );
    assert_eq!(body(&read(&page)[0]), [ONE, TWO]);
}

#[test]
fn text_that_only_data_hold_is_found_there() {
    let data = format!("<p>{ONE}<\\/p><p>{TWO}<\\/p>");
    let described = format!(
        "<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":[\"NewsArticle\"],\
         \"headline\":\"लीमा में मिले दो मंत्री\",\"articleBody\":\"{data}\"}}]}}</script><div id=root></div>"
    );
    assert_eq!(body(&read(&described)[0]), [ONE, TWO]);
    let state = format!(
        "<title>लीमा में मिले दो मंत्री</title><div id=__next><footer>कॉपीराइट सुरक्षित</footer></div><script id=__NEXT_DATA__ \
         type=application/json>{{\"props\":{{\"pageProps\":{{\"story\":{{\"title\":\"लीमा में मिले दो मंत्री\",\"content\":\"{data}\"}},\
         \"related\":[{{\"title\":\"बोलीविया में शपथ\",\"content\":\"<p>{TWO} {TWO} {ONE}<\\/p>\"}}]}}}}}}</script>"
    );
    assert_eq!(body(&read(&state)[0]), [ONE, TWO]);
}

#[test]
fn a_page_that_scrolls_on_gives_each_article_by_itself() {
    let article = |title: &str, n: usize| {
        let text = format!("<p>{ONE}</p><p>{TWO}</p>").repeat(3);
        format!(
            "<div class=story id=s{n}><h1>{title}</h1><span class=date>{n} मार्च 2025</span><div class=story-content>{text}</div></div>"
        )
    };
    let page = format!(
        "<title>लीमा में मिले दो मंत्री</title>{}{}",
        article("लीमा में मिले दो मंत्री", 3),
        article("काठमांडू में जल समझौते पर वार्ता", 5)
    );
    let got = read(&page);
    let heads: Vec<_> = got
        .iter()
        .map(|a| (a.title.as_deref(), a.published.as_ref().map(bahi_page::Stamp::edtf), body(a).len()))
        .collect();
    assert_eq!(
        heads,
        [
            (Some("लीमा में मिले दो मंत्री"), Some("2025-03-03".to_owned()), 6),
            (Some("काठमांडू में जल समझौते पर वार्ता"), Some("2025-03-05".to_owned()), 6)
        ]
    );
}

#[test]
fn hostile_pages_end_within_their_bounds_with_a_warning() {
    let many = "<p>क".repeat(3_000_000);
    let deep = "<div>".repeat(2_000_000);
    let refs = "&amp;".repeat(3_000_000);
    let attrs = format!("<p {}>", "a=b ".repeat(3_000_000));
    let formatting = "<b><i><u><p>".repeat(300_000);
    let data = format!("<script id=__NEXT_DATA__ type=application/json>{}</script>", "{\"a\":[".repeat(300_000));
    for (name, page, cut) in [
        ("nodes", many, true),
        ("depth", deep, true),
        ("references", refs, false),
        ("attributes", attrs, false),
        ("formatting", formatting, true),
        ("data", data, false),
    ] {
        let start = std::time::Instant::now();
        let got = read(&page);
        println!("{name}: {} bytes, {:?}", page.len(), start.elapsed());
        assert!(!cut || got.iter().all(|a| !a.warnings.is_empty()), "{name}: no warning");
    }
}

/// What holds of every article, whatever the page.
fn holds(page: &str) {
    for article in
        read(page).into_iter().chain(html::fragment(&Decoded::utf8(page.to_owned(), 0), &LEXICON, &Limits::default()))
    {
        let mut end = 0;
        for part in &article.blocks {
            assert!(part.span.start() >= end && !part.span.is_empty(), "parts out of order: {part:?}");
            assert!(!part.span.of(&article.text).contains('\n'), "a part of two lines: {part:?}");
            end = part.span.end();
        }
        assert_eq!(article.map.len(), article.text.len());
        for (at, c) in article.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let source = article.map.source(at..at + c.len_utf8());
            let said = page.get(source.clone()).unwrap_or_else(|| panic!("{source:?} is off the page"));
            assert!(said.contains(c) || said.contains(['&', '\\', '\0']), "{c:?} comes from {said:?}");
        }
    }
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=story-content>",
        "</div>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<br>",
        "<li>",
        "<ul>",
        "<table><tr><td>",
        "</table>",
        "<b>",
        "</b>",
        "<a href=/x>",
        "</a>",
        "<span class=hidden>",
        "</span>",
        "<figure>",
        "<svg>",
        "<title>",
        "</title>",
        "<meta property=article:published_time content='2025-03-04T01:00:00+05:30'>",
        "<template>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"\\u0915\\u093e \\\"x\\\" &amp; y\",\"articleBody\":\"",
        "\"}</script>",
        "<script id=__NEXT_DATA__ type=application/json>{\"a\":[{\"t\":\"",
        "&nbsp;",
        "&#2325;",
        "&lt;p&gt;",
        "\\ud83d\\ude00",
        "\0",
        "\r\n",
        "भारत और रूस के विदेश मंत्रियों ने मंगलवार को बातचीत की। ",
        "कॉपी लिंक",
        "ये भी पढ़ें: ",
        "é",
        "日本語。",
        "4 मार्च 2025",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_soup_gives_parts_in_order_that_lead_back_to_the_page(page in soup()) {
        holds(&page);
    }

    #[test]
    fn any_string_gives_parts_in_order_that_lead_back_to_the_page(page in "\\PC{0,200}") {
        holds(&page);
    }
}

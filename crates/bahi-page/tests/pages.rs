//! Pages written for the purpose, and how they must be read: each line with its reason, or `-` where it is kept.

mod common;

use bahi_page::{Page, PublishedBasis};

/// A paragraph that nobody would take for anything else.
const TEXT: &str = "पेरू के विदेश मंत्री ने लीमा में चिली के विदेश मंत्री से मुलाकात की। दोनों ने खनिज व्यापार पर चर्चा की।";
const MORE: &str = "उन्होंने कहा कि अगली बैठक सैंटियागो में होगी।";

fn read(text: &str) -> Page {
    bahi_page::read(text.as_bytes(), &common::lexicon()).expect("a page")
}

/// Reads lines and checks the reason beside each.
#[track_caller]
fn check(lines: &[(&str, &str)]) -> Page {
    let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    let page = read(&text);
    let got: Vec<_> = page.blocks.iter().map(|b| (b.why.unwrap_or("-"), b.span.of(&page.text))).collect();
    assert_eq!(got, lines);
    page
}

#[test]
fn a_list_of_other_stories_ends_where_the_report_goes_on() {
    check(&[
        ("-", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("-", TEXT),
        ("also-read", "ये भी पढ़ेंः"),
        ("also-read", "बोलीविया में नई सरकार ने ली शपथ"),
        ("also-read", "क्या ब्राजील बदलेगा अपनी नीति?"),
        ("-", MORE),
        ("also-read", "यह भी पढ़ें - इक्वाडोर में चुनाव की तारीखें तय"),
        ("-", "खनिजों पर जोर"),
        ("-", "मंत्री ने खनिज कंपनियों के प्रमुखों से भी बात की।"),
    ]);
}

#[test]
fn teasers_below_a_list_of_popular_stories_are_not_the_report() {
    check(&[
        ("-", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("-", TEXT),
        ("related-headlines", "सबसे ज्यादा पढ़ी गई"),
        ("related-headlines", "घाना के राष्ट्रपति टोगो पहुंचे, सीमा व्यापार पर हुई बात"),
        ("related-headlines", "घाना के राष्ट्रपति टोगो पहुंचे और वहां के प्रधानमंत्री से मुलाकात"),
        ("related-headlines", "मंगोलिया में सर्दी से जनजीवन प्रभावित"),
        ("related-headlines", "मंगोलिया में सर्दी ने रिकॉर्ड तोड़ दिया है।"),
    ]);
}

#[test]
fn what_is_said_twice_is_one_witness() {
    let page = check(&[
        ("-", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("repeat", "दोनों ने खनिज व्यापार पर चर्चा की, पेरू के विदेश मंत्री ने लीमा में चिली के विदेश मंत्री से मुलाकात की।"),
        ("byline", "By Web Desk | Updated: 3 Feb 2024, 10:15 AM IST"),
        ("repeat", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("-", TEXT),
        ("-", MORE),
        ("repeat", TEXT),
    ]);
    assert_eq!(page.published.map(|p| p.edtf()).as_deref(), Some("2024-02-03"));
}

#[test]
fn furniture_goes_and_a_caption_with_it() {
    let page = check(&[
        ("breadcrumb", "Home » विदेश » लीमा में मिले पेरू और चिली"),
        ("-", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("byline", "3 घंटे पहले"),
        ("share", "शेयर करें: Facebook | X"),
        ("caption", "लीमा में दोनों नेता (फाइल फोटो)"),
        ("-", TEXT),
        ("advert", "विज्ञापन"),
        ("-", MORE),
        ("donation", "हमें सपोर्ट करने के लिए Paytm करें 98765 43210"),
        ("tags", "टैग्स: पेरू, चिली, लीमा"),
        ("comments", "टिप्पणियां (12)"),
        ("other-language", "What do you think about the new tax?"),
    ]);
    assert_eq!(page.title.as_deref(), Some("लीमा में मिले पेरू और चिली के विदेश मंत्री"));
    assert_eq!(page.published, None);
}

#[test]
fn words_of_furniture_within_prose_are_prose() {
    check(&[
        ("-", "पेरू के राष्ट्रपति ने चिली के राष्ट्रपति से फोन पे की बात, देखें वीडियो"),
        ("-", "राष्ट्रपति ने लोगों से कहा कि वे सरकारी संदेश को शेयर करें।"),
        ("-", "दोनों नेताओं ने फोन पे बात की और विज्ञापन पर होने वाले खर्च का मुद्दा उठाया।"),
        ("-", "अपनी राय पर वे कायम रहे।"),
        ("-", "स्रोत ने बताया कि टिप्पणी करने से मंत्री ने इनकार किया।"),
    ]);
}

#[test]
fn what_a_page_asks_and_labels_is_its_own() {
    check(&[
        ("-", "वीडियो: लीमा में मिले पेरू और चिली के मंत्री, जानें"),
        ("video", "वीडियो: इक्वाडोर में नाव दौड़"),
        ("promotion", "मौसम की जानकारी हर घंटे यहां देखें"),
        ("-", TEXT),
        ("-", "2014, 2019 और 2024 के समझौते"),
        ("-", MORE),
        ("tags", "#पेरू #चिली"),
        ("promotion", "कार्यालय से बात: 98765-43210"),
        ("trailing", "(यह सामग्री संपादकों ने नहीं बदली है।)"),
    ]);
}

#[test]
fn a_trail_names_the_headline_among_others() {
    let page = check(&[
        ("menu", "घाना में बारिश से सड़कें बंद"),
        ("breadcrumb", "Home / विदेश / लीमा में मिले पेरू और चिली"),
        ("-", "लीमा में मिले पेरू और चिली के विदेश मंत्री"),
        ("-", TEXT),
    ]);
    assert_eq!(page.title.as_deref(), Some("लीमा में मिले पेरू और चिली के विदेश मंत्री"));
}

#[test]
fn a_dated_letterhead_is_kept_and_a_banner_is_not() {
    let dated = check(&[
        ("-", "विदेश मंत्रालय"),
        ("-", "नई दिल्ली"),
        ("-", "09 मार्च 2021"),
        ("-", "विदेश सचिव की पेरू यात्रा"),
        ("-", TEXT),
    ]);
    assert_eq!(dated.title.as_deref(), Some("विदेश सचिव की पेरू यात्रा"));
    assert_eq!(dated.outlet.as_deref(), Some("Ministry of External Affairs (India)"));
    let banner = check(&[
        ("letterhead", "पर्यटन मंत्रालय"),
        ("-", "पर्यटन सचिव की पेरू यात्रा"),
        ("byline", "प्रविष्टि तिथि: 09 MAR 2021 5:12PM by PIB Delhi"),
        ("-", TEXT),
        ("rule", "***"),
        ("footer", "एबी/सीडी"),
    ]);
    assert_eq!(
        (banner.outlet.as_deref(), banner.published.map(|p| p.edtf()).as_deref()),
        (Some("PIB"), Some("2021-03-09"))
    );
}

#[test]
fn datelines_of_many_forms() {
    let cases = [
        ("लीमा, 3 मार्च (भाषा) ", "लीमा", Some((None, 3, 3)), Some("PTI Bhasha")),
        ("लीमा, तीन मार्च 2021 (वार्ता) ", "लीमा", Some((Some(2021), 3, 3)), Some("UNI Varta")),
        ("लीमा/सैंटियागो, 03 मार्च 2021 (एपी)। ", "लीमा/सैंटियागो", Some((Some(2021), 3, 3)), Some("AP")),
        ("नई दिल्ली, ३ मार्च २०२१। ", "नई दिल्ली", Some((Some(2021), 3, 3)), None),
        ("नई दिल्ली (ब्यूरो)ः ", "नई दिल्ली", None, None),
        ("लीमा (पेरू), 3 मार्च 2021 (हि.स.)। ", "लीमा", Some((Some(2021), 3, 3)), Some("Hindusthan Samachar")),
        ("लीमा, एएनआई। ", "लीमा", None, Some("ANI")),
        ("लीमा. ", "लीमा", None, None),
        ("नई दिल्लीः ", "नई दिल्ली", None, None),
        ("लीमा|", "लीमा", None, None),
    ];
    for (head, place, date, agency) in cases {
        let page = read(&format!("{head}{TEXT}\n{MORE}\n"));
        let dateline = page.dateline.unwrap_or_else(|| panic!("no dateline in {head}"));
        assert_eq!(dateline.place_span.map(|s| s.of(&page.text)), Some(place), "{head}");
        assert_eq!(dateline.date.map(|d| (d.year, d.month, d.day)), date, "{head}");
        assert_eq!((dateline.agency.as_deref(), page.outlet.as_deref()), (agency, agency), "{head}");
        assert_eq!(dateline.span.of(&page.text).trim(), head.trim());
        let full = date.and_then(|(y, m, d)| Some(format!("{:04}-{m:02}-{d:02}", y?)));
        assert_eq!(page.published.map(|p| (p.edtf(), p.basis)), full.map(|d| (d, PublishedBasis::Dateline)), "{head}");
    }
}

#[test]
fn a_day_before_the_place_on_a_line_of_its_own() {
    for (head, place) in
        [("3 मार्च 2021, लीमा", "लीमा"), ("3 मार्च, 2021, नई दिल्ली", "नई दिल्ली"), ("03.03.2021, लीमा", "लीमा")]
    {
        let page = read(&format!("पेरू के राष्ट्रपति से मिले चिली के विदेश मंत्री\n\n{head}\n\n{TEXT}\n{MORE}\n"));
        let dateline = page.dateline.unwrap_or_else(|| panic!("no dateline in {head}"));
        assert_eq!(dateline.place_span.map(|s| s.of(&page.text)), Some(place), "{head}");
        assert_eq!(page.published.map(|p| p.edtf()).as_deref(), Some("2021-03-03"), "{head}");
    }
}

#[test]
fn what_only_looks_like_a_dateline() {
    let heads = [
        "2 मार्च को ",
        "एस. जयशंकर ने ",
        "पेरू, चिली और ब्राजील के ",
        "लीमा में 3 मार्च को ",
        "डॉ. ",
        "3 मार्च 2021, लीमा। ",
        "3 मार्च, लीमा\n",
    ];
    for head in heads {
        assert_eq!(read(&format!("{head}{TEXT}\n{MORE}\n")).dateline, None, "{head}");
    }
}

#[test]
fn dates_of_pages() {
    let cases = [
        ("27 May 2014, 06:42 PM IST", Some("2014-05-27")),
        ("September 6, 2018", Some("2018-09-06")),
        ("Sun, 08 Apr 2018 04:15 PM (IST)", Some("2018-04-08")),
        ("06-10-2018 08:20", Some("2018-10-06")),
        ("25/07/2025 07:48", Some("2025-07-25")),
        ("2025-07-25T07:48", Some("2025-07-25")),
        ("20.06.2024, 12:40 (अपडेटेड: 21.06.2024, 13:05)", Some("2024-06-20")),
        ("दिसम्बर 09, 2024", Some("2024-12-09")),
        ("२२ दिसंबर २०१९", Some("2019-12-22")),
        ("सात अप्रेल 2018", Some("2018-04-07")),
        ("Tuesday, August 19, 2025, 9:30 [IST]", Some("2025-08-19")),
        ("6th फ़रवरी, 2019", Some("2019-02-06")),
        ("शनिवार, 6 फरवरी", None),
        ("Updated: 31 जून 2020", None),
    ];
    for (line, want) in cases {
        let page = read(&format!("लीमा में मिले पेरू और चिली के विदेश मंत्री\n{line}\n{TEXT}\n{MORE}\n"));
        assert_eq!(page.published.map(|p| p.edtf()).as_deref(), want, "{line}");
    }
}

#[test]
fn dates_between_paragraphs_head_a_chronicle() {
    let page = check(&[
        ("-", "पेरू और चिली के रिश्तों का सफर"),
        ("-", TEXT),
        ("-", "3 मार्च 2019"),
        ("-", MORE),
        ("-", "7 जून 2020"),
        ("-", "चिली के राष्ट्रपति लीमा आए।"),
    ]);
    assert_eq!(page.published, None);
}

#[test]
fn a_list_of_agreements_at_the_end_is_kept_and_the_agencys_signature_is_not() {
    let page = check(&[
        ("-", "लीमा में पेरू और चिली के बीच तीन समझौते"),
        ("-", TEXT),
        ("-", "इन दस्तावेजों पर हस्ताक्षर किए गए:"),
        ("-", "मत्स्य पालन पर समझौता ज्ञापन"),
        ("-", "रेल संपर्क पर आशय पत्र"),
        ("credit", "भाषा कमला रवि"),
        ("trailing", "रवि"),
    ]);
    assert_eq!(page.outlet.as_deref(), Some("PTI Bhasha"));
}

#[test]
fn line_ends_of_all_kinds_count_the_same() {
    let lines: Vec<usize> = read("क ख ग\r\n\r\nच छ।\rट ठ।\n").blocks.iter().map(|b| b.line).collect();
    assert_eq!(lines, [1, 3, 4]);
}

//! Languages told apart: sentences of our own in each, pages and paragraphs; and Hindi from before Unicode, refused.

mod common;

use bahi_page::format::Options;
use bahi_page::{Lexicon, PageError};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(common::lexicon);

fn sentences() -> Vec<(&'static str, &'static str)> {
    include_str!("languages.tsv").lines().filter_map(|line| line.split_once('\t')).collect()
}

#[test]
fn single_sentences_are_told_apart() {
    let mut of: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut as_hindi, mut lost) = (Vec::new(), Vec::new());
    for (want, text) in sentences() {
        let got = LEXICON.language_of(text);
        let tally = of.entry(want).or_default();
        tally.1 += 1;
        tally.0 += usize::from(got.id == want);
        if got.id != want {
            println!("  {want} read as {} (plain: {}): {text}", got.id, got.is_plain);
        }
        if want != "hi" && got.id == "hi" && got.is_plain {
            as_hindi.push(text);
        }
        if want == "hi" && got.id != "hi" && got.is_plain {
            lost.push(text);
        }
    }
    let (right, all) = of.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    println!("{right} of {all} sentences: {of:?}");
    assert!(all >= 200 && right * 100 >= all * 95, "{right} of {all}");
    assert_eq!(lost, Vec::<&str>::new(), "Hindi called another language for certain");
    assert_eq!(as_hindi, Vec::<&str>::new(), "another language called Hindi for certain");
}

/// A report of three paragraphs in one language.
fn reports() -> Vec<(&'static str, String)> {
    let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (language, text) in sentences() {
        by.entry(language).or_default().push(text);
    }
    let report = |(language, texts): (&'static str, Vec<&str>)| {
        texts.chunks_exact(3).map(move |three| (language, three.join("\n\n"))).collect::<Vec<_>>()
    };
    by.into_iter().flat_map(report).collect()
}

#[test]
fn a_page_in_another_language_is_passed_over_by_its_name_and_none_in_hindi_is() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (language, text) in reports() {
        let got = common::read(text.as_bytes(), "a", &Options::default(), &LEXICON);
        count += 1;
        if (got.reports.len() == 1) != (language == "hi") {
            wrong.push((language, got.passed, text));
        }
    }
    assert!(count > 60, "{count}");
    assert_eq!(wrong, []);
    let marathi = reports().into_iter().find(|r| r.0 == "mr").expect("a report").1;
    assert_eq!(common::read(marathi.as_bytes(), "a", &Options::default(), &LEXICON).passed, ["page in Marathi"]);
}

#[test]
fn a_paragraph_in_another_language_is_left_out_with_a_word() {
    let by = |language: &str, from: usize| {
        let texts = sentences().into_iter().filter(|s| s.0 == language).map(|s| s.1);
        texts.skip(from).take(2).collect::<Vec<_>>().join(" ")
    };
    for (language, name) in
        [("mr", "Marathi"), ("ne", "Nepali"), ("en", "English"), ("ur", "Urdu"), ("bn", "Bengali or Assamese")]
    {
        let text = format!("{}\n\n{}\n\n{}\n", by("hi", 0), by(language, 0), by("hi", 2));
        let page = bahi_page::read(text.as_bytes(), &LEXICON).expect("a page");
        let kept: Vec<usize> = page.blocks.iter().filter(|b| b.is_kept()).map(|b| b.line).collect();
        assert_eq!(kept, [1, 5], "{name}");
        assert_eq!(page.blocks[1].why, Some("other-language"), "{name}");
        assert_eq!(page.warnings, [format!("one paragraph in {name} was not read")]);
    }
}

#[test]
fn hindi_in_an_old_font_is_refused_with_a_remedy() {
    // 'भारत और रूस के रक्षा मंत्री …' as Kruti Dev draws it.
    let text = "Hkkjr vkSj :l ds j{kk ea=h us ubZ fnYyh esa cSBd dhA nksuksa us dgk fd lg;ksx c<+sxkA bl ckr ij Hkh lgefr gqbZ gSA \
                fons'k ea=h us dgk fd ;g le>kSrk ns'k ds fy, vPNk gSA";
    assert!(matches!(bahi_page::read(text.as_bytes(), &LEXICON), Err(PageError::LegacyFont { .. })));
    let page = format!(
        "<html><head><style>p {{ font-family: 'Kruti Dev 010' }}</style></head><body><p>{text}</p></body></html>"
    );
    let got = common::read(page.as_bytes(), "a.html", &Options::default(), &LEXICON);
    assert!(got.bad.len() == 1 && got.bad[0].1.contains("old font (kruti dev)"), "{:?}", got.bad);
    let english =
        "He told us that the ds and dk of the board are in the office, and that us officials will be at work.";
    assert!(bahi_page::read(english.as_bytes(), &LEXICON).is_ok());
}

#[test]
fn iscii_is_refused_with_a_remedy_and_not_taken_for_another_encoding() {
    // ISCII lays Devanagari out in the order of Unicode's block, from 0xA1 on, but for a few letters.
    let text = "भारत का रक्षा मंत्री मास्को मा रूस सा वारता करना गया, व्यापार पर भी बात करना था";
    let table = "\u{901}\u{902}\u{903}अआइईउऊऋ\u{90E}एऐ\u{90D}\u{912}ओऔ\u{911}कखगघङचछजझञटठडढणतथदधन\u{929}पफबभमय\u{95F}रऱलळऴवशषसह\u{200D}ािीुूृ\u{946}ेै\u{945}\u{94A}ोौ\u{949}\u{94D}\u{93C}।";
    let code = |c: char| table.chars().position(|t| t == c).map(|n| n as u8 + 0xA1);
    let bytes: Vec<u8> = text.chars().filter_map(|c| code(c).or(c.is_ascii().then_some(c as u8))).collect();
    assert_eq!(bahi_page::read(&bytes, &LEXICON), Err(PageError::Iscii));
    for (label, other) in [
        ("windows-1251", "Министр иностранных дел провёл в Москве переговоры со своим индийским коллегой о торговле"),
        (
            "windows-1252",
            "Le ministre a été reçu à Moscou où il s'est entretenu de la coopération énergétique, même à l'étranger",
        ),
        ("koi8-r", "Министр иностранных дел провёл в Москве переговоры со своим индийским коллегой о торговле"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let refused = bahi_page::read(&encoding.encode(other).0, &LEXICON);
        assert!(matches!(refused, Err(PageError::Encoding { .. })), "{label}: {refused:?}");
    }
}

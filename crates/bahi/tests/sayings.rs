//! Who said what, where several words, clauses or sentences of a report tell of one act of saying, in both languages.

use bahi::{Bahi, Input};
use std::sync::OnceLock;

fn bahi() -> &'static Bahi {
    static BAHI: OnceLock<Bahi> = OnceLock::new();
    BAHI.get_or_init(Bahi::new)
}

// Of each statement the name of the speaker, the kind and the words.
fn said(text: &str) -> Vec<(String, String, String)> {
    let input = Input { path: "a.txt".to_owned(), bytes: text.as_bytes().to_vec(), ..Input::default() };
    let ledger = bahi().read(&[input]).ledger;
    let words = |ids: &[String]| {
        let claim = ledger.claims.iter().find(|c| c.field == "text" && ids.contains(&c.id));
        claim.map(|c| c.value.clone()).unwrap_or_default()
    };
    let one = |s: &bahi::ledger::Statement| {
        (s.speaker.name.clone().unwrap_or_default(), s.kind.clone(), words(&s.text.claims))
    };
    ledger.statements.iter().map(one).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let found = said(text);
    let found: Vec<_> = found.iter().map(|(who, kind, words)| (who.as_str(), kind.as_str(), words.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn who_commits_their_country_has_committed_and_not_said() {
    check(
        "विदेश मंत्री एस जयशंकर ने कहा कि भारत हिंद महासागर में नौवहन की आजादी के लिए प्रतिबद्ध है।\n",
        &[("S. Jaishankar", "committed", "भारत हिंद महासागर में नौवहन की आजादी के लिए प्रतिबद्ध है।")],
    );
    // What is said of another's stand is no commitment of one's own.
    let of_another = said("विदेश मंत्री एस जयशंकर ने कहा कि जापान हिंद महासागर में नौवहन की आजादी के लिए प्रतिबद्ध है।\n");
    assert!(of_another.iter().any(|s| s.0 == "S. Jaishankar" && s.1 == "said"), "{of_another:?}");
    assert!(!of_another.iter().any(|s| s.0 == "S. Jaishankar" && s.1 == "committed"), "{of_another:?}");
}

#[test]
fn what_is_said_in_a_manner_is_said_once_and_its_manner_is_the_kind() {
    check(
        "चीन के विदेश मंत्री वांग यी ने अमेरिका की आलोचना करते हुए कहा कि शुल्क किसी के काम नहीं आते।\n",
        &[("Wang Yi", "criticised", "शुल्क किसी के काम नहीं आते।")],
    );
    // Two acts that are joined are two.
    let two = said("वांग यी ने अमेरिका की आलोचना की और कहा कि शुल्क किसी के काम नहीं आते।\n");
    let kinds: Vec<&str> = two.iter().map(|s| s.1.as_str()).collect();
    assert_eq!(kinds, ["criticised", "said"]);
    assert!(two[0].2.ends_with("आलोचना की") && two[1].2 == "शुल्क किसी के काम नहीं आते।", "{two:?}");
}

#[test]
fn a_headline_that_the_text_tells_again_is_no_second_statement() {
    let text = "जयशंकर बोले, बातचीत से निकलेगा रास्ता\n\nविदेश मंत्री एस जयशंकर ने बुधवार को कहा कि रास्ता बातचीत से ही निकलेगा।\n";
    check(text, &[("S. Jaishankar", "said", "रास्ता बातचीत से ही निकलेगा।")]);
    let alone = said("जयशंकर बोले, बातचीत से निकलेगा रास्ता\n\nदोनों देशों की सीमा पर शांति है।\n");
    assert_eq!(alone.len(), 1, "{alone:?}");
}

#[test]
fn english_words_stand_before_the_speaker_or_after_and_never_are_those_of_the_last_one_named() {
    check(
        "\"Trade with Japan has doubled,\" Sergei Lavrov told reporters in Moscow.\n",
        &[("Sergey Lavrov", "said", "Trade with Japan has doubled")],
    );
    check(
        "Yoko Kamikawa told reporters that the talks had gone well.\n",
        &[("Yoko Kamikawa", "said", "the talks had gone well.")],
    );
    for unread in [
        "Narendra Modi will fly to Tokyo on Friday, Downing Street said on Monday.",
        "Narendra Modi met Yoko Kamikawa in Tokyo. An official statement said that trade had grown.",
        "Narendra Modi met Yoko Kamikawa in Tokyo, and the hosts said they would meet again.",
        "Narendra Modi spoke with Yoko Kamikawa, police said.",
    ] {
        assert_eq!(said(&format!("{unread}\n")), [], "{unread}");
    }
    check(
        "Sergei Lavrov praised Kenya, and also said that trade had grown.\n",
        &[("Sergey Lavrov", "praised", "Kenya"), ("Sergey Lavrov", "said", "trade had grown.")],
    );
}

//! Readings that take more than one sentence: titles shared by a list, sources, what is called off, what is not understood.

use bahi::{Bahi, Input, ledger::Ledger};

fn read(text: &str) -> Ledger {
    let bytes = text.as_bytes().to_vec();
    Bahi::new().read(&[Input { path: "report.txt".to_owned(), bytes, ..Input::default() }]).ledger
}

#[test]
fn a_plural_title_is_shared_by_those_who_attend() {
    let ledger = read(
        "त्रिपक्षीय बैठक में सहयोग पर जोर\n\n\
         भारत, फ्रांस और ब्राजील के विदेश मंत्रियों की बैठक सोमवार को पेरिस में हुई। \
         इसमें भारत के एस जयशंकर, फ्रांस के ज्यां-नोएल बैरो और ब्राजील के माउरो विएरा ने हिस्सा लिया।\n",
    );
    let titled: Vec<_> = ledger
        .engagements
        .iter()
        .flat_map(|e| &e.parties)
        .filter(|p| p.name.is_some())
        .filter_map(|p| p.office.as_ref())
        .filter(|o| o.title == "foreign minister")
        .collect();
    assert!(titled.len() >= 3, "{:#?}", ledger.engagements);
}

#[test]
fn an_agency_and_the_sources_it_cites_make_a_chain() {
    let ledger = read(
        "जहाज की खेप पर बातचीत\n\n\
         रॉयटर्स ने आधिकारिक सूत्रों के हवाले से लिखा कि वियतनाम के विदेश मंत्री ने मिस्र के राष्ट्रपति से मुलाकात की।\n",
    );
    let chains: Vec<Vec<String>> = ledger
        .claims
        .iter()
        .filter(|c| c.record.starts_with("E-"))
        .map(|c| c.attributed_to.iter().filter_map(|p| p.name.clone()).collect())
        .collect();
    assert!(!chains.is_empty());
    assert!(chains.iter().any(|c| c.len() == 2 && c[0] == "Reuters"), "{chains:?}");
}

#[test]
fn what_was_to_be_and_is_called_off_stays_called_off() {
    let ledger = read(
        "मिस्र के साथ नहीं होगी बैठक\n\n\
         केन्या के राष्ट्रपति विलियम रुटो ने मिस्र के राष्ट्रपति अब्देल फतह अल-सीसी के साथ बैठक रद्द कर दी। \
         रुटो और अल-सीसी की बैठक नैरोबी में होनी थी।\n",
    );
    let statuses: Vec<&str> = ledger.engagements.iter().map(|e| e.status.as_str()).collect();
    assert!(statuses.contains(&"cancelled"), "{statuses:?}");
    assert!(!statuses.contains(&"held"), "{statuses:?}");
}

#[test]
fn a_sentence_no_rule_reads_is_admitted() {
    let ledger = read("भारत और मिस्र की वार्ता टीम के कप्तान नीली टोपी वाले।\n\nमौसम साफ रहा।\n");
    let admitted = &ledger.reports[0].not_understood;
    assert_eq!(admitted.len(), 1, "{admitted:?}");
    assert!(admitted[0].exact.contains("वार्ता"));
}

#[test]
fn ones_own_counterparts_of_a_list_are_one_meeting_each() {
    let ledger = read(
        "कई देशों से वार्ता\n\n\
         केन्या के विदेश मंत्री मुसालिया मुदावादी ने मिस्र, घाना और जापान के अपने समकक्षों के साथ सोमवार को अलग-अलग बैठक की।\n",
    );
    let countries: Vec<&str> = ledger
        .engagements
        .iter()
        .flat_map(|e| &e.parties)
        .filter_map(|p| p.office.as_ref()?.of.as_deref())
        .filter(|of| *of != "KE")
        .collect();
    assert_eq!(ledger.engagements.len(), 3, "{:#?}", ledger.engagements);
    assert_eq!(countries, ["EG", "GH", "JP"]);
}

#[test]
fn a_summit_in_which_two_meet_is_where_they_meet() {
    let ledger = read(
        "ओटावा में मुलाकात\n\n\
         जापान के प्रधानमंत्री फुमियो किशिदा ने आसियान के सालाना शिखर सम्मेलन में केन्या के राष्ट्रपति विलियम रुटो से मुलाकात की।\n",
    );
    let kinds: Vec<&str> = ledger.engagements.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["meeting"]);
    assert!(ledger.engagements[0].forum.as_ref().is_some_and(|f| f.name.contains("Southeast Asian")));
}

#[test]
fn words_after_a_known_name_are_part_of_it() {
    let ledger = read(
        "मैक्सिको से वार्ता\n\n\
         विदेश मंत्री एस जयशंकर ने सोमवार को मैक्सिको की विदेश मंत्री एलिसिया बारसेना मोराल्वो के साथ बैठक की।\n",
    );
    assert_eq!(names(&ledger), [["S. Jaishankar", "Alicia Barcena"]]);
}

#[test]
fn those_included_in_a_group_are_met_like_the_group() {
    let ledger = read(
        "वियना में मुलाकातें\n\n\
         मिस्र के विदेश मंत्री बद्र अब्देलत्ती ने जापान की विदेश मंत्री योको कामिकावा, केन्या के राष्ट्रपति विलियम रुटो \
         समेत कई अन्य नेताओं से वियना में मुलाकात की।\n",
    );
    let met: Vec<String> = names(&ledger).into_iter().map(|pair| pair[1].clone()).collect();
    assert_eq!(met, ["Yoko Kamikawa", "William Ruto"]);
}

#[test]
fn in_a_headline_the_noun_may_follow_the_future() {
    let ledger = read("केन्या के राष्ट्रपति विलियम रुटो कल प्रधानमंत्री मोदी से करेंगे मुलाकात\n\nनैरोबी से तैयारी पूरी।\n");
    let statuses: Vec<&str> = ledger.engagements.iter().map(|e| e.status.as_str()).collect();
    assert_eq!(statuses, ["planned"]);
}

#[test]
fn what_is_hoped_for_is_planned_and_what_is_not_hoped_for_is_nothing() {
    let ledger = read(
        "समझौते की तैयारी\n\n\
         केन्या और मिस्र के बीच बुधवार को बंदरगाह के दो समझौतों पर हस्ताक्षर होने की संभावना है।\n",
    );
    let statuses: Vec<&str> = ledger.agreements.iter().map(|a| a.status.as_str()).collect();
    assert_eq!(statuses, ["planned"]);
    let ledger = read("अटकलें\n\nकेन्या और मिस्र के बीच समझौते पर हस्ताक्षर होने की कोई संभावना नहीं है।\n");
    assert!(ledger.agreements.is_empty(), "{:#?}", ledger.agreements);
}

#[test]
fn goods_that_come_without_delay_are_not_late() {
    let ledger = read("तेजस के इंजन\n\nअमेरिका के अधिकारी ने कहा कि भारत को अपाचे हेलीकॉप्टर बिना किसी देरी के मिलेंगे।\n");
    assert!(ledger.deliveries.iter().all(|d| d.status != "delayed"), "{:#?}", ledger.deliveries);
}

#[test]
fn a_forum_attended_by_all_is_no_part_of_the_last_of_their_talks() {
    let ledger = read(
        "अलग-अलग बैठकें\n\n\
         रक्षा मंत्री राजनाथ सिंह ने केन्या, घाना और मिस्र के रक्षा मंत्रियों के साथ अलग-अलग बैठक की। \
         रक्षा मंत्रियों ने दूसरे भारत-अफ्रीका रक्षा संवाद में भी भाग लिया।\n",
    );
    let with: Vec<(&str, bool)> = ledger.engagements.iter().map(|e| (e.kind.as_str(), e.forum.is_some())).collect();
    assert_eq!(with[..3], [("meeting", false); 3]);
}

#[test]
fn a_ministry_that_speaks_after_talks_was_not_in_them() {
    let ledger = read(
        "काहिरा से\n\n\
         विदेश मंत्री एस जयशंकर काहिरा में हैं। मिस्र के विदेश मंत्री बद्र अब्देलत्ती के साथ मुलाकात के बाद विदेश मंत्रालय ने \
         कहा कि सहयोग बढ़ेगा।\n",
    );
    let ministry = |n: &Option<String>| n.as_deref().is_some_and(|n| n.contains("ministry"));
    assert!(
        ledger.engagements.iter().flat_map(|e| &e.parties).all(|p| !ministry(&p.name)),
        "{:#?}",
        ledger.engagements
    );
}

#[test]
fn a_time_of_day_breaks_no_sentence() {
    let ledger = read("तैयारी\n\nकेन्या के राष्ट्रपति विलियम रुटो प्रधानमंत्री मोदी से शाम 4:40 बजे मुलाकात करेंगे।\n");
    assert_eq!(names(&ledger), [["William Ruto", "Narendra Modi"]]);
}

#[test]
fn what_an_unread_subject_says_is_put_in_nobody_elses_mouth() {
    let ledger = read(
        "नैरोबी में वार्ता\n\n\
         केन्या के राष्ट्रपति विलियम रुटो ने प्रधानमंत्री मोदी से मुलाकात की। दूतावास ने कहा कि वार्ता सफल रही।\n",
    );
    let speakers: Vec<_> = ledger.statements.iter().map(|s| s.speaker.name.as_deref()).collect();
    assert!(!speakers.contains(&Some("William Ruto")) && !speakers.contains(&Some("Narendra Modi")), "{speakers:?}");
}

#[test]
fn goods_for_an_aircraft_are_not_the_aircraft() {
    let ledger = read("इंजन की कमी\n\nअमेरिका की कंपनी ने तेजस के लिए इंजन की आपूर्ति में देरी की।\n");
    assert!(ledger.deliveries.iter().all(|d| d.item.name != "Tejas"), "{:#?}", ledger.deliveries);
}

#[test]
fn a_talk_by_telephone_is_one_with_the_talk_of_the_headline() {
    let ledger = read(
        "जयशंकर ने मिस्र के विदेश मंत्री से की बातचीत\n\n\
         विदेश मंत्री एस जयशंकर ने मिस्र के विदेश मंत्री बद्र अब्देलत्ती से सोमवार को फोन पर बातचीत की।\n",
    );
    let kinds: Vec<&str> = ledger.engagements.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["call"]);
}

#[test]
fn an_agreement_that_was_made_is_called_by_its_noun() {
    let ledger = read("काहिरा से\n\nमिस्र और केन्या के बीच एक बड़ा समझौता हुआ है।\n");
    let called: Vec<&str> = ledger.agreements.iter().map(|a| a.instrument.as_str()).collect();
    assert_eq!(called, ["एक बड़ा समझौता"]);
}

#[test]
fn forces_of_two_states_exercise_for_them() {
    let ledger = read("अभ्यास\n\nभारत और ब्रिटिश सेना के बीच संयुक्त युद्धाभ्यास सोमवार को शुरू हुआ।\n");
    let kinds: Vec<&str> = ledger.engagements.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["exercise"]);
    assert_eq!(names(&ledger), [["India", "United Kingdom"]]);
}

// Names of the parties of each engagement.
fn names(ledger: &Ledger) -> Vec<Vec<String>> {
    let of = |e: &bahi::ledger::Engagement| e.parties.iter().filter_map(|p| p.name.clone()).collect();
    ledger.engagements.iter().map(of).collect()
}

#[test]
fn parts_of_an_order_that_are_still_to_come_are_no_order_of_their_own() {
    let ordered = "भारत ने पिछले साल अमेरिका से 30 अपाचे हेलीकॉप्टर खरीदने का करार किया था।";
    let read = |parts: &str| read(&format!("नई दिल्ली, 4 मई 2024 : {ordered} {parts}\n"));
    let shared = read("इनमें से 12 हेलीकॉप्टर अमेरिका से तैयार होकर आएंगे और बाकी 18 हेलीकॉप्टर बेंगलुरु में बनेंगे।");
    let counts = |ledger: &Ledger| ledger.deliveries.iter().map(|d| (d.ordered, d.pending)).collect::<Vec<_>>();
    assert!(counts(&shared).iter().all(|c| c.0.is_none_or(|n| n == 30)), "{:#?}", shared.deliveries);
    assert!(shared.conflicts.is_empty(), "{:#?}", shared.conflicts);
    let come = read("इनमें से 12 हेलीकॉप्टर मिल चुके हैं और बाकी 18 हेलीकॉप्टर अगले साल मिलेंगे।");
    assert!(come.deliveries.iter().any(|d| d.delivered == Some(12) && d.pending == Some(18)), "{:#?}", come.deliveries);
}

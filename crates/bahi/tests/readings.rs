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

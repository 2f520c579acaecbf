//! What was read otherwise than the gold says, one by one, with the sentence: what a figure cannot tell.

use super::gold::{GoldEngagement, GoldReport};
use super::names::{Indexed, Wanted, office_is, said};
use super::pair::{Pair, date_agrees, pair_up, place_agrees, session_agrees};
use crate::ledger::{Engagement, Ledger};

/// One thing that was missed, made up or read wrongly.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Miss {
    /// The figure that it counts against: `engagement recall`, `place`.
    pub measure: &'static str,
    /// File name of the report.
    pub report: String,
    /// What the gold says.
    pub gold: String,
    /// What was read.
    pub read: String,
    /// The sentence, where one holds the words.
    pub words: String,
}

/// Everything of a report that the gold says otherwise, in the order of the gold.
pub fn misses(name: &str, gold: &GoldReport, ledger: &Ledger, text: &str) -> Vec<Miss> {
    let indexed = Indexed::new(ledger);
    let predicted: Vec<&Engagement> = ledger.engagements.iter().collect();
    let pairs = pair_up(&gold.engagements, &predicted, &indexed);
    let mut found = Found { report: name, text, out: vec![] };
    for (i, wanted) in gold.engagements.iter().enumerate() {
        match pairs.iter().find(|pair| pair.gold == i) {
            Some(pair) => found.fields(pair, wanted, predicted[pair.predicted], &indexed),
            None => found.add("engagement recall", told(wanted), String::new(), &surfaces(wanted)),
        }
    }
    for (j, made) in predicted.iter().enumerate().filter(|(j, _)| pairs.iter().all(|pair| pair.predicted != *j)) {
        let parties: Vec<&str> = made.parties.iter().filter_map(|party| party.name.as_deref()).collect();
        let evidence = quotes(&indexed, predicted[j]);
        let words: Vec<&str> = evidence.iter().map(String::as_str).collect();
        found.add("engagement precision", String::new(), format!("{} of {}", made.kind, parties.join(", ")), &words);
    }
    found.statements(gold, &indexed);
    found.deliveries(gold, &indexed);
    found.out
}

struct Found<'a> {
    report: &'a str,
    text: &'a str,
    out: Vec<Miss>,
}

impl Found<'_> {
    fn add(&mut self, measure: &'static str, gold: String, read: String, words: &[&str]) {
        let words = sentence(self.text, words).unwrap_or_default().to_owned();
        self.out.push(Miss { measure, report: self.report.to_owned(), gold, read, words });
    }

    fn fields(&mut self, pair: &Pair, gold: &GoldEngagement, read: &Engagement, ledger: &Indexed) {
        let all = surfaces(gold);
        if read.kind != gold.kind {
            self.add("kind", gold.kind.clone(), read.kind.clone(), &all);
        }
        let status = gold.status.as_deref().unwrap_or("held");
        if read.status != status {
            self.add("status", status.to_owned(), read.status.clone(), &all);
        }
        if let (Some(false), Some(place)) = (place_agrees(gold, read, ledger), &gold.place) {
            let got = read.place.as_ref().map(|place| place.name.clone()).unwrap_or_default();
            let words: Vec<&str> = place.surfaces.iter().map(String::as_str).collect();
            self.add("place", place.name.clone().unwrap_or_default(), got, &words);
        }
        if let (Some(false), Some(when)) = (date_agrees(gold, read), &gold.when) {
            let got = read.when.as_ref().and_then(|when| when.edtf.clone()).unwrap_or_default();
            let said = when.said.as_deref().map_or_else(|| all.clone(), |said| vec![said]);
            self.add("date", when.edtf.clone().unwrap_or_default(), got, &said);
        }
        if let (Some(false), Some(forum)) = (session_agrees(gold, read), &gold.forum) {
            let number = |session: Option<u32>| session.map(|n| n.to_string()).unwrap_or_default();
            let got = number(read.forum.as_ref().and_then(|forum| forum.session));
            self.add("session number", number(forum.session), got, &forum.surface.as_deref().map_or(all, |s| vec![s]));
        }
        self.offices(pair, gold, read);
    }

    fn offices(&mut self, pair: &Pair, gold: &GoldEngagement, read: &Engagement) {
        for (index, party) in gold.parties.iter().enumerate().filter(|(i, _)| pair.gold_parties().contains(i)) {
            let hits = pair.hits.iter().filter(|hit| hit.0 == index);
            let offices: Vec<_> = hits.map(|hit| read.parties[hit.1].office.as_ref()).collect();
            let words: Vec<&str> = party.surfaces.iter().map(String::as_str).collect();
            let Some(title) = said(party.office.as_deref()) else { continue };
            if !offices.iter().any(|office| office_is(title, *office)) {
                let got = offices.into_iter().flatten().next().map(|office| office.title.clone());
                let who = party.name.as_deref().unwrap_or_default();
                self.add("office", format!("{who}: {title}"), got.unwrap_or_default(), &words);
            }
        }
    }

    fn statements(&mut self, gold: &GoldReport, ledger: &Indexed) {
        let mut used = vec![false; ledger.ledger.statements.len()];
        for wanted in &gold.statements {
            let speaker = Wanted::new(Some(&wanted.speaker), &wanted.surfaces);
            let all = ledger.ledger.statements.iter().enumerate();
            let by: Vec<usize> =
                all.filter(|(j, s)| !used[*j] && ledger.party_is(&speaker, &s.speaker)).map(|(j, _)| j).collect();
            match by.iter().find(|j| ledger.ledger.statements[**j].kind == wanted.kind) {
                Some(j) => used[*j] = true,
                None => {
                    let kinds: Vec<&str> = by.iter().map(|j| ledger.ledger.statements[*j].kind.as_str()).collect();
                    let words: Vec<&str> = wanted.surfaces.iter().map(String::as_str).collect();
                    let gold = format!("{} {}", wanted.speaker, wanted.kind);
                    self.add("statement recall", gold, kinds.join(", "), &words);
                }
            }
        }
    }

    fn deliveries(&mut self, gold: &GoldReport, ledger: &Indexed) {
        for wanted in &gold.deliveries {
            let item = Wanted::new(Some(&wanted.item), &wanted.surfaces);
            let words: Vec<&str> = wanted.surfaces.iter().map(String::as_str).collect();
            match ledger.ledger.deliveries.iter().find(|read| ledger.item_is(&item, &read.item)) {
                None => self.add("delivery recall", wanted.item.clone(), String::new(), &words),
                Some(read) if Some(&read.status) != wanted.status.as_ref() => {
                    let status = wanted.status.clone().unwrap_or_default();
                    self.add("delivery status", format!("{}: {status}", wanted.item), read.status.clone(), &words);
                }
                Some(_) => {}
            }
        }
    }
}

fn told(wanted: &GoldEngagement) -> String {
    let parties: Vec<&str> = wanted.parties.iter().map(|party| party.name.as_deref().unwrap_or("?")).collect();
    format!("{} of {}", wanted.kind, parties.join(", "))
}

/// The last of what each party is called: surnames stand where full names do too.
fn surfaces(wanted: &GoldEngagement) -> Vec<&str> {
    wanted.parties.iter().filter_map(|party| party.surfaces.last()).map(String::as_str).collect()
}

fn quotes(ledger: &Indexed, read: &Engagement) -> Vec<String> {
    let claims = read.parties.iter().flat_map(|party| &party.claims);
    let claims = claims.filter_map(|id| ledger.claims.get(id.as_str()));
    claims.flat_map(|claim| claim.evidence.iter().map(|evidence| evidence.exact.clone())).collect()
}

/// The first sentence that holds most of the words; none where none holds any.
fn sentence<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let held = |part: &str| words.iter().filter(|word| !word.is_empty() && part.contains(**word)).count();
    let parts = text.split_inclusive(['\n', '\u{964}', '?', '!']);
    let mut best = None;
    for part in parts.flat_map(|part| part.split_inclusive(". ")) {
        let count = held(part);
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, part.trim()));
        }
    }
    best.map(|(_, part)| part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bahi, Input};

    #[test]
    fn what_is_missed_or_read_wrongly_is_told_with_its_sentence() {
        let text = "नई दिल्ली, 5 मई 2025: विदेश मंत्री एस जयशंकर ने जापान के विदेश मंत्री से मुलाकात की। पुतिन ने मोदी को याद किया।";
        let gold = r#"{"reports": {"a.txt": {"engagements": [
            {"key": "a", "kind": "call", "parties": [{"name": "S. Jaishankar", "surfaces": ["एस जयशंकर"]}],
             "when": {"edtf": "2025-05-04"}},
            {"key": "b", "kind": "meeting", "parties": [
              {"name": "Vladimir Putin", "surfaces": ["पुतिन"]}, {"name": "Xi Jinping", "surfaces": ["शी"]}]}]}}}"#;
        let gold = super::super::Gold::parse(gold).unwrap();
        let input = Input { path: "a.txt".into(), bytes: text.into(), ..Input::default() };
        let ledger = Bahi::new().read(&[input]).ledger;
        let found = misses("a.txt", &gold.reports[0].1, &ledger, text);
        let short: Vec<_> = found.iter().map(|m| (m.measure, m.gold.as_str(), m.read.as_str())).collect();
        let missed = ("engagement recall", "meeting of Vladimir Putin, Xi Jinping", "");
        assert_eq!(short, [("kind", "call", "meeting"), ("date", "2025-05-04", "2025-05-05"), missed]);
        assert_eq!(found[2].words, "पुतिन ने मोदी को याद किया।");
    }
}

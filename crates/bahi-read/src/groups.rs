//! Offices shared over a list of countries: `मैक्सिको, मिस्र और केन्या के विदेश मंत्रियों से`.

use crate::mention::{Mention, Of, OfficeMention, PersonMention, What};
use crate::scan::{Item, Scan, Slot};
use crate::sent::{OWN, Sent};
use bahi_knowledge::Knowledge;

/// Turns the countries listed before a plural office into office-holders of their own.
pub fn share_office(s: &Sent, scan: &mut Scan, knowledge: &Knowledge) {
    side_of_country(s, scan, knowledge);
    name_in_list(s, scan, knowledge);
    country_of_organisation(scan, knowledge);
    pass_on_country(scan);
    for k in 0..scan.slots.len() {
        let Item::Mention(m) = scan.slots[k].item else { continue };
        let What::Person(person) = &scan.mentions[m].what else { continue };
        let Some(office) = person.office.clone() else { continue };
        if person.name.is_some() || office.of.as_ref().is_none_or(|o| o.body) {
            continue;
        }
        let listed = listed_countries(scan, k);
        if listed.is_empty() || !office.plural {
            continue;
        }
        for other in listed {
            if let What::Country(c, _) = scan.mentions[other].what {
                let of = knowledge.stock.countries.get(c as usize).map(|c| Of { id: c.id.clone(), body: false });
                let office = OfficeMention { of, plural: false, ..office.clone() };
                scan.mentions[other].what =
                    What::Person(PersonMention { office: Some(office), ..PersonMention::default() });
            }
        }
        if let What::Person(person) = &mut scan.mentions[m].what
            && let Some(office) = &mut person.office
        {
            office.plural = false;
        }
    }
}

// Mentions of countries joined to slot `k` by commas and conjunctions, nearest last.
fn listed_countries(scan: &Scan, k: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = k;
    while at >= 2 && matches!(scan.slots[at - 1].item, Item::Comma | Item::Conj) {
        let Item::Mention(m) = scan.slots[at - 2].item else { break };
        if !matches!(scan.mentions[m].what, What::Country(_, false)) {
            break;
        }
        out.push(m);
        at -= 2;
    }
    out.reverse();
    out
}

// "श्रीलंका के राष्ट्रपति और प्रधानमंत्री": the second office is of the same country.
fn pass_on_country(scan: &mut Scan) {
    for k in 2..scan.slots.len() {
        let (Item::Mention(a), Item::Mention(b)) = (scan.slots[k - 2].item, scan.slots[k].item) else { continue };
        if !matches!(scan.slots[k - 1].item, Item::Comma | Item::Conj) {
            continue;
        }
        let of = match &scan.mentions[a].what {
            What::Person(p) => p.office.as_ref().and_then(|o| o.of.clone()),
            _ => None,
        };
        if let (Some(of), What::Person(p)) = (of, &mut scan.mentions[b].what)
            && p.known.is_none()
            && let Some(office) = &mut p.office
            && !office.counterpart
        {
            office.of.get_or_insert(of);
        }
    }
}

// "चीनी पक्ष ने": the country by its adjective.
fn side_of_country(s: &Sent, scan: &mut Scan, knowledge: &Knowledge) {
    let class = knowledge.class("side");
    let mut k = 0;
    while k + 1 < scan.slots.len() {
        let (item, next) = (scan.slots[k].item, scan.slots[k + 1]);
        if let Item::Mention(m) = item
            && next.item == Item::Word
            && let What::Country(country, true) = scan.mentions[m].what
            && s.class_at(next.from, class) == Some(next.to)
        {
            scan.mentions[m].what = What::Country(country, false);
            scan.mentions[m].to = next.to;
            scan.slots[k].to = next.to;
            scan.slots.remove(k + 1);
        }
        k += 1;
    }
}

// A word that nothing else knows, standing in a list of people, is one of them.
fn name_in_list(s: &Sent, scan: &mut Scan, knowledge: &Knowledge) {
    let genitive = knowledge.case("gen");
    let is_person = |scan: &Scan, k: Option<usize>| {
        k.and_then(|k| scan.slots.get(k))
            .is_some_and(|x| matches!(x.item, Item::Mention(m) if matches!(scan.mentions[m].what, What::Person(_))))
    };
    let joins = |scan: &Scan, k: Option<usize>| {
        k.and_then(|k| scan.slots.get(k)).is_some_and(|x| matches!(x.item, Item::Comma | Item::Conj))
    };
    let own = |scan: &Scan, k: usize| {
        scan.slots.get(k).is_some_and(|x| {
            x.item == Item::Word
                && s.toks.get(x.from).is_some_and(|t| {
                    !t.latin && (t.sym >= OWN || s.hits[x.from].is_empty() && !knowledge.index.lexicon.is_common(t.sym))
                })
        })
    };
    let mut k = 0;
    while k < scan.slots.len() {
        let run = (k..scan.slots.len()).take_while(|&j| own(scan, j)).count();
        let before = joins(scan, k.checked_sub(1)) && is_person(scan, k.checked_sub(2));
        let last = matches!(scan.slots.get(k + run).map(|x| x.item), Some(Item::Case(c)) if c != genitive)
            && scan.slots.get(k.wrapping_sub(1)).is_some_and(|x| x.item == Item::Conj);
        let after = last || joins(scan, Some(k + run)) && is_person(scan, Some(k + run + 1));
        if (1..=3).contains(&run) && before && after {
            let (from, to) = (scan.slots[k].from, scan.slots[k + run - 1].to);
            let what = What::Person(PersonMention { name: Some((from, to)), ..PersonMention::default() });
            scan.mentions.push(Mention { from, to, what });
            scan.slots[k] = Slot { item: Item::Mention(scan.mentions.len() - 1), from, to };
            scan.slots.drain(k + 1..k + run);
            k += 1;
        } else {
            k += run.max(1);
        }
    }
}

// "रूस की सैन्य तकनीकी सहयोग सेवा के उप प्रमुख X": the country stands before the organisation.
fn country_of_organisation(scan: &mut Scan, knowledge: &Knowledge) {
    let genitive = knowledge.case("gen");
    for k in 2..scan.slots.len() {
        let Item::Mention(m) = scan.slots[k].item else { continue };
        let wanting = matches!(&scan.mentions[m].what, What::Person(p) if p.known.is_none() && p.office.as_ref().is_some_and(|o| o.of.is_none() && o.weak && !o.counterpart));
        if !wanting || scan.slots[k - 1].item != Item::Case(genitive) {
            continue;
        }
        let mut found = None;
        for slot in scan.slots[..k - 1].iter().rev().take(8) {
            match slot.item {
                Item::Mention(x) => {
                    if let What::Country(c, _) = scan.mentions[x].what {
                        found = knowledge.stock.countries.get(c as usize).map(|c| c.id.clone());
                        break;
                    }
                    if !matches!(scan.mentions[x].what, What::Place(_) | What::Body(_)) {
                        break;
                    }
                }
                Item::Word => {}
                Item::Case(c) if c == genitive => {}
                _ => break,
            }
        }
        if let (Some(id), What::Person(p)) = (found, &mut scan.mentions[m].what)
            && let Some(office) = &mut p.office
        {
            office.of = Some(Of { id, body: false });
        }
    }
}

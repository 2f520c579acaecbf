//! Offices shared over a list of countries: `मैक्सिको, मिस्र और केन्या के विदेश मंत्रियों से`.

use crate::mention::{Of, OfficeMention, PersonMention, What};
use crate::scan::{Item, Scan};
use bahi_knowledge::Knowledge;

/// Turns the countries listed before a plural office into office-holders of their own.
pub fn share_office(scan: &mut Scan, knowledge: &Knowledge) {
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
                scan.mentions[other].what = What::Person(PersonMention { office: Some(office), ..PersonMention::default() });
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
            What::Person(p) if p.name.is_none() => p.office.as_ref().and_then(|o| o.of.clone()),
            _ => None,
        };
        if let (Some(of), What::Person(p)) = (of, &mut scan.mentions[b].what)
            && p.name.is_none()
            && let Some(office) = &mut p.office
            && !office.counterpart
        {
            office.of.get_or_insert(of);
        }
    }
}

//! Agreements: what was signed, agreed, extended, refused or is to be signed, and between whom.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::mention::What;
use crate::reading::{AgreementDraft, Counted, MoneyDraft};
use crate::scan::Item;
use crate::verb::Mood;
use bahi_text::{Published, Span};

impl Discourse<'_> {
    /// Takes a matched agreement frame.
    pub fn agreement(&mut self, p: &Parsed<'_>, m: &Match) {
        let rule = &self.knowledge.index.rules[m.rule];
        let id = rule.id.clone();
        if p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("domestic")) {
            return;
        }
        let goods = p.scan.mentions.iter().any(|x| matches!(x.what, What::System(_) | What::Number(_, Some(_))));
        if rule.id.ends_with("/made-agreement") && goods {
            return;
        }
        let Some(status) = self.agreement_status(p, m) else { return };
        let parties = self.role(p, m, "agent");
        let countries = self.bound_countries(p, m, &parties);
        if countries.len() < 2 && status != "refused" {
            return;
        }
        let instruments = self.instruments(p, m);
        let (from, to) = tokens_of(p.scan, m.zone);
        let value = self.money_in(p, from, to.max(m.to));
        let engagement = self.current;
        for (instrument, count) in instruments {
            let draft = AgreementDraft {
                parties: parties.clone(),
                countries: countries.clone(),
                instrument,
                count,
                status,
                value: value.clone(),
                trigger: p.sent.span_of(m.from, m.to),
                engagement,
                rule: id.clone(),
            };
            self.add_agreement(draft);
        }
    }

    fn add_agreement(&mut self, draft: AgreementDraft) {
        let text = self.report.text;
        let name = |s: Span<Published>| bahi_text::fold(s.of(text).trim());
        let words = draft.instrument.of(text).split_whitespace().count();
        let recent = self.out.agreements.iter().rev().take(2).any(|a| {
            a.status == draft.status
                && a.countries == draft.countries
                && draft.instrument.start().saturating_sub(a.trigger.end()) < 900
        });
        if words <= 2 && draft.count.is_none() && recent {
            return;
        }
        let same = |a: &AgreementDraft| {
            a.status == draft.status
                && (name(a.instrument) == name(draft.instrument) || a.instrument.overlaps(draft.instrument))
        };
        if !self.out.agreements.iter().any(same) {
            self.out.agreements.push(draft);
        }
    }

    fn agreement_status(&self, p: &Parsed<'_>, m: &Match) -> Option<&'static str> {
        let k = self.knowledge;
        let rule = &k.index.rules[m.rule];
        let base = match rule.kind.as_str() {
            "agreed" => "agreed",
            "extended" => "extended",
            "refused" => "refused",
            "terminated" => "terminated",
            "planned" => "planned",
            _ => "signed",
        };
        let Some(v) = m.verb else { return Some(base) };
        let verb = &p.scan.verbs[v];
        match self.mood(verb) {
            Mood::Fact | Mood::Pluperfect if verb.negated => (base == "signed").then_some("planned").filter(|_| false),
            Mood::Fact | Mood::Pluperfect | Mood::Inherits => Some(base),
            Mood::Future | Mood::Possible | Mood::WasToBe if !verb.negated => Some("planned"),
            Mood::Purpose if self.is_expected(p, verb) => Some("planned"),
            _ => None,
        }
    }

    // The states that are bound: those named in the clause, else those of the parties, else those of the engagement.
    fn bound_countries(&mut self, p: &Parsed<'_>, m: &Match, parties: &[crate::reading::PartyDraft]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let (from, to) = tokens_of(p.scan, m.zone);
        for x in p.scan.mentions.iter().filter(|x| x.from >= from && x.from < to.max(m.to)) {
            if let What::Country(c, _) = x.what {
                add_code(&mut out, self.knowledge.stock.countries.get(c as usize).map(|c| c.id.clone()));
            }
        }
        for party in parties {
            add_code(&mut out, self.party_country(party.actor));
        }
        if out.len() >= 2 {
            return out;
        }
        if let Some(e) = self.current.and_then(|c| self.out.engagements.get(c)) {
            for x in &e.parties {
                add_code(&mut out, self.party_country(x.actor));
            }
        }
        if out.len() < 2 {
            self.main_countries(2).into_iter().for_each(|c| add_code(&mut out, Some(c)));
            out.truncate(2);
        }
        out
    }

    // What is signed: the words before "on", cut at commas of a list; a count of several stays one entry.
    fn instruments(&self, p: &Parsed<'_>, m: &Match) -> Vec<(Span<Published>, Option<Counted>)> {
        let k = self.knowledge;
        let trigger_slot = p.scan.slots.iter().position(|s| s.from >= m.from).unwrap_or(p.scan.slots.len());
        let zone_from = m.zone.0;
        let par = [k.case("par"), k.case("ko"), k.case("baare")];
        let head = (zone_from..trigger_slot)
            .rev()
            .find(|&s| matches!(p.scan.slots[s].item, Item::Case(c) if par.contains(&c)));
        // "एक बड़ा समझौता हुआ": where nothing is signed, the noun is the instrument.
        let itself = m.noun.filter(|n| head.is_none() && p.sent.has_class(n.0, n.1, k.class("agreement")));
        let noun_end = itself.map(|n| p.scan.slots.iter().position(|s| s.from >= n.1).unwrap_or(p.scan.slots.len()));
        let end = head.or(noun_end).unwrap_or(trigger_slot);
        let start = (zone_from..end).rev().find(|&s| !self.is_instrument_slot(p, s)).map_or(zone_from, |s| s + 1);
        let mark = |s: &usize| matches!(p.scan.slots[*s].item, Item::Comma | Item::Conj | Item::Case(_));
        let start = (start..end).find(|s| !mark(s)).unwrap_or(end);
        let (from, to) = tokens_of(p.scan, (start, end));
        if to <= from {
            return vec![(p.sent.span_of(m.from, m.to), None)];
        }
        let count = p.scan.mentions.iter().find_map(|x| match x.what {
            // A number with a unit counts what the agreement is about.
            What::Number(n, None) if x.from >= from && x.to <= to && n.fract() == 0.0 && (2.0..200.0).contains(&n) => {
                Some((n as u64, p.sent.span_of(x.from, x.to)))
            }
            _ => None,
        });
        let counted = count.filter(|_| p.sent.has_class(from, to, k.class("agreement")));
        vec![(p.sent.span_of(from, to), counted)]
    }

    fn is_instrument_slot(&self, p: &Parsed<'_>, slot: usize) -> bool {
        let k = self.knowledge;
        match p.scan.slots[slot].item {
            Item::Case(c) => {
                c == self.numbers.genitive
                    || c == k.case("liye")
                    || c == k.case("samet")
                    || c == k.case("baare")
                    || c == k.case("par")
            }
            Item::Word | Item::Comma | Item::Conj => true,
            Item::Mention(x) => !matches!(
                p.scan.mentions[x].what,
                What::Person(_) | What::Time(_) | What::Group { .. } | What::Pronoun(_)
            ),
            _ => false,
        }
    }

    /// The first amount of money within tokens.
    pub fn money_in(&self, p: &Parsed<'_>, from: usize, to: usize) -> Option<MoneyDraft> {
        p.scan.mentions.iter().find_map(|x| match x.what {
            What::Money(amount, currency) if x.from >= from && x.to <= to => {
                let code = self.knowledge.index.currencies.get(currency as usize)?.clone();
                Some(MoneyDraft { amount, currency: code, span: p.sent.span_of(x.from, x.to) })
            }
            _ => None,
        })
    }
}

fn add_code(out: &mut Vec<String>, code: Option<String>) {
    if let Some(c) = code.filter(|c| c.len() == 2)
        && !out.contains(&c)
    {
        out.push(c);
    }
}

//! Deliveries: what was ordered, has come, is still to come, and why it is late.
//!
//! A sentence that names goods and a word of supply, contract or lateness tells of a delivery; numbers are given their
//! meaning by the verb and the words around them, and sentences of one report on the same goods are put together.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed};
use crate::mention::What;
use crate::reading::{ActorKind, Counted, DeliveryDraft};
use crate::scan::Item;
use crate::verb::Mood;
use bahi_text::{Published, Span, TokenKind};

/// A number beside goods in a sentence.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: u64,
    unit: Option<u16>,
    from: usize,
    to: usize,
    span: Span<Published>,
}

/// What a sentence says of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    Ordered,
    Delivered,
    Pending,
    Delayed,
    Cancelled,
    Discussed,
}

impl Discourse<'_> {
    /// Reads a sentence for deliveries.
    pub fn delivery(&mut self, p: &Parsed<'_>, matches: &[Match]) {
        let end = p.sent.toks.len();
        if p.sent.has_class(0, end, self.knowledge.class("domestic")) {
            return;
        }
        let items = self.items(p);
        let rules: Vec<&Match> = matches.iter().filter(|m| self.knowledge.index.rules[m.rule].record == "delivery").collect();
        let Some(first) = rules.first() else { return };
        let targets = if items.is_empty() { self.goods_told(p) } else { items };
        if targets.is_empty() {
            return;
        }
        let rule = self.knowledge.index.rules[first.rule].id.clone();
        let senses = self.senses(p, &rules);
        let figures = self.figures(p);
        for (number, &(item, from, to)) in targets.iter().enumerate() {
            let zone = self.zone_of(&targets, number, end);
            self.tell(p, item, (from, to), zone, &senses, &figures, &rule);
        }
    }

    // Goods that the sentence names: actor, first and last token.
    fn items(&mut self, p: &Parsed<'_>) -> Vec<(usize, usize, usize)> {
        let mut out: Vec<(usize, usize, usize)> = Vec::new();
        for m in &p.scan.mentions {
            let What::System(n) = m.what else { continue };
            let Some(s) = self.knowledge.stock.systems.get(n as usize) else { continue };
            let (id, name, maker) = (s.id.clone(), s.name.clone(), s.maker.clone());
            let span = p.sent.span_of(m.from, m.to);
            let actor = self.memory.other(ActorKind::System, Some(id), &name, Some(maker).filter(|c| !c.is_empty()), span, self.report.text);
            if !out.iter().any(|o| o.0 == actor) {
                out.push((actor, m.from, m.to));
            }
        }
        out
    }

    // A sentence that goes on about "the remaining units" tells of the goods told last.
    fn goods_told(&self, p: &Parsed<'_>) -> Vec<(usize, usize, usize)> {
        let Some(last) = self.out.deliveries.last() else { return Vec::new() };
        let near = last.triggers.last().is_some_and(|(span, _)| p.sent.span.start().saturating_sub(span.end()) < 1200);
        if near { vec![(last.item, 0, 0)] } else { Vec::new() }
    }

    // With several goods, each has the words from the one before it to itself.
    fn zone_of(&self, targets: &[(usize, usize, usize)], number: usize, end: usize) -> (usize, usize) {
        let from = if number == 0 { 0 } else { targets[number - 1].2 };
        let to = targets.get(number + 1).map_or(end, |_| targets[number].2);
        if targets.len() == 1 { (0, end) } else { (from, to.max(from)) }
    }

    fn senses(&self, p: &Parsed<'_>, rules: &[&Match]) -> Vec<(usize, Sense)> {
        let k = self.knowledge;
        let mut out = Vec::new();
        for m in rules {
            let kind = k.index.rules[m.rule].kind.as_str();
            let mood = m.verb.map(|v| (p.scan.verbs[v].mood(k.verb("sak"), k.verb("chuk")), p.scan.verbs[v].negated));
            let sense = match (kind, mood) {
                ("ordered", Some((Mood::Future | Mood::Possible | Mood::Wish | Mood::Habit | Mood::Purpose, _))) => Sense::Discussed,
                ("ordered", Some((_, true))) => Sense::Discussed,
                ("ordered", _) => Sense::Ordered,
                ("delivered", Some((Mood::Future | Mood::Possible | Mood::WasToBe, _))) => Sense::Pending,
                ("delivered", Some((_, true))) => Sense::Pending,
                ("delivered", Some((Mood::Purpose | Mood::Wish, _))) => Sense::Discussed,
                ("delivered", _) => Sense::Delivered,
                ("pending", _) => Sense::Pending,
                ("delayed", _) => Sense::Delayed,
                ("cancelled", _) => Sense::Cancelled,
                _ => Sense::Discussed,
            };
            out.push((m.to, sense));
        }
        out
    }

    // Numbers that may count goods: not dates, money, ordinals, percentages or marks of a designation.
    fn figures(&self, p: &Parsed<'_>) -> Vec<Figure> {
        let mut out = Vec::new();
        for m in &p.scan.mentions {
            let What::Number(n, unit) = m.what else { continue };
            if n.fract() != 0.0 || !(0.0..1e9).contains(&n) || self.is_measure(p, m.to) {
                continue;
            }
            out.push(Figure { value: n as u64, unit, from: m.from, to: m.to, span: p.sent.span_of(m.from, m.to) });
        }
        out
    }

    fn is_measure(&self, p: &Parsed<'_>, to: usize) -> bool {
        p.sent.has_class(to, to + 1, self.knowledge.class("measure")) || p.sent.toks.get(to).is_some_and(|t| t.kind == TokenKind::Hyphen && p.sent.toks.get(to + 1).is_some_and(|n| n.number.is_some()))
    }

    #[allow(clippy::too_many_arguments)]
    fn tell(&mut self, p: &Parsed<'_>, item: usize, at: (usize, usize), zone: (usize, usize), senses: &[(usize, Sense)], figures: &[Figure], rule: &str) {
        let several = zone != (0, p.sent.toks.len());
        let span = if at.1 > at.0 { p.sent.span_of(at.0, at.1) } else { p.sent.span_of(0, 1) };
        let mut d = self.blank(item, span);
        d.triggers.push((p.sent.span, rule.to_owned()));
        for f in figures.iter().filter(|f| !several || zone.0 <= f.from && f.to <= zone.1) {
            self.place_figure(p, &mut d, f, at, senses);
        }
        d.value = self.money_in(p, 0, p.sent.toks.len());
        d.cause = self.cause(p);
        d.status = status(senses);
        self.sides_of_trade(p, &mut d);
        self.merge_delivery(d);
    }

    fn blank(&self, item: usize, span: Span<Published>) -> DeliveryDraft {
        DeliveryDraft {
            item,
            item_spans: vec![span],
            supplier: None,
            recipient: None,
            unit: None,
            ordered: None,
            delivered: None,
            pending: None,
            status: "discussed",
            cause: None,
            value: None,
            due: Vec::new(),
            attributed_to: Vec::new(),
            triggers: Vec::new(),
        }
    }

    // The word next to a number decides first: remaining, of which; then the verb of its clause.
    fn place_figure(&self, p: &Parsed<'_>, d: &mut DeliveryDraft, f: &Figure, at: (usize, usize), senses: &[(usize, Sense)]) {
        let k = self.knowledge;
        let counts_goods = f.unit.is_some() || f.to == at.0 || at == (0, 0) || self.is_pronominal(p, f.to);
        if !counts_goods {
            return;
        }
        if let Some(u) = f.unit {
            d.unit = k.index.units.get(u as usize).cloned();
        }
        let value: Counted = (f.value, f.span);
        let near = |class: &str, before: usize| p.sent.has_class(f.from.saturating_sub(before), f.from, k.class(class));
        let out_of = p.sent.has_class(f.to, (f.to + 4).min(p.sent.toks.len()), k.class("out-of"));
        if near("remaining", 2) || p.sent.has_class(f.to, f.to + 1, k.class("remaining")) {
            d.pending = Some(value);
        } else if out_of || near("total", 2) {
            d.ordered = Some(value);
        } else {
            match self.clause_sense(p, f, senses) {
                Some(Sense::Ordered) => d.ordered = d.ordered.or(Some(value)),
                Some(Sense::Delivered) => d.delivered = d.delivered.or(Some(value)),
                Some(Sense::Pending) if near("remaining", 4) => d.pending = d.pending.or(Some(value)),
                _ => {}
            }
        }
    }

    // "तीन आ चुकी हैं": a number that stands for the goods themselves.
    fn is_pronominal(&self, p: &Parsed<'_>, to: usize) -> bool {
        let slot = p.scan.slots.iter().find(|s| s.from >= to);
        matches!(slot.map(|s| s.item), Some(Item::Verb(_))) || p.sent.has_class(to, to + 1, self.knowledge.class("particle"))
    }

    // The sense of the first rule word after the number.
    fn clause_sense(&self, _p: &Parsed<'_>, f: &Figure, senses: &[(usize, Sense)]) -> Option<Sense> {
        senses.iter().filter(|(to, _)| *to > f.from).min_by_key(|(to, _)| *to).or(senses.last()).map(|s| s.1)
    }

    // The words before "because of".
    fn cause(&self, p: &Parsed<'_>) -> Option<Span<Published>> {
        let k = self.knowledge;
        let because = k.case("kaaran");
        let slot = p.scan.slots.iter().position(|s| s.item == Item::Case(because))?;
        let start = (0..slot).rev().find(|&s| !matches!(p.scan.slots[s].item, Item::Word | Item::Conj | Item::Comma | Item::Mention(_)) && !matches!(p.scan.slots[s].item, Item::Case(c) if c == self.numbers.genitive || c == k.case("mein"))).map_or(0, |s| s + 1);
        let (from, to) = crate::frame::tokens_of(p.scan, (start, slot));
        (to > from).then(|| p.sent.span_of(from, to))
    }

    // Who supplies whom: the maker's country where it is named, by case otherwise.
    fn sides_of_trade(&mut self, p: &Parsed<'_>, d: &mut DeliveryDraft) {
        let k = self.knowledge;
        let phrases = p.parse.phrases.clone();
        for ph in &phrases {
            for &m in &ph.mentions {
                let What::Country(n, _) = p.scan.mentions[m].what else { continue };
                let Some(c) = k.stock.countries.get(n as usize) else { continue };
                let span = p.sent.span_of(p.scan.mentions[m].from, p.scan.mentions[m].to);
                let code = c.id.clone();
                if ph.case == k.case("se") {
                    d.supplier.get_or_insert((code, span));
                } else if ph.case == k.case("ko") || ph.case == k.case("mein") {
                    d.recipient.get_or_insert((code, span));
                }
            }
        }
    }

    fn merge_delivery(&mut self, d: DeliveryDraft) {
        let same = self.out.deliveries.iter_mut().rev().find(|e| e.item == d.item && (e.ordered.is_none() || d.ordered.is_none() || e.ordered.map(|x| x.0) == d.ordered.map(|x| x.0)));
        let Some(e) = same else {
            self.out.deliveries.push(d);
            return;
        };
        e.item_spans.extend(d.item_spans);
        e.supplier = e.supplier.take().or(d.supplier);
        e.recipient = e.recipient.take().or(d.recipient);
        e.unit = e.unit.take().or(d.unit);
        e.ordered = e.ordered.or(d.ordered);
        e.delivered = e.delivered.or(d.delivered);
        e.pending = e.pending.or(d.pending);
        e.cause = e.cause.or(d.cause);
        e.value = e.value.take().or(d.value);
        e.status = stronger(e.status, d.status);
        e.triggers.extend(d.triggers);
    }

    /// Fills supplier and recipient from the maker and the report's own countries, once all is read.
    pub fn settle_deliveries(&mut self) {
        let main = self.main_countries(3);
        let mut list = std::mem::take(&mut self.out.deliveries);
        for d in &mut list {
            let span = d.item_spans.first().copied().unwrap_or_else(|| Span::new(0, 0));
            let maker = self.memory.actors[d.item].country.clone();
            if d.supplier.is_none() {
                d.supplier = maker.or_else(|| main.iter().find(|c| Some(c.as_str()) != d.recipient.as_ref().map(|r| r.0.as_str()) && **c != self.report.home).cloned()).map(|c| (c, span));
            }
            if d.recipient.is_none() || d.recipient.as_ref().map(|r| &r.0) == d.supplier.as_ref().map(|s| &s.0) {
                let supplier = d.supplier.as_ref().map(|s| s.0.clone());
                let home = Some(self.report.home.to_owned());
                d.recipient = if supplier == home { main.iter().find(|c| Some((*c).clone()) != supplier).cloned().or(home) } else { home }.map(|c| (c, span));
            }
            if d.status == "delivered" && d.pending.is_some_and(|p| p.0 > 0) && d.cause.is_some() {
                d.status = "delayed";
            }
        }
        self.out.deliveries = list;
    }
}

fn status(senses: &[(usize, Sense)]) -> &'static str {
    let has = |s: Sense| senses.iter().any(|x| x.1 == s);
    if has(Sense::Cancelled) {
        "cancelled"
    } else if has(Sense::Delayed) {
        "delayed"
    } else if has(Sense::Delivered) {
        "delivered"
    } else if has(Sense::Ordered) {
        "ordered"
    } else if has(Sense::Pending) {
        "pending"
    } else {
        "discussed"
    }
}

fn stronger(a: &'static str, b: &'static str) -> &'static str {
    const ORDER: [&str; 6] = ["discussed", "pending", "ordered", "delivered", "delayed", "cancelled"];
    let rank = |s| ORDER.iter().position(|o| *o == s).unwrap_or(0);
    if rank(b) > rank(a) { b } else { a }
}

//! Deliveries: what was ordered, has come, is still to come, and why it is late.
//!
//! A sentence that names goods and a word of supply, contract or lateness tells of a delivery; numbers are given their
//! meaning by the verb and the words around them, and sentences of one report on the same goods are put together.

use crate::discourse::Discourse;
use crate::figures::{Cue, Figure, Sense};
use crate::frame::{Match, Parsed};
use crate::mention::What;
use crate::reading::{ActorKind, Counted, DeliveryDraft};
use crate::scan::Item;
use bahi_text::{Published, Span};

impl Discourse<'_> {
    /// Reads a sentence for deliveries.
    pub fn delivery(&mut self, p: &Parsed<'_>, matches: &[Match]) {
        if p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("domestic")) {
            return;
        }
        let items = self.items(p);
        let rules: Vec<&Match> =
            matches.iter().filter(|m| self.knowledge.index.rules[m.rule].record == "delivery").collect();
        let carried = self.goods.filter(|g| self.sentence <= g.1 + 2 && items.is_empty());
        self.note_units(&items);
        if let Some(&(item, ..)) = items.last() {
            self.goods = Some((item, self.sentence));
        }
        let Some(first) = rules.first() else { return };
        let cues = self.cues(p, &rules);
        let figures = self.figures(p, &cues, &items);
        let rule = self.knowledge.index.rules[first.rule].id.clone();
        if items.is_empty() {
            let by_unit = figures.iter().find_map(|f| self.goods_counted_in(f.unit));
            let Some(item) = carried.map(|c| c.0).or(by_unit) else { return };
            let item = figures.iter().find_map(|f| self.goods_of_unit(item, f.unit)).unwrap_or(item);
            let tells = figures.iter().any(|f| f.sense.is_some_and(|s| s != Sense::Discussed))
                || cues.iter().any(|c| c.sense == Sense::Delayed);
            if tells {
                self.goods = Some((item, self.sentence));
                self.tell(p, item, (0, 0), &figures, &cues, &rule);
            }
            return;
        }
        for (n, &(item, from, to)) in items.iter().enumerate() {
            if self.is_common_goods(item) && !self.is_supplied(p, &cues) {
                continue;
            }
            let (mine, others): (Vec<Figure>, Vec<Figure>) = self
                .figures_of(p, &figures, &items, n)
                .into_iter()
                .partition(|f| self.goods_of_unit(item, f.unit).is_none());
            self.tell(p, item, (from, to), &mine, &cues, &rule);
            if let Some(other) = others.iter().find_map(|f| self.goods_of_unit(item, f.unit)) {
                self.tell(p, other, (0, 0), &others, &cues, &rule);
            }
        }
    }

    fn note_units(&mut self, items: &[(usize, usize, usize)]) {
        for &(item, ..) in items {
            let id = self.memory.actors[item].known.clone();
            let unit = id.as_deref().and_then(|id| self.knowledge.system(id)).and_then(|s| s.unit.clone());
            if let Some(unit) = unit
                && !self.goods_units.iter().any(|g| g.0 == item)
            {
                self.goods_units.push((item, unit));
            }
        }
    }

    // "99 इंजनों का ऑर्डर" beside an aircraft counts the engines named before, not the aircraft.
    fn goods_of_unit(&self, item: usize, unit: Option<u16>) -> Option<usize> {
        let unit = self.knowledge.index.units.get(unit? as usize)?;
        let own = self.goods_units.iter().find(|g| g.0 == item)?;
        if &own.1 == unit {
            return None;
        }
        self.goods_units.iter().find(|g| g.0 != item && &g.1 == unit).map(|g| g.0)
    }

    fn goods_counted_in(&self, unit: Option<u16>) -> Option<usize> {
        let unit = self.knowledge.index.units.get(unit? as usize)?;
        self.goods_units.iter().rev().find(|g| &g.1 == unit).map(|g| g.0)
    }

    // Fertiliser, fuel and the like are fields of cooperation more often than goods on their way.
    fn is_common_goods(&self, item: usize) -> bool {
        self.memory.actors[item].country.is_none()
    }

    fn is_supplied(&self, p: &Parsed<'_>, cues: &[Cue]) -> bool {
        let supply = p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("supply"));
        supply
            || cues.iter().any(|c| {
                c.sense == Sense::Delivered && p.sent.has_class(c.from, c.to + 1, self.knowledge.class("handing"))
            })
    }

    // Goods that the sentence names: actor, first and last token.
    fn items(&mut self, p: &Parsed<'_>) -> Vec<(usize, usize, usize)> {
        let mut out: Vec<(usize, usize, usize)> = Vec::new();
        for m in &p.scan.mentions {
            let What::System(n) = m.what else { continue };
            if self.is_purpose(p, m.from, m.to) {
                continue;
            }
            let Some(s) = self.knowledge.stock.systems.get(n as usize) else { continue };
            let (id, name, maker) = (s.id.clone(), s.name.clone(), s.maker.clone());
            let span = p.sent.span_of(m.from, m.to);
            let actor = self.memory.other(
                ActorKind::System,
                Some(id),
                &name,
                Some(maker).filter(|c| !c.is_empty()),
                span,
                self.report.text,
            );
            if !out.iter().any(|o| o.0 == actor) {
                out.push((actor, m.from, m.to));
            }
        }
        out
    }

    // "तेजस के लिए इंजन की आपूर्ति": goods of another kind, for something that is not itself counted.
    fn is_purpose(&self, p: &Parsed<'_>, from: usize, to: usize) -> bool {
        let unit_at = |k: usize| p.sent.longest(k, |e| matches!(e, bahi_knowledge::Entry::Unit(_)).then_some(()));
        let end = unit_at(to).map_or(to, |u| u.0);
        let purpose = Item::Case(self.knowledge.case("liye"));
        let Some(after) = p.scan.slots.iter().find(|s| s.from == end && s.item == purpose) else { return false };
        let counted = p.scan.mentions.iter().any(|m| m.to == from && matches!(m.what, What::Number(..)));
        !counted && unit_at(after.to).is_some()
    }

    // Each number goes to the goods right after it, else to the goods named before it, else to the first.
    fn figures_of(
        &self,
        _p: &Parsed<'_>,
        figures: &[Figure],
        items: &[(usize, usize, usize)],
        n: usize,
    ) -> Vec<Figure> {
        let owner = |f: &Figure| {
            let next = items.iter().position(|i| i.1 >= f.to && i.1 <= f.to + 1);
            next.or_else(|| items.iter().rposition(|i| i.2 <= f.from)).unwrap_or(0)
        };
        figures.iter().filter(|f| owner(f) == n).copied().collect()
    }

    fn tell(&mut self, p: &Parsed<'_>, item: usize, at: (usize, usize), figures: &[Figure], cues: &[Cue], rule: &str) {
        let own = self.memory.actors[item].spellings.last().map_or(p.sent.span, |s| s.1);
        let span = if at.1 > at.0 { p.sent.span_of(at.0, at.1) } else { own };
        let mut units: Vec<Option<u16>> = figures.iter().filter(|f| f.sense.is_some()).map(|f| f.unit).collect();
        units.sort_unstable();
        units.dedup();
        let apart = units.len() > 1 && units.iter().all(Option::is_some);
        for unit in if apart { units } else { vec![None] } {
            let mut d = self.blank(item, span);
            d.triggers.push((p.sent.span, rule.to_owned()));
            for f in figures.iter().filter(|f| !apart || f.unit == unit) {
                self.put_figure(&mut d, f);
            }
            d.value = self.money_in(p, 0, p.sent.toks.len());
            d.cause = self.cause(p);
            d.status = status(cues, &d);
            self.sides_of_trade(p, &mut d);
            self.merge_delivery(d, apart);
        }
    }

    fn put_figure(&self, d: &mut DeliveryDraft, f: &Figure) {
        if let Some(u) = f.unit {
            d.unit = self.knowledge.index.units.get(u as usize).cloned();
        }
        let value: Counted = (f.value, f.span);
        match f.sense {
            Some(Sense::Ordered) => d.ordered = d.ordered.or(Some(value)),
            Some(Sense::Delivered) => d.delivered = d.delivered.or(Some(value)),
            Some(Sense::Pending) => d.pending = d.pending.or(Some(value)),
            _ => {}
        }
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
            apart: false,
        }
    }

    // The words before "because of".
    fn cause(&self, p: &Parsed<'_>) -> Option<Span<Published>> {
        let k = self.knowledge;
        let because = k.case("kaaran");
        let slot = p.scan.slots.iter().position(|s| s.item == Item::Case(because))?;
        // इंजन मिलने में दिक्कत: before an infinitive its own cases are part of the cause.
        let mut nominal = false;
        let mut belongs = |s: usize| match p.scan.slots[s].item {
            Item::Word | Item::Conj | Item::Comma | Item::Mention(_) => true,
            Item::Case(c) if c == k.case("se") || c == k.case("ko") => nominal,
            Item::Case(c) => c == self.numbers.genitive || c == k.case("mein"),
            Item::Verb(v) => {
                nominal = self.mood(&p.scan.verbs[v]) == crate::verb::Mood::Purpose;
                nominal
            }
            _ => false,
        };
        let start = (0..slot).rev().find(|&s| !belongs(s)).map_or(0, |s| s + 1);
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

    fn merge_delivery(&mut self, d: DeliveryDraft, apart: bool) {
        let fits = |e: &DeliveryDraft| {
            let orders = e.ordered.is_none() || d.ordered.is_none() || e.ordered.map(|x| x.0) == d.ordered.map(|x| x.0);
            let units = !apart && !e.apart || e.unit == d.unit;
            e.item == d.item && orders && units
        };
        let Some(e) = self.out.deliveries.iter_mut().rev().find(|e| fits(e)) else {
            let blank = |e: &DeliveryDraft| {
                apart
                    && !e.apart
                    && e.item == d.item
                    && e.ordered.is_none()
                    && e.delivered.is_none()
                    && e.pending.is_none()
            };
            self.out.deliveries.retain(|e| !blank(e));
            self.out.deliveries.push(DeliveryDraft { apart, ..d });
            return;
        };
        e.item_spans.extend(d.item_spans);
        e.supplier = e.supplier.take().or(d.supplier);
        e.recipient = e.recipient.take().or(d.recipient);
        e.unit = e.unit.take().or(d.unit);
        e.ordered = e.ordered.or(d.ordered);
        e.delivered = match (e.delivered, d.delivered) {
            (Some(a), Some(b)) if b.0 > a.0 => Some(b),
            (a, b) => a.or(b),
        };
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
                d.supplier = maker
                    .or_else(|| {
                        main.iter()
                            .find(|c| {
                                Some(c.as_str()) != d.recipient.as_ref().map(|r| r.0.as_str())
                                    && **c != self.report.home
                            })
                            .cloned()
                    })
                    .map(|c| (c, span));
            }
            if d.recipient.is_none() || d.recipient.as_ref().map(|r| &r.0) == d.supplier.as_ref().map(|s| &s.0) {
                let supplier = d.supplier.as_ref().map(|s| s.0.clone());
                let home = Some(self.report.home.to_owned());
                d.recipient = if supplier == home {
                    main.iter().find(|c| Some((*c).clone()) != supplier).cloned().or(home)
                } else {
                    home
                }
                .map(|c| (c, span));
            }
            if d.status == "delivered" && d.pending.is_some_and(|p| p.0 > 0) && d.cause.is_some() {
                d.status = "delayed";
            }
        }
        self.out.deliveries = list;
    }
}

fn status(cues: &[Cue], d: &DeliveryDraft) -> &'static str {
    let has = |s: Sense| cues.iter().any(|x| x.sense == s && !x.negated);
    if has(Sense::Cancelled) {
        "cancelled"
    } else if has(Sense::Delayed) {
        "delayed"
    } else if d.delivered.is_some_and(|x| x.0 > 0) {
        "delivered"
    } else if d.ordered.is_some() || has(Sense::Ordered) {
        "ordered"
    } else if has(Sense::Delivered) {
        "delivered"
    } else if has(Sense::Awaited) || has(Sense::Pending) {
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

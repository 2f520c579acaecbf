//! Numbers beside goods: how many were ordered, have come, are still to come.
//!
//! A number is given its meaning by the word next to it (remaining, out of, in all), else by the verb or noun of supply
//! or contract in its own clause, the one after it first.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed};
use crate::mention::What;
use crate::scan::Item;
use crate::verb::Mood;
use bahi_text::{Published, Span, TokenKind};

/// A number that may count goods.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// The number.
    pub value: u64,
    /// Number of the unit in the stock, where one follows.
    pub unit: Option<u16>,
    /// First token.
    pub from: usize,
    /// One past the last token, unit included.
    pub to: usize,
    /// Where it was read.
    pub span: Span<Published>,
    /// What it counts.
    pub sense: Option<Sense>,
}

/// What a clause says of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Contracted for.
    Ordered,
    /// Handed over.
    Delivered,
    /// To be received: all of them, unless the words say the first or the remaining.
    Awaited,
    /// Still to come.
    Pending,
    /// Late.
    Delayed,
    /// Called off.
    Cancelled,
    /// Talked about.
    Discussed,
}

/// A cue of a sense at tokens `from..to`.
#[derive(Debug, Clone, Copy)]
pub struct Cue {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Its clause.
    pub clause: usize,
    /// What it says.
    pub sense: Sense,
    /// Whether it is negated: nothing has come.
    pub negated: bool,
}

impl Discourse<'_> {
    /// The cues of supply and contract in a sentence.
    pub fn cues(&self, p: &Parsed<'_>, rules: &[&Match]) -> Vec<Cue> {
        let k = self.knowledge;
        rules
            .iter()
            .map(|m| {
                let kind = k.index.rules[m.rule].kind.as_str();
                let verb = m.verb.map(|v| &p.scan.verbs[v]);
                let mood = verb.map(|v| self.mood(v));
                // "बिना किसी देरी के": what comes without delay is not late.
                let spared = p.sent.has_class(m.from.saturating_sub(2), m.from, k.class("without"));
                let negated = spared || verb.is_some_and(|v| v.negated);
                Cue { from: m.from, to: m.to, clause: m.clause, sense: sense(kind, mood), negated }
            })
            .collect()
    }

    /// Numbers of a sentence that may count goods, with what they count.
    pub fn figures(&self, p: &Parsed<'_>, cues: &[Cue], items: &[(usize, usize, usize)]) -> Vec<Figure> {
        let mut out = Vec::new();
        for m in &p.scan.mentions {
            let (value, unit) = match m.what {
                What::Number(n, unit) if n.fract() == 0.0 && (0.0..1e9).contains(&n) => (n as u64, unit),
                What::Group { count, title: None, .. } => {
                    let unit =
                        p.sent.longest(m.to, |e| if let bahi_knowledge::Entry::Unit(u) = e { Some(u) } else { None });
                    if let Some((to, unit)) = unit {
                        let mut f = Figure {
                            value: u64::from(count),
                            unit: Some(unit),
                            from: m.from,
                            to,
                            span: p.sent.span_of(m.from, m.to),
                            sense: None,
                        };
                        f.sense = self.sense_of(p, &mut f, cues);
                        out.push(f);
                    }
                    continue;
                }
                What::Ordinal(1) => {
                    out.extend(self.first_of_all(p, m.from, m.to, cues, items));
                    continue;
                }
                _ => continue,
            };
            let counts = unit.is_some()
                || p.sent.class_at(m.to, self.knowledge.class("remaining")).is_some()
                || items.iter().any(|i| i.1 == m.to)
                || self.stands_for_goods(p, m.to);
            if !counts || self.is_measure(p, m.to) {
                continue;
            }
            let mut f = Figure {
                value,
                unit: unit.or_else(|| self.unit_after_item(p, m.to, items)),
                from: m.from,
                to: m.to,
                span: p.sent.span_of(m.from, m.to),
                sense: None,
            };
            f.sense = self.sense_of(p, &mut f, cues);
            out.push(f);
        }
        if let Some((from, to)) = p.sent.find_class(0, p.sent.toks.len(), self.knowledge.class("last-one"))
            && self.stands_for_goods(p, to)
            && self.cue_for(p, from, cues).is_some_and(|c| c.sense == Sense::Awaited)
        {
            out.push(Figure {
                value: 1,
                unit: None,
                from,
                to,
                span: p.sent.span_of(from, to),
                sense: Some(Sense::Pending),
            });
        }
        out
    }

    // "पहला राफेल विमान प्राप्त किया": one has come.
    fn first_of_all(
        &self,
        p: &Parsed<'_>,
        from: usize,
        to: usize,
        cues: &[Cue],
        items: &[(usize, usize, usize)],
    ) -> Option<Figure> {
        let goods_next = items.iter().any(|i| i.1 == to)
            || p.sent.longest(to, |e| if let bahi_knowledge::Entry::Unit(u) = e { Some(u) } else { None }).is_some();
        let number_next = p.scan.mentions.iter().any(|m| m.from == to && matches!(m.what, What::Number(..)));
        let cue = self.cue_for(p, from, cues)?;
        let unit =
            p.sent.longest(to, |e| if let bahi_knowledge::Entry::Unit(u) = e { Some(u) } else { None }).map(|u| u.1);
        (goods_next && !number_next && cue.sense == Sense::Delivered && !cue.negated).then(|| Figure {
            value: 1,
            unit,
            from,
            to,
            span: p.sent.span_of(from, to),
            sense: Some(Sense::Delivered),
        })
    }

    fn unit_after_item(&self, p: &Parsed<'_>, to: usize, items: &[(usize, usize, usize)]) -> Option<u16> {
        let item = items.iter().find(|i| i.1 == to)?;
        p.sent.longest(item.2, |e| if let bahi_knowledge::Entry::Unit(u) = e { Some(u) } else { None }).map(|u| u.1)
    }

    // "तीन आ चुकी हैं", "शेष दो का निर्माण": a number that stands for the goods themselves.
    fn stands_for_goods(&self, p: &Parsed<'_>, to: usize) -> bool {
        let slot = p.scan.slots.iter().find(|s| s.from >= to).map(|s| s.item);
        match slot {
            None | Some(Item::Verb(_) | Item::Comma | Item::End | Item::Conj) => true,
            Some(Item::Case(c)) => c == self.numbers.genitive || c == self.knowledge.case("mein"),
            Some(Item::Mention(m)) => {
                matches!(p.scan.mentions[m].what, What::Country(_, false) | What::Place(_) | What::Time(_))
            }
            _ => p.sent.has_class(to, to + 1, self.knowledge.class("particle")),
        }
    }

    fn is_measure(&self, p: &Parsed<'_>, to: usize) -> bool {
        let range = p.sent.toks.get(to).is_some_and(|t| matches!(t.kind, TokenKind::Hyphen | TokenKind::Slash))
            && p.sent.toks.get(to + 1).is_some_and(|n| n.number.is_some());
        // "बाकी 18 अगले साल आएंगे": the year is when, not how much.
        range || !time_at(p, to) && p.sent.has_class(to, to + 2, self.knowledge.class("measure"))
    }

    fn sense_of(&self, p: &Parsed<'_>, f: &mut Figure, cues: &[Cue]) -> Option<Sense> {
        let k = self.knowledge;
        let near = |class: &str, before: usize| p.sent.has_class(f.from.saturating_sub(before), f.from, k.class(class));
        if self.is_shared_out(p, f.from, cues) {
            return None;
        }
        if near("remaining", 2) || p.sent.class_at(f.to, k.class("remaining")).is_some() {
            return Some(Sense::Pending);
        }
        if self.is_whole(p, f.to) {
            return Some(Sense::Ordered);
        }
        let cue = self.cue_for(p, f.from, cues);
        let first = p.scan.mentions.iter().any(|m| m.to == f.from && matches!(m.what, What::Ordinal(_)));
        if f.value == 1 && p.sent.has_class(f.to, f.to + 1, k.class("even")) {
            let none = cue.is_some_and(|c| c.negated) || p.sent.has_class(f.to, p.sent.toks.len(), k.class("negation"));
            if none {
                f.value = 0;
                return Some(Sense::Delivered);
            }
        }
        match cue {
            Some(c) if c.sense == Sense::Delivered && c.negated => None,
            Some(c) if near("total", 2) && c.sense != Sense::Delivered => Some(Sense::Ordered),
            Some(c) if c.sense == Sense::Awaited => {
                // "चार विमान अगले साल आएंगे": so many come then, and others at other times.
                let then = time_at(p, f.to);
                (!first && !then && !self.has_deadline(p, c.clause)).then_some(Sense::Ordered)
            }
            Some(c) => Some(c.sense),
            None => near("total", 2).then_some(Sense::Ordered),
        }
    }

    // "इनमें से 16 वहां से आएंगे और बाकी 40 यहां बनेंगे": who is to give what, out of a whole that was told before.
    fn is_shared_out(&self, p: &Parsed<'_>, token: usize, cues: &[Cue]) -> bool {
        let parts = p.sent.find_class(0, token, self.knowledge.class("of-these"));
        parts.is_some_and(|(_, to)| self.cue_for(p, to, cues).is_some_and(|c| c.sense == Sense::Awaited))
    }

    // "99 इंजनों में से", "120 लॉन्चर और 400 मिसाइलों में से": a whole of which a part follows.
    fn is_whole(&self, p: &Parsed<'_>, token: usize) -> bool {
        let k = self.knowledge;
        for slot in p.scan.slots.iter().filter(|s| s.from >= token).take(8) {
            if p.sent.class_at(slot.from, k.class("out-of")).is_some() {
                return true;
            }
            let number = matches!(slot.item, Item::Mention(m) if matches!(p.scan.mentions[m].what, What::Number(..)));
            let joined = number && p.scan.slots.iter().any(|s| s.to == slot.from && s.item == Item::Conj);
            if matches!(slot.item, Item::Verb(_) | Item::Comma | Item::End) || number && !joined {
                return false;
            }
        }
        false
    }

    // The cue of the clause: the next one after the number, else the last before it; then the next clause's.
    fn cue_for(&self, p: &Parsed<'_>, token: usize, cues: &[Cue]) -> Option<Cue> {
        let slot = p.scan.slots.iter().position(|s| s.from <= token && token < s.to)?;
        let clause = p.parse.clause_at(slot)?;
        let telling = |c: &&Cue| c.sense != Sense::Discussed;
        let end = self.clause_tokens(p, clause).1;
        let own = |c: &&Cue| c.clause == clause || c.from < end && c.to > self.clause_tokens(p, clause).0;
        let mine: Vec<&Cue> = cues.iter().filter(telling).filter(own).collect();
        let strong = |list: &[&Cue]| {
            list.iter()
                .copied()
                .filter(|c| c.from >= token && c.sense != Sense::Delayed)
                .min_by_key(|c| (rank(c.sense), c.from))
                .copied()
        };
        strong(&mine)
            .or_else(|| mine.iter().rev().find(|c| c.sense != Sense::Delayed).map(|c| **c))
            .or_else(|| cues.iter().filter(telling).find(|c| c.from >= token && c.sense != Sense::Delayed).copied())
            .or_else(|| mine.first().map(|c| **c))
    }

    fn has_deadline(&self, p: &Parsed<'_>, clause: usize) -> bool {
        let until = self.knowledge.case("tak");
        let c = &p.parse.clauses[clause];
        p.scan.slots[c.from..c.to].iter().any(|s| s.item == Item::Case(until))
    }

    fn clause_tokens(&self, p: &Parsed<'_>, clause: usize) -> (usize, usize) {
        let c = &p.parse.clauses[clause];
        crate::frame::tokens_of(p.scan, (c.from, c.to))
    }
}

fn time_at(p: &Parsed<'_>, token: usize) -> bool {
    p.scan.mentions.iter().any(|m| m.from == token && matches!(m.what, What::Time(_)))
}

// A contract beside a verb of buying decides for the contract.
fn rank(sense: Sense) -> u8 {
    match sense {
        Sense::Ordered => 0,
        Sense::Delivered => 1,
        Sense::Awaited => 2,
        _ => 3,
    }
}

fn sense(kind: &str, mood: Option<Mood>) -> Sense {
    match (kind, mood) {
        ("ordered", Some(Mood::Possible | Mood::Wish | Mood::Habit)) => Sense::Discussed,
        ("ordered", Some(Mood::Purpose)) => Sense::Discussed,
        ("ordered", _) => Sense::Ordered,
        ("delivered", Some(Mood::Future | Mood::Possible | Mood::WasToBe)) => Sense::Awaited,
        ("delivered", Some(Mood::Purpose | Mood::Wish | Mood::Habit)) => Sense::Discussed,
        ("delivered", _) => Sense::Delivered,
        ("made", Some(Mood::Future | Mood::WasToBe)) => Sense::Ordered,
        ("made", _) => Sense::Discussed,
        ("pending", _) => Sense::Pending,
        ("delayed", _) => Sense::Delayed,
        ("cancelled", _) => Sense::Cancelled,
        _ => Sense::Discussed,
    }
}

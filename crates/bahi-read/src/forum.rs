//! Forums: named bodies and how an event relates to them, numbered rounds, summits and ceremonies without a name.

use crate::discourse::Discourse;
use crate::engage::Told;
use crate::frame::{Match, Parsed, tokens_of};
use crate::mention::What;
use crate::reading::{ActorKind, ForumDraft, PartyDraft, PlaceDraft, WhenDraft};
use crate::scan::Item;
use crate::time::Said;
use bahi_text::Span;

impl Discourse<'_> {
    /// The forum that the clause of a match names, with how the event relates to it.
    pub fn forum(&mut self, p: &Parsed<'_>, m: &Match) -> Option<ForumDraft> {
        let (from, to) = tokens_of(p.scan, m.zone);
        let end = to.max(m.to);
        let mut best: Option<ForumDraft> = None;
        for (i, mention) in p.scan.mentions.iter().enumerate() {
            let Some(number) = self.forum_number(&mention.what) else { continue };
            if mention.from < from || mention.from >= end || !self.is_forum(number) {
                continue;
            }
            let Some(relation) = self.relation(p, i, m) else { continue };
            let body = &self.knowledge.stock.bodies[number as usize];
            let name = body.name.clone();
            let span_end = self.forum_end(p, mention.to);
            let span = p.sent.span_of(mention.from, span_end);
            let actor = self.body(number, p.sent.span_of(mention.from, mention.to))?;
            best = Some(ForumDraft { actor, name, relation, session: None, span });
            if relation != "session" {
                break;
            }
        }
        if best.is_none() {
            best = self.beside_the_session_told(p, (from, end));
        }
        if let Some(f) = &mut best {
            if f.relation == "during" && self.knowledge.index.rules[m.rule].kind == "session" {
                f.relation = "session";
            }
            f.session = self.session_number(p, m);
        }
        best
    }

    // "बैठक से इतर": beside the session told before.
    pub(crate) fn beside_the_session_told(&self, p: &Parsed<'_>, zone: (usize, usize)) -> Option<ForumDraft> {
        let itar = self.knowledge.case("itar");
        let slot =
            p.scan.slots.iter().position(|s| s.item == Item::Case(itar) && s.from >= zone.0 && s.from < zone.1)?;
        let talks = [self.knowledge.class("talks"), self.knowledge.class("summit")];
        let noun = p.scan.slots.get(slot.checked_sub(1)?)?;
        if !talks.iter().any(|&c| p.sent.class_at(noun.from, c).is_some()) {
            return None;
        }
        let told =
            self.out.engagements.iter().rev().find_map(|e| e.forum.clone().filter(|f| f.relation == "session"))?;
        Some(ForumDraft {
            relation: "sidelines",
            session: None,
            span: p.sent.span_of(noun.from, p.scan.slots[slot].to),
            ..told
        })
    }

    /// The ceremony that the clause of a match names: its words from the last phrase on.
    pub fn ceremony(&mut self, p: &Parsed<'_>, zone: (usize, usize)) -> Option<ForumDraft> {
        let (from, to) = tokens_of(p.scan, zone);
        let class = self.knowledge.class("ceremony");
        let summit = self.knowledge.class("summit");
        let goes_to = [self.knowledge.case("liye"), self.knowledge.case("mein")];
        let (at, class) = (from..to).rev().find_map(|i| {
            let for_it = |end: usize| {
                p.scan.slots.iter().any(|s| s.from == end && matches!(s.item, Item::Case(c) if goes_to.contains(&c)))
            };
            p.sent
                .class_at(i, class)
                .map(|_| (i, class))
                .or_else(|| p.sent.class_at(i, summit).filter(|&end| for_it(end)).map(|_| (i, summit)))
        })?;
        let slot = p.scan.slots.iter().position(|s| s.from <= at && at < s.to)?;
        let plain = |k: usize| match p.scan.slots[k].item {
            Item::Word => true,
            Item::Case(c) => c == self.numbers.genitive,
            Item::Mention(x) => {
                matches!(p.scan.mentions[x].what, What::Ordinal(_))
                    || matches!(&p.scan.mentions[x].what, What::Person(_))
            }
            _ => false,
        };
        let mut start = (zone.0..slot).rev().find(|&k| !plain(k)).map_or(zone.0, |k| k + 1);
        let owned = |k: usize| matches!(p.scan.slots[k + 1].item, Item::Case(c) if c == self.numbers.genitive);
        while start < slot
            && match p.scan.slots[start].item {
                Item::Mention(x) => matches!(p.scan.mentions[x].what, What::Person(_)) && !owned(start),
                Item::Word => !self.names_forum(p, &p.scan.slots[start]),
                _ => false,
            }
        {
            start += 1;
        }
        let end = p.sent.class_at(at, class)?;
        let span = p.sent.span_of(p.scan.slots[start].from, end);
        let name = span.of(self.report.text).to_owned();
        let actor = self.memory.other(ActorKind::Other, None, &name, None, span, self.report.text);
        Some(ForumDraft { actor, name, relation: "occasion", session: None, span })
    }

    // "एससीओ", and "एससीओ के रक्षा मंत्रियों (की बैठक)".
    pub(crate) fn forum_number(&self, what: &What) -> Option<u16> {
        match what {
            What::Body(n) => Some(*n),
            What::Person(p) if p.name.is_none() => {
                let of = p.office.as_ref().filter(|o| o.plural)?.of.as_ref().filter(|of| of.body)?;
                self.knowledge.index.ids.number(bahi_knowledge::NameKind::Body, &of.id)
            }
            _ => None,
        }
    }

    pub(crate) fn is_forum(&self, number: u16) -> bool {
        self.knowledge
            .stock
            .bodies
            .get(number as usize)
            .is_some_and(|b| matches!(b.kind.as_str(), "body" | "forum" | "commission" | "dialogue"))
    }

    pub(crate) fn forum_end(&self, p: &Parsed<'_>, token: usize) -> usize {
        let talks = [self.knowledge.class("talks"), self.knowledge.class("summit"), self.knowledge.class("round")];
        (token..p.sent.toks.len().min(token + 8))
            .rev()
            .find(|&i| talks.iter().any(|&c| p.sent.class_at(i, c).is_some()))
            .map_or(token, |i| i + 1)
    }

    // The case after the forum's own noun phrase tells how the event relates to it.
    pub(crate) fn relation(&self, p: &Parsed<'_>, mention: usize, m: &Match) -> Option<&'static str> {
        let k = self.knowledge;
        let start = p.scan.slots.iter().position(|s| s.item == Item::Mention(mention))?;
        let own = |token: usize| m.noun.is_some_and(|(a, b)| a <= token && token < b);
        let mut crossed_own = own(p.scan.mentions[mention].to.saturating_sub(1));
        for slot in p.scan.slots.iter().skip(start + 1).take(14) {
            crossed_own |= own(slot.from);
            match slot.item {
                Item::Case(c) if c == self.numbers.genitive => {}
                Item::Case(c) => {
                    let relation = match c {
                        c if c == k.case("itar") => "sidelines",
                        c if c == k.case("dauraan") => "during",
                        c if c == k.case("mauke") => "occasion",
                        c if c == k.case("samapan") => "after",
                        c if c == k.case("baad") && !crossed_own => "after",
                        c if c == k.case("pehle") && !crossed_own => "before",
                        c if (c == k.case("liye")) && !crossed_own => "occasion",
                        c if c == k.case("mein") && !crossed_own => "during",
                        _ => return crossed_own.then_some("session"),
                    };
                    return Some(relation);
                }
                Item::Word | Item::Conj => {}
                Item::Mention(x)
                    if matches!(
                        p.scan.mentions[x].what,
                        What::Person(_) | What::Ordinal(_) | What::Time(_) | What::Place(_) | What::Number(..)
                    ) => {}
                Item::Verb(_) => return crossed_own.then_some("session"),
                _ => return crossed_own.then_some("session"),
            }
        }
        crossed_own.then_some("session")
    }

    /// An ordinal that counts rounds or sessions, near the noun of a match.
    pub fn session_number(&self, p: &Parsed<'_>, m: &Match) -> Option<(u32, Span<bahi_text::Published>)> {
        // "इस साल की दूसरी बैठक" counts within the year, not the sessions of the forum.
        if p.scan.mentions.iter().any(|x| matches!(x.what, What::Time(Said::Unit(_, 0)))) {
            return None;
        }
        let (from, to) = tokens_of(p.scan, m.zone);
        let (from, to) = (from, to.max(m.to));
        let counted = [self.knowledge.class("round"), self.knowledge.class("summit"), self.knowledge.class("talks")];
        p.scan.mentions.iter().rev().find_map(|x| {
            let What::Ordinal(n) = x.what else { return None };
            if x.from < from || x.to > to {
                return None;
            }
            let near = (x.to..p.sent.toks.len().min(x.to + 7))
                .any(|i| counted.iter().any(|&c| p.sent.class_at(i, c).is_some()));
            (near).then(|| (n, p.sent.span_of(x.from, x.to)))
        })
    }

    /// "तीसरी सुरक्षा वार्ता के बाद बैठक": the number is that of other talks, before or after those told of here.
    pub(crate) fn counts_other_talks(&self, p: &Parsed<'_>, m: &Match, number: Span<bahi_text::Published>) -> bool {
        let k = self.knowledge;
        let apart = [k.case("baad"), k.case("pehle")];
        m.noun.is_some_and(|(noun, _)| {
            p.scan.slots.iter().any(|s| {
                matches!(s.item, Item::Case(c) if apart.contains(&c))
                    && s.to <= noun
                    && p.sent.span_of(s.from, s.to).start() >= number.end()
            })
        })
    }

    // A summit without number or name of a body is its own forum: "अनौपचारिक शिखर बैठक".
    pub(crate) fn unnumbered_summit(&mut self, p: &Parsed<'_>, m: &Match, kind: &str) -> Option<ForumDraft> {
        let (from, to) = m.noun.filter(|_| kind == "summit")?;
        let slot = p.scan.slots.iter().position(|s| s.from <= from && from < s.to)?;
        let words = p.scan.slots[..slot].iter().rev().take_while(|s| self.names_forum(p, s)).take(3).count();
        if words == 0 {
            return None;
        }
        let span = p.sent.span_of(p.scan.slots[slot - words].from, to);
        let name = span.of(self.report.text).to_owned();
        let actor = self.memory.other(ActorKind::Body, None, &name, None, span, self.report.text);
        Some(ForumDraft { actor, name, relation: "session", session: None, span })
    }

    // A word that may stand in the name of a forum: no particle, no pointing word.
    fn names_forum(&self, p: &Parsed<'_>, s: &crate::scan::Slot) -> bool {
        let k = self.knowledge;
        s.item == Item::Word
            && !["particle", "this", "there", "here"].iter().any(|c| p.sent.class_at(s.from, k.class(c)).is_some())
    }

    // First token of the genitive phrase before an ordinal: "विशेष प्रतिनिधियों की 22वीं वार्ता".
    pub(crate) fn genitive_before(&self, p: &Parsed<'_>, token: usize) -> usize {
        let Some(slot) = p.scan.slots.iter().position(|s| s.from == token) else { return token };
        let gen_before = slot >= 2 && p.scan.slots[slot - 1].item == Item::Case(self.numbers.genitive);
        match (gen_before, p.scan.slots.get(slot.wrapping_sub(2)).map(|s| (s.item, s.from))) {
            (true, Some((Item::Mention(x), from)))
                if matches!(&p.scan.mentions[x].what, What::Person(q) if q.name.is_none())
                    || matches!(p.scan.mentions[x].what, What::Body(_)) =>
            {
                from
            }
            _ => token,
        }
    }

    pub(crate) fn nameless_forum(
        &mut self,
        p: &Parsed<'_>,
        m: &Match,
        session: Option<(u32, bahi_text::Span<bahi_text::Published>)>,
    ) -> Option<ForumDraft> {
        let (n, span) = session?;
        let (_, end) = m.noun?;
        let start = p.scan.mentions.iter().find(|x| p.sent.span_of(x.from, x.to) == span)?.from;
        let start = self.genitive_before(p, start);
        let whole = p.sent.span_of(start, end.max(start + 1));
        let name = whole.of(self.report.text).to_owned();
        let actor = self.memory.other(ActorKind::Body, None, &name, None, whole, self.report.text);
        Some(ForumDraft { actor, name, relation: "session", session: Some((n, span)), span: whole })
    }

    // A dialogue named in the sentence before, without people, is the one that its people now meet in.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn adopt_forum(
        &mut self,
        p: &Parsed<'_>,
        m: &Match,
        forum: Option<ForumDraft>,
        kind: String,
        when: Option<WhenDraft>,
        place: Option<PlaceDraft>,
        sides: &(Vec<PartyDraft>, Vec<PartyDraft>),
    ) -> Told {
        let people = sides
            .0
            .iter()
            .chain(&sides.1)
            .filter(|x| matches!(self.memory.actors[x.actor].kind, ActorKind::Person | ActorKind::Office))
            .count();
        let talks = matches!(kind.as_str(), "meeting" | "session");
        if people == 0
            && forum.as_ref().is_some_and(|f| f.relation == "session" || f.relation == "after")
            && m.occasionless()
        {
            self.pending = forum.clone().map(|f| {
                (ForumDraft { relation: "session", ..f }, p.sent.part, self.sentence, when.clone(), place.clone())
            });
        } else if talks
            && forum.is_none()
            && people >= 3
            && let Some((f, part, sentence, told_when, told_place)) = self.pending.clone()
            && part == p.sent.part
            && self.sentence <= sentence + 2
        {
            return (Some(f), "session".to_owned(), when.or(told_when), place.or(told_place));
        }
        (forum, kind, when, place)
    }
}

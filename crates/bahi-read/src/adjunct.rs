//! When, where and in which forum: what stands beside the parties of an event.

use crate::calendar::{Day, Edtf};
use crate::clause::Phrase;
use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::mention::{PlaceWord, What};
use crate::reading::{ActorKind, PlaceDraft, WhenDraft};
use crate::scan::Item;
use crate::time::{Anchor, Said, resolve};
use bahi_text::Span;

impl Discourse<'_> {
    /// When, from the clause of a match, else from the rest of its sentence.
    pub fn when(&mut self, p: &Parsed<'_>, m: &Match, ahead: bool) -> Option<WhenDraft> {
        let (from, to) = tokens_of(p.scan, m.zone);
        let (from, to) = (from, to.max(m.to));
        let within = self.knowledge.case("mein");
        let to = if m.nominal == Some(within) {
            tokens_of(p.scan, (m.zone.0, p.parse.clauses[m.clause].to)).1.max(to)
        } else {
            to
        };
        let inside = self.time_in(p, from, to, ahead);
        if inside.as_ref().is_some_and(|w| w.edtf.is_some()) || m.nominal.is_some() && inside.is_some() {
            return inside;
        }
        inside.or_else(|| if m.nominal.is_some() { None } else { self.time_before(p, from, ahead) })
    }

    /// Whether a day lies wholly before the report; what is still to come is not of that day.
    pub(crate) fn is_past(&self, when: &WhenDraft) -> bool {
        let published = self.report.published.map(Day::number);
        when.edtf.zip(published).is_some_and(|(edtf, day)| edtf.bounds().1 < day)
    }

    /// The most exact time expression within tokens, nearest to the end on a tie.
    pub fn time_in(&mut self, p: &Parsed<'_>, from: usize, to: usize, ahead: bool) -> Option<WhenDraft> {
        let mut best: Option<(u8, WhenDraft)> = None;
        for mention in &p.scan.mentions {
            let What::Time(said) = mention.what else { continue };
            if mention.from < from
                || mention.to > to
                || !matches!(said, Said::Calendar { to: Some(_), .. }) && self.is_deadline(p, mention.to)
            {
                continue;
            }
            let mut draft = self.resolved(said, p.sent.span_of(mention.from, mention.to), ahead);
            if ahead
                && self.opens_a_span(p, mention.to)
                && let Some(Edtf::Day(d)) = draft.edtf
            {
                draft.edtf = Some(Edtf::From(d));
            }
            let vague = matches!(said, Said::EarlierSameDay | Said::Same);
            let rank = if vague { 8 } else { draft.edtf.map_or(9, Edtf::coarseness) };
            if best.as_ref().is_none_or(|(r, _)| rank <= *r) {
                best = Some((rank, draft));
            }
        }
        best.map(|(_, d)| d)
    }

    // "31 अगस्त से होने वाले": from that day on.
    pub(crate) fn opens_a_span(&self, p: &Parsed<'_>, token: usize) -> bool {
        let from = self.knowledge.case("se");
        p.scan.slots.iter().any(|s| s.from == token && s.item == Item::Case(from))
    }

    // "2030 तक" is a goal, not a day.
    pub(crate) fn is_deadline(&self, p: &Parsed<'_>, token: usize) -> bool {
        let until = self.knowledge.case("tak");
        p.scan.slots.iter().any(|s| s.from == token && s.item == Item::Case(until))
    }

    pub(crate) fn time_before(&mut self, p: &Parsed<'_>, token: usize, ahead: bool) -> Option<WhenDraft> {
        // Only the opening of the sentence carries over: "शुक्रवार को …, और …".
        let first = p.scan.mentions.iter().find(|x| matches!(x.what, What::Time(_)))?;
        if first.to > token || first.from > 6 {
            return None;
        }
        self.time_in(p, first.from, first.to, ahead)
    }

    /// Resolves an expression against what the report has told so far.
    pub fn resolved(&self, said: Said, span: Span<bahi_text::Published>, ahead: bool) -> WhenDraft {
        let anchor = Anchor {
            published: self.report.published,
            told: self.told.or(self.report.published.filter(|_| false)),
            ahead,
        };
        let (edtf, basis) = resolve(said, anchor);
        WhenDraft { edtf, basis, span }
    }

    /// Remembers the day last told.
    pub fn note_day(&mut self, when: Option<&WhenDraft>) {
        let Some(w) = when else { return };
        if let Some(Edtf::Day(d) | Edtf::Interval(d, _)) = w.edtf {
            self.told = Some(d);
            let part = self.report.parts.iter().position(|p| p.span.covers(w.span)).unwrap_or(0);
            self.told_by = Some((w.span, part));
        }
    }

    /// The day that the paragraph is being told of, for an event that names none.
    pub fn day_of_paragraph(&self, part: usize, carried_on: bool) -> Option<WhenDraft> {
        let (span, told_in) = self.told_by?;
        let day = self.told?;
        (told_in == part || carried_on).then_some(WhenDraft { edtf: Some(Edtf::Day(day)), basis: "relative", span })
    }

    /// Where, from the clause of a match.
    pub fn place(&mut self, p: &Parsed<'_>, m: &Match) -> Option<PlaceDraft> {
        let (from, to) = tokens_of(p.scan, m.zone);
        self.place_in(p, from, to.max(m.to), false)
    }

    /// The most exact place within tokens that a locative marks; with `goal`, one that motion leads to.
    pub fn place_in(&mut self, p: &Parsed<'_>, from: usize, to: usize, goal: bool) -> Option<PlaceDraft> {
        let mut best: Option<(u8, PlaceDraft)> = None;
        for phrase in &p.parse.phrases {
            let Some(slot) = p.scan.slots.get(phrase.from) else { continue };
            if slot.from < from || slot.from >= to || !self.is_locative(phrase, goal) {
                continue;
            }
            for &mention in &phrase.mentions {
                if let Some((rank, draft)) = self.place_of(p, mention)
                    && best.as_ref().is_none_or(|(r, _)| rank >= *r)
                {
                    best = Some((rank, draft));
                }
            }
        }
        best.map(|(_, d)| d)
    }

    pub(crate) fn is_locative(&self, phrase: &Phrase, goal: bool) -> bool {
        let k = self.knowledge;
        let locative = [k.case("mein"), k.case("par"), k.case("paas")].contains(&phrase.case);
        locative
            || phrase.case == bahi_knowledge::BARE
            || goal && [k.case("ko"), k.case("gen"), k.case("tak"), k.case("liye")].contains(&phrase.case)
    }

    // Rank: a venue tells more than a city, a city more than a country.
    pub(crate) fn place_of(&mut self, p: &Parsed<'_>, mention: usize) -> Option<(u8, PlaceDraft)> {
        let m = p.scan.mentions[mention].clone();
        let span = p.sent.span_of(m.from, m.to);
        let phrase = p.parse.phrases.iter().find(|ph| ph.mentions.contains(&mention))?;
        let bare = phrase.case == bahi_knowledge::BARE;
        // "अफगानिस्तान पर वार्ता": talks on a country are not held there.
        let about = phrase.case == self.knowledge.case("par");
        match m.what {
            What::Country(..) if about => None,
            What::Place(number) if !bare || self.bare_place_word(number) => {
                let place = self.knowledge.stock.places.get(number as usize)?;
                let rank = match place.kind.as_str() {
                    "venue" | "airport" | "site" => 3,
                    "city" => 2,
                    _ => 1,
                };
                Some((rank, self.place_draft(number, span)))
            }
            What::PlaceWord(PlaceWord::Here) => self.dateline_place.map(|n| (2, self.place_draft(n, span))),
            What::PlaceWord(PlaceWord::There) => {
                self.there(p, m.from).map(|actor| (2, PlaceDraft { actor, span, stated: true }))
            }
            What::PlaceWord(PlaceWord::Capital) if !bare => {
                let capital = self.knowledge.country(self.report.home)?.capital.as_deref()?;
                let (number, _) = self.knowledge.place(capital)?;
                Some((2, self.place_draft(number, span)))
            }
            What::PlaceWord(PlaceWord::Venue) if !bare => {
                let near = self
                    .place
                    .and_then(|a| self.memory.actors[a].country.clone())
                    .or_else(|| self.dateline_country.clone());
                let name = self.venue_name(p, m.from);
                let actor = self.memory.other(ActorKind::Place, None, &name, near, span, self.report.text);
                Some((3, PlaceDraft { actor, span, stated: true }))
            }
            What::Country(number, false) if !bare => {
                let c = self.knowledge.stock.countries.get(number as usize)?;
                let (id, name) = (c.id.clone(), c.name.clone());
                let actor =
                    self.memory.other(ActorKind::Country, Some(id.clone()), &name, Some(id), span, self.report.text);
                Some((0, PlaceDraft { actor, span, stated: true }))
            }
            _ => None,
        }
    }

    /// "प्योंगयांग की शिखर वार्ता": a place in the genitive right before the noun.
    pub fn place_before_noun(&mut self, p: &Parsed<'_>, m: &Match) -> Option<PlaceDraft> {
        let (noun, _) = m.noun?;
        let slot = p.scan.slots.iter().position(|s| s.from >= noun)?;
        let phrase = p
            .parse
            .phrases
            .iter()
            .find(|ph| ph.to == slot && ph.case == self.numbers.genitive && ph.mentions.len() == 1)?;
        let mention = &p.scan.mentions[phrase.mentions[0]];
        let What::Place(n) = mention.what else { return None };
        let span = p.sent.span_of(mention.from, mention.to);
        Some(self.place_draft(n, span))
    }

    /// The place that 'there' points to: the last named before it.
    pub fn there(&mut self, p: &Parsed<'_>, token: usize) -> Option<usize> {
        let last = p
            .scan
            .mentions
            .iter()
            .filter(|x| x.to <= token)
            .filter_map(|x| if let What::Place(n) = x.what { Some((n, p.sent.span_of(x.from, x.to))) } else { None })
            .next_back();
        match last {
            Some((n, span)) => Some(self.place_draft(n, span).actor),
            None => self.place,
        }
    }

    pub(crate) fn venue_name(&self, p: &Parsed<'_>, token: usize) -> String {
        let words = self.knowledge.stock.classes.get("venue");
        let said = (token + 1..=p.sent.toks.len().min(token + 3))
            .rev()
            .map(|end| bahi_text::fold(p.sent.span_of(token, end).of(self.report.text)));
        said.into_iter()
            .find_map(|w| {
                words?
                    .valued
                    .iter()
                    .find(|(_, forms)| forms.iter().any(|f| bahi_text::fold(f) == w))
                    .map(|x| x.0.clone())
            })
            .unwrap_or_else(|| "venue".to_owned())
    }

    pub(crate) fn bare_place_word(&self, _number: u16) -> bool {
        false
    }

    /// A place of the stock as a draft.
    pub fn place_draft(&mut self, number: u16, span: Span<bahi_text::Published>) -> PlaceDraft {
        let place = &self.knowledge.stock.places[number as usize];
        let (id, name, country) = (place.id.clone(), place.name.clone(), place.country.clone());
        let country = Some(country).filter(|c| !c.is_empty());
        let actor = self.memory.other(ActorKind::Place, Some(id), &name, country, span, self.report.text);
        PlaceDraft { actor, span, stated: true }
    }

    /// A duration in days within tokens.
    pub fn duration_in(&self, p: &Parsed<'_>, from: usize, to: usize) -> Option<u32> {
        p.scan.mentions.iter().find_map(|x| match x.what {
            What::Duration(d) if x.from >= from && x.to <= to => Some(d),
            _ => None,
        })
    }

    /// The last day of a stay of so many days.
    pub fn last_day(first: Day, days: u32) -> Day {
        first.plus(i64::from(days.saturating_sub(1)))
    }
}

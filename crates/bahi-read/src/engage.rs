//! Engagements: from a matched frame to a meeting, call, session, summit, exercise or press conference of the report.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::input::PartKind;
use crate::mention::What;
use crate::reading::{ActorKind, EngagementDraft, ForumDraft, PlaceDraft, Status, WhenDraft};
use crate::scan::Item;
use crate::verb::Mood;

/// An engagement as one clause tells it, before it is laid beside what the report told before.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The draft.
    pub draft: EngagementDraft,
    /// Whether the words point back to what was told: 'this meeting', 'both leaders'.
    pub points_back: bool,
    /// Whether it stands in a headline.
    pub headline: bool,
}

/// Forum, kind, date and place of a candidate.
pub(crate) type Told = (Option<ForumDraft>, String, Option<WhenDraft>, Option<PlaceDraft>);

impl Discourse<'_> {
    /// Takes a matched engagement frame.
    pub fn engagement(&mut self, p: &Parsed<'_>, m: &Match) {
        let rule = &self.knowledge.index.rules[m.rule];
        let kind = rule.kind.clone();
        let Some(status) = self.status(p, m) else { return };
        if self.is_domestic(p) {
            return;
        }
        let (from, to) = tokens_of(p.scan, m.zone);
        let to = to.max(m.to);
        let ahead = status == Status::Planned && !self.lies_behind(p, m);
        let mut sides = self.sides(p, m);
        let points_back = self.points_back(p, m);
        let forum = self.forum(p, m);
        let session = self.session_number(p, m).filter(|s| forum.is_some() || !self.counts_other_talks(p, m, s.1));
        let when = self.when(p, m, ahead).filter(|w| !(ahead && self.is_past(w)));
        let when_said = when.clone();
        let after_talks = self.opens_after_talks(p);
        let mut when = when
            .filter(|w| w.edtf.is_some())
            .or_else(|| if status == Status::Held { self.day_of_paragraph(p.sent.part, after_talks) } else { None })
            .or(when_said);
        let place = self
            .place_in(p, from, to, false)
            .or_else(|| self.place_before_noun(p, m))
            .or_else(|| self.place_in(p, 0, to, false).filter(|_| m.nominal.is_none()));
        let kind = self.refined_kind(p, m, &kind, session.is_some(), forum.as_ref());
        // Who telephones is in two places; a place in the sentence is what they spoke of.
        let place = place.filter(|_| kind != "call");
        self.mend_hosts(&sides, place.as_ref());
        self.mend_pronoun(p, m, &mut sides);
        self.supply_subject(p, m, &mut sides, points_back);
        let (forum, kind) = self.supply_states(p, m, &mut sides, forum, kind);
        let points_back = points_back && kind != "press-conference";
        if kind == "press-conference"
            && sides.0.len() + sides.1.len() < 2
            && let Some(e) = self.current.and_then(|c| self.out.engagements.get(c))
        {
            sides = (e.parties.clone(), Vec::new());
            when = when.or_else(|| e.when.clone());
        }
        let (forum, kind, when, place) = self.adopt_forum(p, m, forum, kind, when, place, &sides);
        let topics = self.topics(p, m);
        let base = EngagementDraft {
            kind: kind.clone(),
            status,
            background: self.is_background(p, m, when.as_ref()),
            occasion: rule.occasion.clone(),
            parties: Vec::new(),
            when: when.clone(),
            place,
            forum: forum
                .or_else(|| self.nameless_forum(p, m, session))
                .or_else(|| self.unnumbered_summit(p, m, &kind))
                .or_else(|| self.ceremony(p, (0, m.zone.1)).filter(|_| m.nominal.is_none() && rule.occasion.is_none())),
            topics,
            triggers: vec![(p.sent.span_of(m.from, m.to), rule.id.clone())],
            sentence: self.sentence,
            in_headline: p.sent.kind == PartKind::Headline,
            also: Vec::new(),
        };
        let headline = p.sent.kind == PartKind::Headline;
        let events = self.events(p, m, sides);
        let known = self.out.engagements.len();
        let mut laid = Vec::new();
        for parties in events {
            let mut draft = EngagementDraft { parties, ..base.clone() };
            draft.place = draft.place.take().or_else(|| self.place_of_visit(p, m, &draft));
            self.lay(Candidate { draft, points_back, headline });
            laid.extend(self.current);
        }
        self.note_listing(&laid, known);
        self.note_day(when.as_ref());
    }

    // "A, B और C के रक्षा मंत्रियों से", then the same named one by one: where all but one pair off by country, the last pair
    // is one engagement told with two countries.
    pub(crate) fn note_listing(&mut self, laid: &[usize], known: usize) {
        let unnamed = |d: &Self, i: &usize| {
            d.out
                .engagements
                .get(*i)
                .is_some_and(|e| e.parties.iter().any(|p| d.memory.actors[p.actor].kind == ActorKind::Office))
        };
        if laid.len() < 2 {
            return;
        }
        if laid.iter().any(|i| unnamed(self, i)) {
            self.listing = Some((self.sentence, laid.to_vec()));
            return;
        }
        let Some((sentence, listed)) = self.listing.take() else { return };
        let left: Vec<usize> = listed.iter().copied().filter(|i| unnamed(self, i)).collect();
        let new: Vec<usize> = laid.iter().copied().filter(|&i| i >= known).collect();
        let ([old], [fresh]) = (left.as_slice(), new.as_slice()) else { return };
        if self.sentence > sentence + 1 || listed.len() != laid.len() || *fresh + 1 != self.out.engagements.len() {
            return;
        }
        let Some(named) = self.out.engagements.pop() else { return };
        let e = &mut self.out.engagements[*old];
        let gone = e.parties.iter().find(|p| self.memory.actors[p.actor].kind == ActorKind::Office).cloned();
        e.parties = named.parties;
        e.triggers.extend(named.triggers);
        e.place = e.place.take().or(named.place);
        e.forum = e.forum.take().or(named.forum);
        if let Some(p) = gone
            && let Some(of) = self.memory.actors[p.actor].country.clone()
            && let Some(&span) = p.spans.first()
        {
            e.also.push(("office/of", of, span));
        }
        self.current = Some(*old);
    }

    // A meeting told in the course of a visit took place where the guest was.
    pub(crate) fn place_of_visit(&self, p: &Parsed<'_>, m: &Match, d: &EngagementDraft) -> Option<PlaceDraft> {
        if d.background
            || matches!(d.kind.as_str(), "call" | "exercise")
            || matches!(d.status, Status::Denied | Status::Cancelled)
        {
            return None;
        }
        let (guest, place) = self.visiting?;
        let host = self.memory.actors[place].country.clone();
        let with_guest = d.parties.iter().any(|x| x.actor == guest)
            && d.parties.iter().any(|x| x.actor != guest && self.party_country(x.actor) == host);
        with_guest.then(|| PlaceDraft { actor: place, span: p.sent.span_of(m.from, m.to), stated: false })
    }

    // "परामर्श के बाद", "यात्रा के दौरान" at the head of a sentence go on with the day being told.
    pub(crate) fn opens_after_talks(&self, p: &Parsed<'_>) -> bool {
        let k = self.knowledge;
        let nouns = [k.class("talks"), k.class("encounter"), k.class("summit"), k.class("visit")];
        let cases = [k.case("baad"), k.case("dauraan")];
        (0..4).any(|i| {
            nouns.iter().any(|&c| {
                p.sent.class_at(i, c).is_some_and(|end| {
                    p.scan.slots.iter().any(|s| s.from == end && matches!(s.item, Item::Case(x) if cases.contains(&x)))
                })
            })
        })
    }

    pub(crate) fn points_back(&self, p: &Parsed<'_>, m: &Match) -> bool {
        let rule = &self.knowledge.index.rules[m.rule];
        let this = m.noun.is_some_and(|(from, _)| {
            (from.saturating_sub(3)..from).any(|i| {
                p.sent.hits[i]
                    .iter()
                    .any(|h| matches!(h.entry, bahi_knowledge::Entry::Time(bahi_knowledge::TimeWord::This)))
                    || p.sent.class_at(i, self.knowledge.class("this")).is_some()
            })
        });
        let group = m.roles.values().any(|&ph| {
            p.parse.phrases[ph].mentions.iter().any(|&x| matches!(p.scan.mentions[x].what, What::Group { .. }))
        });
        this || (rule.refers_back && (group || m.roles.is_empty()))
    }

    pub(crate) fn is_domestic(&self, p: &Parsed<'_>) -> bool {
        p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("domestic"))
    }

    pub(crate) fn is_background(&self, p: &Parsed<'_>, m: &Match, when: Option<&WhenDraft>) -> bool {
        let pluperfect = m.verb.is_some_and(|v| self.mood(&p.scan.verbs[v]) == Mood::Pluperfect);
        let (Some(published), Some(edtf)) = (self.report.published, when.and_then(|w| w.edtf)) else {
            return pluperfect && when.is_some_and(|w| w.edtf.is_none() && w.basis == "stated");
        };
        let (_, last) = edtf.bounds();
        let age = published.number().saturating_sub(last);
        age > 10 || (age > 3 && pluperfect)
    }

    // Numbered talks are sessions, talks at the summit are summits, talks by telephone calls.
    pub(crate) fn refined_kind(
        &self,
        p: &Parsed<'_>,
        m: &Match,
        kind: &str,
        numbered: bool,
        forum: Option<&ForumDraft>,
    ) -> String {
        let k = self.knowledge;
        let (from, to) = tokens_of(p.scan, m.zone);
        let to = to.max(m.to);
        if kind == "session" && p.sent.has_class(from, to, k.class("phone")) {
            return "call".to_owned();
        }
        if kind != "meeting" {
            return kind.to_owned();
        }
        if self.near_noun(p, m, k.class("summit")) {
            return "summit".to_owned();
        }
        if p.sent.has_class(from, to, k.class("phone")) {
            return "call".to_owned();
        }
        let dialogue = forum.is_some_and(|f| f.relation == "session");
        if dialogue || numbered && forum.is_none_or(|f| f.relation == "session") {
            return "session".to_owned();
        }
        kind.to_owned()
    }

    pub(crate) fn near_noun(&self, p: &Parsed<'_>, m: &Match, class: u16) -> bool {
        m.noun.is_some_and(|(from, to)| (from.saturating_sub(1)..to).any(|i| p.sent.class_at(i, class).is_some()))
    }
}

//! Visits: one side goes to another's country, told by going and coming as often as by the word itself.

use crate::calendar::Edtf;
use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::input::PartKind;
use crate::mention::What;
use crate::reading::{ActorKind, EngagementDraft, PartyDraft, PlaceDraft, Status, WhenDraft};
use crate::scan::{Item, Slot};
use bahi_knowledge::BARE;

impl Discourse<'_> {
    /// Takes a matched visit frame.
    pub fn visit(&mut self, p: &Parsed<'_>, m: &Match) {
        let Some(status) = self.status(p, m) else { return };
        let rule = &self.knowledge.index.rules[m.rule];
        let id = rule.id.clone();
        let mut guests = self.role(p, m, "agent");
        if guests.is_empty()
            && let Some(s) = self.subject.filter(|_| m.nominal.is_none() && !things_come(p, m))
        {
            guests.push(PartyDraft { actor: s, spans: vec![p.sent.span_of(m.from, m.to)], rule: id.clone() });
        }
        guests.retain(|g| {
            let a = &self.memory.actors[g.actor];
            a.kind == ActorKind::Person
                || a.kind == ActorKind::Office
                    && !a.offices.iter().any(|o| {
                        matches!(o.title.as_str(), "official" | "leader" | "representative" | "minister" | "head")
                    })
        });
        if guests.is_empty() {
            return;
        }
        let ahead = status == Status::Planned && !self.lies_behind(p, m);
        let Some(place) = self.destination(p, m) else { return };
        if !self.is_abroad(&guests, &place) {
            return;
        }
        let (from, to) = tokens_of(p.scan, self.journey(p, m));
        let when = self.time_in(p, from, to.max(m.to), ahead).or_else(|| self.when(p, m, ahead));
        let days = self.duration_in(p, from, to.max(m.to));
        let ended = p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("completed"));
        let when = if ended { self.time_in(p, 0, p.sent.toks.len(), ahead).or(when) } else { when };
        let when = self.stay(
            when,
            days,
            ended || rule.id.contains("arriv") || rule.id.contains("on-visit") || rule.id.contains("go-to"),
            ended,
        );
        let whole = self.journey(p, m);
        let forum = self.forum(p, m).filter(|f| f.relation != "session").or_else(|| self.ceremony(p, whole));
        self.place = Some(place.actor);
        let draft = EngagementDraft {
            kind: "visit".to_owned(),
            status,
            background: self.is_old(when.as_ref()),
            occasion: None,
            parties: guests,
            when: when.clone(),
            place: Some(place),
            forum,
            topics: Vec::new(),
            triggers: vec![(p.sent.span_of(m.from, m.to), id)],
            sentence: self.sentence,
            in_headline: p.sent.kind == PartKind::Headline,
            also: Vec::new(),
        };
        self.note_day(when.as_ref());
        if !draft.background
            && matches!(status, Status::Held | Status::Planned)
            && let Some(guest) = draft.parties.first()
            && let Some(pl) = &draft.place
        {
            self.visiting = Some((guest.actor, pl.actor));
        }
        self.lay_visit(draft, p.sent.kind == PartKind::Headline);
    }

    fn is_old(&self, when: Option<&WhenDraft>) -> bool {
        match (self.report.published, when.and_then(|w| w.edtf)) {
            (Some(published), Some(edtf)) => published.number().saturating_sub(edtf.bounds().1) > 20,
            _ => false,
        }
    }

    // Where the journey leads: a place or country in the clause with a case of goal, nearest to the evoking words.
    fn destination(&mut self, p: &Parsed<'_>, m: &Match) -> Option<PlaceDraft> {
        let k = self.knowledge;
        let goals = [
            BARE,
            k.case("mein"),
            k.case("ko"),
            k.case("gen"),
            k.case("tak"),
            k.case("liye"),
            k.case("par"),
            k.case("obj"),
        ];
        let mut best: Option<PlaceDraft> = None;
        let zone = self.journey(p, m);
        for phrase in p.parse.phrases.iter().filter(|ph| ph.from >= zone.0 && ph.from < zone.1) {
            if !goals.contains(&phrase.case) {
                continue;
            }
            for &mention in &phrase.mentions {
                if let Some(draft) = self.goal_of(p, mention) {
                    let better = best.as_ref().is_none_or(|b| {
                        self.memory.actors[b.actor].kind == ActorKind::Country
                            || self.memory.actors[draft.actor].kind == ActorKind::Place
                    });
                    if better {
                        best = Some(draft);
                    }
                }
            }
        }
        best
    }

    // The journey is told by the whole clause: "तीन दिन की यात्रा पर शुक्रवार को यहां पहुंचे".
    fn journey(&self, p: &Parsed<'_>, m: &Match) -> (usize, usize) {
        let c = &p.parse.clauses[m.clause];
        (m.zone.0.min(c.from), m.zone.1.max(c.to))
    }

    fn goal_of(&mut self, p: &Parsed<'_>, mention: usize) -> Option<PlaceDraft> {
        use crate::mention::PlaceWord;
        let m = p.scan.mentions[mention].clone();
        let span = p.sent.span_of(m.from, m.to);
        match m.what {
            What::Place(n) => Some(self.place_draft(n, span)),
            What::Country(n, _) => {
                let c = self.knowledge.stock.countries.get(n as usize)?;
                let (id, name) = (c.id.clone(), c.name.clone());
                let actor =
                    self.memory.other(ActorKind::Country, Some(id.clone()), &name, Some(id), span, self.report.text);
                Some(PlaceDraft { actor, span, stated: true })
            }
            What::PlaceWord(PlaceWord::Here) => self.dateline_place.map(|n| self.place_draft(n, span)),
            What::PlaceWord(PlaceWord::There) => {
                self.there(p, m.from).map(|actor| PlaceDraft { actor, span, stated: true })
            }
            _ => None,
        }
    }

    fn is_abroad(&self, guests: &[PartyDraft], place: &PlaceDraft) -> bool {
        let there = self.memory.actors[place.actor].country.as_deref();
        guests.iter().any(|g| {
            let from = self.party_country(g.actor);
            from.is_some() && there.is_some() && from.as_deref() != there
        })
    }

    // A stay of so many days from the day of arrival, or up to the day of leaving.
    fn stay(&self, when: Option<WhenDraft>, days: Option<u32>, bounded: bool, ended: bool) -> Option<WhenDraft> {
        match (when, days) {
            (Some(WhenDraft { edtf: Some(Edtf::Day(d)), basis, span }), Some(n)) if bounded && n > 1 => {
                let stay = if ended {
                    Edtf::Interval(d.plus(1 - i64::from(n)), d)
                } else {
                    Edtf::Interval(d, Self::last_day(d, n))
                };
                Some(WhenDraft { edtf: Some(stay), basis, span })
            }
            (when, _) => when,
        }
    }

    fn lay_visit(&mut self, d: EngagementDraft, headline: bool) {
        let country =
            |s: &Self, e: &EngagementDraft| e.place.as_ref().and_then(|p| s.memory.actors[p.actor].country.clone());
        let there = country(self, &d);
        let same = (0..self.out.engagements.len()).rev().find(|&i| {
            let e = &self.out.engagements[i];
            e.kind == "visit"
                && (e.status == d.status
                    || headline
                    || e.in_headline
                    || d.when.is_none() && d.status == Status::Held && e.status == Status::Held)
                && country(self, e) == there
                && d.parties.iter().any(|p| e.parties.iter().any(|q| q.actor == p.actor))
                && visit_times_fit(e, &d)
        });
        match same {
            Some(i) => {
                if self.out.engagements[i].in_headline && !headline {
                    self.out.engagements[i].in_headline = false;
                    self.out.engagements[i].status = d.status;
                }
                let wider = matches!(d.when.as_ref().and_then(|w| w.edtf), Some(Edtf::Interval(..)));
                if wider
                    && !matches!(self.out.engagements[i].when.as_ref().and_then(|w| w.edtf), Some(Edtf::Interval(..)))
                {
                    self.out.engagements[i].when.clone_from(&d.when);
                }
                self.enrich(i, crate::engage::Candidate { draft: d, points_back: false, headline });
            }
            None => self.out.engagements.push(d),
        }
    }
}

// "चार विमान अगले साल भारत आएंगे": what is counted comes, and not whom the sentence before was of.
fn things_come(p: &Parsed<'_>, m: &Match) -> bool {
    let c = &p.parse.clauses[m.clause];
    let slots = p.scan.slots.get(c.from..c.to).unwrap_or_default();
    let goods = |slot: &Slot| matches!(slot.item, Item::Mention(x) if matches!(p.scan.mentions[x].what, What::Number(_, Some(_))));
    slots.windows(2).any(|s| goods(&s[0]) && !matches!(s[1].item, Item::Case(_)))
}

fn visit_times_fit(e: &EngagementDraft, d: &EngagementDraft) -> bool {
    match (e.when.as_ref().and_then(|w| w.edtf), d.when.as_ref().and_then(|w| w.edtf)) {
        (Some(a), Some(b)) => {
            let ((a0, a1), (b0, b1)) = (a.bounds(), b.bounds());
            a0.saturating_sub(7) <= b1 && b0 <= a1.saturating_add(7)
        }
        (None, None) => true,
        _ => e.background == d.background,
    }
}

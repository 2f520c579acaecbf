//! When two tellings in one report are one engagement, and what the second adds to the first.

use crate::calendar::Edtf;
use crate::discourse::Discourse;
use crate::engage::Candidate;
use crate::reading::{ActorKind, EngagementDraft, ForumDraft, PartyDraft, PlaceDraft, Status, WhenDraft};

impl Discourse<'_> {
    pub(crate) fn same_engagement(&self, c: &Candidate) -> Option<usize> {
        (0..self.out.engagements.len()).rev().find(|&i| self.is_same(&self.out.engagements[i], c))
    }

    pub(crate) fn is_same(&self, e: &EngagementDraft, c: &Candidate) -> bool {
        let d = &c.draft;
        let talks = |k: &str| matches!(k, "meeting" | "session" | "summit");
        let kinds = e.kind == d.kind
            || talks(&e.kind) && talks(&d.kind)
            || c.points_back && d.kind == "meeting" && e.kind == "call"
            // A headline says talks where the text tells of the telephone.
            || e.in_headline && e.kind == "meeting" && e.place.is_none() && d.kind == "call"
            || c.points_back && e.kind == "call" && d.kind == "call";
        if !kinds || e.kind == "visit" {
            return false;
        }
        if c.points_back
            && e.occasion == d.occasion
            && self.same_people(e, d, true)
            && e.status == d.status
            && (self.current == Some(self.out.engagements.len() - 1))
            && std::ptr::eq(e, &raw const self.out.engagements[self.out.engagements.len() - 1])
        {
            return true;
        }
        if e.occasion != d.occasion || !self.same_people(e, d, c.points_back) {
            return false;
        }
        let early = e.in_headline || c.headline;
        let called_off = matches!((e.status, d.status), (Status::Cancelled, Status::Planned));
        if e.status != d.status && !early && !called_off {
            return false;
        }
        if !times_fit(e.when.as_ref(), d.when.as_ref())
            || e.background != d.background && d.when.is_some() && e.when.is_some()
        {
            return false;
        }
        let beside = |f: &Option<ForumDraft>| f.as_ref().is_some_and(|f| f.relation != "session");
        let inside = |f: &Option<ForumDraft>| f.as_ref().is_some_and(|f| f.relation == "session");
        if beside(&e.forum) && inside(&d.forum) || inside(&e.forum) && beside(&d.forum) {
            return false;
        }
        let sessions = (e.forum.as_ref().and_then(|f| f.session), d.forum.as_ref().and_then(|f| f.session));
        if let (Some((a, _)), Some((b, _))) = sessions
            && a != b
        {
            return false;
        }
        c.points_back || self.places_fit(e.place.as_ref(), d.place.as_ref())
    }

    pub(crate) fn same_people(&self, e: &EngagementDraft, d: &EngagementDraft, points_back: bool) -> bool {
        let (a, b) = (self.people(e), self.people(d));
        if b.len() < 2 {
            return false;
        }
        let within = |x: &[usize], y: &[usize]| x.iter().all(|i| y.iter().any(|j| self.may_be_one(*i, *j)));
        if a.len() == b.len() {
            return within(&a, &b);
        }
        let larger = a.len().max(b.len());
        let subset = within(&a, &b) || within(&b, &a);
        subset && (larger <= 2 || points_back || e.kind != "meeting" && d.kind != "meeting")
    }

    pub(crate) fn may_be_one(&self, a: usize, b: usize) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (&self.memory.actors[a], &self.memory.actors[b]);
        let (office, person) = if x.kind == ActorKind::Office { (x, y) } else { (y, x) };
        let untitled = person.kind == ActorKind::Person
            && person.offices.is_empty()
            && person.country.is_some()
            && office.country == person.country;
        let holds = |o: &crate::reading::OfficeSaid| {
            person.offices.iter().any(|q| crate::memory::same_title(&o.title, &q.title) && o.of == q.of)
        };
        office.kind == ActorKind::Office && (untitled || office.offices.iter().any(holds))
    }

    pub(crate) fn places_fit(&self, a: Option<&PlaceDraft>, b: Option<&PlaceDraft>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return true };
        if a.actor == b.actor {
            return true;
        }
        let (x, y) = (&self.memory.actors[a.actor], &self.memory.actors[b.actor]);
        let country_only = x.kind == ActorKind::Country || y.kind == ActorKind::Country;
        let same_country = x.country == y.country;
        same_country && (country_only || self.venue(a.actor) || self.venue(b.actor))
    }

    pub(crate) fn venue(&self, actor: usize) -> bool {
        let id = self.memory.actors[actor].known.as_deref();
        id.and_then(|id| self.knowledge.place(id)).is_some_and(|(_, p)| p.kind != "city")
    }

    pub(crate) fn join(&mut self, i: usize, c: Candidate) {
        let early = self.out.engagements[i].in_headline && !c.headline;
        let formal = |k: &str| matches!(k, "session" | "summit");
        let e = &mut self.out.engagements[i];
        if early {
            // What was to be and is called off stays called off, also where the plan is told once more.
            let off = matches!(e.status, Status::Cancelled | Status::Denied) && c.draft.status == Status::Planned;
            e.status = if off { e.status } else { c.draft.status };
            e.in_headline = false;
        }
        if !formal(&e.kind) && formal(&c.draft.kind) || early && c.draft.kind == "call" {
            e.kind.clone_from(&c.draft.kind);
        }
        let named: Vec<(usize, PartyDraft)> = self.named_for_unnamed(i, &c.draft);
        let e = &mut self.out.engagements[i];
        for (k, p) in named {
            e.parties[k] = p;
        }
        let mut fresh = Vec::new();
        for p in &c.draft.parties {
            match e.parties.iter_mut().find(|q| q.actor == p.actor) {
                Some(q) => q.spans.extend(p.spans.iter().copied().filter(|s| !q.spans.contains(s)).collect::<Vec<_>>()),
                None => fresh.push(p.clone()),
            }
        }
        if e.parties.len() < c.draft.parties.len() {
            e.parties.extend(fresh);
        }
        self.drop_represented(i);
        self.enrich(i, c);
    }

    // A state whose minister is named as a party stands in him.
    fn drop_represented(&mut self, i: usize) {
        let parties = &self.out.engagements[i].parties;
        let kind = |p: &PartyDraft| self.memory.actors[p.actor].kind;
        let sent: Vec<String> = parties
            .iter()
            .filter(|p| kind(p) == ActorKind::Person)
            .filter_map(|p| self.party_country(p.actor))
            .collect();
        if sent.len() < 2 {
            return;
        }
        let is_sent = |p: &PartyDraft| self.party_country(p.actor).is_some_and(|country| sent.contains(&country));
        let kept: Vec<PartyDraft> =
            parties.iter().filter(|p| kind(p) != ActorKind::Country || !is_sent(p)).cloned().collect();
        self.out.engagements[i].parties = kept;
    }

    // Parties of an engagement that a candidate names where they stood without a name.
    pub(crate) fn named_for_unnamed(&self, i: usize, d: &EngagementDraft) -> Vec<(usize, PartyDraft)> {
        let e = &self.out.engagements[i];
        let mut out = Vec::new();
        for (k, q) in e.parties.iter().enumerate() {
            let unnamed = self.memory.actors[q.actor].kind;
            if !matches!(unnamed, ActorKind::Office | ActorKind::Country) {
                continue;
            }
            // "मिस्र से वार्ता" in a headline: the text names the minister who stands for that state.
            let stands_for = |p: &PartyDraft| match unnamed {
                ActorKind::Country => e.kind == "meeting" && self.party_country(p.actor) == self.party_country(q.actor),
                _ => self.may_be_one(p.actor, q.actor),
            };
            let person = d.parties.iter().find(|p| {
                self.memory.actors[p.actor].kind == ActorKind::Person
                    && stands_for(p)
                    && !e.parties.iter().any(|x| x.actor == p.actor)
            });
            if let Some(p) = person {
                let mut p = p.clone();
                p.spans.extend(q.spans.iter().copied());
                out.push((k, p));
            }
        }
        out
    }

    /// Adds what a candidate tells beside its parties.
    pub fn enrich(&mut self, i: usize, c: Candidate) {
        let rank = self.place_rank(c.draft.place.as_ref());
        let known = self.place_rank(self.out.engagements[i].place.as_ref());
        let fits = self.places_fit(self.out.engagements[i].place.as_ref(), c.draft.place.as_ref());
        let e = &mut self.out.engagements[i];
        let off = matches!(c.draft.status, Status::Denied | Status::Cancelled);
        if e.status == Status::Planned && off || e.status == Status::Denied && c.draft.status == Status::Cancelled {
            e.status = c.draft.status;
        }
        if e.kind == "meeting" && matches!(c.draft.kind.as_str(), "session" | "summit") && c.draft.forum.is_some() {
            e.kind.clone_from(&c.draft.kind);
        }
        e.triggers.extend(c.draft.triggers);
        for t in c.draft.topics {
            if !e.topics.contains(&t) {
                e.topics.push(t);
            }
        }
        let finer = |new: &WhenDraft, old: &WhenDraft| {
            new.edtf.map_or(9, Edtf::coarseness) < old.edtf.map_or(9, Edtf::coarseness)
        };
        if let Some(w) = c.draft.when
            && e.when.as_ref().is_none_or(|old| finer(&w, old))
        {
            e.when = Some(w);
        }
        if let Some(pl) = c.draft.place.filter(|_| e.kind != "call") {
            if !fits {
                let name = self.memory.actors[pl.actor].en.clone().unwrap_or_default();
                e.also.push(("where", name, pl.span));
            } else if rank > known {
                e.place = Some(pl);
            }
        }
        match (&mut e.forum, c.draft.forum) {
            (Some(old), Some(new)) => old.session = old.session.or(new.session),
            (slot @ None, Some(new)) => *slot = Some(new),
            _ => {}
        }
    }

    pub(crate) fn place_rank(&self, place: Option<&PlaceDraft>) -> u8 {
        let Some(place) = place else { return 0 };
        match self.memory.actors[place.actor].kind {
            ActorKind::Country => 1,
            _ if self.venue(place.actor) => 3,
            _ => 2,
        }
    }
}

/// Whether two dates may be of one event; a missing one fits any.
pub(crate) fn times_fit(a: Option<&WhenDraft>, b: Option<&WhenDraft>) -> bool {
    match (a.and_then(|w| w.edtf), b.and_then(|w| w.edtf)) {
        (Some(a), Some(b)) => a.compatible(b),
        _ => true,
    }
}

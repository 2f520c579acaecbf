//! Laying an event beside what the report told before: the same one again, more of it, or a new one.

use crate::discourse::Discourse;
use crate::engage::Candidate;
use crate::reading::{ActorKind, EngagementDraft, PartyDraft, Status};
use crate::same::times_fit;

impl Discourse<'_> {
    // A dialogue told of its states alone is that of the people told of next.
    pub(crate) fn takes_over(&self, c: &Candidate) -> Option<usize> {
        let i = self.current?;
        let e = self.out.engagements.get(i)?;
        let codes = |d: &EngagementDraft| {
            let mut list: Vec<String> = d.parties.iter().filter_map(|p| self.party_country(p.actor)).collect();
            list.sort();
            list.dedup();
            list
        };
        let states_only = self.people(e).is_empty() && matches!(e.kind.as_str(), "session" | "summit");
        let near = c.draft.sentence <= e.sentence + 2
            && e.status == c.draft.status
            && c.draft.occasion.is_none()
            && c.draft.kind != "call";
        (states_only
            && near
            && self.people(&c.draft).len() >= 2
            && codes(e) == codes(&c.draft)
            && times_fit(e.when.as_ref(), c.draft.when.as_ref()))
        .then_some(i)
    }

    // "बैठक में वांग यी और लावरोव ने हिस्सा लिया": those who took part in the session being told are its parties.
    pub(crate) fn joins_session(&self, c: &Candidate) -> Option<usize> {
        let i = self.current?;
        let e = self.out.engagements.get(i)?;
        let took_part = c.draft.triggers.iter().any(|(_, rule)| rule.contains("/session/") && self.refers_back(rule));
        let numbered = c.draft.forum.is_some() && e.kind != "session";
        let near = c.draft.sentence <= e.sentence + if numbered { 4 } else { 1 };
        let same_forum = c.draft.forum.as_ref().is_none_or(|f| e.forum.as_ref().is_some_and(|g| g.name == f.name));
        // What one of a list of partners took part in besides is no part of the talks with the last of them.
        (took_part
            && near
            && !self.is_listed(i)
            && same_forum
            && matches!(e.kind.as_str(), "session" | "summit" | "meeting")
            && e.status == c.draft.status
            && times_fit(e.when.as_ref(), c.draft.when.as_ref()))
        .then_some(i)
    }

    // Whether an engagement is one of a list of talks with one partner each.
    fn is_listed(&self, engagement: usize) -> bool {
        self.listing.as_ref().is_some_and(|(_, list)| list.contains(&engagement))
    }

    /// Lays a candidate beside what the report told before: joins it to the same engagement or adds it.
    pub fn lay(&mut self, mut c: Candidate) {
        self.tidy_parties(&mut c.draft);
        if let Some(i) = self.takes_over(&c) {
            self.out.engagements[i].parties.clone_from(&c.draft.parties);
            self.join(i, c);
            self.current = Some(i);
            return;
        }
        if let Some(i) = self.joins_session(&c) {
            let fresh: Vec<PartyDraft> = c
                .draft
                .parties
                .iter()
                .filter(|p| !self.out.engagements[i].parties.iter().any(|q| q.actor == p.actor))
                .cloned()
                .collect();
            for person in &fresh {
                let of = self.party_country(person.actor);
                // The state whose minister took part is named by him from here on.
                let unnamed = |d: &Self, q: &PartyDraft| {
                    matches!(d.memory.actors[q.actor].kind, ActorKind::Office | ActorKind::Country)
                        && d.party_country(q.actor) == of
                };
                let kept: Vec<PartyDraft> =
                    self.out.engagements[i].parties.iter().filter(|q| !unnamed(self, q)).cloned().collect();
                self.out.engagements[i].parties = kept;
            }
            self.out.engagements[i].parties.extend(fresh);
            if self.out.engagements[i].kind == "meeting" {
                "session".clone_into(&mut c.draft.kind);
            }
            self.join(i, c);
            return;
        }
        if let Some(i) = self.same_engagement(&c) {
            self.join(i, c);
            self.current = Some(i);
            return;
        }
        if self.people(&c.draft).len() < 2 && self.tells_more(&c) {
            if let Some(i) = self.current {
                self.enrich(i, c);
            }
            return;
        }
        self.another_round(&mut c);
        self.supply_other(&mut c);
        if !self.stands_alone(&c.draft) {
            return;
        }
        self.out.engagements.push(c.draft);
        self.current = Some(self.out.engagements.len() - 1);
    }

    // Words of talks with one side or none tell more of the talks being told, if that side was there.
    pub(crate) fn tells_more(&self, c: &Candidate) -> bool {
        let Some(i) = self.current else { return false };
        let Some(e) = self.out.engagements.get(i) else { return false };
        // A forum of its own, told after a list of talks with one partner each, is another event.
        if self.is_listed(i) && c.draft.forum.as_ref().is_some_and(|f| f.relation == "session") {
            return false;
        }
        let people = self.people(&c.draft);
        let refers = c.points_back || c.draft.triggers.iter().any(|(_, rule)| self.refers_back(rule));
        let there = people.iter().all(|p| e.parties.iter().any(|q| q.actor == *p));
        refers
            && c.draft.occasion.is_none()
            && there
            && e.kind != "visit"
            && (c.points_back || c.draft.when.as_ref().is_none_or(|w| times_fit(e.when.as_ref(), Some(w))))
    }

    pub(crate) fn refers_back(&self, rule: &str) -> bool {
        self.knowledge.index.rules.iter().any(|r| r.id == rule && r.refers_back)
    }

    // "पहली बैठक अप्रैल 2018 में वुहान में हुई थी": other talks of the same people.
    pub(crate) fn another_round(&self, c: &mut Candidate) {
        let Some(e) = self.current.and_then(|i| self.out.engagements.get(i)) else { return };
        let dated = c.draft.when.as_ref().is_some_and(|w| w.edtf.is_some())
            && !times_fit(e.when.as_ref(), c.draft.when.as_ref());
        let refers = c.draft.triggers.iter().any(|(_, rule)| self.refers_back(rule));
        if !(c.draft.parties.is_empty() && refers && dated && c.draft.forum.is_some()) {
            return;
        }
        c.draft.parties.clone_from(&e.parties);
        if matches!(e.kind.as_str(), "session" | "summit") {
            c.draft.kind.clone_from(&e.kind);
        }
    }

    // "बातचीत के बाद पुतिन ने कहा": talks of the one who speaks with the other who was named.
    pub(crate) fn supply_other(&self, c: &mut Candidate) {
        let people = self.people(&c.draft);
        let talks = c.draft.triggers.iter().any(|(_, rule)| self.refers_back(rule))
            && c.draft.kind != "press-conference"
            && c.draft.status == Status::Held;
        let [one] = people.as_slice() else { return };
        if !talks || c.draft.parties.len() > 1 || c.draft.forum.is_some() || c.headline {
            return;
        }
        let pair = self.people_of_group(2, None, None, usize::MAX);
        if pair.contains(one)
            && let Some(&other) = pair.iter().find(|x| *x != one)
            && self.party_country(other).is_some()
            && self.party_country(*one) != self.party_country(other)
        {
            let like = c.draft.parties[0].clone();
            c.draft.parties.push(PartyDraft { actor: other, ..like });
        }
    }

    pub(crate) fn people(&self, d: &EngagementDraft) -> Vec<usize> {
        d.parties
            .iter()
            .map(|p| p.actor)
            .filter(|&a| matches!(self.memory.actors[a].kind, ActorKind::Person | ActorKind::Office))
            .collect()
    }

    // Where people are named, their states are not parties of their own.
    pub(crate) fn tidy_parties(&self, d: &mut EngagementDraft) {
        let mut seen: Vec<usize> = Vec::new();
        d.parties.retain(|p| {
            let fresh = !seen.contains(&p.actor);
            seen.push(p.actor);
            fresh && self.memory.actors[p.actor].kind != ActorKind::Other
        });
        if self.people(d).len() >= 2 {
            d.parties.retain(|p| matches!(self.memory.actors[p.actor].kind, ActorKind::Person | ActorKind::Office));
        }
    }

    // An engagement binds parties of two countries or a body; bare states only where they meet in a forum.
    pub(crate) fn stands_alone(&self, d: &EngagementDraft) -> bool {
        let people = self.people(d);
        let mut countries: Vec<String> = d.parties.iter().filter_map(|p| self.party_country(p.actor)).collect();
        countries.sort();
        countries.dedup();
        let open = people.iter().any(|&a| self.party_country(a).is_none());
        let body = d.parties.iter().any(|p| self.memory.actors[p.actor].kind == ActorKind::Body);
        if people.len() >= 2 {
            // Somebody of no known country among several countrymen is one of them.
            let pair = people.iter().filter(|&&a| self.party_country(a).is_some()).count() < 2;
            return countries.len() >= 2 || open && pair && !countries.is_empty() && self.is_foreign_report();
        }
        let formal = matches!(d.kind.as_str(), "session" | "summit" | "exercise" | "press-conference");
        let attended = d.forum.as_ref().is_some_and(|f| f.session.is_some())
            || d.triggers.iter().any(|(_, rule)| rule.contains("/session/"));
        let in_forum = people.len() == 1
            && attended
            && d.kind == "session"
            && d.forum.as_ref().is_some_and(|f| f.relation == "session" && self.memory.actors[f.actor].known.is_some());
        in_forum
            || (people.len() == 1 && d.parties.len() >= 2 && (countries.len() >= 2 || body))
            || (people.is_empty() && formal && countries.len() >= 2)
    }

    pub(crate) fn is_foreign_report(&self) -> bool {
        self.main_countries(2).len() >= 2
    }
}

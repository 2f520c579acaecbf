//! The two sides of an event: who acts, with whom, and whom the sentence leaves unsaid.

use crate::discourse::Discourse;
use crate::frame::{Match, Parsed, tokens_of};
use crate::mention::What;
use crate::reading::{ActorKind, ForumDraft, PartyDraft};

impl Discourse<'_> {
    // The two sides of an event: who acts, and with whom.
    pub(crate) fn sides(&mut self, p: &Parsed<'_>, m: &Match) -> (Vec<PartyDraft>, Vec<PartyDraft>) {
        let agent = self.role(p, m, "agent");
        if let [one] = agent.as_slice()
            && self.subject_now.is_none()
        {
            self.subject_now = Some(one.actor);
        }
        let mut partner = self.role(p, m, "partner");
        for role in ["guest", "between", "also"] {
            for x in self.role(p, m, role) {
                if !partner.iter().any(|y| y.actor == x.actor) {
                    partner.push(x);
                }
            }
        }
        for x in self.hosts(p, m) {
            if !partner.iter().any(|y| y.actor == x.actor) {
                partner.push(x);
            }
        }
        partner.retain(|x| !agent.iter().any(|a| a.actor == x.actor));
        (agent, partner)
    }

    // "रुबियो की मेजबानी में हुई बैठक में": the host takes part, wherever in the sentence he stands.
    pub(crate) fn hosts(&mut self, p: &Parsed<'_>, m: &Match) -> Vec<PartyDraft> {
        let k = self.knowledge;
        let cases = [k.case("mejbaani"), k.case("adhyakshata")];
        let rule = &k.index.rules[m.rule].id;
        let mut hosts = self.parties_in(p, &cases, rule);
        hosts.retain(|x| matches!(self.memory.actors[x.actor].kind, ActorKind::Person | ActorKind::Office));
        hosts
    }

    // Everyone named in the phrases of some cases, wherever in the sentence they stand.
    pub(crate) fn parties_in(&mut self, p: &Parsed<'_>, cases: &[u16], rule: &str) -> Vec<PartyDraft> {
        let phrases: Vec<_> = p.parse.phrases.iter().filter(|ph| cases.contains(&ph.case)).cloned().collect();
        let reads: Vec<_> = phrases.iter().flat_map(|ph| self.actors_of(p, ph)).collect();
        let draft = |(actor, span)| PartyDraft { actor, spans: vec![span], rule: rule.to_owned() };
        reads.into_iter().map(draft).collect()
    }

    // Talks of a bilateral forum, and the next round of those being told, are of its states.
    pub(crate) fn supply_states(
        &mut self,
        p: &Parsed<'_>,
        m: &Match,
        sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>),
        forum: Option<ForumDraft>,
        kind: String,
    ) -> (Option<ForumDraft>, String) {
        if !sides.0.is_empty() || !sides.1.is_empty() || m.nominal.is_some() || kind == "press-conference" {
            return (forum, kind);
        }
        let span = p.sent.span_of(m.from, m.to);
        let (from, to) = tokens_of(p.scan, m.zone);
        let next = p.sent.has_class(from, to.max(m.to), self.knowledge.class("next-round"));
        let current = self
            .out
            .engagements
            .iter()
            .rev()
            .find(|e| matches!(e.kind.as_str(), "session" | "summit") && e.forum.is_some())
            .cloned();
        let mut codes: Vec<String> = Vec::new();
        let mut found = forum.clone().filter(|f| f.relation == "session");
        if let Some(f) = &found {
            let id = self.memory.actors[f.actor].known.clone();
            codes = id.as_deref().and_then(|id| self.knowledge.body(id)).map(|b| b.parties.clone()).unwrap_or_default();
        }
        if codes.is_empty()
            && next
            && let Some(e) = &current
        {
            for x in &e.parties {
                if let Some(c) = self.party_country(x.actor).filter(|c| !codes.contains(c)) {
                    codes.push(c);
                }
            }
            found = found.or_else(|| e.forum.clone().map(|f| ForumDraft { session: None, span, ..f }));
        }
        let rule = self.knowledge.index.rules[m.rule].id.clone();
        for code in codes {
            if let Some(actor) = self.country_by_code(&code, span) {
                sides.0.push(PartyDraft { actor, spans: vec![span], rule: rule.clone() });
            }
        }
        if sides.0.is_empty() {
            (forum, kind)
        } else {
            (found, if kind == "summit" { kind } else { "session".to_owned() })
        }
    }

    // A sentence without its own subject goes on with that of the one before.
    pub(crate) fn supply_subject(
        &mut self,
        p: &Parsed<'_>,
        m: &Match,
        sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>),
        points_back: bool,
    ) {
        let has_agent_role = self.knowledge.index.rules[m.rule].roles.iter().any(|(r, _)| r == "agent");
        if !sides.0.is_empty() || sides.1.len() != 1 || !has_agent_role || points_back {
            return;
        }
        let Some(subject) = self.dropped_subject(sides.1[0].actor, m.nominal.is_some()) else { return };
        let rule = self.knowledge.index.rules[m.rule].id.clone();
        sides.0.push(PartyDraft { actor: subject, spans: vec![p.sent.span_of(m.from, m.to)], rule });
    }

    // A pronoun that would make the event one of countrymen points to the foreigner named last.
    pub(crate) fn mend_pronoun(&self, p: &Parsed<'_>, m: &Match, sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>)) {
        let Some(&phrase) = m.roles.get("agent") else { return };
        let pronoun =
            p.parse.phrases[phrase].mentions.iter().all(|&x| matches!(p.scan.mentions[x].what, What::Pronoun(_)));
        let ([agent], [partner]) = (sides.0.as_mut_slice(), sides.1.as_slice()) else { return };
        let there = self.party_country(partner.actor);
        if !pronoun || there.is_none() || self.party_country(agent.actor) != there {
            return;
        }
        let other = self
            .named
            .iter()
            .rev()
            .copied()
            .find(|&n| n != partner.actor && self.party_country(n).is_some() && self.party_country(n) != there);
        if let Some(other) = other {
            agent.actor = other;
        }
    }

    // The one whom the report goes on about: the subject before, unless he is of the partner's own country or abroad like him.
    pub(crate) fn dropped_subject(&self, partner: usize, nominal: bool) -> Option<usize> {
        let there = self.party_country(partner);
        let fits = |s: &usize| {
            *s != partner && self.memory.actors[*s].kind == ActorKind::Person && self.party_country(*s) != there
        };
        let protagonist = self.protagonist().filter(|s| fits(s));
        let before = self.subject.filter(|s| fits(s));
        let home = |s: &usize| self.party_country(*s).as_deref() == Some(self.report.home);
        if nominal {
            protagonist.or(before)
        } else {
            before.filter(|s| home(s) || protagonist.is_none()).or(protagonist).or(before)
        }
    }

    // The person named most.
    pub(crate) fn protagonist(&self) -> Option<usize> {
        let people = (0..self.memory.actors.len()).filter(|&i| self.memory.actors[i].kind == ActorKind::Person);
        people.max_by_key(|&i| (self.memory.actors[i].spellings.len(), std::cmp::Reverse(i)))
    }

    // One event, or one for each partner.
    pub(crate) fn events(
        &self,
        p: &Parsed<'_>,
        m: &Match,
        sides: (Vec<PartyDraft>, Vec<PartyDraft>),
    ) -> Vec<Vec<PartyDraft>> {
        let (agent, partner) = sides;
        let rule = &self.knowledge.index.rules[m.rule];
        let k = self.knowledge;
        let apart = p.sent.has_class(0, p.sent.toks.len(), k.class("distributive"));
        let together = p.sent.has_class(0, p.sent.toks.len(), k.class("together"));
        let (from, to) = tokens_of(p.scan, m.zone);
        let bilateral = p.sent.has_class(from, to.max(m.to), k.class("bilateral"));
        let split = apart || !together && (rule.distributes || bilateral);
        let of_one = |one: &PartyDraft, rest: &[PartyDraft]| {
            rest.iter().map(|r| vec![one.clone(), r.clone()]).collect::<Vec<_>>()
        };
        match (agent.as_slice(), partner.as_slice()) {
            ([one], many) if many.len() > 1 && split => of_one(one, many),
            (many, [one]) if many.len() > 1 && apart => of_one(one, many),
            _ => vec![agent.into_iter().chain(partner).collect()],
        }
    }
}

//! Engagements: from a matched frame to a meeting, call, session, summit, exercise or press conference of the report.

use crate::calendar::Edtf;
use crate::discourse::Discourse;
use crate::frame::{tokens_of, Match, Parsed};
use crate::input::PartKind;
use crate::mention::What;
use crate::reading::{ActorKind, EngagementDraft, ForumDraft, PartyDraft, PlaceDraft, Status, WhenDraft};
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
type Told = (Option<ForumDraft>, String, Option<WhenDraft>, Option<PlaceDraft>);

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
        let ahead = status == Status::Planned;
        let mut sides = self.sides(p, m);
        let points_back = self.points_back(p, m);
        let forum = self.forum(p, m);
        let this_year = p.scan.mentions.iter().any(|x| matches!(x.what, What::Time(crate::time::Said::Unit(_, 0))));
        let session = self.session_number(p, m).filter(|_| !this_year);
        let when = self.when(p, m, ahead);
        let when_said = when.clone();
        let after_talks = self.opens_after_talks(p);
        let mut when = when.filter(|w| w.edtf.is_some()).or_else(|| if status == Status::Held { self.day_of_paragraph(p.sent.part, after_talks) } else { None }).or(when_said);
        let place = self.place_in(p, from, to, false).or_else(|| self.place_before_noun(p, m)).or_else(|| self.place_in(p, 0, to, false).filter(|_| m.nominal.is_none()));
        let kind = self.refined_kind(p, m, &kind, session.is_some(), forum.as_ref());
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
            forum: forum.or_else(|| self.nameless_forum(p, m, session)).or_else(|| self.unnumbered_summit(p, m, &kind)).or_else(|| self.ceremony(p, (0, m.zone.1)).filter(|_| m.nominal.is_none() && rule.occasion.is_none())),
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
    fn note_listing(&mut self, laid: &[usize], known: usize) {
        let unnamed = |d: &Self, i: &usize| d.out.engagements.get(*i).is_some_and(|e| e.parties.iter().any(|p| d.memory.actors[p.actor].kind == ActorKind::Office));
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

    // A dialogue named in the sentence before, without people, is the one that its people now meet in.
    #[allow(clippy::too_many_arguments)]
    fn adopt_forum(&mut self, p: &Parsed<'_>, m: &Match, forum: Option<ForumDraft>, kind: String, when: Option<WhenDraft>, place: Option<PlaceDraft>, sides: &(Vec<PartyDraft>, Vec<PartyDraft>)) -> Told {
        let people = sides.0.iter().chain(&sides.1).filter(|x| matches!(self.memory.actors[x.actor].kind, ActorKind::Person | ActorKind::Office)).count();
        let talks = matches!(kind.as_str(), "meeting" | "session");
        if people == 0 && forum.as_ref().is_some_and(|f| f.relation == "session" || f.relation == "after") && m.occasionless() {
            self.pending = forum.clone().map(|f| (ForumDraft { relation: "session", ..f }, p.sent.part, self.sentence, when.clone(), place.clone()));
        } else if talks && forum.is_none() && people >= 3
            && let Some((f, part, sentence, told_when, told_place)) = self.pending.clone()
            && part == p.sent.part && self.sentence <= sentence + 2
        {
            return (Some(f), "session".to_owned(), when.or(told_when), place.or(told_place));
        }
        (forum, kind, when, place)
    }

    // A meeting told in the course of a visit took place where the guest was.
    fn place_of_visit(&self, p: &Parsed<'_>, m: &Match, d: &EngagementDraft) -> Option<PlaceDraft> {
        if d.background || matches!(d.kind.as_str(), "call" | "exercise") || matches!(d.status, Status::Denied | Status::Cancelled) {
            return None;
        }
        let (guest, place) = self.visiting?;
        let host = self.memory.actors[place].country.clone();
        let with_guest = d.parties.iter().any(|x| x.actor == guest) && d.parties.iter().any(|x| x.actor != guest && self.party_country(x.actor) == host);
        with_guest.then(|| PlaceDraft { actor: place, span: p.sent.span_of(m.from, m.to), stated: false })
    }

    // A summit without number or name of a body is its own forum: "अनौपचारिक शिखर बैठक".
    fn unnumbered_summit(&mut self, p: &Parsed<'_>, m: &Match, kind: &str) -> Option<ForumDraft> {
        let (from, to) = m.noun.filter(|_| kind == "summit")?;
        let slot = p.scan.slots.iter().position(|s| s.from <= from && from < s.to)?;
        let words = p.scan.slots[..slot].iter().rev().take_while(|s| s.item == Item::Word).take(3).count();
        let span = p.sent.span_of(p.scan.slots[slot - words].from, to);
        let name = span.of(self.report.text).to_owned();
        let actor = self.memory.other(ActorKind::Body, None, &name, None, span, self.report.text);
        Some(ForumDraft { actor, name, relation: "session", session: None, span })
    }

    // First token of the genitive phrase before an ordinal: "विशेष प्रतिनिधियों की 22वीं वार्ता".
    fn genitive_before(&self, p: &Parsed<'_>, token: usize) -> usize {
        let Some(slot) = p.scan.slots.iter().position(|s| s.from == token) else { return token };
        let gen_before = slot >= 2 && p.scan.slots[slot - 1].item == Item::Case(self.numbers.genitive);
        match (gen_before, p.scan.slots.get(slot.wrapping_sub(2)).map(|s| (s.item, s.from))) {
            (true, Some((Item::Mention(x), from))) if matches!(&p.scan.mentions[x].what, What::Person(q) if q.name.is_none()) || matches!(p.scan.mentions[x].what, What::Body(_)) => from,
            _ => token,
        }
    }

    // "परामर्श के बाद", "यात्रा के दौरान" at the head of a sentence go on with the day being told.
    fn opens_after_talks(&self, p: &Parsed<'_>) -> bool {
        let k = self.knowledge;
        let nouns = [k.class("talks"), k.class("encounter"), k.class("summit"), k.class("visit")];
        let cases = [k.case("baad"), k.case("dauraan")];
        (0..4).any(|i| nouns.iter().any(|&c| p.sent.class_at(i, c).is_some_and(|end| p.scan.slots.iter().any(|s| s.from == end && matches!(s.item, Item::Case(x) if cases.contains(&x))))))
    }

    // The two sides of an event: who acts, and with whom.
    fn sides(&mut self, p: &Parsed<'_>, m: &Match) -> (Vec<PartyDraft>, Vec<PartyDraft>) {
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
    fn hosts(&mut self, p: &Parsed<'_>, m: &Match) -> Vec<PartyDraft> {
        let k = self.knowledge;
        let cases = [k.case("mejbaani"), k.case("adhyakshata")];
        let rule = k.index.rules[m.rule].id.clone();
        let phrases: Vec<_> = p.parse.phrases.iter().filter(|ph| cases.contains(&ph.case)).cloned().collect();
        let mut out = Vec::new();
        for phrase in phrases {
            for (actor, span) in self.actors_of(p, &phrase) {
                if matches!(self.memory.actors[actor].kind, ActorKind::Person | ActorKind::Office) {
                    out.push(PartyDraft { actor, spans: vec![span], rule: rule.clone() });
                }
            }
        }
        out
    }

    // Talks of a bilateral forum, and the next round of those being told, are of its states.
    fn supply_states(&mut self, p: &Parsed<'_>, m: &Match, sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>), forum: Option<ForumDraft>, kind: String) -> (Option<ForumDraft>, String) {
        if !sides.0.is_empty() || !sides.1.is_empty() || m.nominal.is_some() || kind == "press-conference" {
            return (forum, kind);
        }
        let span = p.sent.span_of(m.from, m.to);
        let (from, to) = tokens_of(p.scan, m.zone);
        let next = p.sent.has_class(from, to.max(m.to), self.knowledge.class("next-round"));
        let current = self.out.engagements.iter().rev().find(|e| matches!(e.kind.as_str(), "session" | "summit") && e.forum.is_some()).cloned();
        let mut codes: Vec<String> = Vec::new();
        let mut found = forum.clone().filter(|f| f.relation == "session");
        if let Some(f) = &found {
            let id = self.memory.actors[f.actor].known.clone();
            codes = id.as_deref().and_then(|id| self.knowledge.body(id)).map(|b| b.parties.clone()).unwrap_or_default();
        }
        if codes.is_empty() && next
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
        if sides.0.is_empty() { (forum, kind) } else { (found, if kind == "summit" { kind } else { "session".to_owned() }) }
    }

    // A sentence without its own subject goes on with that of the one before.
    fn supply_subject(&mut self, p: &Parsed<'_>, m: &Match, sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>), points_back: bool) {
        let has_agent_role = self.knowledge.index.rules[m.rule].roles.iter().any(|(r, _)| r == "agent");
        if !sides.0.is_empty() || sides.1.len() != 1 || !has_agent_role || points_back {
            return;
        }
        let Some(subject) = self.dropped_subject(sides.1[0].actor, m.nominal.is_some()) else { return };
        let rule = self.knowledge.index.rules[m.rule].id.clone();
        sides.0.push(PartyDraft { actor: subject, spans: vec![p.sent.span_of(m.from, m.to)], rule });
    }

    // A pronoun that would make the event one of countrymen points to the foreigner named last.
    fn mend_pronoun(&self, p: &Parsed<'_>, m: &Match, sides: &mut (Vec<PartyDraft>, Vec<PartyDraft>)) {
        let Some(&phrase) = m.roles.get("agent") else { return };
        let pronoun = p.parse.phrases[phrase].mentions.iter().all(|&x| matches!(p.scan.mentions[x].what, What::Pronoun(_)));
        let ([agent], [partner]) = (sides.0.as_mut_slice(), sides.1.as_slice()) else { return };
        let there = self.party_country(partner.actor);
        if !pronoun || there.is_none() || self.party_country(agent.actor) != there {
            return;
        }
        let other = self.named.iter().rev().copied().find(|&n| n != partner.actor && self.party_country(n).is_some() && self.party_country(n) != there);
        if let Some(other) = other {
            agent.actor = other;
        }
    }

    // The one whom the report goes on about: the subject before, unless he is of the partner's own country or abroad like him.
    fn dropped_subject(&self, partner: usize, nominal: bool) -> Option<usize> {
        let there = self.party_country(partner);
        let fits = |s: &usize| *s != partner && self.memory.actors[*s].kind == ActorKind::Person && self.party_country(*s) != there;
        let protagonist = self.protagonist().filter(|s| fits(s));
        let before = self.subject.filter(|s| fits(s));
        let home = |s: &usize| self.party_country(*s).as_deref() == Some(self.report.home);
        if nominal { protagonist.or(before) } else { before.filter(|s| home(s) || protagonist.is_none()).or(protagonist).or(before) }
    }

    // The person named most.
    fn protagonist(&self) -> Option<usize> {
        let people = (0..self.memory.actors.len()).filter(|&i| self.memory.actors[i].kind == ActorKind::Person);
        people.max_by_key(|&i| (self.memory.actors[i].spellings.len(), std::cmp::Reverse(i)))
    }

    // One event, or one for each partner.
    fn events(&self, p: &Parsed<'_>, m: &Match, sides: (Vec<PartyDraft>, Vec<PartyDraft>)) -> Vec<Vec<PartyDraft>> {
        let (agent, partner) = sides;
        let rule = &self.knowledge.index.rules[m.rule];
        let k = self.knowledge;
        let apart = p.sent.has_class(0, p.sent.toks.len(), k.class("distributive"));
        let together = p.sent.has_class(0, p.sent.toks.len(), k.class("together"));
        let (from, to) = tokens_of(p.scan, m.zone);
        let bilateral = p.sent.has_class(from, to.max(m.to), k.class("bilateral"));
        let split = apart || !together && (rule.distributes || bilateral);
        let of_one = |one: &PartyDraft, rest: &[PartyDraft]| rest.iter().map(|r| vec![one.clone(), r.clone()]).collect::<Vec<_>>();
        match (agent.as_slice(), partner.as_slice()) {
            ([one], many) if many.len() > 1 && split => of_one(one, many),
            (many, [one]) if many.len() > 1 && apart => of_one(one, many),
            _ => vec![agent.into_iter().chain(partner).collect()],
        }
    }

    fn points_back(&self, p: &Parsed<'_>, m: &Match) -> bool {
        let rule = &self.knowledge.index.rules[m.rule];
        let this = m.noun.is_some_and(|(from, _)| {
            (from.saturating_sub(3)..from).any(|i| p.sent.hits[i].iter().any(|h| matches!(h.entry, bahi_knowledge::Entry::Time(bahi_knowledge::TimeWord::This))) || p.sent.class_at(i, self.knowledge.class("this")).is_some())
        });
        let group = m.roles.values().any(|&ph| p.parse.phrases[ph].mentions.iter().any(|&x| matches!(p.scan.mentions[x].what, What::Group { .. })));
        this || (rule.refers_back && (group || m.roles.is_empty()))
    }

    fn is_domestic(&self, p: &Parsed<'_>) -> bool {
        p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("domestic"))
    }

    /// Whether the event of a match took place; `None` where the words do not say that there is one.
    pub fn status(&self, p: &Parsed<'_>, m: &Match) -> Option<Status> {
        let k = self.knowledge;
        let rule = &k.index.rules[m.rule];
        if let Some(s) = rule.status.as_deref() {
            return match s {
                "planned" => Some(Status::Planned),
                "cancelled" => Some(Status::Cancelled),
                "denied" => Some(Status::Denied),
                _ => Some(Status::Held),
            };
        }
        let (from, to) = tokens_of(p.scan, m.zone);
        if p.sent.has_class(from, to.max(m.to), k.class("question")) {
            return None;
        }
        let dropped = p.sent.has_class(from, p.sent.toks.len().min(to.max(m.to) + 2), k.class("cancelled"));
        let Some(v) = m.verb else {
            return self.nominal_status(p, m, dropped);
        };
        let verb = &p.scan.verbs[v];
        let mood = verb.mood(k.verb("sak"), k.verb("chuk"));
        let could_not = verb.negated && verb.has_verb(k.verb("sak"));
        match mood {
            _ if could_not => Some(Status::Cancelled),
            Mood::Fact | Mood::Pluperfect if dropped => Some(Status::Cancelled),
            Mood::Fact | Mood::Pluperfect if verb.negated => Some(Status::Denied),
            Mood::Fact | Mood::Pluperfect => Some(Status::Held),
            Mood::Future | Mood::Possible if verb.negated => Some(Status::Denied),
            Mood::Future | Mood::Possible => Some(Status::Planned),
            Mood::WasToBe => Some(if self.falls_through(p) { Status::Cancelled } else { Status::Planned }),
            Mood::Inherits => Some(self.following_status(p, m)),
            Mood::Purpose | Mood::Habit | Mood::Wish => None,
        }
    }

    fn falls_through(&self, p: &Parsed<'_>) -> bool {
        p.sent.has_class(0, p.sent.toks.len(), self.knowledge.class("cancelled"))
    }

    fn nominal_status(&self, p: &Parsed<'_>, m: &Match, dropped: bool) -> Option<Status> {
        if dropped {
            return Some(Status::Cancelled);
        }
        let k = self.knowledge;
        // "होने वाली बैठक" lies ahead whatever the main verb says.
        let (from, _) = tokens_of(p.scan, m.zone);
        let noun = m.noun?.0;
        let prospective = p.scan.verbs.iter().any(|v| v.from >= from && v.to <= noun && v.mood(k.verb("sak"), k.verb("chuk")) == Mood::Future);
        if prospective {
            return Some(Status::Planned);
        }
        let mut inherited = self.following_status(p, m);
        if m.nominal == Some(bahi_knowledge::BARE) && p.sent.kind != PartKind::Headline {
            return None;
        }
        if inherited == Status::Denied || inherited == Status::Cancelled {
            inherited = Status::Held;
        }
        Some(inherited)
    }

    // The mood of the finite verb that a participle or nominal event leans on.
    fn following_status(&self, p: &Parsed<'_>, m: &Match) -> Status {
        let k = self.knowledge;
        for c in p.parse.clauses.iter().skip(m.clause) {
            let Some(v) = c.verb.filter(|_| c.ending == crate::clause::Ending::Finite) else { continue };
            return match p.scan.verbs[v].mood(k.verb("sak"), k.verb("chuk")) {
                Mood::Future | Mood::Possible => Status::Planned,
                _ => Status::Held,
            };
        }
        Status::Held
    }

    fn is_background(&self, p: &Parsed<'_>, m: &Match, when: Option<&WhenDraft>) -> bool {
        let k = self.knowledge;
        let pluperfect = m.verb.is_some_and(|v| p.scan.verbs[v].mood(k.verb("sak"), k.verb("chuk")) == Mood::Pluperfect);
        let (Some(published), Some(edtf)) = (self.report.published, when.and_then(|w| w.edtf)) else {
            return pluperfect && when.is_some_and(|w| w.edtf.is_none() && w.basis == "stated");
        };
        let (_, last) = edtf.bounds();
        let age = published.number().saturating_sub(last);
        age > 10 || (age > 3 && pluperfect)
    }

    // Numbered talks are sessions, talks at the summit are summits, talks by telephone calls.
    fn refined_kind(&self, p: &Parsed<'_>, m: &Match, kind: &str, numbered: bool, forum: Option<&ForumDraft>) -> String {
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

    fn near_noun(&self, p: &Parsed<'_>, m: &Match, class: u16) -> bool {
        m.noun.is_some_and(|(from, to)| (from.saturating_sub(1)..to).any(|i| p.sent.class_at(i, class).is_some()))
    }

    fn nameless_forum(&mut self, p: &Parsed<'_>, m: &Match, session: Option<(u32, bahi_text::Span<bahi_text::Published>)>) -> Option<ForumDraft> {
        let (n, span) = session?;
        let (_, end) = m.noun?;
        let start = p.scan.mentions.iter().find(|x| p.sent.span_of(x.from, x.to) == span)?.from;
        let start = self.genitive_before(p, start);
        let whole = p.sent.span_of(start, end.max(start + 1));
        let name = whole.of(self.report.text).to_owned();
        let actor = self.memory.other(ActorKind::Body, None, &name, None, whole, self.report.text);
        Some(ForumDraft { actor, name, relation: "session", session: Some((n, span)), span: whole })
    }

    // A dialogue told of its states alone is that of the people told of next.
    fn takes_over(&self, c: &Candidate) -> Option<usize> {
        let i = self.current?;
        let e = self.out.engagements.get(i)?;
        let codes = |d: &EngagementDraft| {
            let mut list: Vec<String> = d.parties.iter().filter_map(|p| self.party_country(p.actor)).collect();
            list.sort();
            list.dedup();
            list
        };
        let states_only = self.people(e).is_empty() && matches!(e.kind.as_str(), "session" | "summit");
        let near = c.draft.sentence <= e.sentence + 2 && e.status == c.draft.status && c.draft.occasion.is_none() && c.draft.kind != "call";
        (states_only && near && self.people(&c.draft).len() >= 2 && codes(e) == codes(&c.draft) && times_fit(e.when.as_ref(), c.draft.when.as_ref())).then_some(i)
    }

    // "बैठक में वांग यी और लावरोव ने हिस्सा लिया": those who took part in the session being told are its parties.
    fn joins_session(&self, c: &Candidate) -> Option<usize> {
        let i = self.current?;
        let e = self.out.engagements.get(i)?;
        let took_part = c.draft.triggers.iter().any(|(_, rule)| rule.starts_with("hi/session/") && self.refers_back(rule));
        let numbered = c.draft.forum.is_some() && e.kind != "session";
        let near = c.draft.sentence <= e.sentence + if numbered { 4 } else { 1 };
        let same_forum = c.draft.forum.as_ref().is_none_or(|f| e.forum.as_ref().is_some_and(|g| g.name == f.name));
        (took_part && near && same_forum && matches!(e.kind.as_str(), "session" | "summit" | "meeting") && e.status == c.draft.status && times_fit(e.when.as_ref(), c.draft.when.as_ref())).then_some(i)
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
            let fresh: Vec<PartyDraft> = c.draft.parties.iter().filter(|p| !self.out.engagements[i].parties.iter().any(|q| q.actor == p.actor)).cloned().collect();
            for person in &fresh {
                let of = self.party_country(person.actor);
                let unnamed = |d: &Self, q: &PartyDraft| d.memory.actors[q.actor].kind == ActorKind::Office && d.party_country(q.actor) == of;
                let kept: Vec<PartyDraft> = self.out.engagements[i].parties.iter().filter(|q| !unnamed(self, q)).cloned().collect();
                self.out.engagements[i].parties = kept;
            }
            self.out.engagements[i].parties.extend(fresh);
            if self.out.engagements[i].kind == "meeting" {
                c.draft.kind = "session".to_owned();
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
    fn tells_more(&self, c: &Candidate) -> bool {
        let Some(e) = self.current.and_then(|i| self.out.engagements.get(i)) else { return false };
        let people = self.people(&c.draft);
        let refers = c.points_back || c.draft.triggers.iter().any(|(_, rule)| self.refers_back(rule));
        let there = people.iter().all(|p| e.parties.iter().any(|q| q.actor == *p));
        refers && c.draft.occasion.is_none() && there && e.kind != "visit" && (c.points_back || c.draft.when.as_ref().is_none_or(|w| times_fit(e.when.as_ref(), Some(w))))
    }

    fn refers_back(&self, rule: &str) -> bool {
        self.knowledge.index.rules.iter().any(|r| r.id == rule && r.refers_back)
    }

    // "पहली बैठक अप्रैल 2018 में वुहान में हुई थी": other talks of the same people.
    fn another_round(&self, c: &mut Candidate) {
        let Some(e) = self.current.and_then(|i| self.out.engagements.get(i)) else { return };
        let dated = c.draft.when.as_ref().is_some_and(|w| w.edtf.is_some()) && !times_fit(e.when.as_ref(), c.draft.when.as_ref());
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
    fn supply_other(&self, c: &mut Candidate) {
        let people = self.people(&c.draft);
        let talks = c.draft.triggers.iter().any(|(_, rule)| self.refers_back(rule)) && c.draft.kind != "press-conference" && c.draft.status == Status::Held;
        let [one] = people.as_slice() else { return };
        if !talks || c.draft.parties.len() > 1 || c.draft.forum.is_some() || c.headline {
            return;
        }
        let pair = self.people_of_group(2, None, None, usize::MAX);
        if pair.contains(one)
            && let Some(&other) = pair.iter().find(|x| *x != one)
        {
            let like = c.draft.parties[0].clone();
            c.draft.parties.push(PartyDraft { actor: other, ..like });
        }
    }

    fn people(&self, d: &EngagementDraft) -> Vec<usize> {
        d.parties.iter().map(|p| p.actor).filter(|&a| matches!(self.memory.actors[a].kind, ActorKind::Person | ActorKind::Office)).collect()
    }

    // Where people are named, their states are not parties of their own.
    fn tidy_parties(&self, d: &mut EngagementDraft) {
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
    fn stands_alone(&self, d: &EngagementDraft) -> bool {
        let people = self.people(d);
        let mut countries: Vec<String> = d.parties.iter().filter_map(|p| self.party_country(p.actor)).collect();
        countries.sort();
        countries.dedup();
        let open = people.iter().any(|&a| self.party_country(a).is_none());
        let body = d.parties.iter().any(|p| self.memory.actors[p.actor].kind == ActorKind::Body);
        if people.len() >= 2 {
            return countries.len() >= 2 || open && !countries.is_empty() && self.is_foreign_report();
        }
        let formal = matches!(d.kind.as_str(), "session" | "summit" | "exercise" | "press-conference");
        let attended = d.forum.as_ref().is_some_and(|f| f.session.is_some()) || d.triggers.iter().any(|(_, rule)| rule.starts_with("hi/session/"));
        let in_forum = people.len() == 1 && attended && d.kind == "session" && d.forum.as_ref().is_some_and(|f| f.relation == "session" && self.memory.actors[f.actor].known.is_some());
        in_forum || (people.len() == 1 && d.parties.len() >= 2 && (countries.len() >= 2 || body)) || (people.is_empty() && formal && countries.len() >= 2)
    }

    fn is_foreign_report(&self) -> bool {
        self.main_countries(2).len() >= 2
    }

    fn same_engagement(&self, c: &Candidate) -> Option<usize> {
        (0..self.out.engagements.len()).rev().find(|&i| self.is_same(&self.out.engagements[i], c))
    }

    fn is_same(&self, e: &EngagementDraft, c: &Candidate) -> bool {
        let d = &c.draft;
        let talks = |k: &str| matches!(k, "meeting" | "session" | "summit");
        let kinds = e.kind == d.kind || talks(&e.kind) && talks(&d.kind) || c.points_back && d.kind == "meeting" && e.kind == "call" || c.points_back && e.kind == "call" && d.kind == "call";
        if !kinds || e.kind == "visit" {
            return false;
        }
        if c.points_back && e.occasion == d.occasion && self.same_people(e, d, true) && e.status == d.status && (self.current == Some(self.out.engagements.len() - 1)) && std::ptr::eq(e, &self.out.engagements[self.out.engagements.len() - 1]) {
            return true;
        }
        if e.occasion != d.occasion || !self.same_people(e, d, c.points_back) {
            return false;
        }
        let early = e.in_headline || c.headline;
        if e.status != d.status && !early {
            return false;
        }
        if !times_fit(e.when.as_ref(), d.when.as_ref()) || e.background != d.background && d.when.is_some() && e.when.is_some() {
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

    fn same_people(&self, e: &EngagementDraft, d: &EngagementDraft, points_back: bool) -> bool {
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

    fn may_be_one(&self, a: usize, b: usize) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (&self.memory.actors[a], &self.memory.actors[b]);
        let (office, person) = if x.kind == ActorKind::Office { (x, y) } else { (y, x) };
        let untitled = person.kind == ActorKind::Person && person.offices.is_empty() && person.country.is_some() && office.country == person.country;
        office.kind == ActorKind::Office && untitled || office.kind == ActorKind::Office && office.offices.iter().any(|o| person.offices.iter().any(|q| crate::memory::same_title(&o.title, &q.title) && o.of == q.of))
    }

    fn places_fit(&self, a: Option<&PlaceDraft>, b: Option<&PlaceDraft>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return true };
        if a.actor == b.actor {
            return true;
        }
        let (x, y) = (&self.memory.actors[a.actor], &self.memory.actors[b.actor]);
        let country_only = x.kind == ActorKind::Country || y.kind == ActorKind::Country;
        let same_country = x.country == y.country;
        same_country && (country_only || self.venue(a.actor) || self.venue(b.actor))
    }

    fn venue(&self, actor: usize) -> bool {
        let id = self.memory.actors[actor].known.as_deref();
        id.and_then(|id| self.knowledge.place(id)).is_some_and(|(_, p)| p.kind != "city")
    }

    fn join(&mut self, i: usize, c: Candidate) {
        let early = self.out.engagements[i].in_headline && !c.headline;
        let formal = |k: &str| matches!(k, "session" | "summit");
        let e = &mut self.out.engagements[i];
        if early {
            e.status = c.draft.status;
            e.in_headline = false;
        }
        if !formal(&e.kind) && formal(&c.draft.kind) {
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
        self.enrich(i, c);
    }

    // Parties of an engagement that a candidate names where they stood without a name.
    fn named_for_unnamed(&self, i: usize, d: &EngagementDraft) -> Vec<(usize, PartyDraft)> {
        let e = &self.out.engagements[i];
        let mut out = Vec::new();
        for (k, q) in e.parties.iter().enumerate() {
            if self.memory.actors[q.actor].kind != ActorKind::Office {
                continue;
            }
            let person = d.parties.iter().find(|p| self.memory.actors[p.actor].kind == ActorKind::Person && self.may_be_one(p.actor, q.actor) && !e.parties.iter().any(|x| x.actor == p.actor));
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
        if e.status == Status::Planned && matches!(c.draft.status, Status::Denied | Status::Cancelled) {
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
        let finer = |new: &WhenDraft, old: &WhenDraft| new.edtf.map_or(9, Edtf::coarseness) < old.edtf.map_or(9, Edtf::coarseness);
        if let Some(w) = c.draft.when
            && e.when.as_ref().is_none_or(|old| finer(&w, old))
        {
            e.when = Some(w);
        }
        if let Some(pl) = c.draft.place {
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

    fn place_rank(&self, place: Option<&PlaceDraft>) -> u8 {
        let Some(place) = place else { return 0 };
        match self.memory.actors[place.actor].kind {
            ActorKind::Country => 1,
            _ if self.venue(place.actor) => 3,
            _ => 2,
        }
    }

    /// What was talked about: the words before 'on' and 'about', up to the last party.
    pub fn topics(&self, p: &Parsed<'_>, m: &Match) -> Vec<(String, bahi_text::Span<bahi_text::Published>)> {
        let k = self.knowledge;
        let about = [k.case("par"), k.case("baare")];
        let mut out = Vec::new();
        let end = m.zone.1.min(p.scan.slots.len());
        for at in m.zone.0..end {
            let Item::Case(c) = p.scan.slots[at].item else { continue };
            if !about.contains(&c) || p.scan.slots[at].from >= m.to {
                continue;
            }
            let start = (m.zone.0..at).rev().find(|&s| !self.is_topic_slot(p, s)).map_or(m.zone.0, |s| s + 1);
            if start < at {
                let (from, to) = tokens_of(p.scan, (start, at));
                let span = p.sent.span_of(from, to);
                let words = span.of(self.report.text).trim();
                if to - from <= 25 && words.chars().count() > 2 {
                    out.push((words.to_owned(), span));
                }
            }
        }
        out
    }

    fn is_topic_slot(&self, p: &Parsed<'_>, slot: usize) -> bool {
        match p.scan.slots[slot].item {
            Item::Case(c) => c == self.numbers.genitive || c == self.knowledge.case("samet"),
            Item::Word | Item::Comma | Item::Conj => true,
            Item::Mention(m) => !matches!(p.scan.mentions[m].what, What::Person(_) | What::Time(_) | What::Group { .. } | What::Pronoun(_)),
            _ => false,
        }
    }
}

fn times_fit(a: Option<&WhenDraft>, b: Option<&WhenDraft>) -> bool {
    match (a.and_then(|w| w.edtf), b.and_then(|w| w.edtf)) {
        (Some(a), Some(b)) => a.compatible(b),
        _ => true,
    }
}

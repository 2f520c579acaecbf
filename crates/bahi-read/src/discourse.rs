//! The state of reading a report: who was named, who was spoken of last, which engagement is being told.

use crate::calendar::Day;
use crate::clause::Phrase;
use crate::frame::{Match, Parsed};
use crate::input::Report;
use crate::memory::Memory;
use crate::mention::{GroupOf, Mention, OfficeMention, PersonMention, PlaceWord, What};
use crate::reading::{ActorKind, OfficeSaid, PartyDraft, Reading};
use crate::scan::Numbers;
use bahi_knowledge::Knowledge;
use bahi_text::{Published, Span};

/// The state of reading one report.
pub struct Discourse<'a> {
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Scanner numbers.
    pub numbers: &'a Numbers,
    /// The report.
    pub report: &'a Report<'a>,
    /// People and other actors.
    pub memory: Memory,
    /// What has been read so far.
    pub out: Reading,
    /// Persons in the order last named, latest last.
    pub named: Vec<usize>,
    /// Persons named in the present sentence, in order.
    pub sentence_people: Vec<(usize, usize)>,
    /// Subject of the sentence before.
    pub subject: Option<usize>,
    /// Subject of the present sentence, once known.
    pub subject_now: Option<usize>,
    /// Thing-like subject (state, ministry) of the sentence before.
    pub thing: Option<usize>,
    /// Engagement told last.
    pub current: Option<usize>,
    /// Day told last.
    pub told: Option<Day>,
    /// Words that told that day, and the part they stand in.
    pub told_by: Option<(Span<Published>, usize)>,
    /// Engagements of a list of unnamed office-holders, with their sentence.
    pub listing: Option<(usize, Vec<usize>)>,
    /// Goods named so far, with what they are counted in.
    pub goods_units: Vec<(usize, String)>,
    /// Goods named last, with the sentence.
    pub goods: Option<(usize, usize)>,
    /// Forum named without people, with its part, sentence, date and place.
    pub pending: Option<Pending>,
    /// Visit being told: guest, place.
    pub visiting: Option<(usize, usize)>,
    /// Place told last.
    pub place: Option<usize>,
    /// Speaker whose first person is being read.
    pub first_person: Option<usize>,
    /// Number of the present sentence.
    pub sentence: usize,
    /// Country where the dateline stands.
    pub dateline_country: Option<String>,
    /// Place of the dateline.
    pub dateline_place: Option<u16>,
}

/// A forum named without people: with the part and sentence it stands in, its date and place.
pub type Pending =
    (crate::reading::ForumDraft, usize, usize, Option<crate::reading::WhenDraft>, Option<crate::reading::PlaceDraft>);

/// An actor with where it was read.
pub type Read = (usize, Span<Published>);

impl Discourse<'_> {
    /// Actors that a phrase names, in order.
    pub fn actors_of(&mut self, p: &Parsed<'_>, phrase: &Phrase) -> Vec<Read> {
        let mut out: Vec<Read> = Vec::new();
        for &m in &phrase.mentions {
            for read in self.actors_of_mention(p, m) {
                if !out.iter().any(|o| o.0 == read.0) {
                    out.push(read);
                }
            }
        }
        out
    }

    /// Actors that a mention names.
    pub fn actors_of_mention(&mut self, p: &Parsed<'_>, m: usize) -> Vec<Read> {
        let mention = p.scan.mentions[m].clone();
        let span = p.sent.span_of(mention.from, mention.to);
        let one = |i: Option<usize>| i.map(|i| vec![(i, span)]).unwrap_or_default();
        match &mention.what {
            What::Person(person) => one(self.person(p, &mention, person, span)),
            What::Country(c, false) => one(self.country(*c, span)),
            What::Place(place) => one(self.state_of_place(*place, span)),
            What::Body(b) => one(self.body(*b, span)),
            What::Ministry { title, of } => one(self.ministry(title, of.as_deref(), span)),
            What::Group { count, of, title, country } => {
                self.group(*count, *of, title.as_deref(), country.as_deref(), (mention.from, span))
            }
            What::Pronoun(n) => self.pronoun(p, *n, &mention, span),
            What::Source(name) => {
                one(Some(self.memory.other(ActorKind::Other, None, name, None, span, self.report.text)))
            }
            What::PlaceWord(PlaceWord::Here | PlaceWord::There | PlaceWord::Capital | PlaceWord::Venue) => Vec::new(),
            _ => Vec::new(),
        }
    }

    fn person(
        &mut self,
        p: &Parsed<'_>,
        mention: &Mention,
        person: &PersonMention,
        span: Span<Published>,
    ) -> Option<usize> {
        if let Some((from, to)) = person.name {
            let i = self.named_person(p, person, (from, to));
            self.touch(i);
            return Some(i);
        }
        let office = person.office.as_ref()?;
        if office.counterpart {
            return self.counterpart(office, span);
        }
        if office.plural {
            return self.plural_office(office, span);
        }
        let _ = mention;
        let of = office.of.as_ref().map(|o| o.id.clone());
        let order = |i: usize| self.named.iter().rposition(|&n| n == i).map_or(0, |k| k + 1);
        if let Some(i) = self.memory.holder(&office.title, of.as_deref(), self.report.home, order) {
            self.touch(i);
            return Some(i);
        }
        let of = of.or_else(|| self.default_country());
        Some(self.office_actor(&office.title, of, span, office.of.is_some()))
    }

    fn named_person(&mut self, p: &Parsed<'_>, person: &PersonMention, name: (usize, usize)) -> usize {
        // One word that several bear goes to the one named last; a rank or office beside it is decided by memory.
        if name.1 - name.0 == 1 && person.known.is_none() {
            let bearers = self.memory.bearers(p.sent.toks[name.0].sym).to_vec();
            let fits: Vec<usize> =
                bearers.iter().copied().filter(|&b| self.fits_office(b, person.office.as_ref())).collect();
            let pool = if fits.is_empty() { bearers } else { fits };
            if pool.len() > 1
                && let Some(latest) =
                    pool.iter().copied().max_by_key(|b| self.named.iter().rposition(|n| n == b).map_or(0, |k| k + 1))
            {
                return latest;
            }
        }
        self.memory.person(p.sent, self.report.text, person, self.knowledge)
    }

    /// Looks up whom the sentence names, before its events are read.
    pub fn meet_people(&mut self, p: &Parsed<'_>) {
        self.sentence_people.clear();
        for m in &p.scan.mentions {
            if let What::Person(person) = &m.what
                && let Some(name) = person.name
            {
                let i = self.named_person(p, person, name);
                self.sentence_people.push((m.from, i));
            }
        }
    }

    fn fits_office(&self, actor: usize, office: Option<&OfficeMention>) -> bool {
        let Some(office) = office.filter(|o| !o.title.is_empty()) else { return true };
        let a = &self.memory.actors[actor];
        a.offices.iter().any(|o| crate::memory::same_title(&o.title, &office.title))
    }

    /// Marks a person as the one named last.
    pub fn touch(&mut self, actor: usize) {
        self.named.push(actor);
        if self.named.len() > 400 {
            self.named.drain(..200);
        }
    }

    /// The country that an office is of when the report does not say: the outlet's own.
    pub fn default_country(&self) -> Option<String> {
        Some(self.report.home.to_owned()).filter(|h| !h.is_empty())
    }

    /// An office-holder the report does not name.
    pub fn office_actor(&mut self, title: &str, of: Option<String>, span: Span<Published>, said: bool) -> usize {
        let i = self.memory.other(ActorKind::Office, None, title, of.clone(), span, self.report.text);
        let office = OfficeSaid { title: title.to_owned(), of, span, of_said: said };
        if self.memory.actors[i].offices.is_empty() {
            self.memory.actors[i].offices.push(office);
        }
        i
    }

    fn counterpart(&mut self, office: &OfficeMention, span: Span<Published>) -> Option<usize> {
        let subject = self.subject_now.or(self.subject)?;
        let title = self.memory.actors[subject].offices.last().map(|o| o.title.clone())?;
        let of = office.of.as_ref().map(|o| o.id.clone());
        let order = |i: usize| self.named.iter().rposition(|&n| n == i).map_or(0, |k| k + 1);
        if of.is_some()
            && let Some(i) = self.memory.holder(&title, of.as_deref(), self.report.home, order)
            && i != subject
        {
            self.touch(i);
            return Some(i);
        }
        let said = of.is_some();
        (said).then(|| self.office_actor(&title, of, span, said))
    }

    fn plural_office(&mut self, office: &OfficeMention, span: Span<Published>) -> Option<usize> {
        let of = office.of.as_ref()?.id.clone();
        Some(self.office_actor(&office.title, Some(of), span, true))
    }

    /// The actor of a country.
    pub fn country(&mut self, number: u16, span: Span<Published>) -> Option<usize> {
        let c = self.knowledge.stock.countries.get(number as usize)?;
        let (id, name) = (c.id.clone(), c.name.clone());
        Some(self.memory.other(ActorKind::Country, Some(id.clone()), &name, Some(id), span, self.report.text))
    }

    /// The actor of a country by its code.
    pub fn country_by_code(&mut self, code: &str, span: Span<Published>) -> Option<usize> {
        let number = self.knowledge.index.ids.number(bahi_knowledge::NameKind::Country, code)?;
        self.country(number, span)
    }

    // Capitals and seats of government stand for their state.
    fn state_of_place(&mut self, number: u16, span: Span<Published>) -> Option<usize> {
        let place = self.knowledge.stock.places.get(number as usize)?;
        let capital =
            self.knowledge.country(&place.country).is_some_and(|c| c.capital.as_deref() == Some(place.id.as_str()));
        if !(capital || place.stands_for_state) {
            return None;
        }
        let code = place.country.clone();
        self.country_by_code(&code, span)
    }

    /// The actor of a body.
    pub fn body(&mut self, number: u16, span: Span<Published>) -> Option<usize> {
        let b = self.knowledge.stock.bodies.get(number as usize)?;
        let (id, name, country) = (b.id.clone(), b.name.clone(), b.country.clone());
        Some(self.memory.other(ActorKind::Body, Some(id), &name, country, span, self.report.text))
    }

    fn ministry(&mut self, title: &str, of: Option<&str>, span: Span<Published>) -> Option<usize> {
        if title.is_empty() {
            return (0..self.memory.actors.len())
                .rev()
                .find(|&i| self.memory.actors[i].kind == ActorKind::Ministry)
                .or_else(|| {
                    Some(self.memory.other(
                        ActorKind::Ministry,
                        None,
                        "ministry",
                        self.default_country(),
                        span,
                        self.report.text,
                    ))
                });
        }
        let of = of.map(str::to_owned).or_else(|| self.default_country());
        Some(self.memory.other(ActorKind::Ministry, None, title, of, span, self.report.text))
    }

    // "दोनों नेता": the parties of the engagement being told, else the last so many named from different countries.
    fn group(
        &mut self,
        count: u8,
        of: GroupOf,
        title: Option<&str>,
        country: Option<&str>,
        at: (usize, Span<Published>),
    ) -> Vec<Read> {
        let (before, span) = at;
        let count = count as usize;
        let found = match of {
            GroupOf::States => self.states(count),
            _ => self.people_of_group(count, title, country, before),
        };
        if of == GroupOf::Persons
            && found.is_empty()
            && let Some(title) = title
        {
            let states = self.states(count);
            let codes: Vec<String> = states.iter().filter_map(|&i| self.memory.actors[i].country.clone()).collect();
            return codes.into_iter().map(|code| (self.office_actor(title, Some(code), span, true), span)).collect();
        }
        found.into_iter().map(|i| (i, span)).collect()
    }

    /// The last so many people told of, of different countries where they are two.
    pub fn people_of_group(
        &self,
        count: usize,
        title: Option<&str>,
        country: Option<&str>,
        before: usize,
    ) -> Vec<usize> {
        let holds = |i: usize| {
            let a = &self.memory.actors[i];
            let office = title.is_none_or(|t| a.offices.iter().any(|o| crate::memory::same_title(&o.title, t)));
            a.kind == ActorKind::Person && office && country.is_none_or(|c| a.country.as_deref() == Some(c))
        };
        if country.is_none()
            && let Some(e) = self.current.and_then(|c| self.out.engagements.get(c))
        {
            let people: Vec<usize> = e
                .parties
                .iter()
                .map(|p| p.actor)
                .filter(|&i| self.memory.actors[i].kind == ActorKind::Person)
                .collect();
            if people.len() == count && (title.is_none() || people.iter().any(|&i| holds(i))) {
                return people;
            }
        }
        let mut out: Vec<usize> = Vec::new();
        let here = self.sentence_people.iter().rev().filter(|x| x.0 < before).map(|x| &x.1);
        for &i in here.chain(self.named.iter().rev()) {
            let other_country = country.is_some()
                || !out.iter().any(|&o| {
                    self.memory.actors[o].country.is_some()
                        && self.memory.actors[o].country == self.memory.actors[i].country
                });
            if holds(i) && !out.contains(&i) && (other_country || count > 2) {
                out.push(i);
                if out.len() == count {
                    out.reverse();
                    return out;
                }
            }
        }
        Vec::new()
    }

    /// The states that are being told of: those of the present engagement, else the two named most.
    pub fn states(&mut self, count: usize) -> Vec<usize> {
        let mut codes: Vec<String> = Vec::new();
        if let Some(e) = self.current.and_then(|c| self.out.engagements.get(c)) {
            for p in &e.parties {
                if let Some(c) = self.party_country(p.actor)
                    && !codes.contains(&c)
                {
                    codes.push(c);
                }
            }
        }
        if codes.len() != count {
            codes = self.main_countries(count);
        }
        let span = self.report.parts.first().map_or(Span::new(0, 0), |p| Span::new(p.span.start(), p.span.start()));
        if codes.len() != count {
            return Vec::new();
        }
        codes.iter().filter_map(|c| self.country_by_code(c, span)).collect()
    }

    /// Codes of the countries that the report names most, counting those of its people.
    pub fn main_countries(&self, count: usize) -> Vec<String> {
        let mut tally: std::collections::BTreeMap<&str, usize> = Default::default();
        for a in &self.memory.actors {
            if let Some(c) = a.country.as_deref()
                && c.len() == 2
            {
                *tally.entry(c).or_default() += a.spellings.len().max(1);
            }
        }
        let mut ranked: Vec<(&str, usize)> = tally.into_iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        ranked.into_iter().take(count).map(|(c, _)| c.to_owned()).collect()
    }

    /// The country of a party, by what the report says or the stock knows.
    pub fn party_country(&self, actor: usize) -> Option<String> {
        let a = self.memory.actors.get(actor)?;
        a.country.clone().or_else(|| a.offices.iter().find_map(|o| o.of.clone()))
    }

    fn pronoun(&mut self, p: &Parsed<'_>, number: u16, mention: &Mention, span: Span<Published>) -> Vec<Read> {
        let Some(pronoun) = self.knowledge.stock.words.pronouns.get(number as usize) else { return Vec::new() };
        let subject_case = matches!(pronoun.case.as_str(), "ne" | "bare");
        let found = match pronoun.refers.as_str() {
            "first" => self.first_person,
            "thing" if subject_case => self.thing.or(self.subject),
            "relative" => self.relative(p, mention),
            "third" | "reflexive" | "thing" if subject_case => self.earlier_subject(p, mention).or(self.subject),
            "third" if pronoun.case == "gen" => self.whose(p, mention),
            "third" | "thing" => self.other_than_subject(mention.from),
            "reflexive" => self.subject_now.or(self.subject),
            _ => None,
        };
        found.map(|i| vec![(i, span)]).unwrap_or_default()
    }

    // "उनकी": the subject told of, unless he is the one who acts on him here.
    fn whose(&mut self, p: &Parsed<'_>, mention: &Mention) -> Option<usize> {
        let acting = self.subject_now;
        let earlier = self.earlier_subject(p, mention).filter(|&x| Some(x) != acting);
        let before = self.subject.filter(|&x| Some(x) != acting);
        earlier.or(before).or_else(|| self.other_than_subject(mention.from))
    }

    // "सोनोवाल तेहरान गए थे, जहां वह …": the subject of a clause before, in the same sentence.
    fn earlier_subject(&mut self, p: &Parsed<'_>, mention: &Mention) -> Option<usize> {
        let slot = p.scan.slots.iter().position(|s| s.from == mention.from)?;
        let clause = p.parse.clause_at(slot)?;
        let ne = self.knowledge.case("ne");
        for k in (0..clause).rev() {
            let c = &p.parse.clauses[k];
            let person = |ph: &&Phrase| {
                (ph.case == ne || ph.case == bahi_knowledge::BARE)
                    && ph
                        .mentions
                        .iter()
                        .any(|&x| matches!(&p.scan.mentions[x].what, What::Person(q) if q.name.is_some()))
            };
            let found = p.parse.phrases.iter().filter(|ph| ph.from >= c.from && ph.to <= c.to).find(person).cloned();
            if let Some(phrase) = found {
                return self.actors_of(p, &phrase).first().map(|r| r.0);
            }
        }
        None
    }

    // "उनसे" is not the one who acts: the person before him.
    fn other_than_subject(&self, before: usize) -> Option<usize> {
        let acting = self.subject_now;
        let here = self.sentence_people.iter().rev().filter(|x| x.0 < before).map(|x| x.1).find(|&n| Some(n) != acting);
        if acting.is_some() && here.is_some() {
            return here;
        }
        if let Some(s) = self.subject.filter(|&s| Some(s) != acting && self.memory.actors[s].kind == ActorKind::Person)
        {
            return Some(s);
        }
        self.named.iter().rev().copied().find(|&n| Some(n) != acting)
    }

    fn relative(&mut self, p: &Parsed<'_>, mention: &Mention) -> Option<usize> {
        let before: Vec<usize> = (0..p.scan.mentions.len())
            .filter(|&i| p.scan.mentions[i].to <= mention.from && matches!(p.scan.mentions[i].what, What::Person(_)))
            .collect();
        let last = *before.last()?;
        self.actors_of_mention(p, last).first().map(|r| r.0)
    }

    /// Parties from the phrase that fills a role.
    pub fn role(&mut self, p: &Parsed<'_>, m: &Match, role: &str) -> Vec<PartyDraft> {
        let Some(&phrase) = m.roles.get(role) else { return Vec::new() };
        let rule = self.knowledge.index.rules[m.rule].id.clone();
        let phrase = p.parse.phrases[phrase].clone();
        self.actors_of(p, &phrase)
            .into_iter()
            .map(|(actor, span)| PartyDraft { actor, spans: vec![span], rule: rule.clone() })
            .collect()
    }
}

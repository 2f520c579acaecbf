//! Document memory: the people a report names, under which names, and in which offices.

use crate::calendar::Day;
use crate::mention::{Mention, OfficeMention, PersonMention, What};
use crate::reading::{ActorKind, LocalActor, OfficeSaid};
use crate::sent::Sent;
use bahi_knowledge::terms::day_number;
use bahi_knowledge::{Knowledge, Symbol};
use bahi_text::script::similar::similar;
use bahi_text::{Published, Span, TokenKind, fold};
use std::collections::BTreeMap;

/// The people of one report and the words that call them.
#[derive(Debug, Default)]
pub struct Memory {
    /// Actors of the report; persons come first as they are introduced.
    pub actors: Vec<LocalActor>,
    // Folded name tokens of each person, fullest form.
    names: Vec<Vec<Symbol>>,
    by_known: BTreeMap<String, usize>,
    // Named counterparts: whose office is that of whom, of which country.
    counterparts: Vec<(usize, usize, Option<String>, Span<Published>)>,
    // Single words that call a person: several bearers are kept in order of introduction.
    aliases: BTreeMap<Symbol, Vec<usize>>,
    // The country named last before the first mention of an actor, in the same paragraph.
    near: BTreeMap<usize, String>,
    // The country named last, with its part.
    last: Option<(usize, String)>,
    // Day of publication, by which people of one name are told apart.
    day: Option<i64>,
}

impl Memory {
    /// The memory of a report of some day.
    pub fn of_day(published: Option<Day>) -> Self {
        let number = |d: Day| day_number(i64::from(d.year), i64::from(d.month), i64::from(d.day));
        Self { day: published.map(number), ..Self::default() }
    }

    /// The day of publication, as [`day_number`] counts.
    pub fn day(&self) -> Option<i64> {
        self.day
    }

    /// A name that the report has introduced, at `i`: end and person.
    pub fn name_at(&self, s: &Sent, i: usize) -> Option<(usize, usize)> {
        let tok = s.toks.get(i).filter(|t| t.kind == TokenKind::Word)?;
        let bearers = self.aliases.get(&tok.sym)?;
        let mut best = None;
        for &p in bearers {
            let Some(name) = self.names.get(p) else { continue };
            let Some(at) = name.iter().position(|&n| n == tok.sym) else { continue };
            let mut end = i + 1;
            let mut k = at + 1;
            while k < name.len() && end < s.toks.len() {
                let skip = usize::from(s.toks[end].kind == TokenKind::Hyphen);
                if s.toks.get(end + skip).is_some_and(|t| t.sym == name[k]) {
                    end += 1 + skip;
                    k += 1;
                } else {
                    break;
                }
            }
            let whole = at == 0 && k == name.len();
            let rank = (end, whole, p);
            if best.is_none_or(|(e, w, _): (usize, bool, usize)| (end, whole) > (e, w)) {
                best = Some(rank);
            }
        }
        best.map(|(end, _, p)| (end, p))
    }

    /// A person of a fuller name that ends in this surname, where the word before it is the short name of someone else.
    pub fn by_surname(&self, last: Symbol, first: Symbol, known: Option<&str>) -> Option<usize> {
        let other = known?;
        let bearers = self.aliases.get(&last)?;
        bearers.iter().copied().find(|&p| {
            let name = &self.names[p];
            name.len() >= 2
                && name.last() == Some(&last)
                && !name.contains(&first)
                && self.actors[p].known.as_deref() != Some(other)
        })
    }

    /// Whether the report has called a person by one word only, and nothing else is known of the name.
    pub fn is_surname_only(&self, person: usize) -> bool {
        self.names.get(person).is_some_and(|n| n.len() == 1)
            && self.actors.get(person).is_some_and(|a| a.known.is_none())
    }

    /// All who are called by the one word at `i`.
    pub fn bearers(&self, word: Symbol) -> &[usize] {
        self.aliases.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Takes in the persons that a sentence names; the first pass over a report.
    pub fn introduce(&mut self, s: &Sent, text: &str, mentions: &[Mention], knowledge: &Knowledge) {
        let mut before: Option<usize> = None;
        for m in mentions {
            if let Some(country) = country_of(&m.what, knowledge) {
                self.last = Some((s.part, country));
            }
            if let What::Person(p) = &m.what
                && p.name.is_some()
            {
                let i = self.person(s, text, p, knowledge);
                if let Some((_, country)) = self.last.clone().filter(|l| l.0 == s.part) {
                    self.near.entry(i).or_insert(country);
                }
                self.cite_title(i, s, p, m);
                if let Some(office) = p.office.as_ref().filter(|o| o.counterpart)
                    && let Some(other) = before
                {
                    self.counterparts.push((
                        i,
                        other,
                        office.of.as_ref().map(|o| o.id.clone()),
                        s.span_of(m.from, m.to),
                    ));
                }
                before = Some(i);
            }
        }
    }

    /// The country named last in the paragraph before an actor was first named.
    pub fn near(&self, actor: usize) -> Option<String> {
        self.near.get(&actor).cloned()
    }

    // An office is read from the title and the name together, not from the name alone.
    fn cite_title(&mut self, actor: usize, s: &Sent, p: &PersonMention, m: &Mention) {
        let Some((from, to)) = p.name else { return };
        let (name, whole) = (s.span_of(from, to), s.span_of(m.from, m.to));
        self.actors[actor].offices.iter_mut().filter(|o| o.span == name).for_each(|o| o.span = whole);
    }

    /// The actor that a span was read as the name of.
    pub fn actor_at(&self, span: Span<Published>) -> Option<usize> {
        self.actors.iter().position(|a| a.spellings.iter().any(|(_, s)| *s == span))
    }

    /// The actor of a named person mention; made where new.
    pub fn person(&mut self, s: &Sent, text: &str, p: &PersonMention, knowledge: &Knowledge) -> usize {
        let Some((from, to)) = p.name else { return 0 };
        let words: Vec<Symbol> = s.toks[from..to].iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.sym).collect();
        let span = s.span_of(from, to);
        let found = p
            .local
            .or_else(|| self.known(p.known, knowledge))
            .or_else(|| self.same_name(&words, span.of(text), p, knowledge));
        let index = found.unwrap_or_else(|| self.add(p.known, knowledge));
        self.note(index, &words, span, text, p, knowledge);
        index
    }

    fn known(&mut self, known: Option<u16>, knowledge: &Knowledge) -> Option<usize> {
        let id = &knowledge.stock.people.get(known? as usize)?.id;
        self.by_known.get(id).copied()
    }

    // A name met in another spelling, or by a part of it.
    fn same_name(&self, words: &[Symbol], spelt: &str, p: &PersonMention, knowledge: &Knowledge) -> Option<usize> {
        let country = p.of.as_ref().or(p.office.as_ref().and_then(|o| o.of.as_ref())).map(|o| o.id.as_str());
        let fits = |i: usize| {
            let known = self.actors[i].country.as_deref();
            country.is_none() || known.is_none() || known == country || p.office.is_none()
        };
        if let [one] = words {
            return self.aliases.get(one).and_then(|b| b.iter().rev().copied().find(|&i| fits(i)));
        }
        let last = *words.last()?;
        let by_parts = self.aliases.get(&last).into_iter().flatten().copied().find(|&i| {
            let full = &self.names[i];
            fits(i) && (words.iter().all(|w| full.contains(w)) || full.iter().all(|w| words.contains(w)))
        });
        by_parts
            .or_else(|| {
                let folded = fold(spelt);
                (0..self.actors.len()).find(|&i| {
                    self.actors[i].kind == ActorKind::Person
                        && fits(i)
                        && self.actors[i].spellings.iter().any(|(name, _)| similar(&fold(name), &folded))
                })
            })
            .or_else(|| self.by_last_known(words, knowledge))
    }

    // "सर्गेई बोरिसोव" where the report or the stock knows a Borisov of that office.
    fn by_last_known(&self, words: &[Symbol], _knowledge: &Knowledge) -> Option<usize> {
        let last = words.last()?;
        let bearers = self.aliases.get(last)?;
        bearers.iter().copied().find(|&i| self.names[i].len() == 1)
    }

    fn add(&mut self, known: Option<u16>, knowledge: &Knowledge) -> usize {
        let person = known.and_then(|k| knowledge.stock.people.get(k as usize));
        let index = self.actors.len();
        let country = person.map(|p| p.country.clone()).filter(|c| !c.is_empty());
        self.actors.push(LocalActor {
            kind: ActorKind::Person,
            known: person.map(|p| p.id.clone()),
            en: person.map(|p| p.name.clone()),
            hi: None,
            spellings: Vec::new(),
            offices: Vec::new(),
            country,
            country_said: None,
            slips: Vec::new(),
        });
        self.names.push(Vec::new());
        if let Some(p) = person {
            self.by_known.insert(p.id.clone(), index);
        }
        index
    }

    fn note(
        &mut self,
        index: usize,
        words: &[Symbol],
        span: Span<Published>,
        text: &str,
        p: &PersonMention,
        knowledge: &Knowledge,
    ) {
        if p.slip {
            let name = span.of(text).to_owned();
            let actor = &mut self.actors[index];
            actor.spellings.push((name.clone(), span));
            actor.slips.push((name, span));
            return;
        }
        if words.len() >= self.names[index].len() {
            self.names[index] = words.to_vec();
        }
        for &w in words {
            let list = self.aliases.entry(w).or_default();
            if !list.contains(&index) {
                list.push(index);
            }
        }
        let actor = &mut self.actors[index];
        let name = span.of(text).to_owned();
        if actor.hi.as_ref().is_none_or(|hi| hi.split_whitespace().count() < words.len()) {
            actor.hi = Some(name.clone());
        }
        if !actor.spellings.iter().any(|(_, s)| *s == span) {
            actor.spellings.push((name, span));
        }
        if let Some(of) = p.of.as_ref().filter(|of| !of.body) {
            actor.country.get_or_insert_with(|| of.id.clone());
            actor.country_said.get_or_insert_with(|| of.id.clone());
        }
        if let Some(office) = &p.office {
            note_office(actor, office, span, knowledge);
        }
    }

    /// Gives every named counterpart the office of the one whose counterpart he is; once all are introduced.
    pub fn settle_counterparts(&mut self) {
        for (i, other, of, span) in std::mem::take(&mut self.counterparts) {
            let title = self.actors[other].offices.first().map(|o| o.title.clone());
            if let Some(title) = title.filter(|_| i != other)
                && self.actors[i].offices.is_empty()
            {
                let said = of.is_some();
                let of = of.or_else(|| self.actors[i].country.clone());
                self.actors[i].country = self.actors[i].country.take().or_else(|| of.clone());
                self.actors[i].offices.push(OfficeSaid { title, of, span, of_said: said });
            }
        }
    }

    /// Index of a new or known actor that is not a person.
    pub fn other(
        &mut self,
        kind: ActorKind,
        known: Option<String>,
        en: &str,
        country: Option<String>,
        span: Span<Published>,
        text: &str,
    ) -> usize {
        let same = |a: &LocalActor| {
            a.kind == kind
                && (a.known.is_some() && a.known == known
                    || a.known.is_none() && known.is_none() && a.en.as_deref() == Some(en) && a.country == country)
        };
        let name = span.of(text).to_owned();
        if let Some(i) = self.actors.iter().position(same) {
            if !self.actors[i].spellings.iter().any(|(_, s)| *s == span) {
                self.actors[i].spellings.push((name, span));
            }
            return i;
        }
        self.actors.push(LocalActor {
            kind,
            known,
            en: Some(en.to_owned()),
            hi: Some(name.clone()),
            spellings: vec![(name, span)],
            offices: Vec::new(),
            country,
            country_said: None,
            slips: Vec::new(),
        });
        self.names.push(Vec::new());
        self.actors.len() - 1
    }

    /// The person who holds this office, as far as the report says: at home where no country is said, else the one named last.
    pub fn holder(&self, title: &str, of: Option<&str>, home: &str, order: impl Fn(usize) -> usize) -> Option<usize> {
        let holds = |a: &LocalActor| {
            a.offices.iter().any(|o| {
                same_title(&o.title, title) && (of.is_none() || o.of.as_deref() == of || a.country.as_deref() == of)
            })
        };
        let at_home = |i: usize| of.is_none() && self.actors[i].country.as_deref() == Some(home);
        (0..self.actors.len())
            .filter(|&i| self.actors[i].kind == ActorKind::Person && holds(&self.actors[i]))
            .max_by_key(|&i| (at_home(i), order(i)))
    }
}

// The country that a mention names, by itself or as that of a place.
fn country_of(what: &What, knowledge: &Knowledge) -> Option<String> {
    let code = match what {
        What::Country(c, _) => knowledge.stock.countries.get(*c as usize).map(|c| c.id.clone()),
        What::Place(p) => knowledge.stock.places.get(*p as usize).map(|p| p.country.clone()),
        _ => None,
    };
    code.filter(|c| !c.is_empty())
}

/// Whether two titles name one office; "state councillor and foreign minister" holds "foreign minister".
pub fn same_title(a: &str, b: &str) -> bool {
    a == b || a.split(" and ").any(|x| x == b) || b.split(" and ").any(|x| x == a)
}

fn note_office(actor: &mut LocalActor, office: &OfficeMention, span: Span<Published>, knowledge: &Knowledge) {
    if office.title.is_empty() || office.plural {
        return;
    }
    let said = office.of.as_ref().map(|o| o.id.clone());
    let known_country =
        actor.known.as_deref().and_then(|id| knowledge.person(id)).map(|p| p.country.clone()).filter(|c| !c.is_empty());
    let of = said.clone().or(known_country).or_else(|| actor.country.clone());
    if let Some(of) = office.of.as_ref().filter(|o| !o.body) {
        actor.country.get_or_insert_with(|| of.id.clone());
    }
    let new = OfficeSaid { title: office.title.clone(), of, span, of_said: said.is_some() };
    if !actor.offices.iter().any(|o| o.title == new.title && o.of == new.of) {
        actor.offices.push(new);
    }
}

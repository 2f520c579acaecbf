//! The frame matcher: finds the words that evoke an event and fills its roles by case. See `docs/design/0001-frames.md`.

use crate::clause::{Clause, Ending, Parse, Phrase, has_case};
use crate::input::PartKind;
use crate::mention::What;
use crate::scan::{Item, Numbers, Scan};
use crate::sent::Sent;
use bahi_knowledge::{BARE, CompiledRule, Entry, Form, Knowledge};
use std::collections::BTreeMap;

/// A rule that matched in a sentence.
#[derive(Debug, Clone)]
pub struct Match {
    /// Number of the rule.
    pub rule: usize,
    /// First token of the evoking words.
    pub from: usize,
    /// One past their last token.
    pub to: usize,
    /// Tokens of the event noun; empty for a verb on its own.
    pub noun: Option<(usize, usize)>,
    /// The verb group that goes with it.
    pub verb: Option<usize>,
    /// Clause whose phrases filled the roles.
    pub clause: usize,
    /// Slots searched.
    pub zone: (usize, usize),
    /// Role to phrase.
    pub roles: BTreeMap<String, usize>,
    /// Whether the event is told in passing, by its noun and a postposition.
    pub nominal: Option<u16>,
}

impl Match {
    /// Whether it evokes talks rather than a verb alone.
    pub fn occasionless(&self) -> bool {
        self.noun.is_some()
    }
}

/// One sentence, cut and parsed.
pub struct Parsed<'a> {
    /// Tokens.
    pub sent: &'a Sent,
    /// Slots.
    pub scan: &'a Scan,
    /// Phrases and clauses.
    pub parse: &'a Parse,
}

/// The rules, by the nouns and the verbs that evoke them.
#[derive(Debug, Clone, Default)]
pub struct Evoked {
    by_class: BTreeMap<u16, Vec<usize>>,
    by_verb: BTreeMap<u16, Vec<usize>>,
}

impl Evoked {
    /// Sorts the rules of a stock.
    pub fn new(knowledge: &Knowledge) -> Self {
        let Self { mut by_class, mut by_verb } = Self::default();
        for (i, rule) in knowledge.index.rules.iter().enumerate() {
            rule.noun.iter().for_each(|&c| by_class.entry(c).or_default().push(i));
            if rule.noun.is_empty() {
                rule.verb.iter().for_each(|&v| by_verb.entry(v).or_default().push(i));
            }
        }
        Self { by_class, by_verb }
    }
}

/// Matches rules in sentences.
pub struct Matcher<'a> {
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Class and case numbers.
    pub numbers: &'a Numbers,
    /// Its rules by the words that evoke them.
    pub evoked: &'a Evoked,
}

impl Matcher<'_> {
    fn rule(&self, i: usize) -> &CompiledRule {
        &self.knowledge.index.rules[i]
    }

    /// All matches in a sentence, in order of place; of several rules of one record at one place the first that fits.
    pub fn matches(&self, p: &Parsed<'_>) -> Vec<Match> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < p.sent.toks.len() {
            let (end, classes) = self.nouns_at(p.sent, at);
            let mut done: Vec<&str> = Vec::new();
            for class in classes {
                for &rule in &self.evoked.by_class[&class] {
                    let r = self.rule(rule);
                    if done.contains(&r.record.as_str()) {
                        continue;
                    }
                    if let Some(m) = self.noun_match(p, rule, at, end) {
                        done.push(r.record.as_str());
                        out.push(m);
                    }
                }
            }
            at = if end > at { end } else { at + 1 };
        }
        for (v, verb) in p.scan.verbs.iter().enumerate() {
            let Some(head) = verb.head() else { continue };
            let mut done: Vec<&str> = Vec::new();
            for &rule in self.evoked.by_verb.get(&head.verb).into_iter().flatten() {
                let record = self.rule(rule).record.as_str();
                if done.contains(&record) {
                    continue;
                }
                if let Some(m) = self.verb_match(p, rule, v) {
                    done.push(record);
                    out.push(m);
                }
            }
        }
        out.sort_by_key(|m| (m.from, m.rule));
        out
    }

    /// Whether a sentence holds the noun of some engagement or agreement, read or not.
    pub fn names_event(&self, p: &Parsed<'_>) -> bool {
        let event = |&rule: &usize| matches!(self.rule(rule).record.as_str(), "engagement" | "agreement");
        (0..p.sent.toks.len())
            .any(|at| self.nouns_at(p.sent, at).1.iter().any(|class| self.evoked.by_class[class].iter().any(event)))
    }

    // The longest noun of any rule at a token, with all classes that it belongs to.
    fn nouns_at(&self, s: &Sent, at: usize) -> (usize, Vec<u16>) {
        let noun =
            |e: Entry| if let Entry::Class(c) = e { self.evoked.by_class.contains_key(&c).then_some(c) } else { None };
        let Some((end, _)) = s.longest(at, noun) else { return (at, Vec::new()) };
        let mut classes: Vec<u16> =
            s.hits[at].iter().filter(|h| s.reach(at, h.len as usize) == end).filter_map(|h| noun(h.entry)).collect();
        classes.sort_unstable();
        classes.dedup();
        (end, classes)
    }

    fn noun_match(&self, p: &Parsed<'_>, rule: usize, from: usize, to: usize) -> Option<Match> {
        let r = self.rule(rule);
        let slot = slot_of(p.scan, from)?;
        if self.numbers.fronted {
            return self.noun_match_fronted(p, rule, (from, to), slot);
        }
        let after = slot_from(p.scan, to);
        if !r.verb.is_empty()
            && let Some(v) = self.verb_right(p, r, after).or_else(|| self.verb_left(p, r, slot))
        {
            return self.verbal(p, rule, (from, to), slot, v);
        }
        if !r.after.is_empty() {
            let case = match p.scan.slots.get(after).map(|s| s.item) {
                Some(Item::Case(c)) if r.after.contains(&c) => c,
                Some(Item::Case(c)) if c == self.numbers.genitive => self.some_time_after(p, r, after)?,
                None | Some(Item::Comma | Item::End | Item::Colon) if r.after.contains(&BARE) => BARE,
                _ => return None,
            };
            return self.nominal(p, rule, (from, to), slot, case);
        }
        None
    }

    // Where prepositions stand before and objects behind, a noun's verb and what it is governed by are looked for elsewhere.
    fn noun_match_fronted(&self, p: &Parsed<'_>, rule: usize, noun: (usize, usize), slot: usize) -> Option<Match> {
        let r = self.rule(rule);
        let governed = match p.scan.slots.iter().find(|s| s.from >= noun.1).map(|s| s.item) {
            Some(Item::Case(c)) => Some(c),
            _ => None,
        };
        if !r.verb.is_empty()
            && governed.is_none()
            && let Some(v) = crate::svo::clauses::verb_of(p.scan, p.parse, slot, self.numbers)
            && p.scan.verbs[v].head().is_some_and(|head| r.verb.contains(&head.verb))
        {
            return self.verbal(p, rule, noun, slot, v);
        }
        let case = governed.or_else(|| (p.sent.kind == PartKind::Headline).then_some(BARE))?;
        if !r.after.contains(&case) {
            return None;
        }
        let clause = p.parse.clause_at(slot)?;
        let c = &p.parse.clauses[clause];
        let (zone, roles) = ((c.from, c.to), BTreeMap::new());
        let (from, to) = noun;
        let m = Match { rule, from, to, noun: Some(noun), verb: None, clause, zone, roles, nominal: Some(case) };
        self.filled(p, m, slot)
    }

    // "बातचीत के एक हफ्ते बाद": the postposition of time stands after a measure of time.
    fn some_time_after(&self, p: &Parsed<'_>, r: &CompiledRule, genitive: usize) -> Option<u16> {
        let measured = |slot: usize| match p.scan.slots.get(slot).map(|s| s.item) {
            Some(Item::Mention(m)) => {
                matches!(p.scan.mentions[m].what, What::Number(..) | What::Duration(_) | What::Time(_))
            }
            _ => false,
        };
        if !measured(genitive + 1) {
            return None;
        }
        (genitive + 2..genitive + 4).find_map(|k| match p.scan.slots.get(k).map(|s| s.item) {
            Some(Item::Case(c)) if r.after.contains(&c) && self.numbers.temporal.contains(&c) => Some(c),
            _ => None,
        })
    }

    // The verb that the noun stands before, over particles, adverbs and — for a noun that is the subject — phrases.
    fn verb_right(&self, p: &Parsed<'_>, r: &CompiledRule, after: usize) -> Option<usize> {
        let mut k = after;
        let bare_subject = !matches!(p.scan.slots.get(k).map(|s| s.item), Some(Item::Case(_) | Item::Conj));
        let (mut crossed, mut words, mut last_word) = (0, 0, false);
        while let Some(slot) = p.scan.slots.get(k) {
            match slot.item {
                Item::Verb(v) => {
                    let head = p.scan.verbs[v].head()?;
                    let far_reaching = p.scan.verbs[v].has_verb(self.numbers.go) || self.is_state_verb(head.verb);
                    // A word right before the verb is the verb's own noun: "हस्ताक्षर समारोह में शामिल हुए".
                    let near = if far_reaching { !last_word } else { words == 0 && crossed <= 3 };
                    return (r.verb.contains(&head.verb) && near).then_some(v);
                }
                Item::Conj
                    if bare_subject
                        && r.noun.iter().any(|&c| p.sent.find_class(slot.to, p.sent.toks.len(), c).is_some()) => {}
                Item::Word if p.sent.class_at(slot.from, self.numbers.particle).is_some() => {}
                Item::Word | Item::Mention(_) | Item::Case(_) if bare_subject && crossed < 12 => {
                    crossed += 1;
                    let own_noun = [self.numbers.measure, self.numbers.begun];
                    last_word =
                        slot.item == Item::Word && own_noun.iter().all(|&c| p.sent.class_at(slot.from, c).is_none());
                    words += usize::from(last_word);
                }
                _ => return None,
            }
            k += 1;
        }
        None
    }

    // Verbs of being and becoming, which may stand far from their subject.
    fn is_state_verb(&self, verb: u16) -> bool {
        self.knowledge
            .stock
            .words
            .verbs
            .get(verb as usize)
            .is_some_and(|v| matches!(v.id.as_str(), "ho" | "chal" | "ban" | "tal" | "laga" | "lag" | "hai"))
    }

    // A participle or an inverted headline verb right before the noun.
    fn verb_left(&self, p: &Parsed<'_>, r: &CompiledRule, slot: usize) -> Option<usize> {
        let mut k = slot;
        let last = matches!(p.scan.slots.get(slot + 1).map(|s| s.item), None | Some(Item::End | Item::Comma));
        for _ in 0..5 {
            k = k.checked_sub(1)?;
            match p.scan.slots[k].item {
                Item::Verb(v) => {
                    let verb = &p.scan.verbs[v];
                    // "पुतिन से करेंगे मुलाकात": in a headline the noun may follow its verb, whatever the tense.
                    let inverted = last && k + 1 == slot;
                    return (r.verb.contains(&verb.head()?.verb) && (inverted || verb.may_be_participle()))
                        .then_some(v);
                }
                Item::Word => {}
                Item::Mention(m)
                    if matches!(
                        p.scan.mentions[m].what,
                        What::Ordinal(_) | What::Country(_, true) | What::Duration(_)
                    ) => {}
                Item::Mention(m) if matches!(p.scan.mentions[m].what, What::Pronoun(_)) => {}
                Item::Case(c) if c == self.numbers.genitive => {}
                _ => return None,
            }
        }
        None
    }

    fn verbal(&self, p: &Parsed<'_>, rule: usize, noun: (usize, usize), slot: usize, v: usize) -> Option<Match> {
        let verb_slot = p.scan.slots.iter().position(|s| s.item == Item::Verb(v))?;
        let clause = p.parse.clause_at(verb_slot.min(slot)).or_else(|| p.parse.clause_at(verb_slot))?;
        let c = &p.parse.clauses[clause];
        let zone = (c.from.min(slot), c.to.max(verb_slot + 1).max(slot));
        let g = &p.scan.verbs[v];
        let (from, to) = (noun.0.min(g.from), noun.1.max(g.to));
        let m = Match {
            rule,
            from,
            to,
            noun: Some(noun),
            verb: Some(v),
            clause,
            zone,
            roles: BTreeMap::new(),
            nominal: None,
        };
        self.filled(p, m, slot.max(verb_slot))
    }

    fn nominal(&self, p: &Parsed<'_>, rule: usize, noun: (usize, usize), slot: usize, case: u16) -> Option<Match> {
        let clause = p.parse.clause_at(slot)?;
        let c = &p.parse.clauses[clause];
        let mut from = c.from;
        // A participle right before the noun shares its phrases: "मॉस्को में हुई बैठक".
        if clause > 0
            && p.parse.clauses[clause - 1].ending == Ending::Adjectival
            && p.parse.clauses[clause - 1].to == c.from
            && slot - c.from <= 3
            && !p.scan.slots[c.from..slot]
                .iter()
                .any(|s| matches!(s.item, Item::Mention(x) if matches!(p.scan.mentions[x].what, What::Person(_))))
        {
            from = p.parse.clauses[clause - 1].from;
        }
        let m = Match {
            rule,
            from: noun.0,
            to: noun.1,
            noun: Some(noun),
            verb: None,
            clause,
            zone: (from, slot),
            roles: BTreeMap::new(),
            nominal: Some(case),
        };
        self.filled(p, m, slot)
    }

    fn verb_match(&self, p: &Parsed<'_>, rule: usize, v: usize) -> Option<Match> {
        let slot = p.scan.slots.iter().position(|s| s.item == Item::Verb(v))?;
        let clause = p.parse.clause_at(slot)?;
        let c = &p.parse.clauses[clause];
        let g = &p.scan.verbs[v];
        let asked = &self.rule(rule).infinitive;
        if !asked.is_empty() && !after_infinitive(p.scan, c.from, slot, asked) {
            return None;
        }
        let m = Match {
            rule,
            from: g.from,
            to: g.to,
            noun: None,
            verb: Some(v),
            clause,
            zone: (c.from, c.to.max(slot + 1)),
            roles: BTreeMap::new(),
            nominal: None,
        };
        self.filled(p, m, slot)
    }

    fn filled(&self, p: &Parsed<'_>, mut m: Match, pivot: usize) -> Option<Match> {
        let r = self.rule(m.rule);
        let (from, to) = tokens_of(p.scan, m.zone);
        let to = to.max(m.to);
        if !r.with.is_empty() && !r.with.iter().any(|&c| p.sent.has_class(from, to, c)) {
            return None;
        }
        if r.unless.iter().any(|&c| p.sent.has_class(from, to, c)) {
            return None;
        }
        for (role, cases) in &r.roles {
            if let Some(phrase) = self.role(p, &m, cases, pivot) {
                m.roles.insert(role.clone(), phrase);
            }
        }
        self.inherit_agent(p, &mut m, r);
        r.needs.iter().all(|n| m.roles.contains_key(n)).then_some(m)
    }

    fn role(&self, p: &Parsed<'_>, m: &Match, cases: &[u16], pivot: usize) -> Option<usize> {
        let taken = |i: usize| m.roles.values().any(|&t| t == i);
        for &case in cases {
            let fits = |(i, phrase): &(usize, &Phrase)| {
                phrase.case == case
                    && !taken(*i)
                    && self.fillable(p, phrase, case)
                    && (!self.wants_people(m) || self.names_people(p, phrase))
            };
            let before = p.parse.phrases_in(m.zone.0, pivot).rev().find(fits);
            let found = before.or_else(|| p.parse.phrases_in(pivot, m.zone.1.max(pivot)).find(fits));
            if let Some((i, _)) = found {
                return Some(i);
            }
        }
        None
    }

    // A phrase that could name someone or something; a bare one must be of actors, not of time.
    fn fillable(&self, p: &Parsed<'_>, phrase: &Phrase, case: u16) -> bool {
        phrase.mentions.iter().any(|&i| {
            let mention = &p.scan.mentions[i];
            match &mention.what {
                What::Pronoun(n) => (case != BARE) || self.pronoun_is(*n, "third") || self.pronoun_is(*n, "relative"),
                What::Place(_) | What::PlaceWord(_) => case != BARE && case != self.numbers.genitive,
                What::Person(q)
                    if case == self.numbers.genitive
                        && q.name.is_none()
                        && q.office.as_ref().is_some_and(|o| o.plural && o.of.as_ref().is_none_or(|of| of.body)) =>
                {
                    false
                }
                What::Body(_) => case != self.numbers.genitive && case != BARE,
                What::System(_) => true,
                _ => mention.is_actor(),
            }
        })
    }

    fn wants_people(&self, m: &Match) -> bool {
        self.rule(m.rule).people_only
    }

    fn names_people(&self, p: &Parsed<'_>, phrase: &Phrase) -> bool {
        phrase
            .mentions
            .iter()
            .any(|&i| matches!(p.scan.mentions[i].what, What::Person(_) | What::Pronoun(_) | What::Group { .. }))
    }

    fn pronoun_is(&self, number: u16, refers: &str) -> bool {
        self.knowledge.stock.words.pronouns.get(number as usize).is_some_and(|p| p.refers == refers)
    }

    // An event without a subject of its own takes that of the clause it hangs on.
    fn inherit_agent(&self, p: &Parsed<'_>, m: &mut Match, r: &CompiledRule) {
        let Some((_, cases)) = r.roles.iter().find(|(role, _)| role == "agent" || role == "speaker") else { return };
        let role = if r.roles.iter().any(|(role, _)| role == "agent") { "agent" } else { "speaker" };
        if m.roles.contains_key(role)
            || m.roles.contains_key("between")
            || unread_subject(p, m.clause, self.knowledge.case("ne"))
            || !cases.contains(&BARE) && !cases.contains(&self.knowledge.case("ne"))
        {
            return;
        }
        let found = match p.parse.clauses[m.clause].ending {
            Ending::Adjectival => self.head_noun(p, m).or_else(|| self.subject_before(p, m.clause)),
            _ if m.nominal.is_some() => self
                .subject_of(p, m.clause, m)
                .or_else(|| self.subject_after(p, m.clause))
                .or_else(|| self.subject_before(p, m.clause)),
            Ending::Conjunctive | Ending::Infinitive => {
                self.subject_after(p, m.clause).or_else(|| self.subject_before(p, m.clause))
            }
            _ => self.subject_before(p, m.clause),
        };
        if let Some(i) = found
            && !m.roles.values().any(|&t| t == i)
            && (role == "speaker" || !self.only_ministries(p, i))
        {
            m.roles.insert(role.to_owned(), i);
        }
    }

    // "मुलाकात के बाद विदेश मंत्रालय ने कहा": a ministry speaks of talks that its minister held.
    fn only_ministries(&self, p: &Parsed<'_>, phrase: usize) -> bool {
        let reports = |m: &usize| matches!(p.scan.mentions[*m].what, What::Ministry { .. } | What::Source(_));
        p.parse.phrases[phrase].mentions.iter().all(reports)
    }

    // The noun that a participle describes stands right after it: "दौरे पर गए सोनोवाल ने".
    fn head_noun(&self, p: &Parsed<'_>, m: &Match) -> Option<usize> {
        let end = p.parse.clauses[m.clause].to;
        p.parse.phrases.iter().position(|ph| ph.from == end && self.fillable(p, ph, BARE))
    }

    fn subject_of(&self, p: &Parsed<'_>, clause: usize, m: &Match) -> Option<usize> {
        let c = &p.parse.clauses[clause];
        let ne = self.knowledge.case("ne");
        let taken = |i: &usize| m.roles.values().any(|t| t == i);
        let phrases: Vec<(usize, &Phrase)> = p.parse.phrases_in(c.from, c.to).collect();
        let people_only = self.knowledge.index.rules.get(m.rule).is_some_and(|r| r.people_only) && m.to > 0;
        let by_case = |case: u16, people: bool| {
            phrases
                .iter()
                .find(|(i, ph)| {
                    ph.case == case && !taken(i) && self.is_person_like(p, ph) && (!people || self.names_people(p, ph))
                })
                .map(|x| x.0)
        };
        let state = |case: u16| if people_only { None } else { by_case(case, false) };
        by_case(ne, false).or_else(|| by_case(BARE, true)).or_else(|| state(BARE))
    }

    fn subject_before(&self, p: &Parsed<'_>, clause: usize) -> Option<usize> {
        let mut k = clause;
        let blank = blank_match(clause);
        if p.parse.clauses[clause].quoted {
            return None;
        }
        while k > 0 {
            k -= 1;
            let c: &Clause = &p.parse.clauses[k];
            if let Some(found) = self.subject_of(p, k, &blank) {
                return Some(found);
            }
            if c.quoted {
                return None;
            }
        }
        None
    }

    fn subject_after(&self, p: &Parsed<'_>, clause: usize) -> Option<usize> {
        let blank = blank_match(clause);
        let mut k = clause + 1;
        while let Some(c) = p.parse.clauses.get(k) {
            if c.quoted || c.opener.is_some() {
                return None;
            }
            if let Some(found) = self.subject_of(p, k, &blank) {
                return Some(found);
            }
            if c.ending == Ending::Finite {
                return None;
            }
            k += 1;
        }
        None
    }

    fn is_person_like(&self, p: &Parsed<'_>, phrase: &Phrase) -> bool {
        phrase.mentions.iter().any(|&i| match &p.scan.mentions[i].what {
            What::Pronoun(n) => self.pronoun_is(*n, "third") || self.pronoun_is(*n, "relative"),
            What::Place(_) => phrase.case != BARE,
            what => matches!(
                what,
                What::Person(_)
                    | What::Group { .. }
                    | What::Country(_, false)
                    | What::Body(_)
                    | What::Ministry { .. }
                    | What::Source(_)
            ),
        })
    }
}

/// Whether the subject of a clause is marked as such and no mention that could act: "रूसी दूतावास ने कहा". Such a clause has not
/// the subject of another.
pub fn unread_subject(p: &Parsed<'_>, clause: usize, ne: u16) -> bool {
    let c = &p.parse.clauses[clause];
    let marked = (c.from..c.to).find(|&k| p.scan.slots[k].item == Item::Case(ne));
    marked.and_then(|k| k.checked_sub(1)).is_some_and(|k| p.scan.slots[k].item == Item::Word)
}

// "सप्लाई तेज करने को कहा": whether the last verb before another is an infinitive with one of some cases.
fn after_infinitive(scan: &Scan, from: usize, verb: usize, cases: &[u16]) -> bool {
    let before = (from..verb).rev().find_map(|k| match scan.slots[k].item {
        Item::Verb(v) => Some((k, v)),
        _ => None,
    });
    before.is_some_and(|(k, v)| {
        scan.verbs[v].forms.last().is_some_and(|f| f.form == Form::Oblique) && has_case(scan, k, cases)
    })
}

fn blank_match(clause: usize) -> Match {
    Match {
        rule: 0,
        from: 0,
        to: 0,
        noun: None,
        verb: None,
        clause,
        zone: (0, 0),
        roles: BTreeMap::new(),
        nominal: None,
    }
}

/// The slot that holds a token.
pub fn slot_of(scan: &Scan, token: usize) -> Option<usize> {
    scan.slots.iter().position(|s| s.from <= token && token < s.to)
}

/// The first slot that begins at or after a token.
pub fn slot_from(scan: &Scan, token: usize) -> usize {
    scan.slots.iter().position(|s| s.from >= token && s.to > s.from).unwrap_or(scan.slots.len())
}

/// Tokens of a range of slots.
pub fn tokens_of(scan: &Scan, zone: (usize, usize)) -> (usize, usize) {
    let part = scan.slots.get(zone.0..zone.1.min(scan.slots.len())).unwrap_or(&[]);
    match (part.first(), part.last()) {
        (Some(a), Some(b)) => (a.from, b.to),
        _ => (0, 0),
    }
}

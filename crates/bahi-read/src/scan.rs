//! From a sentence to slots: mentions, case markers, verb groups, conjunctions and marks, in order.

pub use crate::ids::Numbers;
use crate::memory::Memory;
use crate::mention::{GroupOf, Mention, PlaceWord, What};
use crate::number::{money, number, ordinal};
use crate::person::PersonParser;
use crate::sent::Sent;
use crate::time::{duration, time_at};
use crate::verb::VerbGroup;
use bahi_knowledge::{Entry, Form, Knowledge, NameForm};
use bahi_text::TokenKind;

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Index of a mention.
    Mention(usize),
    /// A case marker.
    Case(u16),
    /// Index of a verb group.
    Verb(usize),
    /// A coordinating conjunction.
    Conj,
    /// A comma, or the hyphen of a pair such as मोदी-पुतिन.
    Comma,
    /// A word that begins a clause.
    Sub,
    /// A quotation mark.
    Quote,
    /// A colon or semicolon.
    Colon,
    /// Any other word.
    Word,
    /// An end mark.
    End,
}

/// A slot over tokens `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// What it holds.
    pub item: Item,
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// A sentence cut into slots.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The slots, in order.
    pub slots: Vec<Slot>,
    /// Mentions, in order.
    pub mentions: Vec<Mention>,
    /// Verb groups, in order.
    pub verbs: Vec<VerbGroup>,
}

/// Cuts sentences into slots.
pub struct Scanner<'a> {
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Numbers of classes and cases.
    pub numbers: &'a Numbers,
    /// People introduced so far.
    pub memory: &'a Memory,
}

impl Scanner<'_> {
    /// The slots of a sentence.
    pub fn scan(&self, s: &Sent) -> Scan {
        let mut scan = Scan::default();
        let mut i = 0;
        while i < s.toks.len() {
            i = self.step(s, i, &mut scan).max(i + 1);
        }
        crate::groups::share_office(s, &mut scan, self.knowledge);
        if s.fronted {
            crate::svo::arrange::arrange(s, &mut scan, self.knowledge, self.numbers);
        }
        scan
    }

    fn step(&self, s: &Sent, i: usize, scan: &mut Scan) -> usize {
        let put = |scan: &mut Scan, item, to| {
            scan.slots.push(Slot { item, from: i, to });
            to
        };
        match s.toks[i].kind {
            TokenKind::Comma => return put(scan, Item::Comma, i + 1),
            TokenKind::Hyphen | TokenKind::Slash => return put(scan, Item::Comma, i + 1),
            TokenKind::Quote if self.scare_quote(s, i) || self.ends_scare_quote(s, i) => return i + 1,
            TokenKind::Quote => return put(scan, Item::Quote, i + 1),
            TokenKind::Semicolon => return put(scan, Item::Comma, i + 1),
            // "4:40 बजे": a time of day is no break.
            TokenKind::Colon if self.is_clock(s, i) => return put(scan, Item::Word, i + 1),
            TokenKind::Colon => return put(scan, Item::Colon, i + 1),
            TokenKind::Danda | TokenKind::Dot | TokenKind::Question | TokenKind::Exclaim => {
                return put(scan, Item::End, i + 1);
            }
            TokenKind::Open => return self.bracket(s, i),
            TokenKind::Word | TokenKind::Number => {}
            _ => return i + 1,
        }
        if let Some(to) = s.class_at(i, self.numbers.distributive) {
            scan.slots.extend((i..to).map(|k| Slot { item: Item::Word, from: k, to: k + 1 }));
            return to;
        }
        if let Some(m) = self.mention(s, i, scan) {
            let to = m.to;
            scan.slots.push(Slot { item: Item::Mention(scan.mentions.len()), from: i, to });
            let fused = self.fused_case(&m.what);
            scan.mentions.push(m);
            if let Some(case) = fused {
                scan.slots.push(Slot { item: Item::Case(case), from: to, to });
            }
            return to;
        }
        if let Some(group) = self.verb_group(s, i, scan) {
            let to = group.to;
            scan.slots.push(Slot { item: Item::Verb(scan.verbs.len()), from: i, to });
            scan.verbs.push(group);
            return to;
        }
        let item = if let Some((to, case)) = s.longest(i, |e| if let Entry::Case(c) = e { Some(c) } else { None }) {
            return {
                scan.slots.push(Slot { item: Item::Case(case), from: i, to });
                to
            };
        } else if let Some(to) = s.class_at(i, self.numbers.conj) {
            scan.slots.push(Slot { item: Item::Conj, from: i, to });
            return to;
        } else if s.class_at(i, self.numbers.sub).is_some() {
            Item::Sub
        } else {
            Item::Word
        };
        scan.slots.push(Slot { item, from: i, to: i + 1 });
        i + 1
    }

    fn is_clock(&self, s: &Sent, i: usize) -> bool {
        let number = |k: usize| s.toks.get(k).is_some_and(|t| t.number.is_some());
        i > 0 && number(i - 1) && number(i + 1)
    }

    // Quotation marks around a name or term are no quotation: 'मेक इन इंडिया', '2+2'.
    fn scare_quote(&self, s: &Sent, i: usize) -> bool {
        let close = (i + 1..s.toks.len().min(i + 7)).find(|&k| s.toks[k].kind == TokenKind::Quote);
        close.is_some_and(|k| {
            k > i + 1
                && s.toks[i + 1..k]
                    .iter()
                    .all(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Hyphen))
        }) && close.is_some_and(|k| s.toks.get(k + 1).is_some_and(|t| t.kind == TokenKind::Word))
    }

    fn ends_scare_quote(&self, s: &Sent, i: usize) -> bool {
        (i.saturating_sub(6)..i).any(|k| {
            s.toks[k].kind == TokenKind::Quote
                && self.scare_quote(s, k)
                && (k + 1..i).all(|j| s.toks[j].kind != TokenKind::Quote)
        })
    }

    // What stands in brackets explains the word before it and is no part of the sentence.
    fn bracket(&self, s: &Sent, i: usize) -> usize {
        let close = (i + 1..s.toks.len().min(i + 16)).find(|&k| s.toks[k].kind == TokenKind::Close);
        close.map_or(i + 1, |k| k + 1)
    }

    fn fused_case(&self, what: &What) -> Option<u16> {
        let What::Pronoun(p) = what else { return None };
        let pronoun = self.knowledge.stock.words.pronouns.get(*p as usize)?;
        self.knowledge.index.cases.get(&pronoun.case).copied()
    }

    fn mention(&self, s: &Sent, i: usize, scan: &Scan) -> Option<Mention> {
        let persons = PersonParser {
            knowledge: self.knowledge,
            memory: self.memory,
            gen_case: self.numbers.genitive,
            conj: self.numbers.conj,
            group_state: self.numbers.group_state,
        };
        let mut best: Option<Mention> = None;
        let mut offer = |to: usize, what: What| {
            if best.as_ref().is_none_or(|b| to > b.to) {
                best = Some(Mention { from: i, to, what });
            }
        };
        if let Some((to, p)) = persons.person(s, i) {
            offer(to, What::Person(p));
        }
        self.offer_group(s, i, &mut offer);
        if let Some(t) = time_at(s, i) {
            offer(t.to, What::Time(t.said));
        }
        if let Some((to, days)) = duration(s, i) {
            offer(to, What::Duration(days));
        }
        if let Some((to, amount, currency)) = money(s, i) {
            offer(to, What::Money(amount, currency));
        }
        if let Some((to, n)) = ordinal(s, i) {
            offer(to, What::Ordinal(n));
        }
        self.offer_things(s, i, &mut offer);
        if let Some((to, n)) = number(s, i) {
            let unit = s.longest(to, |e| if let Entry::Unit(u) = e { Some(u) } else { None });
            offer(unit.map_or(to, |u| u.0), What::Number(n, unit.map(|u| u.1)));
        }
        if let Some((to, p)) = s.longest(i, |e| if let Entry::Pronoun(p) = e { Some(p) } else { None }) {
            offer(to, What::Pronoun(p));
        }
        self.offer_words(s, i, scan, &mut offer);
        let mut best = best?;
        let longer_case =
            s.longest(i, |e| if let Entry::Case(_) = e { Some(()) } else { None }).is_some_and(|(to, ())| to > best.to);
        best.to = self.skip_alias(s, best.to);
        (!longer_case).then_some(best)
    }

    // "शंघाई सहयोग संगठन (एससीओ)": the bracket is passed over with the name.
    fn skip_alias(&self, s: &Sent, i: usize) -> usize {
        if s.toks.get(i).is_some_and(|t| t.kind == TokenKind::Open) {
            return (i + 1..s.toks.len().min(i + 9)).find(|&k| s.toks[k].kind == TokenKind::Close).map_or(i, |k| k + 1);
        }
        i
    }

    fn offer_things(&self, s: &Sent, i: usize, offer: &mut dyn FnMut(usize, What)) {
        let thing = |e| match e {
            Entry::Country(c, NameForm::Demonym) => Some((What::Country(c, true), false)),
            Entry::Country(c, f) => Some((What::Country(c, false), f == NameForm::Ambiguous)),
            Entry::Place(p, f) => Some((What::Place(p), f == NameForm::Ambiguous)),
            Entry::Body(b, f) => Some((What::Body(b), f == NameForm::Ambiguous)),
            Entry::System(y, f) => Some((What::System(y), f == NameForm::Ambiguous)),
            _ => None,
        };
        for hit in s.hits[i].iter().rev() {
            if let Some((what, ambiguous)) = thing(hit.entry) {
                let to = s.reach(i, hit.len as usize);
                let counted = i > 0
                    && matches!(what, What::System(_))
                    && s.hits[i - 1].iter().any(|h| h.len == 1 && matches!(h.entry, Entry::Unit(_)));
                // "भारत और अमेरिकी सेना के बीच": the forces of a state stand for it.
                if let What::Country(c, true) = what
                    && let Some(end) = s.class_at(to, self.numbers.forces)
                {
                    offer(end, What::Country(c, false));
                } else if !ambiguous || counted || self.place_like(s, to, &what) {
                    offer(to, what);
                }
            }
        }
        if let Some((to, what)) = self.ministry(s, i) {
            offer(to, what);
        }
    }

    // A name that is also a word is a place before a case of place, a system before a count noun.
    fn place_like(&self, s: &Sent, to: usize, what: &What) -> bool {
        match what {
            What::Place(_) | What::Country(..)
                if s.toks.get(to).is_some_and(|t| {
                    self.knowledge.index.lexicon.verb_forms(t.sym).iter().any(|f| self.numbers.motion.contains(&f.verb))
                }) =>
            {
                true
            }
            What::Place(_) | What::Country(..) => {
                s.longest(to, |e| if let Entry::Case(c) = e { Some(c) } else { None }).is_some()
            }
            What::System(_) => {
                (to..to + 2).any(|k| s.longest(k, |e| matches!(e, Entry::Unit(_)).then_some(())).is_some())
            }
            _ => false,
        }
    }

    fn ministry(&self, s: &Sent, i: usize) -> Option<(usize, What)> {
        let country =
            s.longest(i, |e| if let Entry::Country(c, f) = e { (f != NameForm::Ambiguous).then_some(c) } else { None });
        let mut at = country.map_or(i, |c| c.0);
        if country.is_some()
            && s.hits
                .get(at)
                .is_some_and(|h| h.iter().any(|h| h.entry == Entry::Case(self.numbers.genitive) && h.len == 1))
        {
            at += 1;
        }
        let domain = s.longest(at, |e| if let Entry::Domain(d) = e { Some(d) } else { None });
        let after = domain.map_or(at, |d| d.0);
        let (end, (m, plural)) =
            s.longest(after, |e| if let Entry::Ministry(m, p) = e { Some((m, p)) } else { None })?;
        let words = &self.knowledge.stock.words.offices;
        let head = words.ministry.get(m as usize)?.en.to_lowercase();
        if plural || (domain.is_none() && country.is_some()) {
            return None;
        }
        let title = domain
            .and_then(|(_, d)| words.domain.get(d as usize))
            .map_or(String::new(), |d| format!("{} {head}", d.en));
        if domain.is_none()
            && head == "department"
            && self.memory.actors.iter().all(|a| a.kind != crate::reading::ActorKind::Ministry)
        {
            return None;
        }
        let of = country.and_then(|(_, c)| self.knowledge.stock.countries.get(c as usize)).map(|c| c.id.clone());
        Some((end, What::Ministry { title, of }))
    }

    fn offer_words(&self, s: &Sent, i: usize, scan: &Scan, offer: &mut dyn FnMut(usize, What)) {
        let n = self.numbers;
        for (class, word) in [
            (n.here, PlaceWord::Here),
            (n.there, PlaceWord::There),
            (n.capital, PlaceWord::Capital),
            (n.venue, PlaceWord::Venue),
        ] {
            if let Some(to) = s.class_at(i, class) {
                offer(to, What::PlaceWord(word));
            }
        }
        for (class, name) in [(n.sources, "sources"), (n.officials, "officials"), (n.paper, "statement")] {
            if let Some(to) = s.class_at(i, class) {
                let speaks = s
                    .longest(to, |e| if let Entry::Case(c) = e { (c != n.genitive).then_some(()) } else { None })
                    .is_some();
                let after_person = matches!(scan.slots.last().map(|x| x.item), Some(Item::Mention(_)));
                if speaks && !after_person {
                    offer(to, What::Source(name));
                }
            }
        }
    }

    fn offer_group(&self, s: &Sent, i: usize, offer: &mut dyn FnMut(usize, What)) {
        let Some((at, count)) = s.longest(i, |e| if let Entry::Counter(n) = e { Some(n) } else { None }) else {
            return;
        };
        let genitive = |at: usize| {
            s.hits
                .get(at)
                .is_some_and(|h| h.iter().any(|h| h.len == 1 && h.entry == Entry::Case(self.numbers.genitive)))
        };
        let country = s.longest(at, |e| if let Entry::Country(c, NameForm::Demonym) = e { Some(c) } else { None });
        let after = country.map_or(at, |c| c.0);
        let code = country.and_then(|(_, c)| self.knowledge.stock.countries.get(c as usize)).map(|c| c.id.clone());
        if let Some(to) = s.class_at(after, self.numbers.group_state) {
            if genitive(to)
                && let Some((end, title)) = self.group_title(s, to + 1)
            {
                offer(
                    end,
                    What::Group {
                        count,
                        of: GroupOf::Persons,
                        title: Some(title).filter(|t| !is_generic(t)),
                        country: None,
                    },
                );
                return;
            }
            offer(to, What::Group { count, of: GroupOf::States, title: None, country: code });
            return;
        }
        if let Some((to, title)) = self.group_title(s, after) {
            offer(
                to,
                What::Group {
                    count,
                    of: GroupOf::Persons,
                    title: Some(title).filter(|t| !is_generic(t)),
                    country: code,
                },
            );
        } else if let Some(to) = s.class_at(after, self.numbers.group_person) {
            offer(to, What::Group { count, of: GroupOf::Persons, title: None, country: code });
        } else {
            offer(at, What::Group { count, of: GroupOf::Any, title: None, country: None });
        }
    }

    fn group_title(&self, s: &Sent, i: usize) -> Option<(usize, String)> {
        let offices = &self.knowledge.stock.words.offices;
        s.longest(i, |e| {
            if let Entry::Title(t, _) = e { offices.title.get(t as usize).map(|t| t.en.clone()) } else { None }
        })
    }

    fn verb_group(&self, s: &Sent, i: usize, scan: &Scan) -> Option<VerbGroup> {
        if s.fronted {
            return crate::svo::verbs::group(self, s, i, scan);
        }
        let lexicon = &self.knowledge.index.lexicon;
        let forms_at = |k: usize| {
            s.toks.get(k).filter(|t| t.kind == TokenKind::Word).map_or(&[][..], |t| lexicon.verb_forms(t.sym))
        };
        let negation = s.class_at(i, self.numbers.negation);
        let mut at = negation.unwrap_or(i);
        if forms_at(at).is_empty() || !self.is_verb_here(s, at, scan) {
            return None;
        }
        let mut group = VerbGroup { from: i, to: at, forms: Vec::new(), negated: negation.is_some(), wish: false };
        loop {
            if let Some(&form) = forms_at(at).first()
                && (group.forms.is_empty() || !self.starts_anew(s, at, &group, form.form))
            {
                group.forms.push(form);
                group.wish |= form.verb == self.numbers.want;
                at += 1;
                group.to = at;
                if form.form == Form::Conjunctive {
                    break;
                }
                continue;
            }
            let skip = s.class_at(at, self.numbers.negation);
            match skip {
                Some(next) if !forms_at(next).is_empty() && self.continues(s, next, &group) => {
                    group.negated = true;
                    at = next;
                }
                _ => break,
            }
        }
        // A bare stem is a noun (खरीद, मांग), but for the one that serves as a participle (कर).
        let lone = matches!(group.forms.as_slice(), [f] if f.form == Form::Stem && f.verb != self.numbers.do_verb);
        (!lone).then_some(group)
    }

    // A second main verb begins a group of its own: "मिलने | पहुंचे", "हुई | मुलाकात".
    fn starts_anew(&self, s: &Sent, at: usize, group: &VerbGroup, form: Form) -> bool {
        let Some(last) = group.forms.last() else { return false };
        if !self.is_verb_here_in_group(s, at) {
            return true;
        }
        let light =
            self.knowledge.index.lexicon.verb_forms(s.toks[at].sym).first().is_some_and(|f| self.is_light(f.verb));
        match last.form {
            // A stem takes a vector verb, not करना: "मांग की" is a noun with its verb.
            Form::Stem => !light,
            Form::Oblique => {
                !(form == Form::Prospective
                    || light && matches!(form, Form::Perfective | Form::Present | Form::Past | Form::Imperfective))
            }
            _ => !(light || matches!(form, Form::Present | Form::Past | Form::Modal | Form::Prospective)),
        }
    }

    fn continues(&self, s: &Sent, at: usize, group: &VerbGroup) -> bool {
        let form = self.knowledge.index.lexicon.verb_forms(s.toks[at].sym).first().map(|f| f.form);
        form.is_some_and(|f| !self.starts_anew(s, at, group, f))
    }

    // Verbs that serve others: be, go, give, take, remain, can, finish, should, fall, come.
    fn is_light(&self, verb: u16) -> bool {
        const LIGHT: [&str; 13] =
            ["hai", "ja", "de", "le", "rah", "sak", "chuk", "paa", "chaah", "pad", "aa", "waala", "ho"];
        self.knowledge.stock.words.verbs.get(verb as usize).is_some_and(|v| LIGHT.contains(&v.id.as_str()))
    }

    fn is_verb_here_in_group(&self, s: &Sent, at: usize) -> bool {
        !s.hits[at].iter().any(|h| h.len > 1 && matches!(h.entry, Entry::Case(_)))
    }

    // The perfective of 'do' and the genitive are one word, की: it is a verb where the clause ends or an auxiliary follows.
    fn is_verb_here(&self, s: &Sent, at: usize, scan: &Scan) -> bool {
        let hits = &s.hits[at];
        if hits.iter().any(|h| h.len > 1 && matches!(h.entry, Entry::Case(_) | Entry::Time(_))) {
            return false;
        }
        if !hits.iter().any(|h| h.len == 1 && h.entry == Entry::Case(self.numbers.genitive)) {
            return !hits.iter().any(|h| h.len == 1 && matches!(h.entry, Entry::Case(_)));
        }
        let lexicon = &self.knowledge.index.lexicon;
        let Some(next) = s.toks.get(at + 1) else { return true };
        if next.kind != TokenKind::Word && next.kind != TokenKind::Number {
            return next.kind != TokenKind::Quote && next.kind != TokenKind::Open;
        }
        let aux = lexicon.verb_forms(next.sym).iter().any(|f| f.verb == self.numbers.be || f.verb == self.numbers.go);
        let clause_word = s.class_at(at + 1, self.numbers.conj).is_some()
            || s.class_at(at + 1, self.numbers.sub).is_some()
            || s.class_at(at + 1, self.numbers.negation).is_some();
        let relative = s
            .longest(at + 1, |e| {
                if let Entry::Pronoun(p) = e {
                    self.knowledge
                        .stock
                        .words
                        .pronouns
                        .get(p as usize)
                        .filter(|p| p.refers.starts_with("relative"))
                        .map(|_| ())
                } else {
                    None
                }
            })
            .is_some();
        let after_case = matches!(scan.slots.last().map(|x| x.item), Some(Item::Case(c)) if c != self.numbers.genitive);
        aux || clause_word || after_case || relative
    }
}

fn is_generic(title: &str) -> bool {
    matches!(title, "leader" | "minister" | "secretary" | "official" | "representative")
}

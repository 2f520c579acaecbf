//! Builds the lexicon and the compiled rules from the typed stock.

use crate::frames::{FrameFile, Rule};
use crate::lexicon::{Entry, Form, Lexicon, Symbol, TimeWord, VerbForm};
use crate::names::Names;
use crate::stock::{NameKind, Stock};
use crate::words::NumberWord;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A frame rule with its words and cases looked up.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompiledRule {
    /// `hi/meeting/se-mulaqat`.
    pub id: String,
    /// `engagement|statement|agreement|delivery`.
    pub record: String,
    /// Kind of event or statement.
    pub kind: String,
    /// Classes of the event noun; empty for a verb on its own.
    pub noun: Vec<u16>,
    /// Verbs.
    pub verb: Vec<u16>,
    /// Cases after the noun, for an event told in passing.
    pub after: Vec<u16>,
    /// Cases of which one must follow an infinitive before the verb.
    pub infinitive: Vec<u16>,
    /// Classes of which one must stand in the clause.
    pub with: Vec<u16>,
    /// Classes that silence the rule.
    pub unless: Vec<u16>,
    /// Role and the cases that may fill it.
    pub roles: Vec<(String, Vec<u16>)>,
    /// Roles that must be filled.
    pub needs: Vec<String>,
    /// Status given by the words.
    pub status: Option<String>,
    /// What sets the event apart.
    pub occasion: Option<String>,
    /// Whether partners are met apart.
    pub distributes: bool,
    /// Whether it may point back.
    pub refers_back: bool,
    /// Whether only persons may fill its roles.
    pub people_only: bool,
    /// Whether who says it of their own state says it for that state.
    pub on_behalf: bool,
}

/// The case id of a phrase without postposition.
pub const BARE: u16 = u16::MAX;

/// What [`build`] makes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// Surface forms.
    #[serde(skip)]
    pub lexicon: Lexicon,
    /// Case ids to numbers.
    pub cases: BTreeMap<String, u16>,
    /// Class names to numbers.
    pub classes: BTreeMap<String, u16>,
    /// Verb ids to numbers.
    pub verbs: BTreeMap<String, u16>,
    /// Rules in order of file and place in it.
    pub rules: Vec<CompiledRule>,
    /// Group counters by class-less word value.
    pub ranks: Vec<String>,
    /// English names of count units.
    pub units: Vec<String>,
    /// Currency codes.
    pub currencies: Vec<String>,
    /// Faults found while building.
    pub faults: Vec<(String, String)>,
    /// Numbers of ids.
    #[serde(skip)]
    pub ids: Ids,
}

impl Index {
    /// Whether several people of the stock bear this last name, so that alone it means none of them.
    pub fn is_shared_surname(&self, word: Symbol) -> bool {
        self.lexicon.names().bearers(word) >= 4
    }
}

/// Builds the index of a stock over its packed names.
pub fn build(stock: &Stock, names: Names) -> Index {
    let mut index = Index { lexicon: Lexicon::over(names), ids: Ids::new(stock), ..Index::default() };
    word_files(stock, &mut index);
    time_words(stock, &mut index.lexicon);
    for (i, (name, class)) in stock.classes.iter().enumerate() {
        index.classes.insert(name.clone(), i as u16);
        for word in class.words.iter().chain(class.valued.values().flatten()) {
            index.lexicon.insert(word, Entry::Class(i as u16));
        }
    }
    let (verbs, cases) = (index.verbs.clone(), index.cases.clone());
    for (stem, file) in &stock.frames {
        compile((&stock.language, stem), file, &verbs, &cases, &mut index);
    }
    index
}

/// Numbers of ids, by kind.
#[derive(Debug, Default)]
pub struct Ids {
    by_kind: [FxHashMap<Cow<'static, str>, u16>; 5],
}

impl Ids {
    fn new(stock: &Stock) -> Self {
        fn numbered<'a>(ids: impl Iterator<Item = &'a String>) -> FxHashMap<Cow<'static, str>, u16> {
            ids.enumerate().map(|(i, id)| (id.clone().into(), i as u16)).collect()
        }
        Self {
            by_kind: [
                numbered(stock.countries.iter().map(|x| &x.id)),
                numbered(stock.places.iter().map(|x| &x.id)),
                numbered(stock.bodies.iter().map(|x| &x.id)),
                numbered(stock.people.iter().map(|x| &x.id)),
                numbered(stock.systems.iter().map(|x| &x.id)),
            ],
        }
    }

    /// Takes for each kind its ids by number, each ended by a line break.
    pub fn listed(lists: [&'static str; 5]) -> Self {
        let numbered = |list: &'static str| list.lines().enumerate().map(|(i, id)| (id.into(), i as u16)).collect();
        Self { by_kind: lists.map(numbered) }
    }

    /// The number of an id.
    pub fn number(&self, kind: NameKind, id: &str) -> Option<u16> {
        self.by_kind[kind as usize].get(id).copied()
    }
}

fn word_files(stock: &Stock, index: &mut Index) {
    let words = &stock.words;
    let lexicon = &mut index.lexicon;
    for (i, case) in words.cases.iter().enumerate() {
        index.cases.insert(case.id.clone(), i as u16);
        case.forms.iter().for_each(|f| lexicon.insert(f, Entry::Case(i as u16)));
    }
    for (i, pronoun) in words.pronouns.iter().enumerate() {
        pronoun.forms.iter().for_each(|f| lexicon.insert(f, Entry::Pronoun(i as u16)));
    }
    for (i, verb) in words.verbs.iter().enumerate() {
        index.verbs.insert(verb.id.clone(), i as u16);
        verb_forms(stock, i, lexicon);
    }
    offices(stock, lexicon);
    numbers(stock, lexicon);
    let honorifics = &words.honorifics;
    honorifics.before.iter().for_each(|f| lexicon.insert(f, Entry::Honorific));
    honorifics.after.iter().for_each(|f| lexicon.insert(f, Entry::HonorificAfter));
    honorifics.inside.iter().for_each(|f| lexicon.insert(f, Entry::NameParticle));
    for (i, rank) in honorifics.ranks.iter().enumerate() {
        index.ranks.push(rank.clone());
        lexicon.insert(rank, Entry::Rank(i as u16));
    }
    for (i, (name, forms)) in words.units.unit.iter().enumerate() {
        index.units.push(name.clone());
        forms.iter().for_each(|f| lexicon.insert(f, Entry::Unit(i as u16)));
    }
    for (i, (code, forms)) in words.units.currency.iter().enumerate() {
        index.currencies.push(code.clone());
        forms.iter().for_each(|f| lexicon.insert(f, Entry::Currency(i as u16)));
    }
}

fn offices(stock: &Stock, lexicon: &mut Lexicon) {
    let offices = &stock.words.offices;
    for (i, title) in offices.title.iter().enumerate() {
        title.forms.iter().for_each(|f| lexicon.insert(f, Entry::Title(i as u16, false)));
        title.plural.iter().for_each(|f| lexicon.insert(f, Entry::Title(i as u16, true)));
    }
    for word in &offices.counterpart {
        word.forms.iter().for_each(|f| lexicon.insert(f, Entry::Counterpart(false)));
        word.plural.iter().for_each(|f| lexicon.insert(f, Entry::Counterpart(true)));
    }
    for (i, part) in offices.domain.iter().enumerate() {
        part.forms.iter().for_each(|f| lexicon.insert(f, Entry::Domain(i as u16)));
    }
    for (i, part) in offices.head.iter().enumerate() {
        part.forms.iter().for_each(|f| lexicon.insert(f, Entry::Head(i as u16, false)));
        part.plural.iter().for_each(|f| lexicon.insert(f, Entry::Head(i as u16, true)));
    }
    for (i, part) in offices.ministry.iter().enumerate() {
        part.forms.iter().for_each(|f| lexicon.insert(f, Entry::Ministry(i as u16, false)));
        part.plural.iter().for_each(|f| lexicon.insert(f, Entry::Ministry(i as u16, true)));
    }
    for (i, part) in offices.modifier.iter().enumerate() {
        part.forms.iter().for_each(|f| lexicon.insert(f, Entry::Modifier(i as u16)));
    }
}

fn numbers(stock: &Stock, lexicon: &mut Lexicon) {
    let numbers = &stock.words.numbers;
    each(&numbers.number, lexicon, |v| Entry::Number((v * 100.0).round() as u32));
    each(&numbers.scale, lexicon, |v| Entry::Scale(v as u64));
    each(&numbers.offset, lexicon, |v| Entry::Offset((v * 100.0) as i8));
    each(&numbers.ordinal, lexicon, |v| Entry::Ordinal(v as u16));
    for (name, class) in &stock.classes {
        if name == "counters" {
            for (value, forms) in &class.valued {
                let value: u8 = value.parse().unwrap_or(2);
                forms.iter().for_each(|f| lexicon.insert(f, Entry::Counter(value)));
            }
        }
    }
}

fn each(list: &[NumberWord], lexicon: &mut Lexicon, make: impl Fn(f64) -> Entry) {
    for word in list {
        word.forms.iter().for_each(|f| lexicon.insert(f, make(word.value)));
    }
}

fn time_words(stock: &Stock, lexicon: &mut Lexicon) {
    let time = &stock.words.time;
    for month in &stock.words.months.month {
        month.forms.iter().for_each(|f| lexicon.insert(f, Entry::Month(month.number)));
    }
    each(&time.weekday, lexicon, |v| Entry::Weekday(v as u8));
    each(&time.day, lexicon, |v| Entry::Day(v as u8));
    each(&time.unit, lexicon, |v| Entry::TimeUnit(v as u16));
    for (word, list) in [
        (TimeWord::Part, &time.part),
        (TimeWord::Last, &time.last),
        (TimeWord::Next, &time.next),
        (TimeWord::This, &time.this),
        (TimeWord::Earlier, &time.earlier),
        (TimeWord::Later, &time.later),
        (TimeWord::Same, &time.same),
        (TimeWord::NextDay, &time.next_day),
        (TimeWord::Lasting, &time.lasting),
        (TimeWord::Year, &time.year),
        (TimeWord::Date, &time.date),
    ] {
        list.iter().for_each(|f| lexicon.insert(f, Entry::Time(word)));
    }
}

fn form_named(name: &str) -> Option<Form> {
    Some(match name {
        "perfective" => Form::Perfective,
        "imperfective" => Form::Imperfective,
        "infinitive" => Form::Infinitive,
        "oblique" => Form::Oblique,
        "future" => Form::Future,
        "subjunctive" => Form::Subjunctive,
        "conjunctive" => Form::Conjunctive,
        "stem" => Form::Stem,
        "present" => Form::Present,
        "past" => Form::Past,
        "modal" => Form::Modal,
        "prospective" => Form::Prospective,
        _ => return None,
    })
}

fn verb_forms(stock: &Stock, number: usize, lexicon: &mut Lexicon) {
    let verb = &stock.words.verbs[number];
    let mut put = |word: &str, form| lexicon.insert_verb(word, VerbForm { verb: number as u16, form });
    for (name, list) in &verb.forms {
        if let Some(form) = form_named(name) {
            list.iter().for_each(|w| put(w, form));
        }
    }
    if verb.irregular {
        return;
    }
    put(&verb.stem, Form::Stem);
    let vowel = verb.stem.chars().last().is_some_and(bahi_text::script::devanagari::is_vowel);
    let paradigm = &stock.words.paradigm;
    let endings = if vowel { &paradigm.vowel } else { &paradigm.consonant };
    for (name, list) in endings {
        if let Some(form) = form_named(name) {
            list.iter().for_each(|ending| put(&format!("{}{ending}", verb.stem), form));
        }
    }
}

fn compile(
    (language, stem): (&str, &str),
    file: &FrameFile,
    verbs: &BTreeMap<String, u16>,
    cases: &BTreeMap<String, u16>,
    index: &mut Index,
) {
    for rule in &file.rule {
        let id = format!("{language}/{stem}/{}", rule.name);
        let compiled = CompiledRule {
            record: file.record.clone(),
            kind: rule.kind.clone().or_else(|| file.kind.clone()).unwrap_or_default(),
            noun: classes(&id, "noun", &rule.noun, index),
            verb: looked_up(&id, &rule.verb, verbs, &mut index.faults, "verb"),
            after: looked_up(&id, &rule.after, cases, &mut index.faults, "case"),
            infinitive: looked_up(&id, &rule.infinitive, cases, &mut index.faults, "case"),
            with: classes(&id, "with", &rule.with, index),
            unless: classes(&id, "unless", &rule.unless, index),
            roles: roles(&id, rule, cases, index),
            needs: rule.needs.clone(),
            status: rule.status.clone(),
            occasion: rule.occasion.clone(),
            distributes: rule.distributes,
            refers_back: rule.refers_back,
            people_only: rule.people_only,
            on_behalf: rule.on_behalf,
            id,
        };
        index.rules.push(compiled);
    }
}

fn roles(id: &str, rule: &Rule, cases: &BTreeMap<String, u16>, index: &mut Index) -> Vec<(String, Vec<u16>)> {
    let mut out = Vec::new();
    for (role, names) in &rule.roles {
        let mut list = Vec::new();
        for name in names {
            match (name.as_str(), cases.get(name)) {
                ("bare", _) => list.push(BARE),
                (_, Some(&n)) => list.push(n),
                _ => index.faults.push((id.to_owned(), format!("role {role} names no case: {name}"))),
            }
        }
        out.push((role.clone(), list));
    }
    out
}

fn looked_up(
    id: &str,
    names: &[String],
    table: &BTreeMap<String, u16>,
    faults: &mut Vec<(String, String)>,
    what: &str,
) -> Vec<u16> {
    let mut out = Vec::new();
    for name in names {
        match table.get(name) {
            Some(&n) => out.push(n),
            None if what == "case" && name == "bare" => out.push(BARE),
            None => faults.push((id.to_owned(), format!("no {what} is called {name}"))),
        }
    }
    out
}

// Words given in a rule form a nameless class of their own; `<name>` refers to a class file.
fn classes(id: &str, field: &str, words: &[String], index: &mut Index) -> Vec<u16> {
    let mut out = Vec::new();
    let mut own: Option<u16> = None;
    for word in words {
        if let Some(name) = word.strip_prefix('<').and_then(|w| w.strip_suffix('>')) {
            match index.classes.get(name) {
                Some(&n) => out.push(n),
                None => index.faults.push((id.to_owned(), format!("{field} names no word class: {name}"))),
            }
        } else {
            let n = *own.get_or_insert_with(|| {
                let n = index.classes.len() as u16;
                index.classes.insert(format!("{id}#{field}"), n);
                out.push(n);
                n
            });
            index.lexicon.insert(word, Entry::Class(n));
        }
    }
    out
}

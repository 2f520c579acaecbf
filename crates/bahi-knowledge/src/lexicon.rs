//! The lexicon: one trie over folded words, from surface forms to what they may mean.

pub use crate::cut::is_sign;
use crate::names::Names;
use crate::pack;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A folded word, by number.
pub type Symbol = u32;

/// The symbol of words that no entry knows.
pub const UNKNOWN: Symbol = u32::MAX;

/// How a name names its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NameForm {
    /// Full form.
    Official,
    /// Usual short form.
    Short,
    /// Adjective.
    Demonym,
    /// A word that stands for it.
    Metonym,
    /// Former name.
    Old,
    /// Known slip.
    Misspelt,
    /// Plural.
    Plural,
    /// Also a common word.
    Ambiguous,
}

/// What a surface form may mean. Numbers index the vectors of the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entry {
    /// A country.
    Country(u16, NameForm),
    /// A place.
    Place(u16, NameForm),
    /// A body or forum.
    Body(u16, NameForm),
    /// A person.
    Person(u16, NameForm),
    /// A system or goods.
    System(u16, NameForm),
    /// An office title; true for plural forms.
    Title(u16, bool),
    /// समकक्ष; true for plural.
    Counterpart(bool),
    /// A domain of office.
    Domain(u16),
    /// A head of office that domains combine with; true for plural.
    Head(u16, bool),
    /// A ministry; true for plural.
    Ministry(u16, bool),
    /// A modifier of office.
    Modifier(u16),
    /// A postposition.
    Case(u16),
    /// A pronoun.
    Pronoun(u16),
    /// A member of a word class.
    Class(u16),
    /// A number word, in hundredths.
    Number(u32),
    /// A group counter: दोनों 2, तीनों 3.
    Counter(u8),
    /// A multiplier.
    Scale(u64),
    /// Half, quarter, less a quarter: in hundredths.
    Offset(i8),
    /// An ordinal.
    Ordinal(u16),
    /// A month, 1 to 12.
    Month(u8),
    /// A weekday, 1 (Monday) to 7.
    Weekday(u8),
    /// Days from the anchor.
    Day(u8),
    /// A unit of time, in days.
    TimeUnit(u16),
    /// Another time word.
    Time(TimeWord),
    /// A unit of counting.
    Unit(u16),
    /// A currency.
    Currency(u16),
    /// Before a name.
    Honorific,
    /// After a name.
    HonorificAfter,
    /// Military rank.
    Rank(u16),
    /// Particle inside a name.
    NameParticle,
}

/// Time words that move or shape other time words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TimeWord {
    /// Part of the day.
    Part,
    /// Sets back.
    Last,
    /// Sets forward.
    Next,
    /// Keeps.
    This,
    /// Earlier than what was told.
    Earlier,
    /// Later than what was told.
    Later,
    /// The same day.
    Same,
    /// The next day.
    NextDay,
    /// Of a duration.
    Lasting,
    /// Year word.
    Year,
    /// Date word.
    Date,
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// मिला
    Perfective,
    /// मिलता
    Imperfective,
    /// मिलना
    Infinitive,
    /// मिलने
    Oblique,
    /// मिलेगा
    Future,
    /// मिलें
    Subjunctive,
    /// मिलकर
    Conjunctive,
    /// मिल
    Stem,
    /// है
    Present,
    /// था
    Past,
    /// चाहिए
    Modal,
    /// वाला
    Prospective,
}

/// A verb in one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerbForm {
    /// Index of the verb.
    pub verb: u16,
    /// Its form.
    pub form: Form,
}

impl VerbForm {
    const FORMS: [Form; 12] = [
        Form::Perfective,
        Form::Imperfective,
        Form::Infinitive,
        Form::Oblique,
        Form::Future,
        Form::Subjunctive,
        Form::Conjunctive,
        Form::Stem,
        Form::Present,
        Form::Past,
        Form::Modal,
        Form::Prospective,
    ];

    fn code(self) -> u32 {
        u32::from(self.verb) << 8 | self.form as u32
    }

    fn of_code(code: u32) -> Option<Self> {
        Self::FORMS.get((code & 0xFF) as usize).map(|&form| Self { verb: (code >> 8) as u16, form })
    }
}

/// A match of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Number of words.
    pub len: u8,
    /// What they may mean.
    pub entry: Entry,
}

const NONE: u32 = u32::MAX;

/// Words, phrases and verb forms, beside the packed names.
#[derive(Debug, Default)]
pub struct Lexicon {
    symbols: FxHashMap<Box<str>, Symbol>,
    edges: FxHashMap<u64, u32>,
    // Head of each node's chain in the pool; NONE where nothing ends there.
    ends: Vec<u32>,
    pool: Vec<(Entry, u32)>,
    names: Names,
    verbs: FxHashMap<Symbol, Vec<VerbForm>>,
}

impl Lexicon {
    /// A lexicon over packed names, to which words are added.
    pub fn over(names: Names) -> Self {
        let mut new = Self { ends: vec![NONE], names, ..Self::default() };
        new.symbols.reserve(1 << 14);
        new.edges.reserve(1 << 14);
        new
    }

    /// The words entered, in the order of their letters.
    pub fn entered(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.symbols.keys().map(|w| &**w).collect();
        words.sort_unstable();
        words
    }

    /// The lexicon as bytes, and the entries that they number. Its words must stand in the packed names.
    pub fn pack(&self) -> (Vec<u8>, Vec<Entry>) {
        let mut numbers: BTreeMap<Entry, u32> = self.pool.iter().map(|(entry, _)| (*entry, 0)).collect();
        numbers.values_mut().enumerate().for_each(|(i, n)| *n = i as u32);
        let edges: BTreeMap<u64, u32> = self.edges.iter().map(|(key, child)| (*key, *child)).collect();
        let verbs: BTreeMap<Symbol, &Vec<VerbForm>> = self.verbs.iter().map(|(word, forms)| (*word, forms)).collect();
        let mut out = Vec::new();
        for section in [
            self.ends.clone(),
            self.pool.iter().flat_map(|(entry, next)| [numbers[entry], *next]).collect(),
            edges.into_iter().flat_map(|(key, child)| [(key >> 32) as u32, key as u32, child]).collect(),
            verbs.into_iter().flat_map(|(word, forms)| forms.iter().flat_map(move |f| [word, f.code()])).collect(),
        ] {
            pack::numbers_out(&mut out, &section);
        }
        (out, numbers.into_keys().collect())
    }

    /// What was packed, over the names that have its words; what does not fit together is left out.
    pub fn restore(names: Names, bytes: &[u8], entries: &[Entry]) -> Self {
        let mut at = 0;
        let ends = pack::numbers_in(bytes, &mut at).collect();
        let mut pairs = pack::numbers_in(bytes, &mut at);
        let mut pool = Vec::with_capacity(pairs.len() / 2);
        while let (Some(entry), Some(next)) = (pairs.next(), pairs.next()) {
            pool.extend(entries.get(entry as usize).map(|entry| (*entry, next)));
        }
        let mut new = Self { ends, pool, names, ..Self::default() };
        let mut triples = pack::numbers_in(bytes, &mut at);
        new.edges.reserve(triples.len() / 3);
        while let (Some(node), Some(word), Some(child)) = (triples.next(), triples.next(), triples.next()) {
            new.edges.insert(edge(node, word), child);
        }
        let mut pairs = pack::numbers_in(bytes, &mut at);
        new.verbs.reserve(pairs.len() / 2);
        while let (Some(word), Some(code)) = (pairs.next(), pairs.next()) {
            new.verbs.entry(word).or_default().extend(VerbForm::of_code(code));
        }
        new
    }

    /// The packed names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The symbol of a folded word.
    pub fn symbol(&self, folded: &str) -> Symbol {
        self.symbols.get(folded).copied().or_else(|| self.names.symbol(folded)).unwrap_or(UNKNOWN)
    }

    fn intern(&mut self, folded: &str) -> Symbol {
        if let Some(&s) = self.symbols.get(folded) {
            return s;
        }
        let s = self.names.symbol(folded).unwrap_or(self.names.words() + self.symbols.len() as Symbol);
        self.symbols.insert(folded.into(), s);
        s
    }

    /// Enters a surface form, cut and folded as report text is; empty forms are left out.
    pub fn insert(&mut self, form: &str, entry: Entry) {
        self.insert_words(&crate::cut::words(form), entry);
    }

    /// Enters a form that is cut and folded already, its words separated by spaces.
    pub fn insert_words(&mut self, words: &str, entry: Entry) {
        if words.is_empty() || words.len() > 600 {
            return;
        }
        let mut node = 0;
        for word in words.split(' ') {
            let s = self.intern(word);
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry(edge(node, s)).or_insert(fresh);
            if node == fresh {
                self.ends.push(NONE);
            }
        }
        if !self.entries(node).any(|e| e == entry) {
            self.pool.push((entry, self.ends[node as usize]));
            self.ends[node as usize] = self.pool.len() as u32 - 1;
        }
    }

    // What ends at a node, latest first.
    fn entries(&self, node: u32) -> impl Iterator<Item = Entry> + '_ {
        let mut at = self.ends[node as usize];
        std::iter::from_fn(move || {
            let &(entry, next) = self.pool.get(at as usize)?;
            at = next;
            Some(entry)
        })
    }

    /// Enters one form of a verb; multi-word forms are left out.
    pub fn insert_verb(&mut self, word: &str, form: VerbForm) {
        if let [s] = self.cut(word)[..] {
            let forms = self.verbs.entry(s).or_default();
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }

    fn cut(&mut self, form: &str) -> Vec<Symbol> {
        crate::cut::words(form).split(' ').filter(|w| !w.is_empty()).map(|w| self.intern(w)).collect()
    }

    /// All entries that begin at the first of `words`, shortest first.
    pub fn hits(&self, words: &[Symbol], out: &mut Vec<Hit>) {
        let (mut node, mut name) = (Some(0), Some(0));
        for (i, &word) in words.iter().enumerate().take(40) {
            node = node.and_then(|n| self.edges.get(&edge(n, word)).copied());
            name = name.and_then(|n| self.names.step(n, word));
            if node.is_none() && name.is_none() {
                return;
            }
            let len = i as u8 + 1;
            out.extend(name.into_iter().flat_map(|n| self.names.entries(n)).map(|entry| Hit { len, entry }));
            let from = out.len();
            out.extend(node.into_iter().flat_map(|n| self.entries(n)).map(|entry| Hit { len, entry }));
            out[from..].reverse();
        }
    }

    /// Verb forms of a word.
    pub fn verb_forms(&self, word: Symbol) -> &[VerbForm] {
        self.verbs.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Whether the word cannot be part of a person's name.
    pub fn is_common(&self, word: Symbol) -> bool {
        self.names.is_common(word)
    }
}

// A node and a symbol as one key.
fn edge(node: u32, symbol: Symbol) -> u64 {
    u64::from(node) << 32 | u64::from(symbol)
}

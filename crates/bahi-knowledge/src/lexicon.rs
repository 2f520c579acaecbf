//! The lexicon: one trie over folded words, from surface forms to what they may mean.

use bahi_text::{TokenKind, Tokens};
use std::collections::HashMap;

/// A folded word, by number.
pub type Symbol = u32;

/// The symbol of words that no entry knows.
pub const UNKNOWN: Symbol = u32::MAX;

/// How a name names its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// A match of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Number of words.
    pub len: u8,
    /// What they may mean.
    pub entry: Entry,
}

/// Words, phrases and verb forms.
#[derive(Debug, Default)]
pub struct Lexicon {
    symbols: HashMap<Box<str>, Symbol>,
    edges: HashMap<(u32, Symbol), u32>,
    ends: Vec<Vec<Entry>>,
    verbs: HashMap<Symbol, Vec<VerbForm>>,
    common: Vec<bool>,
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Self {
        Self { ends: vec![Vec::new()], ..Self::default() }
    }

    /// The symbol of a folded word.
    pub fn symbol(&self, folded: &str) -> Symbol {
        self.symbols.get(folded).copied().unwrap_or(UNKNOWN)
    }

    fn intern(&mut self, folded: &str) -> Symbol {
        if let Some(&s) = self.symbols.get(folded) {
            return s;
        }
        let s = self.symbols.len() as Symbol;
        self.symbols.insert(folded.into(), s);
        s
    }

    /// Enters a surface form, cut and folded as report text is; empty forms are left out.
    pub fn insert(&mut self, form: &str, entry: Entry) {
        let symbols = self.cut(form);
        if symbols.is_empty() || symbols.len() > 40 {
            return;
        }
        let mut node = 0;
        for s in symbols {
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, s)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        }
        let end = &mut self.ends[node as usize];
        if !end.contains(&entry) {
            end.push(entry);
        }
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

    /// Marks a word as one that cannot be part of a person's name.
    pub fn insert_common(&mut self, word: &str) {
        for s in self.cut(word) {
            let at = s as usize;
            if self.common.len() <= at {
                self.common.resize(at + 1, false);
            }
            self.common[at] = true;
        }
    }

    fn cut(&mut self, form: &str) -> Vec<Symbol> {
        let tokens = Tokens::new(form);
        let words: Vec<String> = tokens
            .as_slice()
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number) || (t.kind == TokenKind::Other && is_sign(t.span.of(form))))
            .map(|t| if t.kind == TokenKind::Other { t.span.of(form).to_owned() } else { tokens.fold(t).to_owned() })
            .collect();
        words.iter().map(|w| self.intern(w)).collect()
    }

    /// All entries that begin at the first of `words`, shortest first.
    pub fn hits(&self, words: &[Symbol], out: &mut Vec<Hit>) {
        let mut node = 0;
        for (i, &word) in words.iter().enumerate().take(40) {
            let Some(&next) = self.edges.get(&(node, word)) else { return };
            node = next;
            out.extend(self.ends[node as usize].iter().map(|&entry| Hit { len: i as u8 + 1, entry }));
        }
    }

    /// Verb forms of a word.
    pub fn verb_forms(&self, word: Symbol) -> &[VerbForm] {
        self.verbs.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Whether the word cannot be part of a person's name.
    pub fn is_common(&self, word: Symbol) -> bool {
        self.common.get(word as usize).copied().unwrap_or(false)
    }
}

/// Signs that are words of their own: currency signs and the plus of "2+2".
pub fn is_sign(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "₹" | "+" | "&")
}

//! Sentences as the reader works on them: solid tokens with symbols and the lexicon's hits at each.

use crate::input::{PartKind, Report};
use crate::tagger::Tag;
use bahi_knowledge::{Entry, Hit, Knowledge, Symbol, UNKNOWN, lexicon::is_sign};
use bahi_text::script::devanagari;
use bahi_text::{Published, Span, TokenKind, Tokens, sentences};
use std::collections::HashMap;

/// A word, number or mark; space and the dots of initials are gone.
#[derive(Debug, Clone, Copy)]
pub struct Tok {
    /// Where it stands.
    pub span: Span<Published>,
    /// What it is.
    pub kind: TokenKind,
    /// Its folded word; words unknown to the lexicon have numbers of this report.
    pub sym: Symbol,
    /// Value of a number.
    pub number: Option<f64>,
    /// Whether it is in Latin script.
    pub latin: bool,
    /// Whether it is the name of a letter, as initials are written: के for K, which is also a word.
    pub initial: bool,
    /// Whether the dot of an abbreviation follows.
    pub dotted: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// A sentence.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its tokens.
    pub toks: Vec<Tok>,
    /// What the lexicon knows at each token, shortest first.
    pub hits: Vec<Vec<Hit>>,
    /// The part it stands in.
    pub part: usize,
    /// Kind of that part.
    pub kind: PartKind,
    /// Whether a quotation is open where it begins.
    pub quoted: bool,
    /// Its span.
    pub span: Span<Published>,
    /// Names that the tagger sees in it.
    pub tags: Vec<Tag>,
    /// Whether its language puts case markers before their phrase.
    pub fronted: bool,
}

impl Sent {
    /// The span of a token range; empty where the range is.
    pub fn span_of(&self, from: usize, to: usize) -> Span<Published> {
        match (self.toks.get(from), self.toks.get(to.wrapping_sub(1))) {
            (Some(a), Some(b)) if from < to => a.span.join(b.span),
            _ => Span::new(0, 0),
        }
    }

    /// The longest hit at `i` for which `pick` gives something.
    pub fn longest<T>(&self, i: usize, pick: impl Fn(Entry) -> Option<T>) -> Option<(usize, T)> {
        let hits = self.hits.get(i)?;
        hits.iter().rev().find_map(|h| pick(h.entry).map(|t| (self.reach(i, h.len as usize), t)))
    }

    /// The name that the tagger sees at `i`, with its end; ranks and titles that it takes for part of the name are left off.
    pub fn tag_at(&self, i: usize) -> Option<&Tag> {
        let beside = |e: Entry| {
            matches!(e, Entry::Honorific | Entry::Rank(_) | Entry::Title(..) | Entry::Modifier(_)).then_some(())
        };
        let reaches = |from: usize| {
            let mut at = from;
            while at < i {
                match self.longest(at, beside) {
                    Some((end, ())) => at = end,
                    None => return false,
                }
            }
            at == i
        };
        self.tags.iter().find(|t| t.from <= i && i < t.to && reaches(t.from))
    }

    /// Whether a class of words begins at `i`; gives the end.
    pub fn class_at(&self, i: usize, class: u16) -> Option<usize> {
        self.longest(i, |e| (e == Entry::Class(class)).then_some(())).map(|(end, ())| end)
    }

    /// Whether any word of a class stands in the range.
    pub fn has_class(&self, from: usize, to: usize, class: u16) -> bool {
        self.find_class(from, to, class).is_some()
    }

    /// Where a word of a class stands in the range.
    pub fn find_class(&self, from: usize, to: usize, class: u16) -> Option<(usize, usize)> {
        (from..to.min(self.toks.len())).find_map(|i| self.class_at(i, class).map(|end| (i, end)))
    }

    /// End of a match of `words` words from `i`, hyphens skipped.
    pub fn reach(&self, i: usize, words: usize) -> usize {
        let (mut at, mut left) = (i, words);
        while left > 0 && at < self.toks.len() {
            if self.toks[at].kind != TokenKind::Hyphen {
                left -= 1;
            }
            at += 1;
        }
        at
    }
}

/// All sentences of a report.
#[derive(Debug, Default)]
pub struct Cut {
    /// The sentences, in order.
    pub sents: Vec<Sent>,
    own: HashMap<String, Symbol>,
}

/// First symbol of words that only this report has.
pub const OWN: Symbol = 1 << 24;

impl Cut {
    /// Cuts the parts of a report into sentences.
    pub fn new(report: &Report<'_>, knowledge: &Knowledge) -> Self {
        let mut cut = Self::default();
        for (part, p) in report.parts.iter().enumerate() {
            let text = p.span.of(report.text);
            let tokens = Tokens::new(text);
            let mut open = false;
            let ranges = sentences(tokens.as_slice());
            let ranges = if knowledge.stock.grammar.capitals {
                crate::svo::tokens::joined(ranges, &tokens, knowledge)
            } else {
                ranges
            };
            for range in ranges {
                let mut toks = Vec::with_capacity(range.len());
                let quoted = open;
                for at in range {
                    let token = &tokens.as_slice()[at];
                    if knowledge.stock.grammar.capitals
                        && crate::svo::tokens::is_silent(tokens.as_slice(), at, text, knowledge)
                    {
                        continue;
                    }
                    if token.kind == TokenKind::Quote {
                        open = !open;
                    }
                    if let Some(tok) = cut.tok(token, &tokens, text, p.span.start(), knowledge) {
                        toks.push(tok);
                    } else if token.kind == TokenKind::AbbrevDot {
                        toks.last_mut().into_iter().for_each(|t: &mut Tok| t.dotted = true);
                    }
                }
                if toks.iter().any(|t| t.kind == TokenKind::Word || t.kind == TokenKind::Number) && toks.len() <= 2000 {
                    cut.push(toks, part, p.kind, quoted, knowledge);
                }
            }
        }
        cut
    }

    fn tok(
        &mut self,
        token: &bahi_text::Token,
        tokens: &Tokens,
        text: &str,
        base: usize,
        knowledge: &Knowledge,
    ) -> Option<Tok> {
        let word = token.span.of(text);
        let sign = token.kind == TokenKind::Other && is_sign(word);
        if matches!(token.kind, TokenKind::Space | TokenKind::Newline | TokenKind::AbbrevDot)
            || (token.kind == TokenKind::Other && !sign)
        {
            return None;
        }
        let solid = matches!(token.kind, TokenKind::Word | TokenKind::Number) || sign;
        let folded = if sign { word } else { tokens.fold(token) };
        let sym = if solid { self.symbol(folded, knowledge) } else { UNKNOWN };
        let number = (token.kind == TokenKind::Number).then(|| folded.replace(',', "").parse().ok()).flatten();
        let capitals = knowledge.stock.grammar.capitals;
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let latin = token.kind == TokenKind::Word && word.is_ascii() && !capitals;
        let letter = if capitals { capital && word.len() == 1 } else { devanagari::letter_name(folded).is_some() };
        let initial = token.kind == TokenKind::Word && letter;
        let kind = if sign { TokenKind::Word } else { token.kind };
        Some(Tok {
            span: Span::new(base + token.span.start(), base + token.span.end()),
            kind,
            sym,
            number,
            latin,
            initial,
            dotted: false,
            capital,
        })
    }

    fn symbol(&mut self, folded: &str, knowledge: &Knowledge) -> Symbol {
        let known = knowledge.index.lexicon.symbol(folded);
        if known != UNKNOWN {
            return known;
        }
        if let Some(&s) = self.own.get(folded) {
            return s;
        }
        let s = OWN + self.own.len() as Symbol;
        self.own.insert(folded.to_owned(), s);
        s
    }

    fn push(&mut self, toks: Vec<Tok>, part: usize, kind: PartKind, quoted: bool, knowledge: &Knowledge) {
        let mut hits: Vec<Vec<Hit>> = (0..toks.len()).map(|i| hits_at(&toks, i, knowledge)).collect();
        if knowledge.stock.grammar.capitals {
            crate::svo::tokens::keep_capitalised(&toks, &mut hits);
        }
        let span = match (toks.first(), toks.last()) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => return,
        };
        self.sents.push(Sent {
            toks,
            hits,
            part,
            kind,
            quoted,
            span,
            tags: Vec::new(),
            fronted: knowledge.stock.grammar.prepositions,
        });
    }
}

fn hits_at(toks: &[Tok], i: usize, knowledge: &Knowledge) -> Vec<Hit> {
    let mut out = Vec::new();
    if toks[i].kind != TokenKind::Word && toks[i].kind != TokenKind::Number {
        return out;
    }
    let mut words = [UNKNOWN; 24];
    let mut n = 0;
    for t in &toks[i..] {
        match t.kind {
            TokenKind::Word | TokenKind::Number if n < words.len() => {
                words[n] = t.sym;
                n += 1;
            }
            TokenKind::Hyphen => {}
            _ => break,
        }
    }
    knowledge.index.lexicon.hits(&words[..n], &mut out);
    out
}

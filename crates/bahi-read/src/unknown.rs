//! What a report asks for and the knowledge lacks: names beside offices, countries, forums and systems without an entry.

use crate::input::Report;
use crate::mention::What;
use crate::reader::Reader;
use crate::reading::{ActorKind, Reading};
use crate::scan::{Item, Scan};
use crate::sent::Sent;
use bahi_knowledge::{Entry, Knowledge};
use bahi_text::{Published, Span, TokenKind};
use std::collections::BTreeSet;

/// What is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// A name beside an office, a rank or an honorific.
    Person,
    /// What stands where the country of an office is said.
    Country,
    /// Capitals in Latin script beside an office.
    Latin,
    /// Words before the head noun of a forum.
    Forum,
    /// Letters with digits beside a word for a weapon.
    System,
}

impl Lack {
    /// The word for it, as the kinds of entries are called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Latin => "latin",
            Self::Forum => "forum",
            Self::System => "system",
        }
    }
}

/// One place where an entry is lacking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// What.
    pub lack: Lack,
    /// The words that no entry has.
    pub words: Span<Published>,
    /// The sentence they stand in.
    pub sentence: Span<Published>,
    /// English title of the office beside a name.
    pub office: Option<String>,
}

/// Longest name of a forum before its head noun, in slots.
const FORUM_WORDS: usize = 4;
/// How far a designation may stand from the word for the weapon, in tokens.
const WEAPON_REACH: usize = 3;

/// Everything that is lacking, in order of the text.
pub fn lacking(reader: &Reader<'_>, report: &Report<'_>, knowledge: &Knowledge) -> Vec<Lacking> {
    let (cut, scans) = reader.cut_and_scan(report);
    let sentences: Vec<Span<Published>> = cut.sents.iter().map(|s| s.span).collect();
    let mut out = people(&reader.read(report), &sentences);
    let look = Look {
        knowledge,
        genitive: knowledge.case("gen"),
        heads: knowledge.class("forum-head"),
        weapons: knowledge.class("weapon"),
        idle: ["particle", "this", "there", "here", "determiner", "conj", "forum-idle", "negation"]
            .map(|c| knowledge.class(c)),
    };
    for (s, scan) in cut.sents.iter().zip(&scans) {
        look.countries(s, scan, &mut out);
        look.latin(s, scan, &mut out);
        look.forums(s, scan, &mut out);
        look.systems(s, scan, &mut out);
    }
    out.sort_by_key(|l| (l.words.start(), l.words.end(), l.lack));
    out.dedup_by_key(|l| (l.words, l.lack));
    out
}

// The reader has found them: named, and neither in the stock nor another spelling of one who is.
fn people(reading: &Reading, sentences: &[Span<Published>]) -> Vec<Lacking> {
    let unknown = reading.actors.iter().filter(|a| a.kind == ActorKind::Person && a.known.is_none());
    let mut out = Vec::new();
    for actor in unknown {
        let office = actor.offices.first().map(|o| o.title.clone());
        // The fullest name comes first: the others are parts and other spellings of it.
        let fullest = actor.spellings.iter().max_by_key(|(name, span)| (name.len(), std::cmp::Reverse(span.start())));
        if let Some((_, words)) = fullest
            && let Some(&sentence) = sentences.iter().find(|s| s.overlaps(*words))
        {
            out.push(Lacking { lack: Lack::Person, words: *words, sentence, office });
        }
    }
    out
}

struct Look<'a> {
    knowledge: &'a Knowledge,
    genitive: u16,
    heads: u16,
    weapons: u16,
    idle: [u16; 8],
}

impl Look<'_> {
    fn put(&self, lack: Lack, s: &Sent, from: usize, to: usize, office: Option<String>, out: &mut Vec<Lacking>) {
        out.push(Lacking { lack, words: s.span_of(from, to), sentence: s.span, office });
    }

    // "टोंगारा के विदेश मंत्री": no country, body or word that prose uses stands before the genitive of an office.
    fn countries(&self, s: &Sent, scan: &Scan, out: &mut Vec<Lacking>) {
        for m in &scan.mentions {
            let What::Person(p) = &m.what else { continue };
            let Some(office) = p.office.as_ref().filter(|o| o.of.is_none() && !p.possessed && !o.weak) else {
                continue;
            };
            let Some(before) = m.from.checked_sub(2) else { continue };
            let genitive = s.hits[m.from - 1].iter().any(|h| h.len == 1 && h.entry == Entry::Case(self.genitive));
            if genitive && self.is_strange(s, before) && !mentioned(scan, before) {
                let first = (0..before).rev().take_while(|&i| self.is_strange(s, i) && !mentioned(scan, i)).last();
                self.put(Lack::Country, s, first.unwrap_or(before), before + 1, Some(office.title.clone()), out);
            }
        }
    }

    // A word that nothing in the knowledge has, and that is not ordinary prose.
    fn is_strange(&self, s: &Sent, i: usize) -> bool {
        let lexicon = &self.knowledge.index.lexicon;
        s.toks.get(i).is_some_and(|t| {
            t.kind == TokenKind::Word
                && s.hits[i].is_empty()
                && !lexicon.is_common(t.sym)
                && lexicon.verb_forms(t.sym).is_empty()
        })
    }

    // "विदेश मंत्री John Smith", "John Smith, विदेश मंत्री"
    fn latin(&self, s: &Sent, scan: &Scan, out: &mut Vec<Lacking>) {
        let latin = |i: usize| s.toks.get(i).is_some_and(|t| t.latin) && s.hits[i].is_empty();
        for m in &scan.mentions {
            let What::Person(p) = &m.what else { continue };
            let Some(office) = p.office.as_ref().filter(|_| p.name.is_none()) else { continue };
            let comma = |i: usize| usize::from(s.toks.get(i).is_some_and(|t| t.kind == TokenKind::Comma));
            let from = m.to + comma(m.to);
            let to = from + (from..s.toks.len()).take_while(|&i| latin(i)).count();
            let end = m.from - m.from.checked_sub(1).map_or(0, comma);
            let start = end - (0..end).rev().take_while(|&i| latin(i)).count();
            let (from, to) = if from < to { (from, to) } else { (start, end) };
            if from < to {
                self.put(Lack::Latin, s, from, to, Some(office.title.clone()), out);
            }
        }
    }

    // "दक्षिणी महासागर सम्मेलन": words and countries that run up to a head noun outside any mention.
    fn forums(&self, s: &Sent, scan: &Scan, out: &mut Vec<Lacking>) {
        for (at, slot) in scan.slots.iter().enumerate() {
            let head = if slot.item == Item::Word { s.class_at(slot.from, self.heads) } else { None };
            let Some(to) = head else { continue };
            if at > 0 && s.class_at(scan.slots[at - 1].from, self.heads) == Some(to) {
                continue;
            }
            let mut from = slot.from;
            let mut telling = false;
            for before in scan.slots[..at].iter().rev().take(FORUM_WORDS) {
                let named = match before.item {
                    Item::Word => !self.is_idle(s, before.from),
                    Item::Mention(x) => matches!(scan.mentions[x].what, What::Country(..) | What::Place(_)),
                    _ => false,
                };
                if !named {
                    break;
                }
                telling |= before.item == Item::Word;
                from = before.from;
            }
            if telling {
                self.put(Lack::Forum, s, from, to, None, out);
            }
        }
    }

    fn is_idle(&self, s: &Sent, i: usize) -> bool {
        self.idle.iter().any(|&class| s.class_at(i, class).is_some())
            || !self.knowledge.index.lexicon.verb_forms(s.toks[i].sym).is_empty()
    }

    // "जेड-19 हेलीकॉप्टर", "मिसाइल XR-7"
    fn systems(&self, s: &Sent, scan: &Scan, out: &mut Vec<Lacking>) {
        let weapons: BTreeSet<usize> = (0..s.toks.len()).filter(|&i| s.class_at(i, self.weapons).is_some()).collect();
        for i in 1..s.toks.len() {
            if s.toks[i].kind != TokenKind::Number {
                continue;
            }
            let hyphen = s.toks[i - 1].kind == TokenKind::Hyphen;
            let Some(letters) = i.checked_sub(1 + usize::from(hyphen)) else { continue };
            let word = &s.toks[letters];
            let designates = word.kind == TokenKind::Word
                && (word.latin || hyphen)
                && self.knowledge.index.lexicon.verb_forms(word.sym).is_empty()
                && !weapons.contains(&letters);
            let near = weapons.range(letters.saturating_sub(WEAPON_REACH)..=i + WEAPON_REACH).next().is_some();
            let known = scan.mentions.iter().any(|m| {
                m.from <= letters && i < m.to && !matches!(m.what, What::Number(..) | What::Time(_))
                    || matches!(m.what, What::System(_)) && m.from <= i && letters < m.to
            });
            if designates && near && !known {
                self.put(Lack::System, s, letters, i + 1, None, out);
            }
        }
    }
}

fn mentioned(scan: &Scan, token: usize) -> bool {
    scan.mentions.iter().any(|m| m.from <= token && token < m.to)
}

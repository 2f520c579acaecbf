//! Persons and office-holders: `रूस के रक्षा मंत्री जनरल सर्गेई शोइगू`, `अपने रूसी समकक्ष X`, `श्री मोदी`, `मालदीव के अब्दुल्ला यामीन`.

use crate::memory::Memory;
use crate::mention::{Of, OfficeMention, PersonMention};
use crate::sent::Sent;
use crate::tagger::Class;
use bahi_knowledge::{Entry, Knowledge, NameForm};
use bahi_text::TokenKind;

/// What person parsing needs to see.
pub struct PersonParser<'a> {
    /// The stock.
    pub knowledge: &'a Knowledge,
    /// Names that the report has introduced.
    pub memory: &'a Memory,
    /// Number of the genitive case.
    pub gen_case: u16,
    /// Class of coordinating conjunctions.
    pub conj: u16,
    /// Class of words for states and sides.
    pub group_state: u16,
}

struct Head {
    end: usize,
    office: OfficeMention,
}

impl PersonParser<'_> {
    /// A person mention that begins at `i`, with the token after it.
    pub fn person(&self, s: &Sent, i: usize) -> Option<(usize, PersonMention)> {
        let possessive = self.possessive(s, i);
        let start = possessive.unwrap_or(i);
        let (after_of, of) = self.of_phrase(s, start).map_or((start, None), |(e, of)| (e, Some(of)));
        let after_of = if of.is_some() { self.own_counterpart(s, after_of) } else { after_of };
        // "उनकी श्रीलंका के राष्ट्रपति से मुलाकात": the pronoun is not the office's.
        if possessive.is_some() && after_of > start && self.genitive(s, after_of - 1).is_some() {
            return None;
        }
        if let Some(head) = self.titles(s, after_of) {
            let titled = self.titled(s, head, of, possessive.is_some());
            // "किंग चार्ल्स": a name that holds the title is the better reading.
            return match self.plain(s, i) {
                Some(plain) if plain.0 >= titled.0 && plain.1.known.is_some() => Some(plain),
                _ => Some(titled),
            };
        }
        if possessive.is_some() {
            return None;
        }
        if of.is_some() {
            if let Some(found) = self.named_after_country(s, after_of, of) {
                return Some(found);
            }
            return None;
        }
        self.plain(s, i)
    }

    // "मिस्र के अपने समकक्ष": the pronoun between the country and the counterpart.
    fn own_counterpart(&self, s: &Sent, i: usize) -> usize {
        self.possessive(s, i).filter(|&end| self.title(s, end).is_some_and(|t| t.1.counterpart)).unwrap_or(i)
    }

    // "अपने", "उनके" before a counterpart or title.
    fn possessive(&self, s: &Sent, i: usize) -> Option<usize> {
        s.longest(i, |e| match e {
            Entry::Pronoun(p) => {
                let pronoun = self.knowledge.stock.words.pronouns.get(p as usize)?;
                (pronoun.case == "gen" && matches!(pronoun.refers.as_str(), "reflexive" | "third" | "thing"))
                    .then_some(())
            }
            _ => None,
        })
        .map(|(end, ())| end)
    }

    // "रूस के", "रूसी", "एससीओ के", "नाटो"
    fn of_phrase(&self, s: &Sent, i: usize) -> Option<(usize, Of)> {
        let stock = &self.knowledge.stock;
        let country = s.longest(i, |e| match e {
            Entry::Country(c, form) if form != NameForm::Ambiguous => Some((c, form == NameForm::Demonym)),
            _ => None,
        });
        if let Some((end, (c, adjective))) = country {
            let of = Of { id: stock.countries.get(c as usize)?.id.clone(), body: false };
            let end = past_bracket(s, end);
            let title_next = self.title(s, end).is_some() || self.modifier(s, end).is_some();
            if let Some(after) = self.genitive(s, end) {
                return (!adjective || title_next).then_some((after, of));
            }
            return (adjective || title_next).then_some((end, of));
        }
        let (end, b) =
            s.longest(i, |e| if let Entry::Body(b, f) = e { (f != NameForm::Ambiguous).then_some(b) } else { None })?;
        let of = Of { id: stock.bodies.get(b as usize)?.id.clone(), body: true };
        let end = past_bracket(s, end);
        let states = s.class_at(end, self.group_state).unwrap_or(end);
        let after = self.genitive(s, states).unwrap_or(states);
        let after = if self.title(s, after).is_none() && self.title(s, after + 1).is_some_and(|t| t.1.plural) {
            after + 1
        } else {
            after
        };
        self.title(s, after).is_some().then_some((after, of))
    }

    fn genitive(&self, s: &Sent, i: usize) -> Option<usize> {
        s.hits.get(i)?.iter().find(|h| h.len == 1 && h.entry == Entry::Case(self.gen_case)).map(|_| i + 1)
    }

    fn modifier(&self, s: &Sent, i: usize) -> Option<(usize, &str)> {
        let (end, m) = s.longest(i, |e| if let Entry::Modifier(m) = e { Some(m) } else { None })?;
        let end = if s.toks.get(end).is_some_and(|t| t.kind == TokenKind::Hyphen) { end + 1 } else { end };
        Some((end, self.knowledge.stock.words.offices.modifier.get(m as usize)?.en.as_str()))
    }

    // One title, whole or composed.
    fn title(&self, s: &Sent, i: usize) -> Option<(usize, OfficeMention)> {
        let offices = &self.knowledge.stock.words.offices;
        let whole = s.longest(i, |e| match e {
            Entry::Title(t, plural) => {
                let t = offices.title.get(t as usize)?;
                Some(OfficeMention { title: t.en.clone(), plural, weak: t.weak, ..OfficeMention::default() })
            }
            Entry::Counterpart(plural) => Some(OfficeMention { counterpart: true, plural, ..OfficeMention::default() }),
            _ => None,
        });
        let composed = self.composed(s, i);
        match (whole, composed) {
            (Some(w), Some(c)) => Some(if c.0 > w.0 { c } else { w }),
            (w, c) => w.or(c),
        }
    }

    // domain (and domain)* head: "सड़क एवं शहरी विकास मंत्री"
    fn composed(&self, s: &Sent, i: usize) -> Option<(usize, OfficeMention)> {
        let offices = &self.knowledge.stock.words.offices;
        let domain =
            |at| s.longest(at, |e| if let Entry::Domain(d) = e { offices.domain.get(d as usize) } else { None });
        let mut names = Vec::new();
        let mut at = i;
        while let Some((end, d)) = domain(at) {
            names.push(d.en.as_str());
            at = end;
            let joined = if s.toks.get(at).is_some_and(|t| t.kind == TokenKind::Comma) {
                Some(at + 1)
            } else {
                s.class_at(at, self.conj)
            };
            match joined {
                Some(next) if domain(next).is_some() => at = next,
                _ => break,
            }
        }
        let genitive = self.genitive(s, at).unwrap_or(at);
        let (end, (head, plural)) = s.longest(genitive, |e| {
            if let Entry::Head(h, p) = e { Some((offices.head.get(h as usize)?, p)) } else { None }
        })?;
        let title = compose(&names, &head.en)?;
        Some((end, OfficeMention { title, plural, ..OfficeMention::default() }))
    }

    // Titles in a row that name one person: "स्टेट काउंसलर एवं विदेश मंत्री".
    fn titles(&self, s: &Sent, i: usize) -> Option<Head> {
        let mut at = i;
        let mut former = false;
        let mut prefix = String::new();
        while let Some((end, m)) = self.modifier(s, at) {
            former |= m == "former";
            if !m.is_empty() && m != "former" {
                prefix = format!("{m} ");
            }
            at = end;
        }
        let (mut end, mut office) = self.title(s, at)?;
        office.former = former;
        let mut parts = vec![(office.title.clone(), office.weak)];
        while let Some((after, next)) = self.joined_title(s, end) {
            parts.push((next.title, next.weak));
            end = after;
        }
        if parts.len() > 1 {
            let strong: Vec<&str> = parts.iter().filter(|p| !p.1 && !p.0.is_empty()).map(|p| p.0.as_str()).collect();
            if !strong.is_empty() {
                office.title = strong.join(" and ");
                office.weak = false;
            }
        }
        office.title = format!("{prefix}{}", office.title);
        if former {
            office.title = format!("former {}", office.title);
        }
        Some(Head { end, office })
    }

    fn joined_title(&self, s: &Sent, i: usize) -> Option<(usize, OfficeMention)> {
        let next =
            if s.toks.get(i).is_some_and(|t| t.kind == TokenKind::Comma) { i + 1 } else { s.class_at(i, self.conj)? };
        let (end, office) = self.title(s, next)?;
        let more = self.joined_title(s, end).is_some();
        let named = more || self.name(s, self.skip_ranks(s, end).0, true).is_some();
        (named && !office.plural).then_some((end, office))
    }

    fn skip_ranks(&self, s: &Sent, mut i: usize) -> (usize, bool) {
        let start = i;
        while let Some((end, ())) = s.longest(i, |e| matches!(e, Entry::Honorific | Entry::Rank(_)).then_some(())) {
            i = end;
        }
        (i, i > start)
    }

    // "president of the Russian Federation", "ambassador to Japan".
    fn of_after(&self, s: &Sent, i: usize) -> Option<(usize, Of)> {
        let stock = &self.knowledge.stock;
        let links = |c: u16| stock.words.cases.get(c as usize).is_some_and(|c| matches!(c.id.as_str(), "of" | "ko"));
        let (at, ()) = s.longest(i, |e| if let Entry::Case(c) = e { links(c).then_some(()) } else { None })?;
        let at = s.class_at(at, self.knowledge.class("determiner")).unwrap_or(at);
        let (end, (id, body)) = s.longest(at, |e| match e {
            Entry::Country(c, f) if f != NameForm::Demonym => {
                Some((stock.countries.get(c as usize)?.id.clone(), false))
            }
            Entry::Body(b, _) => Some((stock.bodies.get(b as usize)?.id.clone(), true)),
            _ => None,
        })?;
        Some((end, Of { id, body }))
    }

    fn titled(&self, s: &Sent, head: Head, of: Option<Of>, possessed: bool) -> (usize, PersonMention) {
        let mut office = head.office;
        office.of = of;
        let mut mention = PersonMention { office: Some(office), possessed, ..PersonMention::default() };
        let plural = mention.office.as_ref().is_some_and(|o| o.plural);
        let head = match self.of_after(s, head.end).filter(|_| s.fronted) {
            Some((end, of)) => {
                mention.office.iter_mut().for_each(|o| o.of = o.of.take().or(Some(of.clone())));
                Head { end, office: OfficeMention::default() }
            }
            None => Head { end: head.end, office: OfficeMention::default() },
        };
        let at =
            if s.toks.get(head.end).is_some_and(|t| t.kind == TokenKind::Comma) && self.skip_ranks(s, head.end + 1).1 {
                head.end + 1
            } else {
                head.end
            };
        let (at, ranked) = self.skip_ranks(s, at);
        mention.ranked = ranked;
        if !plural && let Some((end, name)) = self.name(s, at, true) {
            return (self.finish(s, end, name, &mut mention), mention);
        }
        (head.end, mention)
    }

    fn named_after_country(&self, s: &Sent, i: usize, of: Option<Of>) -> Option<(usize, PersonMention)> {
        let (at, ranked) = self.skip_ranks(s, i);
        let (end, name) = self.name(s, at, false).or_else(|| {
            let (end, name) = self.name(s, at, true)?;
            let follows = s.toks.get(end).is_some_and(|t| t.kind == TokenKind::Comma)
                || s.class_at(end, self.conj).is_some()
                || self.is_case(s, end);
            (end - at >= 2 && follows).then_some((end, name))
        })?;
        let mut mention = PersonMention { ranked, of, ..PersonMention::default() };
        Some((self.finish(s, end, name, &mut mention), mention))
    }

    fn is_case(&self, s: &Sent, i: usize) -> bool {
        s.hits.get(i).is_some_and(|h| h.iter().any(|h| matches!(h.entry, Entry::Case(c) if c != self.gen_case)))
    }

    fn plain(&self, s: &Sent, i: usize) -> Option<(usize, PersonMention)> {
        let (at, ranked) = self.skip_ranks(s, i);
        let (end, name) = self.name(s, at, ranked)?;
        let mut mention = PersonMention { ranked, ..PersonMention::default() };
        Some((self.finish(s, end, name, &mut mention), mention))
    }

    fn finish(&self, s: &Sent, end: usize, name: Name, mention: &mut PersonMention) -> usize {
        mention.name = Some((name.from, name.to));
        mention.known = name.known;
        mention.local = name.local;
        mention.slip = name.slip;
        mention.sure =
            s.tag_at(name.from).filter(|t| t.class == Class::Person && t.to >= name.to).map(|t| t.confidence);
        let mut end = end;
        if s.toks.get(end).is_some_and(|t| t.kind == TokenKind::Open) {
            let close = (end + 1..s.toks.len().min(end + 8)).find(|&k| s.toks[k].kind == TokenKind::Close);
            if let Some(close) = close
                && s.toks[end + 1..close]
                    .iter()
                    .all(|t| t.latin || t.kind == TokenKind::Dot || t.kind == TokenKind::Hyphen)
                && close > end + 1
            {
                mention.latin = Some(s.span_of(end + 1, close));
                end = close + 1;
            }
        }
        while let Some((after, ())) = s.longest(end, |e| (e == Entry::HonorificAfter).then_some(())) {
            // "जयशंकर जी -20 की बैठक में": the honorific may be the beginning of a longer name.
            let begins = s.longest(end, |e| matches!(e, Entry::Body(..) | Entry::System(..)).then_some(()));
            if begins.is_some_and(|(to, ())| to > after) {
                break;
            }
            end = after;
        }
        end
    }

    // A name at `i`: known, introduced before, seen by the tagger, or — where `open` — any run of words that are not
    // ordinary prose.
    fn name(&self, s: &Sent, i: usize, open: bool) -> Option<(usize, Name)> {
        let known = self.known(s, i);
        let local = self.memory.name_at(s, i);
        // "मोदी सालेह के समारोह में": where one known name ends and another begins, they are two people.
        let short = known.map(|k| k.0).max(local.map(|l| l.0));
        let another = short.is_some_and(|end| self.known(s, end).is_some() || self.memory.name_at(s, end).is_some());
        let run = self.unlisted(s, i, open).filter(|&to| !another || short >= Some(to));
        let longest = [known.map(|k| k.0), local.map(|l| l.0), run].into_iter().flatten().max()?;
        if let Some((end, p)) = self.blend(s, i, longest, known.map(|k| k.1.0)) {
            return Some((end, Name { from: i, to: end, known: None, local: Some(p), slip: true }));
        }
        if let Some((end, (p, _))) = known
            && end == longest
        {
            return Some((end, Name { from: i, to: end, known: Some(p), local: None, slip: false }));
        }
        if let Some((end, l)) = local
            && end == longest
        {
            return Some((end, Name { from: i, to: end, known: None, local: Some(l), slip: false }));
        }
        if let Some(p) = self.without_initials(s, i, longest) {
            return Some((longest, Name { from: i, to: longest, known: Some(p), local: None, slip: false }));
        }
        // A full known name followed by words of its own is still that name.
        if let Some((end, (p, true))) = known {
            let to = if self.more_of_name(s, end, longest) { longest } else { end };
            return Some((to, Name { from: i, to, known: Some(p), local: None, slip: false }));
        }
        Some((longest, Name { from: i, to: longest, known: None, local: None, slip: false }))
    }

    // "एलिसिया बारसेना इबारा के साथ": one or two words that mean nothing else, between a known name and a postposition.
    fn more_of_name(&self, s: &Sent, from: usize, to: usize) -> bool {
        let unheard = |k: usize| s.toks[k].kind == TokenKind::Word && s.hits[k].is_empty();
        (1..=2).contains(&(to - from)) && (from..to).all(unheard) && self.is_case(s, to)
    }

    // The person of the stock whom the longest form names; whether in full.
    fn known(&self, s: &Sent, i: usize) -> Option<(usize, (u16, bool))> {
        let person = |e| match e {
            Entry::Person(p, f) if f != NameForm::Ambiguous && f != NameForm::Plural => Some((p, f)),
            _ => None,
        };
        let (end, (one, form)) = s.longest(i, person)?;
        let len = s.hits[i].iter().rev().find(|h| person(h.entry).is_some())?.len;
        let bearers: Vec<(u16, NameForm)> =
            s.hits[i].iter().filter(|h| h.len == len).filter_map(|h| person(h.entry)).collect();
        if bearers.len() < 2 {
            return Some((end, (one, form == NameForm::Official)));
        }
        let people: Vec<u16> = bearers.iter().map(|b| b.0).collect();
        let nearest = self.knowledge.nearest(&people, self.memory.day())?;
        let full = bearers.contains(&(nearest, NameForm::Official));
        Some((end, (nearest, full)))
    }

    // "माइकल आर. पोम्पिओ" is the man whom the stock has without his initial.
    fn without_initials(&self, s: &Sent, from: usize, to: usize) -> Option<u16> {
        let words: Vec<_> = s.toks.get(from..to)?.iter().filter(|t| t.kind == TokenKind::Word).collect();
        let initial = |t: &&&crate::sent::Tok| t.span.len() > 6;
        if words.len() < 3 {
            return None;
        }
        let symbols: Vec<_> = words.iter().filter(initial).map(|t| t.sym).collect();
        let mut hits = Vec::new();
        self.knowledge.index.lexicon.hits(&symbols, &mut hits);
        hits.iter().find_map(|h| match h.entry {
            Entry::Person(p, NameForm::Official) if h.len as usize == symbols.len() && symbols.len() >= 2 => Some(p),
            _ => None,
        })
    }

    // "जयशंकर सिंह" where the report is of Rajnath Singh: the name of one, the surname of another.
    fn blend(&self, s: &Sent, i: usize, longest: usize, known: Option<u16>) -> Option<(usize, usize)> {
        if longest != i + 1 && longest != i + 2 {
            return None;
        }
        let last =
            s.toks.get(i + 1).filter(|t| t.kind == TokenKind::Word && self.knowledge.index.is_shared_surname(t.sym))?;
        let first = s.toks.get(i)?.sym;
        let other = known.and_then(|k| self.knowledge.stock.people.get(k as usize)).map(|p| p.id.as_str());
        self.memory.by_surname(last.sym, first, other).map(|p| (i + 2, p))
    }

    // The end of a name that no list has. Beside an office or rank the pattern says that there is a name, and the tagger,
    // where it is sure, how far it goes or that it is of something else; elsewhere the tagger must be sure by itself.
    fn unlisted(&self, s: &Sent, i: usize, open: bool) -> Option<usize> {
        let run = if open { self.open_run(s, i) } else { None };
        let Some(tag) = s.tag_at(i) else { return run.or_else(|| self.before_surname(s, i)) };
        let initial = |k: usize| k + 1 < tag.to && s.toks[k].initial;
        let named = (i..tag.to).all(|k| s.toks[k].kind == TokenKind::Hyphen || initial(k) || self.may_be_named(s, k));
        match tag.class {
            Class::Person if named => {
                let to = self.trimmed(s, i, tag.to);
                let unlisted = s.hits.get(to).is_some_and(Vec::is_empty);
                match run {
                    Some(run) if tag.confidence < BESIDE || run > to && unlisted && tag.confidence < CERTAIN => {
                        Some(run)
                    }
                    None if tag.confidence < if open { BESIDE } else { ALONE } => None,
                    _ => Some(to),
                }
            }
            Class::Place | Class::Organisation if tag.confidence >= VETO => None,
            _ => run,
        }
    }

    // "माइक पोम्पियो" where the report has spoken of a Pompeo: a word that nothing else knows before the surname of one who
    // has no first name yet.
    fn before_surname(&self, s: &Sent, i: usize) -> Option<usize> {
        let tok = s.toks.get(i).filter(|t| t.kind == TokenKind::Word && t.sym >= crate::sent::OWN && !t.latin)?;
        let free = s.hits[i].is_empty() && self.memory.bearers(tok.sym).is_empty();
        let (end, person) = self.memory.name_at(s, i + 1).filter(|_| free)?;
        self.memory.is_surname_only(person).then_some(end)
    }

    fn open_run(&self, s: &Sent, i: usize) -> Option<usize> {
        let mut at = i;
        let mut words = 0;
        while words < 6 {
            let Some(tok) = s.toks.get(at) else { break };
            if tok.kind == TokenKind::Hyphen && words > 0 && self.name_word(s, at + 1, words) {
                at += 1;
                continue;
            }
            let doubtful = words == 0
                && tok.kind == TokenKind::Word
                && self.name_word(s, at + 1, 1)
                && s.toks.get(at + 1).is_some_and(|t| t.sym >= crate::sent::OWN)
                && s.hits[at].is_empty();
            if !doubtful && !self.name_word(s, at, words) {
                break;
            }
            words += 1;
            at += 1;
        }
        let becomes = |v: &bahi_knowledge::VerbForm| {
            self.knowledge.stock.words.verbs.get(v.verb as usize).is_some_and(|v| matches!(v.id.as_str(), "ho" | "hai"))
        };
        let next = s.toks.get(at).map_or(&[][..], |t| self.knowledge.index.lexicon.verb_forms(t.sym));
        // "प्रधानमंत्री भावुक हो गए": one unknown word before a verb of being is what he became, not his name.
        (words > 1 || words == 1 && !next.iter().any(becomes)).then_some(at)
    }

    // Whether a word may be part of a name where the tagger says so: no grammar, number or mark.
    fn may_be_named(&self, s: &Sent, i: usize) -> bool {
        let word = s.toks.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.number.is_none());
        let grammar = |e: Entry| matches!(e, Entry::Case(_) | Entry::Pronoun(_) | Entry::Country(..) | Entry::Head(..));
        word && !s.hits[i].iter().any(|h| h.len == 1 && grammar(h.entry))
    }

    // The end of a name without the honorific after it.
    fn trimmed(&self, s: &Sent, from: usize, mut to: usize) -> usize {
        while to > from + 1 && s.longest(to - 1, |e| (e == Entry::HonorificAfter).then_some(())).is_some() {
            to -= 1;
        }
        to
    }

    fn name_word(&self, s: &Sent, i: usize, before: usize) -> bool {
        let Some(tok) = s.toks.get(i) else { return false };
        if tok.kind != TokenKind::Word || tok.number.is_some() || tok.latin {
            return false;
        }
        let particle = |h: &bahi_knowledge::Hit| matches!(h.entry, Entry::NameParticle);
        if s.fronted && !tok.capital && !s.hits[i].iter().any(particle) {
            return false;
        }
        // "ए. के. एंटनी", "के पी शर्मा ओली"
        let initial = |k: usize| s.toks.get(k).is_some_and(|t| t.initial);
        if tok.initial && (tok.dotted || initial(i + 1) || i > 0 && before > 0 && initial(i - 1)) {
            return true;
        }
        let hits = &s.hits[i];
        if hits.iter().any(|h| matches!(h.entry, Entry::NameParticle)) {
            return before > 0 || s.toks.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word);
        }
        if hits.iter().any(|h| matches!(h.entry, Entry::Person(..))) {
            return true;
        }
        let lexicon = &self.knowledge.index.lexicon;
        let verb = lexicon.verb_forms(tok.sym).iter().any(|_| true);
        let grammar = hits.iter().any(|h| h.len == 1 && !matches!(h.entry, Entry::Place(..) | Entry::System(..) | Entry::Class(_) if before > 0 && !matches!(h.entry, Entry::Class(_))));
        !(lexicon.is_common(tok.sym) || verb || grammar)
    }
}

/// How sure the tagger must be of a name that stands beside an office.
const BESIDE: f32 = 0.3;
/// How sure it must be to say that such a name ends before a word that no list has.
const CERTAIN: f32 = 0.97;
/// How sure it must be that something is a person's name where nothing else says so.
const ALONE: f32 = 0.5;
/// How sure it must be that what stands beside an office is no person.
const VETO: f32 = 0.8;

// "आसियान (ASEAN) के": the bracket explains the name before it.
fn past_bracket(s: &Sent, i: usize) -> usize {
    if s.toks.get(i).is_none_or(|t| t.kind != TokenKind::Open) {
        return i;
    }
    (i + 1..s.toks.len().min(i + 9)).find(|&k| s.toks[k].kind == TokenKind::Close).map_or(i, |k| k + 1)
}

/// English of a composed title; ministries of two domains keep both.
fn compose(domains: &[&str], head: &str) -> Option<String> {
    (!domains.is_empty()).then(|| format!("{} {head}", domains.join(" and ")))
}

struct Name {
    from: usize,
    to: usize,
    known: Option<u16>,
    local: Option<usize>,
    slip: bool,
}

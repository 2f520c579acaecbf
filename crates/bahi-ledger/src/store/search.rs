//! Searching the text of the reports, in folded words: मंत्री does not find मित्र. A name finds its other spellings too.

use super::find::Bounds;
use super::names::known_names;
use super::words::{Asked, asked, folded, own, words};
use super::{Store, StoreError};
use bahi_knowledge::Knowledge;
use bahi_resolve::ledger::Report;
use bahi_text::fold;
use std::collections::BTreeSet;

/// A report with the words that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Report.
    pub report: String,
    /// Path as given.
    pub path: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Published, EDTF.
    pub published: Option<String>,
    /// Line of the input, from 1, of the first words found that are shown.
    pub line: usize,
    /// Text around the place where most of what was asked for stands; what was found is marked.
    pub excerpt: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words, as published; white space is one space.
    pub text: String,
    /// Whether it was searched for.
    pub found: bool,
}

impl Hit {
    /// The excerpt with what was found between « and ».
    pub fn marked(&self) -> String {
        let shown = |p: &Piece| if p.found { format!("«{}»", p.text) } else { p.text.clone() };
        self.excerpt.iter().map(shown).collect()
    }
}

/// Somebody or something that a word of the query names, with what else the reports call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// What was typed.
    pub typed: String,
    /// Id of the actor.
    pub id: String,
    /// English name.
    pub name: String,
    /// The spellings that were searched for as well.
    pub spellings: Vec<String>,
}

/// What a search gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best reports.
    pub hits: Vec<Hit>,
    /// How many reports there are in all.
    pub total: usize,
    /// What was searched for as well.
    pub also: Vec<Also>,
    /// Whether so many reports hold it that the latest stand for the best: what most reports hold tells none from another.
    pub common: bool,
}

// Longest name, in words, that is looked for in a query.
const LONGEST: usize = 4;
// Actors of one name whose spellings are searched for as well.
const SEVERAL: usize = 3;
// What more reports than this hold is not weighed.
const COMMON: usize = 5_000;
// Characters of text shown before the first place, and in all.
const BEFORE: usize = 60;
const SHOWN: usize = 240;

// One of these must be in the text: all of the words anywhere, or one of the phrases.
#[derive(Debug, Default)]
struct Choice {
    words: Vec<String>,
    phrases: Vec<Vec<String>>,
}

impl Choice {
    // As the index is asked: not for a phrase where another stands in it, which is found wherever it is.
    fn asked(&self) -> String {
        let quoted = |words: &[String]| format!("\"{}\"", words.join(" "));
        let words = self.words.iter().map(|w| quoted(std::slice::from_ref(w))).collect::<Vec<_>>().join(" AND ");
        let words = (!words.is_empty()).then(|| format!("({words})"));
        let phrases: BTreeSet<&Vec<String>> = self.phrases.iter().filter(|p| !p.is_empty()).collect();
        let alone = (self.words.len() == 1).then_some(&self.words);
        let found = |phrase: &Vec<String>| {
            let within =
                |part: &Vec<String>| part != phrase && phrase.windows(part.len()).any(|w| w == part.as_slice());
            phrases.iter().copied().chain(alone).any(within) || alone == Some(phrase)
        };
        let phrases = phrases.iter().filter(|p| !found(p)).map(|p| quoted(p));
        let all: Vec<String> = words.into_iter().chain(phrases).collect();
        if all.is_empty() { quoted(&[]) } else { format!("({})", all.join(" OR ")) }
    }

    // What is marked where it stands.
    fn marked(&self) -> impl Iterator<Item = &[String]> {
        self.words.iter().map(std::slice::from_ref).chain(self.phrases.iter().map(Vec::as_slice))
    }
}

impl Store {
    /// Reports that hold all words of a query, in any spelling of the names among them, or, between quotation marks,
    /// just the words in that order; the best first, or the latest where very many do.
    pub fn search(&self, k: &Knowledge, query: &str, within: &Bounds, most: usize) -> Result<Found, StoreError> {
        let (choices, also) = self.choices(k, query)?;
        if choices.is_empty() {
            return Ok(Found::default());
        }
        let asked = choices.iter().map(Choice::asked).collect::<Vec<_>>().join(" AND ");
        let mut hold = self.holding(&asked, within)?;
        let total = hold.len();
        let common = total > COMMON;
        let best = if common { self.latest(&mut hold, most)? } else { self.best(&asked, &hold, most)? };
        let hits = best.into_iter().map(|row| self.hit(row, &choices)).collect::<Result<_, _>>()?;
        Ok(Found { hits, total, also, common })
    }

    // The reports that hold what is asked for, by row; neither their texts nor their places in them are looked at.
    fn holding(&self, asked: &str, within: &Bounds) -> Result<BTreeSet<i64>, StoreError> {
        let mut rows = self.db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
        let rows = rows.query_map([asked], |r| r.get(0))?;
        let mut out = rows.collect::<Result<BTreeSet<i64>, _>>()?;
        if let (Some(_), _) | (_, Some(_)) = (within.from, within.to) {
            let mut days = self.db.prepare_cached("SELECT number FROM report WHERE day BETWEEN ?1 AND ?2")?;
            let (from, to) = (within.from.unwrap_or(i64::MIN), within.to.unwrap_or(i64::MAX));
            let days = days.query_map([from, to], |r| r.get(0))?.collect::<Result<BTreeSet<i64>, _>>()?;
            out.retain(|row| days.contains(row));
        }
        if !within.outlets.is_empty() {
            let mut of = self.db.prepare_cached("SELECT number FROM report WHERE outlet = ?1")?;
            let mut outlets = BTreeSet::new();
            for outlet in &within.outlets {
                outlets.extend(of.query_map([outlet], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?);
            }
            out.retain(|row| outlets.contains(row));
        }
        Ok(out)
    }

    // By how much the words weigh in a report; of those that are alike the latest.
    fn best(&self, asked: &str, hold: &BTreeSet<i64>, most: usize) -> Result<Vec<i64>, StoreError> {
        let mut rows = self.db.prepare_cached("SELECT rowid, bm25(words) FROM words WHERE words MATCH ?1")?;
        let rows = rows.query_map([asked], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut found: Vec<(i64, f64)> = rows.collect::<Result<_, _>>()?;
        found.retain(|f| hold.contains(&f.0));
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        let last = found.get(most.saturating_sub(1)).map(|f| f.1);
        found.retain(|f| last.is_none_or(|last| f.1 <= last));
        let mut by = self.db.prepare_cached("SELECT published, id FROM report WHERE number = ?1")?;
        let mut out = Vec::new();
        for (row, weight) in found {
            let by: (Option<String>, String) = by.query_row([row], |r| Ok((r.get(0)?, r.get(1)?)))?;
            out.push((weight, std::cmp::Reverse(by.0), by.1, row));
        }
        out.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
        out.truncate(most);
        Ok(out.into_iter().map(|o| o.3).collect())
    }

    // Of what very many hold: along the days, until there are enough. Those of no known day are last.
    fn latest(&self, hold: &mut BTreeSet<i64>, most: usize) -> Result<Vec<i64>, StoreError> {
        let mut rows = self.db.prepare_cached("SELECT number FROM report ORDER BY day DESC, id")?;
        let mut rows = rows.query([])?;
        let mut out = Vec::new();
        while let (true, Some(row)) = (out.len() < most, rows.next()?) {
            let row = row.get(0)?;
            if hold.remove(&row) {
                out.push(row);
            }
        }
        Ok(out)
    }

    fn hit(&self, row: i64, choices: &[Choice]) -> Result<Hit, StoreError> {
        let mut report = self
            .db
            .prepare_cached("SELECT id, path, outlet, title, published, text, head FROM report WHERE number = ?1")?;
        Ok(report.query_row([row], |r| {
            let (text, head): (String, String) = (r.get(5)?, r.get(6)?);
            let furniture = serde_json::from_str::<Report>(&head).map(|r| r.furniture).unwrap_or_default();
            let (line, excerpt) = excerpt(&own(&text, &furniture), choices);
            let (report, path, outlet) = (r.get(0)?, r.get(1)?, r.get(2)?);
            Ok(Hit { report, path, outlet, title: r.get(3)?, published: r.get(4)?, line, excerpt })
        })?)
    }

    // The longest names are found first, from the left; what is no name is looked for as it is.
    fn choices(&self, k: &Knowledge, query: &str) -> Result<(Vec<Choice>, Vec<Also>), StoreError> {
        let (mut choices, mut also) = (Vec::new(), Vec::new());
        let asked = asked(query);
        let mut at = 0;
        while let Some(first) = asked.get(at) {
            let Asked::Word(word) = first else {
                if let Asked::Phrase(phrase) = first {
                    choices.push(Choice { phrases: vec![phrase.clone()], words: Vec::new() });
                }
                at += 1;
                continue;
            };
            let (taken, named) = self.longest_name(k, &asked[at..])?;
            let phrases = named.iter().flat_map(|a| a.spellings.iter().map(|s| folded(s)));
            let phrases = phrases.filter(|p| !p.is_empty()).collect();
            let words = match taken {
                1 => folded(word),
                _ => asked[at..at + taken].iter().flat_map(Asked::folded).collect(),
            };
            choices.push(match words.as_slice() {
                // Parts of a word that the index takes apart stand side by side.
                [_, _, ..] if taken == 1 => Choice { phrases: [vec![words], phrases].concat(), words: Vec::new() },
                _ => Choice { words, phrases },
            });
            also.extend(named);
            at += taken;
        }
        Ok((choices, also))
    }

    // The longest name that a query begins with: how many words it has, 1 where it is none, and whose it is.
    fn longest_name(&self, k: &Knowledge, asked: &[Asked]) -> Result<(usize, Vec<Also>), StoreError> {
        let word = |a: &'_ Asked| if let Asked::Word(w) = a { Some(w.clone()) } else { None };
        let typed: Vec<String> = asked.iter().take(LONGEST).map_while(word).collect();
        for n in (1..=typed.len()).rev() {
            let named = self.spelt(k, &typed[..n].join(" "))?;
            if !named.is_empty() {
                return Ok((n, named));
            }
        }
        Ok((1, Vec::new()))
    }

    // Who a name surely means, with what else reports call them; of people whom it only may mean too where it is written
    // in Latin letters, which the reports do not have.
    fn spelt(&self, k: &Knowledge, name: &str) -> Result<Vec<Also>, StoreError> {
        let latin = name.is_ascii();
        let mut found = self.actors_named(k, name)?;
        found.truncate(SEVERAL);
        let sure = found.iter().any(|a| a.sure);
        let takes = |sure_of: bool, kind: &str| sure_of || !sure && latin && kind == "person" && !name.contains(' ');
        let mut out = Vec::new();
        for actor in found.into_iter().filter(|a| takes(a.sure, &a.kind) && (a.known || a.kind == "person")) {
            let spellings = self.names_of(k, &actor.id)?;
            let other = |s: &String| folded(s) != folded(name);
            let spellings: Vec<String> = spellings.into_iter().filter(other).collect();
            out.push(Also { typed: name.to_owned(), id: actor.id, name: actor.name, spellings });
        }
        Ok(out)
    }

    /// The names of an actor in the script of the reports: of people what reports call them; of what else knowledge has
    /// its names there, since reports also say 'here'.
    pub fn names_of(&self, k: &Knowledge, id: &str) -> Result<Vec<String>, StoreError> {
        let mut row = self.db.prepare_cached(
            "SELECT kind, known, hi FROM seen WHERE actor = ?1
             UNION ALL SELECT kind, NULL, hi FROM parted p JOIN seen s ON s.actor = p.actor WHERE p.part = ?1 LIMIT 1",
        )?;
        let (kind, known, hi): (String, Option<String>, Option<String>) =
            row.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let mut out: Vec<String> = Vec::new();
        if kind == "person" || known.is_none() {
            let mut rows = self.db.prepare_cached(
                "SELECT text, sum(times) FROM spelling WHERE actor = ?1
                     OR actor IN (SELECT said FROM renamed WHERE actor = ?1) GROUP BY text ORDER BY 2 DESC, 1",
            )?;
            let rows = rows.query_map([id], |r| r.get(0))?;
            out.extend(rows.collect::<Result<Vec<String>, _>>()?);
        } else {
            out.extend(hi);
            out.extend(known_names(k, &kind, known.as_deref()).map(str::to_owned));
        }
        let mut seen = BTreeSet::new();
        out.retain(|s| seen.insert(fold(s)));
        Ok(out)
    }
}

// A place in a text where a choice stands: first and last word, and which choice.
type Place = (usize, usize, usize);

fn places(words: &[(usize, &str)], choices: &[Choice]) -> Vec<Place> {
    // What folding takes apart is several words of the index.
    let shown: Vec<Vec<String>> = words.iter().map(|w| folded(w.1)).collect();
    let mut out: Vec<Place> = Vec::new();
    let mut at = 0;
    while at < shown.len() {
        let longest = choices.iter().enumerate().flat_map(|(n, c)| c.marked().map(move |p| (n, p)));
        let longest =
            longest.filter_map(|(n, p)| Some((stands(&shown[at..], p)?, n))).max_by_key(|l| (l.0, usize::MAX - l.1));
        match longest {
            Some((length, n)) => {
                out.push((at, at + length - 1, n));
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

// How many words of a text a phrase takes up, if the text begins with it.
fn stands(text: &[Vec<String>], phrase: &[String]) -> Option<usize> {
    let mut left = phrase;
    let mut taken = 0;
    while !left.is_empty() {
        let next = text.get(taken)?;
        left = left.strip_prefix(next.as_slice()).filter(|_| !next.is_empty())?;
        taken += 1;
    }
    (taken > 0).then_some(taken)
}

fn excerpt(text: &str, choices: &[Choice]) -> (usize, Vec<Piece>) {
    let all = words(text);
    let places = places(&all, choices);
    let near = |first: &Place| -> usize {
        let within = places.iter().filter(|p| p.0 >= first.0 && all[p.1].0 < all[first.0].0 + SHOWN);
        within.map(|p| p.2).collect::<BTreeSet<_>>().len()
    };
    let Some(best) = places.iter().max_by_key(|p| (near(p), std::cmp::Reverse(p.0))) else { return (1, Vec::new()) };
    let middle = all[best.0].0;
    let mut from = text[..middle].char_indices().rev().nth(BEFORE).map_or(0, |(i, _)| i);
    let to = text[middle..].char_indices().nth(SHOWN - BEFORE).map_or(text.len(), |(i, _)| middle + i);
    // Half a word is none.
    from = all.iter().map(|w| w.0).find(|&start| from == 0 || start >= from).unwrap_or(from);
    let end = |w: &(usize, &str)| w.0 + w.1.len();
    let to = if to == text.len() { to } else { all.iter().map(end).rfind(|&e| e <= to).unwrap_or(to) };
    let mut out = Vec::new();
    let mut at = from;
    let mut piece = |text: &str, found| {
        let text = one_line(text);
        out.extend((!text.is_empty()).then_some(Piece { text, found }));
    };
    for (first, last, _) in places.iter().filter(|p| all[p.0].0 >= from && end(&all[p.1]) <= to) {
        piece(&text[at..all[*first].0], false);
        at = end(&all[*last]);
        piece(&text[all[*first].0..at], true);
    }
    piece(&text[at..to.max(at)], false);
    (text[..middle].matches('\n').count() + 1, out)
}

// White space, also at the ends, is one space.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() || c.is_control() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_not_asked_for_where_a_part_of_it_is() {
        let phrase = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
        let asked = |words: &[&str], phrases: &[&str]| {
            let words = words.iter().map(|w| (*w).to_owned()).collect();
            Choice { words, phrases: phrases.iter().map(|p| phrase(p)).collect() }.asked()
        };
        assert_eq!(asked(&[], &["s 400", "s 400 triumf", "s 400"]), "(\"s 400\")");
        assert_eq!(asked(&["modi"], &["narendra modi", "मोदी", "modi"]), "((\"modi\") OR \"मोदी\")");
        assert_eq!(asked(&["new", "delhi"], &["new delhi"]), "((\"new\" AND \"delhi\") OR \"new delhi\")");
        assert_eq!(asked(&[], &["a b", "b c"]), "(\"a b\" OR \"b c\")");
        assert_eq!(Choice { phrases: vec![Vec::new()], ..Choice::default() }.asked(), "\"\"");
    }
}

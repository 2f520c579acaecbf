//! Whether a predicted party, place, item or office is the one the gold means.

use super::fold::{fold, latin_words};
use super::gold::GoldParty;
use crate::ledger::{Actor, Claim, Forum, Item, Ledger, Office, Party, Where};
use std::collections::BTreeMap;

/// A ledger with its actors and claims found by id.
pub(super) struct Indexed<'a> {
    pub ledger: &'a Ledger,
    pub claims: BTreeMap<&'a str, &'a Claim>,
    actors: BTreeMap<&'a str, &'a Actor>,
}

/// What the gold calls something: its English name and the words of the report.
pub(super) struct Wanted<'a> {
    pub name: Option<&'a str>,
    pub surfaces: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(name: Option<&'a str>, surfaces: &'a [String]) -> Self {
        Wanted { name: said(name), surfaces: surfaces.iter().map(String::as_str).collect() }
    }
}

/// A name that is given and not empty.
pub(super) fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

impl<'a> Indexed<'a> {
    pub(super) fn new(ledger: &'a Ledger) -> Self {
        Indexed {
            ledger,
            claims: ledger.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            actors: ledger.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
        }
    }

    /// Whether a party is called so.
    pub(super) fn party_is(&self, wanted: &Wanted, party: &Party) -> bool {
        let name = party.name.as_deref().unwrap_or_default();
        self.is(wanted, name, party.actor.as_deref(), &party.claims)
    }

    /// Whether a place is called so.
    pub(super) fn place_is(&self, wanted: &Wanted, place: &Where) -> bool {
        self.is(wanted, &place.name, Some(&place.actor), &place.claims)
    }

    /// Whether a forum is called so.
    pub(super) fn forum_is(&self, wanted: &Wanted, forum: &Forum) -> bool {
        self.is(wanted, &forum.name, Some(&forum.actor), &forum.claims)
    }

    /// Whether goods are called so.
    pub(super) fn item_is(&self, wanted: &Wanted, item: &Item) -> bool {
        self.is(wanted, &item.name, item.actor.as_deref(), &item.claims)
    }

    fn is(&self, wanted: &Wanted, name: &str, actor: Option<&str>, claims: &[String]) -> bool {
        let mut words = self.words(actor, claims);
        words.push(name);
        same_name(wanted, &words)
    }

    /// Every string by which something predicted may be recognised, but for the name it bears itself.
    fn words<'s>(&'s self, actor: Option<&str>, claims: &[String]) -> Vec<&'s str> {
        let mut words = vec![];
        if let Some(actor) = actor.and_then(|id| self.actors.get(id)) {
            words.extend(actor.name.en.as_deref());
            words.extend(actor.name.hi.as_deref());
            words.extend(actor.spellings.iter().map(|spelling| spelling.text.as_str()));
        }
        for claim in claims.iter().filter_map(|id| self.claims.get(id.as_str())) {
            words.extend(claim.evidence.iter().map(|evidence| evidence.exact.as_str()));
        }
        words
    }

    /// Whether a predicted party is the gold's: by name, or by office where the gold has no name.
    pub(super) fn party_match(&self, gold: &GoldParty, party: &Party) -> bool {
        let wanted = Wanted::new(gold.name.as_deref(), &gold.surfaces);
        if (wanted.name.is_some() || !wanted.surfaces.is_empty()) && self.party_is(&wanted, party) {
            return true;
        }
        let Some(office) = party.office.as_ref().filter(|_| wanted.name.is_none()) else {
            return false;
        };
        said(gold.of.as_deref()).is_some()
            && office.of == gold.of
            && same_office(gold.office.as_deref().unwrap_or_default(), &office.title)
    }
}

/// Lenient comparison: any spelling, one within the other, or two Latin words in common.
pub(super) fn same_name(wanted: &Wanted, words: &[&str]) -> bool {
    let mut names: Vec<String> = wanted.surfaces.iter().map(|surface| fold(surface)).collect();
    names.extend(wanted.name.map(fold));
    let lengths: Vec<usize> = names.iter().map(|name| name.chars().count()).collect();
    let latin = wanted.name.map(latin_words).unwrap_or_default();
    words.iter().filter(|word| !word.is_empty()).any(|word| {
        let folded = fold(word);
        let long = folded.chars().count() > 3;
        let within = names.iter().zip(&lengths).any(|(name, length)| {
            *name == folded
                || (*length > 3 && (folded.contains(name.as_str()) || (long && name.contains(folded.as_str()))))
        });
        within || latin_words(word).intersection(&latin).count() >= 2
    })
}

/// Whether two titles name one office, whatever order and articles they use.
pub(super) fn same_office(a: &str, b: &str) -> bool {
    title_words(a) == title_words(b)
}

/// Whether an office, where there is one, bears this title.
pub(super) fn office_is(title: &str, office: Option<&Office>) -> bool {
    same_office(title, office.map_or("", |office| office.title.as_str()))
}

fn title_words(title: &str) -> Vec<String> {
    let title = title.to_lowercase();
    let title = title.replace("defense", "defence").replace("external affairs", "foreign").replace('-', " ");
    let title = title.replace("secretary of state", "foreign minister");
    let title = title.replace("secretary of defence", "defence minister");
    let mut words: Vec<String> = without_small_words(&title).split_whitespace().map(str::to_string).collect();
    words.sort();
    words
}

/// Takes out `the`, `of`, `union` and `minister for` where they stand as whole words.
fn without_small_words(title: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = title;
    let mut after_word = false;
    while let Some(c) = rest.chars().next() {
        let small = ["the", "of", "union", "minister for"].into_iter().find(|small| {
            let tail = rest.strip_prefix(small);
            !after_word && tail.is_some_and(|tail| !tail.chars().next().is_some_and(is_word))
        });
        match small {
            Some(small) => {
                rest = &rest[small.len()..];
                after_word = true;
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                after_word = is_word(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_differ_only_in_articles_and_order() {
        assert!(same_office("Minister for External Affairs", "foreign"));
        assert!(same_office("Secretary of State", "foreign minister"));
        assert!(same_office("US Secretary of Defense", "us defence minister"));
        assert!(same_office("deputy prime-minister", "prime deputy minister of the"));
        assert!(!same_office("unions secretary", "secretary"));
        assert!(!same_office("foreign minister", "deputy foreign minister"));
    }

    #[test]
    fn names_match_by_part_and_by_two_latin_words() {
        let surfaces = ["सर्गेई शोइगू".to_string()];
        let wanted = Wanted::new(Some("Sergei Shoigu"), &surfaces);
        assert!(same_name(&wanted, &["शोइगू"]));
        assert!(same_name(&wanted, &["Mr Shoigu Sergei"]));
        assert!(!same_name(&wanted, &["Shoi G", "", "रक्षा"]));
    }
}

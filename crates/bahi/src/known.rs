//! Known people as they are found by name: for those who match names that no report has to have told of.

use crate::Bahi;
use bahi_knowledge::stock::NameKind;
use bahi_text::names::Verdict;

/// A person that the knowledge has.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct KnownPerson {
    /// Id in the knowledge.
    pub id: String,
    /// Usual English form of the name.
    pub name: String,
    /// Usual form in the script of the reports.
    pub hindi: Option<String>,
    /// Country code; empty for people of international bodies.
    pub country: String,
    /// The last office: plain English title, and of which country or body.
    pub office: Option<(String, String)>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// The spelling that was nearest.
    pub spelling: String,
    /// Whether the name is theirs, and not only like it.
    pub sure: bool,
    /// Distance, 0 for the same letters, about 100 at the limit of what counts as the same.
    pub distance: u32,
}

impl Bahi {
    /// Known people whose name in either script this may be, nearest first, at most so many.
    pub fn known_people(&self, name: &str, most: usize) -> Vec<KnownPerson> {
        let found = self.knowledge.find_people(name, most);
        let likely = found.into_iter().filter(|f| f.likeness.verdict != Verdict::Different);
        let one = |f: bahi_knowledge::search::Found<'_>| {
            let mut person = self.known_person(f.id)?;
            f.spelling.clone_into(&mut person.spelling);
            person.sure = f.likeness.verdict == Verdict::Same;
            person.distance = f.likeness.distance;
            Some(person)
        };
        likely.filter_map(one).collect()
    }

    /// A known person by the id in the knowledge.
    pub fn known_person(&self, id: &str) -> Option<KnownPerson> {
        let person = self.knowledge.person(id)?;
        let title = |office: &str| self.knowledge.stock.offices.iter().find(|o| o.id == office).map(|o| o.name.clone());
        let last = person.office.last();
        let office =
            last.and_then(|t| Some((title(&t.office)?, t.of.clone().unwrap_or_else(|| person.country.clone()))));
        Some(KnownPerson {
            id: person.id.clone(),
            name: person.name.clone(),
            hindi: self.knowledge.display(NameKind::Person, id).map(str::to_owned),
            country: person.country.clone(),
            office,
            wikidata: person.wikidata.clone(),
            spelling: person.name.clone(),
            sure: true,
            distance: 0,
        })
    }

    /// An office as the reports write it, where the knowledge has the title as a whole.
    pub fn title_in_hindi(&self, title: &str) -> Option<String> {
        let titles = &self.knowledge.stock.words.offices.title;
        titles.iter().find(|t| t.en == title).and_then(|t| t.forms.first().cloned())
    }

    /// A country or body by its code, as the reports write it.
    pub fn country_in_script(&self, code: &str) -> Option<&str> {
        let kind = if code.len() == 2 { NameKind::Country } else { NameKind::Body };
        self.knowledge.display(kind, code)
    }
}

//! The language-free facts: countries, places, bodies, offices, people, systems.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A country or territory of ISO 3166-1.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    #[serde(default)]
    pub alpha3: Option<String>,
    /// `country` or `territory`.
    pub kind: String,
    /// Place id of the capital.
    #[serde(default)]
    pub capital: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    pub wikidata: Option<String>,
    /// Where the facts stand.
    pub source: String,
}

/// Places of one country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceFile {
    /// ISO 3166-1 alpha-2 code; empty for seas and regions of no one country.
    pub country: String,
    /// Where the facts stand.
    pub source: String,
    /// The places.
    #[serde(default)]
    pub place: Vec<Place>,
}

/// A city, venue, airport, region or sea.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Kebab-case id.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// `city|venue|airport|region|sea|site`.
    pub kind: String,
    /// Place this one lies in.
    #[serde(default)]
    pub within: Option<String>,
    /// Whether its name is used for the government.
    #[serde(default)]
    pub stands_for_state: bool,
    /// Country code, filled from the file.
    #[serde(default)]
    pub country: String,
}

/// A body, forum, commission, dialogue, party, agency, company or medium.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Usual abbreviation or kebab-case id.
    pub id: String,
    /// Usual English name.
    pub name: String,
    /// `body|forum|commission|dialogue|party|agency|company|media|force`.
    pub kind: String,
    /// Member states: of today, and those that have left.
    #[serde(default)]
    pub members: Vec<Member>,
    /// States of a bilateral or trilateral forum.
    #[serde(default)]
    pub parties: Vec<String>,
    /// What its own meeting is: `session` or `summit`.
    #[serde(default)]
    pub meeting: Option<String>,
    /// Country of an agency, force, company or party.
    #[serde(default)]
    pub country: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    pub wikidata: Option<String>,
    /// Where the facts stand.
    pub source: String,
}

/// A state as member of a body.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "MemberSaid")]
pub struct Member {
    /// Country code.
    pub id: String,
    /// EDTF date of joining; `None` where not certain.
    pub from: Option<String>,
    /// EDTF date of leaving; `None` for a member of today.
    pub to: Option<String>,
}

// As the files write it: a code alone, or a table with dates.
#[derive(Deserialize)]
#[serde(untagged)]
enum MemberSaid {
    Code(String),
    Dated(DatedMember),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedMember {
    id: String,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

impl From<MemberSaid> for Member {
    fn from(said: MemberSaid) -> Self {
        match said {
            MemberSaid::Code(id) => Self { id, from: None, to: None },
            MemberSaid::Dated(DatedMember { id, from, to }) => Self { id, from, to },
        }
    }
}

/// An office, and what countries call it in English.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Kebab-case id: the name with hyphens.
    pub id: String,
    /// Plain English title, as `lang/*/words/offices.toml` gives it.
    pub name: String,
    /// `head-of-state|head-of-government|minister|official|military|diplomat|legislature|body|party|leader`.
    pub rank: String,
    /// Whether several hold it in one country at a time.
    #[serde(default)]
    pub several: bool,
    /// What a country calls its own, by country code, where that differs.
    #[serde(default)]
    pub styled: BTreeMap<String, String>,
    /// Styles used beside those, for a time.
    #[serde(default)]
    pub also: Vec<Style>,
}

/// A style used beside the usual one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Country code.
    pub of: String,
    /// The style.
    pub name: String,
    /// EDTF date since when.
    #[serde(default)]
    pub from: Option<String>,
    /// EDTF date until when.
    #[serde(default)]
    pub to: Option<String>,
}

/// People of one country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleFile {
    /// ISO 3166-1 alpha-2 code; empty for people of international bodies.
    pub country: String,
    /// The people.
    #[serde(default)]
    pub person: Vec<Person>,
}

/// A person and the offices held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Kebab-case id.
    pub id: String,
    /// Usual English form of the name.
    pub name: String,
    /// `m`, `f` or unset.
    #[serde(default)]
    pub sex: Option<String>,
    /// Wikidata item.
    #[serde(default)]
    pub wikidata: Option<String>,
    /// Where the facts stand.
    pub source: String,
    /// Offices held.
    #[serde(default)]
    pub office: Vec<Tenure>,
    /// Country code, filled from the file.
    #[serde(default)]
    pub country: String,
}

/// One office held by a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenure {
    /// Office id.
    pub office: String,
    /// Country or body; the file's country where left out.
    #[serde(default)]
    pub of: Option<String>,
    /// EDTF date of taking office.
    #[serde(default)]
    pub from: Option<String>,
    /// EDTF date of leaving office.
    #[serde(default)]
    pub to: Option<String>,
}

/// Systems of one maker country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemFile {
    /// ISO 3166-1 alpha-2 code; empty for goods of any maker.
    pub maker: String,
    /// The systems.
    #[serde(default)]
    pub system: Vec<System>,
}

/// A weapon system, platform or other delivered goods.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Kebab-case id.
    pub id: String,
    /// Designation.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// What it is usually counted in.
    #[serde(default)]
    pub unit: Option<String>,
    /// Where the designation stands.
    #[serde(default)]
    pub source: Option<String>,
    /// Maker country, filled from the file.
    #[serde(default)]
    pub maker: String,
}

/// Typed surface forms of one thing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Forms {
    /// Full forms.
    pub official: Vec<String>,
    /// Usual short forms.
    pub short: Vec<String>,
    /// Other press spellings.
    pub variant: Vec<String>,
    /// Adjectives.
    pub demonym: Vec<String>,
    /// Words that stand for it.
    pub metonym: Vec<String>,
    /// Former names.
    pub old: Vec<String>,
    /// Known slips.
    pub misspelt: Vec<String>,
    /// Plural and oblique plural forms.
    pub plural: Vec<String>,
    /// Words that are also common words: read only where the context asks for one.
    pub ambiguous: Vec<String>,
}

impl Forms {
    /// The forms that are spellings of the thing's own name: full, short, former and misspelt.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [&self.official, &self.short, &self.variant, &self.old, &self.misspelt]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

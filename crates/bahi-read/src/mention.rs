//! Mentions: names, offices, countries, dates and the like, as found in one sentence.

use crate::time::Said;
use bahi_text::{Published, Span};

/// A country code or body id, with whether the words themselves say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Of {
    /// Country code or body id.
    pub id: String,
    /// Whether it is a body.
    pub body: bool,
}

/// An office in a mention.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeMention {
    /// Plain English title; empty for a counterpart whose office is that of another.
    pub title: String,
    /// Of what, where said.
    pub of: Option<Of>,
    /// Whether the words say 'counterpart'.
    pub counterpart: bool,
    /// Whether the title is plural.
    pub plural: bool,
    /// Whether it gives way to any other title of the same person.
    pub weak: bool,
    /// Whether it is a former office.
    pub former: bool,
}

/// Who a person mention names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PersonMention {
    /// Office words beside the name.
    pub office: Option<OfficeMention>,
    /// Tokens of the name.
    pub name: Option<(usize, usize)>,
    /// Person of the stock that the name is known as.
    pub known: Option<u16>,
    /// Person of this report's memory.
    pub local: Option<usize>,
    /// Latin spelling in brackets after the name.
    pub latin: Option<Span<Published>>,
    /// Rank or honorific before the name.
    pub ranked: bool,
    /// Country said right before the name: "चीन के वांग यी".
    pub of: Option<Of>,
    /// Whether the words begin with 'his' or 'her own'.
    pub possessed: bool,
    /// Whether the name blends two people.
    pub slip: bool,
    /// How sure the tagger is of the name, where it sees it too.
    pub sure: Option<f32>,
}

/// What a group word points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupOf {
    /// Persons.
    Persons,
    /// States or sides.
    States,
    /// Either.
    Any,
}

/// What a mention is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A person or office-holder.
    Person(PersonMention),
    /// A country; true for an adjective.
    Country(u16, bool),
    /// A place.
    Place(u16),
    /// A place known by 'here', 'there', 'the capital'.
    PlaceWord(PlaceWord),
    /// A body or forum.
    Body(u16),
    /// A system or goods.
    System(u16),
    /// A ministry.
    Ministry {
        /// English title.
        title: String,
        /// Country.
        of: Option<String>,
    },
    /// A date.
    Time(Said),
    /// A duration in days.
    Duration(u32),
    /// An ordinal.
    Ordinal(u32),
    /// Money.
    Money(f64, u16),
    /// A plain number, perhaps with a unit.
    Number(f64, Option<u16>),
    /// दोनों नेता.
    Group {
        /// How many.
        count: u8,
        /// Of what.
        of: GroupOf,
        /// Office of each, where said.
        title: Option<String>,
        /// Country, where said.
        country: Option<String>,
    },
    /// A pronoun, by number in the stock.
    Pronoun(u16),
    /// Unnamed sources and officials that speak.
    Source(&'static str),
}

/// A place by its relation to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceWord {
    /// The dateline's place.
    Here,
    /// The place last told.
    There,
    /// The national capital.
    Capital,
    /// A venue without a name: airport, residence.
    Venue,
}

/// A mention at tokens `from..to`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// What it is.
    pub what: What,
}

impl Mention {
    /// Whether it can be a party.
    pub fn is_actor(&self) -> bool {
        matches!(
            self.what,
            What::Person(_)
                | What::Country(_, false)
                | What::Body(_)
                | What::Ministry { .. }
                | What::Group { .. }
                | What::Source(_)
                | What::Pronoun(_)
                | What::Place(_)
        )
    }
}

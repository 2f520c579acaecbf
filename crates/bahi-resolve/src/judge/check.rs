//! What a person may put into a field, checked before it is written down.

use super::fields::money;
use bahi_knowledge::Knowledge;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Date,
    Number,
    Country,
    Place,
    Money,
    Text,
    Flag,
    OneOf(&'static [&'static str]),
}

/// Why a value cannot be put into a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// There is no such field to set.
    #[error("{field} cannot be set here; of this record: {known}")]
    NoField {
        /// As typed.
        field: String,
        /// Fields there are.
        known: String,
    },
    /// The field takes something else.
    #[error("{field} takes {takes}, not {value:?}")]
    NoValue {
        /// The field.
        field: String,
        /// As typed.
        value: String,
        /// What it takes.
        takes: String,
    },
}

const ENGAGEMENT: &[(&str, Takes)] = &[
    ("kind", Takes::OneOf(&["meeting", "call", "visit", "session", "summit", "exercise", "press-conference"])),
    ("status", Takes::OneOf(&["held", "planned", "cancelled", "denied"])),
    ("occasion", Takes::Text),
    ("background", Takes::Flag),
    ("when", Takes::Date),
    ("where", Takes::Place),
    ("forum", Takes::Text),
    ("forum/session", Takes::Number),
    ("forum/relation", Takes::OneOf(&["sidelines", "during", "occasion", "session", "after", "before"])),
    ("parties/A-…/name", Takes::Text),
    ("parties/A-…/office/title", Takes::Text),
    ("parties/A-…/office/of", Takes::Country),
];

const STATEMENT: &[(&str, Takes)] = &[
    (
        "kind",
        Takes::OneOf(&[
            "said",
            "praised",
            "condemned",
            "criticised",
            "accused",
            "urged",
            "committed",
            "refused",
            "denied",
            "thanked",
            "congratulated",
            "invited",
            "conveyed",
            "warned",
        ]),
    ),
    ("via", Takes::Text),
    ("direct_quote", Takes::Flag),
    ("speaker/A-…/name", Takes::Text),
    ("speaker/A-…/office/title", Takes::Text),
    ("speaker/A-…/office/of", Takes::Country),
    ("addressee/A-…/name", Takes::Text),
    ("addressee/A-…/office/title", Takes::Text),
    ("addressee/A-…/office/of", Takes::Country),
    ("target/A-…/name", Takes::Text),
    ("target/A-…/office/title", Takes::Text),
    ("target/A-…/office/of", Takes::Country),
];

const AGREEMENT: &[(&str, Takes)] = &[
    ("instrument", Takes::Text),
    ("status", Takes::OneOf(&["signed", "agreed", "extended", "refused", "planned", "terminated"])),
    ("value", Takes::Money),
    ("count", Takes::Number),
    ("parties/A-…/name", Takes::Text),
    ("parties/A-…/office/title", Takes::Text),
    ("parties/A-…/office/of", Takes::Country),
];

const DELIVERY: &[(&str, Takes)] = &[
    ("ordered", Takes::Number),
    ("delivered", Takes::Number),
    ("pending", Takes::Number),
    ("unit", Takes::Text),
    ("supplier", Takes::Country),
    ("recipient", Takes::Country),
    ("as_of", Takes::Date),
    ("due", Takes::Text),
    ("status", Takes::OneOf(&["ordered", "delivered", "pending", "delayed", "discussed", "cancelled"])),
    ("cause", Takes::Text),
    ("value", Takes::Money),
];

const ACTOR: &[(&str, Takes)] = &[("name/en", Takes::Text), ("name/hi", Takes::Text), ("country", Takes::Country)];

fn fields(id: &str) -> &'static [(&'static str, Takes)] {
    match id.chars().next() {
        Some('E') => ENGAGEMENT,
        Some('S') => STATEMENT,
        Some('G') => AGREEMENT,
        Some('D') => DELIVERY,
        _ => ACTOR,
    }
}

/// Whether a record or actor of this id has the field; paths through parties name an actor of it.
pub fn field(id: &str, field: &str) -> Result<(), FieldError> {
    takes(id, field).map(drop)
}

/// The words of which a field takes one; none where it takes other things, or is not there.
pub fn choices(id: &str, field: &str) -> &'static [&'static str] {
    if let Ok(Takes::OneOf(words)) = takes(id, field) { words } else { &[] }
}

fn takes(id: &str, field: &str) -> Result<Takes, FieldError> {
    let general = crate::combine::rename::field(field, |_| "A-…".to_owned());
    fields(id).iter().find(|f| f.0 == general).map(|f| f.1).ok_or_else(|| FieldError::NoField {
        field: field.to_owned(),
        known: fields(id).iter().map(|f| f.0).collect::<Vec<_>>().join(", "),
    })
}

/// The value as it is stored: dates in EDTF, countries by code, places by the name that the knowledge has.
pub fn value(id: &str, field: &str, typed: &str, knowledge: &Knowledge) -> Result<String, FieldError> {
    let takes = takes(id, field)?;
    let typed = typed.trim();
    let stock = &knowledge.stock;
    let same = |name: &str| name.eq_ignore_ascii_case(typed);
    let kept = match takes {
        Takes::Date => typed.parse::<bahi_read::Edtf>().ok().map(|d| d.to_string()),
        Takes::Number => typed.parse::<u64>().ok().map(|n| n.to_string()),
        Takes::Money => money(typed).map(|m| format!("{} {}", m.amount, m.currency)),
        Takes::Flag => matches!(typed, "true" | "false").then(|| typed.to_owned()),
        Takes::OneOf(words) => words.contains(&typed).then(|| typed.to_owned()),
        Takes::Country => {
            let country = stock.countries.iter().find(|c| same(&c.id) || same(&c.name)).map(|c| c.id.clone());
            country.or_else(|| stock.bodies.iter().find(|b| same(&b.id) || same(&b.name)).map(|b| b.id.clone()))
        }
        Takes::Place => {
            let known = stock.places.iter().find(|p| same(&p.name)).map(|p| p.name.clone());
            known.or_else(|| (!typed.is_empty()).then(|| typed.to_owned()))
        }
        Takes::Text => (!typed.is_empty()).then(|| typed.to_owned()),
    };
    kept.ok_or_else(|| FieldError::NoValue { field: field.to_owned(), value: typed.to_owned(), takes: words(takes) })
}

fn words(takes: Takes) -> String {
    match takes {
        Takes::Date => "a date, as 2023-04-28, 2023-04 or 2023-04-28/2023-04-30".to_owned(),
        Takes::Number => "a number in digits".to_owned(),
        Takes::Country => "an ISO code or English name of a country, or a body".to_owned(),
        Takes::Money => "an amount and a currency, as 5430000000 USD".to_owned(),
        Takes::Flag => "true or false".to_owned(),
        Takes::OneOf(words) => format!("one of {}", words.join(", ")),
        Takes::Place | Takes::Text => "some words".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_brought_to_the_form_that_claims_have_and_others_are_refused_with_a_remedy() {
        let k = Knowledge::embedded();
        let ok = |id: &str, field: &str, typed: &str| value(id, field, typed, &k).unwrap();
        assert_eq!(ok("E-1", "parties/A-XYZ/office/of", "kazakhstan"), "KZ");
        assert_eq!(ok("E-1", "when", " 2023-04 "), "2023-04");
        assert_eq!(ok("E-1", "where", "new delhi"), "New Delhi");
        assert_eq!(ok("G-1", "value", "5.43e9 USD"), "5430000000 USD");
        for (id, field, typed, word) in [
            ("E-1", "when", "soon", "2023-04-28"),
            ("E-1", "status", "maybe", "cancelled"),
            ("E-1", "colour", "red", "forum/session"),
            ("D-1", "ordered", "many", "digits"),
            ("A-1", "country", "Atlantis", "ISO"),
            ("G-1", "value", "-1 USD", "currency"),
        ] {
            let error = value(id, field, typed, &k).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}

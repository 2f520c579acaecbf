//! Entities of FollowTheMoney in the making, with values as its own library would clean them.

use crate::export::text;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Types of properties, as far as they are used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Name.
    Name,
    /// Short text.
    String,
    /// Long text.
    Text,
    /// Address.
    Address,
    /// Country.
    Country,
    /// Date.
    Date,
    /// Reference to an entity.
    Entity,
    /// Language.
    Language,
    /// Number.
    Number,
    /// Identifier.
    Identifier,
}

impl Kind {
    /// Its name in the model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::String => "string",
            Self::Text => "text",
            Self::Address => "address",
            Self::Country => "country",
            Self::Date => "date",
            Self::Entity => "entity",
            Self::Language => "language",
            Self::Number => "number",
            Self::Identifier => "identifier",
        }
    }

    /// Greatest length, in characters.
    fn limit(self) -> usize {
        match self {
            Self::Name => 384,
            Self::String => 1024,
            Self::Text => 65_000,
            Self::Address | Self::Number => 250,
            Self::Country | Self::Language => 16,
            Self::Date => 32,
            Self::Entity => 200,
            Self::Identifier => 64,
        }
    }
}

/// A value of a property.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its type.
    pub kind: Kind,
    /// As FollowTheMoney has it.
    pub text: String,
    /// As it was, where that differs, or the words behind it.
    pub original: Option<String>,
    /// ISO 639-3 code.
    pub lang: Option<&'static str>,
    /// Who says so.
    pub origin: String,
}

/// An entity.
#[derive(Debug)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// Its schema.
    pub schema: &'static str,
    /// Its values.
    pub properties: BTreeMap<&'static str, Vec<Value>>,
    origin: String,
    cut: usize,
}

/// Entities, and what was lost in making them.
#[derive(Debug, Default)]
pub struct Entities {
    /// The entities, in order.
    pub list: Vec<Entity>,
    /// How many values were longer than the model allows.
    pub cut: usize,
    schemata: BTreeMap<String, &'static str>,
}

impl Entities {
    /// Takes an entity that has at least one value.
    pub fn push(&mut self, entity: Entity) {
        self.cut += entity.cut;
        if !entity.properties.is_empty() {
            self.schemata.insert(entity.id.clone(), entity.schema);
            self.list.push(entity);
        }
    }

    /// The schema of an entity made before.
    pub fn schema(&self, id: &str) -> Option<&'static str> {
        self.schemata.get(id).copied()
    }
}

/// The id of an entity: only letters, digits and hyphens.
pub fn id(of: &str) -> String {
    let kept: String = of.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(100).collect();
    format!("{}-{}", super::DATASET, kept.trim_matches('-'))
}

impl Entity {
    /// An entity without values; `origin` is who says what is said of it, unless told otherwise.
    pub fn new(id: String, schema: &'static str, origin: &str) -> Self {
        Self { id, schema, properties: BTreeMap::new(), origin: origin.to_string(), cut: 0 }
    }

    /// Adds a value; empty ones and those that are there already are left.
    pub fn add(&mut self, name: &'static str, kind: Kind, value: impl AsRef<str>) -> &mut Self {
        self.put(name, kind, value.as_ref(), None, None, None)
    }

    /// Adds a name in a language, with the words it was made from.
    pub fn named(&mut self, name: &'static str, value: &str, lang: &'static str, original: Option<&str>) -> &mut Self {
        self.put(name, Kind::Name, value, original, Some(lang), None)
    }

    /// Adds a value with the words it was made from.
    pub fn made_from(&mut self, name: &'static str, kind: Kind, value: &str, original: Option<&str>) -> &mut Self {
        self.put(name, kind, value, original, None, None)
    }

    /// Adds a value with its own origin.
    pub fn said_by(&mut self, name: &'static str, kind: Kind, value: &str, origin: &str) -> &mut Self {
        self.put(name, kind, value, None, None, Some(origin))
    }

    fn put(
        &mut self,
        name: &'static str,
        kind: Kind,
        raw: &str,
        original: Option<&str>,
        lang: Option<&'static str>,
        origin: Option<&str>,
    ) -> &mut Self {
        let cleaned = clean(kind, raw);
        let (text, cut) = text::at_most(&cleaned, kind.limit());
        let text = text.trim().to_string();
        let values = self.properties.get(name).map_or(&[][..], Vec::as_slice);
        if text.is_empty() || values.iter().any(|value| value.text == text) {
            return self;
        }
        self.cut += usize::from(cut);
        let original = original.or(Some(raw)).filter(|original| !original.is_empty() && *original != text);
        let original = original.map(|original| text::clean(original).into_owned());
        let origin = origin.unwrap_or(&self.origin).to_string();
        self.properties.entry(name).or_default().push(Value { kind, text, original, lang, origin });
        self
    }
}

/// A value as the library of FollowTheMoney would clean it, so that nothing is lost on the way in.
fn clean(kind: Kind, value: &str) -> String {
    let visible: String = value.chars().filter(|&c| !unseen(c)).nfc().collect();
    match kind {
        Kind::Text => text::clean(&visible).replace(odd_space, " ").trim().to_string(),
        Kind::Address => {
            let line = text::line(&visible);
            let parts = line.split([',', ';']).map(|part| part.trim().trim_start_matches('.').trim());
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Kind::Name => {
            let mut name = text::line(&visible);
            while let Some(inner) = unquoted(&name) {
                name = inner.trim().to_string();
            }
            name
        }
        _ => text::line(&visible),
    }
}

fn unquoted(name: &str) -> Option<&str> {
    name.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])
}

/// Spaces that the library makes plain.
fn odd_space(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{1680}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// Characters that the library takes out.
fn unseen(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    control || matches!(c, '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{2060}'..='\u{2064}' | '\u{00AD}' | '\u{FEFF}')
}

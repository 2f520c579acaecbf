//! How sounds are written (`lang/hi/sounds.toml`) and how the press writes known words of names (`lang/hi/romanised.toml`),
//! both parsed when they are first asked for.

use bahi_text::names::{Matcher, Table};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The file's text, and the comparer of names made from it.
#[derive(Debug, Default)]
pub struct Sounds {
    raw: Cow<'static, str>,
    matcher: OnceLock<Matcher>,
}

type Section = BTreeMap<char, BTreeMap<String, u32>>;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    latin: Section,
    within: Section,
}

impl Sounds {
    /// Takes the file as JSON text; an error says what is wrong with it.
    pub fn new(raw: Cow<'static, str>) -> Self {
        Self { raw, matcher: OnceLock::new() }
    }

    /// What is wrong with the file.
    pub fn problem(&self) -> Option<String> {
        serde_json::from_str::<File>(&self.raw).err().map(|e| e.to_string())
    }

    /// The comparer; it knows nothing where the file cannot be read.
    pub fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| {
            let Ok(file) = serde_json::from_str::<File>(&self.raw) else { return Matcher::default() };
            Matcher { latin: table(&file.latin), within: table(&file.within) }
        })
    }
}

/// Words of names as the English press writes them.
#[derive(Debug, Default)]
pub struct Romanised {
    raw: Cow<'static, str>,
    words: OnceLock<BTreeMap<String, String>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: BTreeMap<String, String>,
}

impl Romanised {
    /// Takes the file as JSON text.
    pub fn new(raw: Cow<'static, str>) -> Self {
        Self { raw, words: OnceLock::new() }
    }

    /// A name in Roman letters: known words as the press writes them, others by the rules of the script.
    pub fn name(&self, name: &str) -> String {
        let words = self
            .words
            .get_or_init(|| serde_json::from_str::<Words>(&self.raw).map_or_else(|_| BTreeMap::new(), |w| w.words));
        let mut out = String::new();
        for (i, part) in name.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty()).enumerate() {
            if i > 0 {
                out.push(' ');
            }
            let folded = bahi_text::fold(part);
            // एस at the beginning of a name is the letter S.
            let letters = bahi_text::script::devanagari::letter_names(&folded).filter(|_| i == 0 && name.contains(' '));
            match (words.get(&folded), letters) {
                (Some(known), _) => out.push_str(known),
                (None, Some(letters)) => out.extend(letters.iter().map(char::to_ascii_uppercase)),
                (None, None) => out.push_str(&bahi_text::script::roman::romanise(part)),
            }
        }
        out
    }
}

fn table(section: &Section) -> Table {
    Table::new(section.iter().flat_map(|(s, ways)| ways.iter().map(move |(l, c)| (*s, l.as_str(), *c))))
}

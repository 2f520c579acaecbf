//! Words of the pages in Hindi and in English, from two flat files that have the same keys.

pub use crate::lang::Lang;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Texts by key.
pub type Texts = BTreeMap<String, String>;

impl Lang {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Hi => Self::En,
            Self::En => Self::Hi,
        }
    }

    /// All texts of this language.
    pub fn texts(self) -> &'static Texts {
        static HI: OnceLock<Texts> = OnceLock::new();
        static EN: OnceLock<Texts> = OnceLock::new();
        match self {
            Self::Hi => HI.get_or_init(|| read(include_str!("../../i18n/hi.toml"))),
            Self::En => EN.get_or_init(|| read(include_str!("../../i18n/en.toml"))),
        }
    }

    /// The text of a key; the key itself where there is none, which a test keeps from happening.
    pub fn t(self, key: &str) -> &str {
        self.texts().get(key).map_or(key, String::as_str)
    }

    /// The text of a key with values in place of `{name}`.
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.t(key), values)
    }

    /// The text for a number of things: `key.one` or `key.other`, with the number in place of `{n}`.
    pub fn count(self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.with(&format!("{key}.{form}"), &[("n", &super::numbers::grouped(n as u64))])
    }

    /// The word for a value of the ledger, such as `kind` `meeting`, or for a whole key where the group is empty; the value
    /// where there is none.
    pub fn word(self, group: &str, value: &str) -> String {
        let key = if group.is_empty() { value.to_owned() } else { format!("{group}.{value}") };
        // Of a key that nobody knows the last part says most.
        let bare = || value.strip_prefix("field.").unwrap_or(value).to_owned();
        self.texts().get(&key).map_or_else(bare, Clone::clone)
    }
}

/// A text with values in place of `{name}`; values are not looked at again.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(values.iter().find(|v| v.0 == name).map_or("", |v| v.1));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The texts of a file of tables within tables, by keys with dots.
pub fn read(file: &str) -> Texts {
    let table: toml::Table = file.parse().unwrap_or_default();
    let mut out = Texts::new();
    flatten("", &table, &mut out);
    out
}

fn flatten(prefix: &str, table: &toml::Table, out: &mut Texts) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, out),
            toml::Value::String(text) => drop(out.insert(key, text.clone())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_left_alone() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(fill("open { brace", &[]), "open { brace");
    }
}

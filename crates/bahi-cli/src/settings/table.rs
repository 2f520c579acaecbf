//! Every setting: what it is called in a file, which flag it stands for, and what it takes.

use bahi::format::FieldMap;
use std::net::IpAddr;

/// A flag that can be set once for all, in a file.
#[derive(Debug)]
pub struct Setting {
    /// The table of the file that it stands in, which is the command that takes it; none for those of all commands.
    pub table: Option<&'static str>,
    /// What it is called in the file: as its flag.
    pub key: &'static str,
    /// What the flag is called in the program.
    pub arg: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A path, from the folder of the file that says it.
    Path,
    /// Any words.
    Words,
    /// Several words, each by itself.
    List,
    /// One of some words.
    One(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A whole number from the one to the other.
    Number(u64, u64),
    /// Seconds, also parts of them.
    Seconds,
    /// An address of the network, in digits.
    Address,
    /// Which fields of data hold what.
    Fields,
}

/// Levels of what is told on standard error, the fewest words first.
pub const LEVELS: &[&str] = &["error", "warn", "info", "debug"];
/// When colour is used.
pub const COLOURS: &[&str] = &["auto", "always", "never"];
/// Languages of messages and sites.
pub const LANGUAGES: &[&str] = &["hi", "en"];

const fn all(key: &'static str, arg: &'static str, takes: Takes) -> Setting {
    Setting { table: None, key, arg, takes }
}

const fn of(table: &'static str, key: &'static str, arg: &'static str, takes: Takes) -> Setting {
    Setting { table: Some(table), key, arg, takes }
}

/// All of them, in the order in which they are listed: those of all commands first.
pub static SETTINGS: &[Setting] = &[
    all("ledger", "ledger", Takes::Path),
    all("by", "by", Takes::Words),
    all("lang", "lang", Takes::One(LANGUAGES)),
    all("color", "color", Takes::One(COLOURS)),
    all("log", "log", Takes::One(LEVELS)),
    all("quiet", "quiet", Takes::Flag),
    all("no-input", "no_input", Takes::Flag),
    all("map", "map", Takes::Fields),
    of("serve", "listen", "listen", Takes::Address),
    of("serve", "port", "port", Takes::Number(0, 65_535)),
    of("serve", "host", "hosts", Takes::List),
    of("serve", "read-only", "read_only", Takes::Flag),
    of("serve", "token-file", "token_file", Takes::Path),
    of("fetch", "warc", "warc", Takes::Path),
    of("fetch", "pause", "pause", Takes::Seconds),
    of("watch", "every", "every", Takes::Number(1, 31_536_000)),
    of("mcp", "base", "base", Takes::Words),
];

impl Setting {
    /// As it is written on one line: `serve.port`.
    pub fn name(&self) -> String {
        self.table.map_or_else(|| self.key.to_owned(), |table| format!("{table}.{}", self.key))
    }

    /// Whether a command takes it; `watch` fetches as `fetch` does.
    pub fn is_of(&self, command: &str) -> bool {
        self.table.is_none_or(|table| table == command || (table, command) == ("fetch", "watch"))
    }
}

impl Takes {
    /// Whether a text is what is taken.
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Path | Self::Words | Self::List => !text.trim().is_empty(),
            Self::One(words) => words.contains(&text),
            Self::Flag => matches!(text, "true" | "false"),
            Self::Number(least, most) => text.parse().is_ok_and(|n: u64| (least..=most).contains(&n)),
            Self::Seconds => text.parse().is_ok_and(|s: f64| (0.0..=3600.0).contains(&s)),
            Self::Address => text.parse::<IpAddr>().is_ok(),
            Self::Fields => text.parse::<FieldMap>().is_ok(),
        }
    }

    /// The key of what is taken among the texts, and what stands there for its places.
    pub fn described(self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::Path => ("takes.path", vec![]),
            Self::Words => ("takes.words", vec![]),
            Self::List => ("takes.list", vec![]),
            Self::One(words) => ("takes.one", vec![("words", quoted(words))]),
            Self::Flag => ("takes.flag", vec![]),
            Self::Number(least, most) => {
                ("takes.number", vec![("least", least.to_string()), ("most", most.to_string())])
            }
            Self::Seconds => ("takes.seconds", vec![]),
            Self::Address => ("takes.address", vec![]),
            Self::Fields => ("takes.fields", vec![]),
        }
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_known_by_its_words() {
        let fits = |takes: Takes, good: &[&str], bad: &[&str]| {
            good.iter().for_each(|text| assert!(takes.fits(text), "{takes:?} {text}"));
            bad.iter().for_each(|text| assert!(!takes.fits(text), "{takes:?} {text}"));
        };
        fits(Takes::Path, &["desk.db", "बही.db"], &["", " "]);
        fits(Takes::One(COLOURS), &["auto", "never"], &["", "Never", "purple"]);
        fits(Takes::Number(1, 10), &["1", "10"], &["0", "11", "-1", "ten", "1.5"]);
        fits(Takes::Seconds, &["0", "2.5", "3600"], &["-1", "3601", "NaN", "soon"]);
        fits(Takes::Address, &["127.0.0.1", "::1"], &["localhost", "127.0.0.1:80"]);
        fits(Takes::Fields, &["text=body,title=headline"], &["text", "colour=body"]);
    }

    #[test]
    fn a_table_is_taken_by_its_command() {
        let of = |name: &str| SETTINGS.iter().find(|s| s.name() == name).unwrap();
        assert!(of("serve.port").is_of("serve") && !of("serve.port").is_of("fetch"));
        assert!(of("fetch.warc").is_of("watch") && !of("watch.every").is_of("fetch"));
        assert!(of("ledger").is_of("list"));
    }
}

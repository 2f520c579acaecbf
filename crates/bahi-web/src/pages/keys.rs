//! Every key of the pages, in one table: the help page, the labels on buttons and the script are made from it.

use serde::Serialize;

/// A key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Key {
    /// Keys that do it, as a Latin keyboard names them; on others the keys at these places.
    pub keys: &'static [&'static str],
    /// What it does: the name under which the page has it, and with `key.` before it its description.
    pub does: &'static str,
    /// Where: `all`, `list`, `review`.
    pub on: &'static str,
}

const fn key(on: &'static str, keys: &'static [&'static str], does: &'static str) -> Key {
    Key { keys, does, on }
}

/// All keys.
pub const KEYS: &[Key] = &[
    key("all", &["/"], "search"),
    key("all", &["?"], "help"),
    key("all", &["Escape"], "close"),
    key("list", &["j", "ArrowDown"], "next"),
    key("list", &["k", "ArrowUp"], "previous"),
    key("list", &["Enter"], "open"),
    key("list", &["p"], "preview"),
    key("review", &["1"], "take-1"),
    key("review", &["2"], "take-2"),
    key("review", &["3"], "take-3"),
    key("review", &["4"], "take-4"),
    key("review", &["5"], "take-5"),
    key("review", &["6"], "take-6"),
    key("review", &["7"], "take-7"),
    key("review", &["8"], "take-8"),
    key("review", &["9"], "take-9"),
    key("review", &["b"], "both"),
    key("review", &["n"], "newer"),
    key("review", &["s"], "split"),
    key("review", &[" "], "unsure"),
    key("review", &["v"], "not-verifiable"),
    key("review", &["e"], "edit"),
    key("review", &["j", "ArrowRight"], "skip"),
    key("review", &["k", "ArrowLeft"], "back"),
    key("review", &["u", "Backspace"], "undo"),
    key("review", &["o"], "source"),
];

/// The table for the script.
pub fn as_json() -> String {
    serde_json::to_string(KEYS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::lang::Lang;

    #[test]
    fn no_key_does_two_things_in_one_place() {
        for (n, a) in KEYS.iter().enumerate() {
            for b in &KEYS[n + 1..] {
                let together = a.on == b.on || a.on == "all" || b.on == "all";
                let shared = a.keys.iter().find(|k| b.keys.contains(k));
                assert!(!together || shared.is_none(), "{shared:?} does {} and {} on {}", a.does, b.does, a.on);
            }
        }
    }

    #[test]
    fn every_key_is_described_in_both_languages() {
        for key in KEYS {
            let name = format!("key.{}", key.does.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-'));
            for lang in Lang::ALL {
                assert!(lang.texts().contains_key(&name), "{name} in {}", lang.tag());
            }
        }
    }
}

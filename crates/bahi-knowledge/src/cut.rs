//! Name forms cut and folded, as report text is.
//!
//! Shared by the build script and the library: the same cut whether the stock is embedded or read from a folder.

use bahi_text::{TokenKind, Tokens};

/// The lists of a name entry, in the order of their codes.
pub const LISTS: [&str; 9] =
    ["official", "short", "variant", "demonym", "metonym", "old", "misspelt", "plural", "ambiguous"];

/// Folded words of a form, separated by spaces; empty where it has none.
pub fn words(form: &str) -> String {
    let tokens = Tokens::new(form);
    let mut out = String::with_capacity(form.len());
    for t in tokens.as_slice() {
        let sign = t.kind == TokenKind::Other && is_sign(t.span.of(form));
        if !sign && !matches!(t.kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(if sign { t.span.of(form) } else { tokens.fold(t) });
    }
    out
}

/// Signs that are words of their own: currency signs and the plus of "2+2".
pub fn is_sign(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "₹" | "+" | "&")
}

/// A name as it is shown to people: the usual short form of a country, else the first full form, in the language's own script.
pub fn display<'a>(kind: &str, forms: &'a serde_json::Value) -> Option<&'a str> {
    let order = if kind == "countries" { ["short", "official"] } else { ["official", "short"] };
    order
        .iter()
        .flat_map(|l| forms.get(*l).and_then(|l| l.as_array()).into_iter().flatten())
        .filter_map(|f| f.as_str())
        .find(|f| !f.is_ascii())
}

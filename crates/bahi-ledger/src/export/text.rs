//! Values made safe for formats that cannot hold every character. Nothing is changed without a word in the README.

use std::borrow::Cow;

/// What stands for a character that a format cannot hold.
pub const INSTEAD: char = '\u{FFFD}';

/// What the README says of [`clean`].
pub const CLEAN_NOTE: &str = "Control characters other than tab and line ends, and the code points U+FFFE and U+FFFF, \
     cannot stand in this format; each is replaced by U+FFFD.";

/// What the README says of [`guarded`].
pub const GUARD_NOTE: &str = "A text that begins with `=`, `+`, `-`, `@`, a tab or a line end (also after spaces, and in \
     full-width form) would be run as a formula by spreadsheets. Such a text is preceded by an apostrophe, as OWASP advises \
     against CSV injection. A text that begins with an apostrophe is given a second one, so that taking away one leading \
     apostrophe always gives back the value.";

/// What the README says of [`line()`].
pub const LINE_NOTE: &str = "Titles stand on one line: white space is made one space, and control characters and the \
     invisible marks that turn the direction of writing are taken out. Quotations keep what the report has.";

/// A text with only those characters that XML 1.0, and with it spreadsheets, can hold.
pub fn clean(value: &str) -> Cow<'_, str> {
    match value.chars().all(holds) {
        true => Cow::Borrowed(value),
        false => Cow::Owned(value.chars().map(|c| if holds(c) { c } else { INSTEAD }).collect()),
    }
}

fn holds(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        c => !c.is_control() || c >= '\u{80}',
    }
}

/// A text that no spreadsheet takes for a formula.
pub fn guarded(value: &str) -> Cow<'_, str> {
    let dangerous = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let first = value.chars().next();
    let inner = value.trim_start().chars().next();
    match first == Some('\'') || first.is_some_and(dangerous) || inner.is_some_and(dangerous) {
        true => Cow::Owned(format!("'{value}")),
        false => Cow::Borrowed(value),
    }
}

/// A title: one line, without what would hide or turn its words.
pub fn line(value: &str) -> String {
    let shown = value.chars().filter(|&c| c.is_whitespace() || !(c.is_control() || turns(c) || !holds(c)));
    let words: String = shown.collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks that turn the direction of writing.
fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// At most so many characters; tells whether any had to go, which the caller must put into the README.
pub fn at_most(value: &str, limit: usize) -> (Cow<'_, str>, bool) {
    if value.len() <= limit || value.chars().count() <= limit {
        return (Cow::Borrowed(value), false);
    }
    let kept: String = value.chars().take(limit.saturating_sub(1)).collect();
    (Cow::Owned(kept + "…"), true)
}

//! Character references: `&amp;`, `&#2325;`, `&#x915;`.

use std::sync::LazyLock;

/// The names with `&`, sorted, each with the characters it stands for.
static NAMES: LazyLock<Vec<(&'static [u8], &'static str)>> = LazyLock::new(|| {
    let mut names: Vec<_> = entities::ENTITIES.iter().map(|e| (e.entity.as_bytes(), e.characters)).collect();
    names.sort_unstable();
    names
});

/// The longest name, with `&` and `;`.
const LONGEST: usize = 33;

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Char(char),
    Text(&'static str),
}

impl std::fmt::Display for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Char(c) => write!(f, "{c}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Reads the reference at the start of `text` (which begins with `&`): what it means and how many bytes it takes.
/// In an attribute, a name without `;` before a letter, digit or `=` is part of an address and no reference.
pub(crate) fn reference(text: &[u8], attribute: bool) -> Option<(Meaning, usize)> {
    match text.get(1)? {
        b'#' => numeric(text),
        c if c.is_ascii_alphanumeric() => named(text, attribute),
        _ => None,
    }
}

fn named(text: &[u8], attribute: bool) -> Option<(Meaning, usize)> {
    let names = &*NAMES;
    let limit = text.len().min(LONGEST);
    let run = text[1..limit].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(limit, |n| n + 1);
    let end = if text.get(run) == Some(&b';') { run + 1 } else { run };
    let (len, meaning) = (2..=end).rev().find_map(|len| {
        let at = names.binary_search_by(|(name, _)| (*name).cmp(&text[..len])).ok()?;
        Some((len, names[at].1))
    })?;
    let open = text[len - 1] != b';';
    if attribute && open && text.get(len).is_some_and(|&b| b == b'=' || b.is_ascii_alphanumeric()) {
        return None;
    }
    Some((Meaning::Text(meaning), len))
}

fn numeric(text: &[u8]) -> Option<(Meaning, usize)> {
    let (radix, from) = if matches!(text.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits = text[from..].iter().take_while(|b| char::from(**b).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let value = text[from..from + digits].iter().fold(0u32, |value, b| {
        let digit = char::from(*b).to_digit(radix).unwrap_or(0);
        value.saturating_mul(radix).saturating_add(digit).min(0x0011_0000)
    });
    let end = from + digits;
    let len = if text.get(end) == Some(&b';') { end + 1 } else { end };
    Some((Meaning::Char(character(value)), len))
}

/// The standard's table for numbers of Windows-1252, and the replacement character for what is no character.
fn character(value: u32) -> char {
    const WINDOWS: [u32; 32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ];
    let value = match value {
        0 => 0xFFFD,
        0x80..=0x9F => WINDOWS[(value - 0x80) as usize],
        _ => value,
    };
    char::from_u32(value).unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        let of = |text: &str| reference(text.as_bytes(), false);
        assert_eq!(of("&amp;x"), Some((Meaning::Text("&"), 5)));
        assert_eq!(of("&ampx"), Some((Meaning::Text("&"), 4)));
        assert_eq!(of("&notit;"), Some((Meaning::Text("¬"), 4)));
        assert_eq!(of("&notin;"), Some((Meaning::Text("∉"), 7)));
        assert_eq!(of("&#2325;"), Some((Meaning::Char('क'), 7)));
        assert_eq!(of("&#x915 "), Some((Meaning::Char('क'), 6)));
        assert_eq!(of("&#150;"), Some((Meaning::Char('–'), 6)));
        assert_eq!(of("&#xD800;"), Some((Meaning::Char('\u{FFFD}'), 8)));
        assert_eq!(of("&unknown;"), None);
        assert_eq!(of("& "), None);
        assert_eq!(reference(b"&copy=1", true), None);
        assert_eq!(reference(b"&copy;=1", true), Some((Meaning::Text("©"), 6)));
    }
}

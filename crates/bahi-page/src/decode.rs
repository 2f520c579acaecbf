//! From bytes to text: UTF-8, or UTF-16 where that is evident; anything else is refused with a remedy.

use crate::error::{LARGEST_PAGE, PageError};

/// How much of a file is looked at to guess what it is.
const SAMPLE: usize = 64 * 1024;
/// Share of control characters above which a file is not text, as one in so many.
const CONTROL_ONE_IN: usize = 20;

/// Decodes `bytes`; the warnings say what was done beside plain UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Vec<String>), PageError> {
    if bytes.len() > LARGEST_PAGE {
        return Err(PageError::TooLarge { size: bytes.len(), limit: LARGEST_PAGE });
    }
    let mut warnings = Vec::new();
    let text = match utf16(bytes) {
        Some(decoded) => {
            warnings.push("the file is UTF-16; it was read as such, and positions count in its UTF-8 form".to_owned());
            decoded
        }
        None => utf8(bytes)?,
    };
    if text.chars().all(is_blank) {
        return Err(PageError::Empty);
    }
    if text.contains('\u{FFFD}') {
        warnings
            .push("the text holds replacement characters (U+FFFD): letters were lost before it was saved".to_owned());
    }
    Ok((text, warnings))
}

/// Whether a character shows nothing: white space, a byte order mark or another zero-width sign.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}')
}

fn utf8(bytes: &[u8]) -> Result<String, PageError> {
    if let Some(offset) = binary_at(bytes) {
        return Err(PageError::Binary { offset });
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let skipped = bytes.len() - rest.len();
    match std::str::from_utf8(rest) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if crate::legacy::is_iscii(rest) => Err(PageError::Iscii),
        Err(error) => Err(PageError::Encoding { offset: skipped + error.valid_up_to() }),
    }
}

/// Where the bytes stop being text of any encoding: a zero byte, a known file head, or many control characters.
fn binary_at(bytes: &[u8]) -> Option<usize> {
    const HEADS: [&[u8]; 7] =
        [b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B", b"\xD0\xCF\x11\xE0"];
    if let Some(zero) = bytes.iter().position(|&b| b == 0) {
        return Some(zero);
    }
    if HEADS.iter().any(|head| bytes.starts_with(head)) {
        return Some(0);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0B | 0x0C | 0x1A | 0x1B);
    let first = sample.iter().position(is_control)?;
    let count = sample.iter().copied().filter(|b| is_control(b)).count();
    (count * CONTROL_ONE_IN > sample.len()).then_some(first)
}

/// Decodes UTF-16 with a byte order mark, or where the zero bytes all lie on one side of the pairs.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        _ => (zeros_are_high(bytes)?, bytes),
    };
    if body.len() % 2 == 1 {
        return None;
    }
    let units = body
        .chunks_exact(2)
        .map(|p| if little { u16::from_le_bytes([p[0], p[1]]) } else { u16::from_be_bytes([p[0], p[1]]) });
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    let odd = text.chars().take(SAMPLE).filter(|&c| (c.is_control() && !c.is_whitespace()) || !is_likely(c)).count();
    (odd * CONTROL_ONE_IN <= text.chars().take(SAMPLE).count()).then_some(text)
}

/// Whether zero bytes stand second in their pairs (little endian); `None` where they tell nothing.
pub(crate) fn zeros_are_high(bytes: &[u8]) -> Option<bool> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut zeros = [0usize; 2];
    for (at, byte) in sample.iter().enumerate() {
        zeros[at % 2] += usize::from(*byte == 0);
    }
    match zeros {
        [0, high] if high * 50 > sample.len() => Some(true),
        [low, 0] if low * 50 > sample.len() => Some(false),
        _ => None,
    }
}

/// Characters that a Hindi or English page is made of; bytes decoded wrongly give others.
fn is_likely(c: char) -> bool {
    matches!(c, '\0'..='\u{24F}' | '\u{900}'..='\u{D7F}' | '\u{2000}'..='\u{22FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn utf8_with_a_byte_order_mark_loses_the_mark() {
        assert_eq!(decode("\u{FEFF}भारत".as_bytes()), Ok(("भारत".to_owned(), vec![])));
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let said = "भारत और रूस ने बातचीत की।\nदोनों देश मिले।\n";
        for little in [true, false] {
            for text in [format!("\u{FEFF}{said}"), said.to_owned()] {
                let (got, warnings) = decode(&utf16_bytes(&text, little)).expect("UTF-16");
                assert_eq!((got.as_str(), warnings.len()), (said, 1), "little endian: {little}");
            }
        }
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_place() {
        assert_eq!(decode(b"abc\0\0\0def\x01\x02"), Err(PageError::Binary { offset: 3 }));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n"), Err(PageError::Binary { offset: 0 }));
        assert_eq!(decode(b"Hkkjr vkSj \xe9\xa1 #l"), Err(PageError::Encoding { offset: 11 }));
        assert_eq!(decode(" \n\u{A0}\u{200B}".as_bytes()), Err(PageError::Empty));
        assert_eq!(decode(b""), Err(PageError::Empty));
    }
}

//! Moments as machines write them: ISO 8601 and the dates of letters and feeds.

use crate::html::article::Stamp;

/// English months, as the dates of feeds have them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The moment that a text writes, in the zone that it names; `None` where the order of day and month is open.
pub fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let (year, month, day, rest) = iso(text).or_else(|| letter(text))?;
    let valid =
        (1..=12).contains(&month) && day >= 1 && day <= DAYS[usize::from(month) - 1] && (1900..2200).contains(&year);
    if !valid {
        return None;
    }
    let (time, zone) = clock(rest);
    Some(Stamp { year, month, day, time, offset: time.and(zone), source: 0..0 })
}

/// `2023-04-28…`, `2023/04/28…`, `20230428…`
fn iso(text: &str) -> Option<(u16, u8, u8, &str)> {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse::<u16>().ok())
    };
    let year = digits(0..4)?;
    let (month, day, rest) = match text.as_bytes().get(4)? {
        mark @ (b'-' | b'/') if text.as_bytes().get(7) == Some(mark) => (digits(5..7)?, digits(8..10)?, &text[10..]),
        b'0'..=b'9' => (digits(4..6)?, digits(6..8)?, &text[8..]),
        _ => return None,
    };
    let open =
        rest.is_empty() || rest.starts_with(['T', 't', ' ']) || text.as_bytes()[4].is_ascii_digit() && rest.len() == 6;
    open.then_some((year, month as u8, day as u8, rest))
}

/// `Fri, 28 Apr 2023…`, `28 April 2023…`, `April 28, 2023…`
fn letter(text: &str) -> Option<(u16, u8, u8, &str)> {
    let text = match text.split_once(',') {
        Some((day, rest)) if day.bytes().all(|b| b.is_ascii_alphabetic()) => rest.trim_start(),
        _ => text,
    };
    let mut parts = text.split([' ', ',', '-']).filter(|p| !p.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let month = |word: &str| {
        let word = word.to_ascii_lowercase();
        MONTHS.iter().position(|m| word.starts_with(m) && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.'))
    };
    let (day, month) = match (month(first), month(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), _) => (second, month),
        _ => return None,
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let year: u16 = third.parse().ok().filter(|_| third.len() == 4)?;
    let after = third.as_ptr() as usize - text.as_ptr() as usize + third.len();
    Some((year, month as u8 + 1, day.parse().ok()?, &text[after..]))
}

/// The clock and the minutes east of Greenwich, where they follow.
fn clock(rest: &str) -> (Option<(u8, u8)>, Option<i16>) {
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    let number = |range: std::ops::Range<usize>| rest.get(range).and_then(|t| t.parse::<u8>().ok());
    let (time, zone_at) = match rest.as_bytes().get(2) {
        Some(b':') => (number(0..2).zip(number(3..5)), 5),
        Some(b'0'..=b'9') => (number(0..2).zip(number(2..4)), 4),
        _ => return (None, None),
    };
    let Some(time) = time.filter(|t| t.0 < 24 && t.1 < 60) else { return (None, None) };
    let zone = rest[zone_at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' '));
    (Some(time), offset(zone))
}

fn offset(zone: &str) -> Option<i16> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => {
            return match zone.to_ascii_uppercase().as_str() {
                "Z" | "UTC" | "GMT" | "UT" => Some(0),
                "IST" => Some(330),
                _ => None,
            };
        }
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) =
        (digits.get(0..2)?.parse::<i16>().ok()?, digits.get(2..4).unwrap_or("0").parse::<i16>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_the_day_of_its_own_zone() {
        for (text, day, time, offset) in [
            ("2023-04-28T01:00:00+05:30", "2023-04-28", Some((1, 0)), Some(330)),
            ("2023-04-27T19:30:00Z", "2023-04-27", Some((19, 30)), Some(0)),
            ("Fri, 28 Apr 2023 01:00:00 +0530", "2023-04-28", Some((1, 0)), Some(330)),
            ("28 Apr 2023 01:05 IST", "2023-04-28", Some((1, 5)), Some(330)),
            ("April 28, 2023", "2023-04-28", None, None),
            ("2023-04-28", "2023-04-28", None, None),
            ("2023-04-28 10:20:30.123-0400", "2023-04-28", Some((10, 20)), Some(-240)),
            ("20230428", "2023-04-28", None, None),
        ] {
            let got = stamp(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((got.edtf().as_str(), got.time, got.offset), (day, time, offset), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_none() {
        for text in
            ["04/05/2023", "2023-13-01", "2023-02-30", "1682640000", "yesterday", "2023", "", "28 Apr", "٢٠٢٣-٠٤-٢٨"]
        {
            assert_eq!(stamp(text), None, "{text}");
        }
    }
}

//! EDTF dates in words, with the precision that they have.

use super::lang::Lang;

/// A date or interval in words; what cannot be read is given as it is.
pub fn words(lang: Lang, edtf: &str) -> String {
    let read = match edtf.split_once('/') {
        None => one(lang, edtf),
        Some((from, "" | "..")) => one(lang, from).map(|d| lang.with("date.from", &[("date", &d)])),
        Some(("" | "..", to)) => one(lang, to).map(|d| lang.with("date.until", &[("date", &d)])),
        Some((from, to)) => interval(lang, from, to),
    };
    read.unwrap_or_else(|| edtf.to_owned())
}

/// First and last day that a date may mean, as days since 1970-01-01, for drawing: of the last centuries and not without
/// end.
pub fn bounds(edtf: &str) -> Option<(i64, i64)> {
    // The years 1800 to 2200.
    let drawn = -62_091..84_371;
    let (first, last) = bahi::day_bounds(edtf)?;
    drawn.contains(&first).then(|| (first, if drawn.contains(&last) { last.max(first) } else { first }))
}

/// The day of an RFC 3339 time in words, with hours and minutes.
pub fn moment(lang: Lang, at: &str) -> String {
    let Some((day, time)) = at.split_once('T') else { return at.to_owned() };
    let Some(clock) = time.get(..5) else { return at.to_owned() };
    one(lang, day).map_or_else(|| at.to_owned(), |day| lang.with("date.moment", &[("date", &day), ("time", clock)]))
}

/// A month as `2023-04` in words.
pub fn month(lang: Lang, year_month: &str) -> String {
    words(lang, year_month)
}

// Year, month and day, as far as they are given; no year where it is unknown.
struct Parts {
    year: Option<String>,
    month: Option<u8>,
    day: Option<u8>,
}

fn parts(date: &str) -> Option<Parts> {
    let mut parts = date.split('-');
    let year = parts.next()?;
    let known = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    if !known && year != "XXXX" {
        return None;
    }
    let number = |part: Option<&str>, most: u8| -> Option<Option<u8>> {
        match part {
            None | Some("XX") => Some(None),
            Some(p) if p.len() == 2 => p.parse().ok().filter(|n| (1..=most).contains(n)).map(Some),
            Some(_) => None,
        }
    };
    let (month, day) = (number(parts.next(), 12)?, number(parts.next(), 31)?);
    if parts.next().is_some() || (month.is_none() && day.is_some()) {
        return None;
    }
    Some(Parts { year: known.then(|| year.to_owned()), month, day })
}

fn month_name(lang: Lang, month: u8) -> String {
    lang.t(&format!("month.{month}")).to_owned()
}

fn one(lang: Lang, date: &str) -> Option<String> {
    let plain = date.trim_end_matches(['~', '?', '%']);
    let said = parts(plain)?;
    let month = said.month.map(|m| month_name(lang, m));
    let day = said.day.map(|d| d.to_string());
    let out = match (&said.year, month, day) {
        (Some(year), Some(month), Some(day)) => lang.with("date.day", &[("d", &day), ("month", &month), ("y", year)]),
        (Some(year), Some(month), None) => lang.with("date.month", &[("month", &month), ("y", year)]),
        (Some(year), None, _) => year.clone(),
        (None, Some(month), Some(day)) => lang.with("date.no-year", &[("d", &day), ("month", &month)]),
        (None, Some(month), None) => month,
        (None, None, _) => return None,
    };
    let doubt = match date.get(plain.len()..) {
        Some("~") => "date.about",
        Some("?" | "%") => "date.perhaps",
        _ => return Some(out),
    };
    Some(lang.with(doubt, &[("date", &out)]))
}

// Days of one month share its name: 28–30 April 2023.
fn interval(lang: Lang, from: &str, to: &str) -> Option<String> {
    let (a, b) = (parts(from), parts(to));
    let same = |a: &Parts, b: &Parts| a.year == b.year && a.month == b.month;
    let days = a.zip(b).filter(|(a, b)| same(a, b)).and_then(|(a, b)| Some((a.day?, b.day?, b.month?, b.year?)));
    if let Some((first, last, month, y)) = days {
        let (d, month) = (format!("{first}–{last}"), month_name(lang, month));
        return Some(lang.with("date.day", &[("d", &d), ("month", &month), ("y", &y)]));
    }
    let (from, to) = (one(lang, from)?, one(lang, to)?);
    Some(format!("{from} – {to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_shows_how_much_of_it_is_known() {
        let hi = |d: &str| words(Lang::Hi, d);
        let en = |d: &str| words(Lang::En, d);
        assert_eq!((hi("2026-08-07"), en("2026-08-07")), ("7 अगस्त 2026".into(), "7 August 2026".into()));
        assert_eq!((hi("2026-08"), en("2026")), ("अगस्त 2026".into(), "2026".into()));
        assert_eq!(en("2023-04-28/2023-04-30"), "28–30 April 2023");
        assert_eq!(hi("2023-04-28/2023-05-02"), "28 अप्रैल 2023 – 2 मई 2023");
        assert_eq!((en("2023-04~"), en("2023?")), ("about April 2023".into(), "perhaps 2023".into()));
        assert_eq!(en("XXXX-04-28"), "28 April, year not stated");
        assert_eq!(hi("2023-04/.."), "अप्रैल 2023 से");
    }

    #[test]
    fn what_is_no_date_is_shown_as_it_is() {
        for odd in ["", "soon", "2023-13", "2023-04-28-01", "20230428", "<b>"] {
            assert_eq!(words(Lang::En, odd), odd);
        }
        assert_eq!(moment(Lang::En, "2026-08-07T10:05:00Z"), "7 August 2026, 10:05");
    }
}

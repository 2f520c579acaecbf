//! The days that an EDTF date of the ledger may mean.

use bahi_read::Day;

/// First and last day that a date may mean; an open end has no last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Option<Day>,
}

/// The days of an EDTF date; `None` where the year is unknown or the date is none.
pub fn days(edtf: &str) -> Option<Days> {
    let plain: String = edtf.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    match plain.split_once('/') {
        None => {
            let (first, last) = one(&plain)?;
            Some(Days { first, last: Some(last) })
        }
        Some((from, "" | "..")) => Some(Days { first: one(from)?.0, last: None }),
        Some((from, to)) => {
            let (first, last) = (one(from)?.0, one(to)?.1);
            (first <= last).then_some(Days { first, last: Some(last) })
        }
    }
}

/// Bounds of a day, a month or a year.
fn one(date: &str) -> Option<(Day, Day)> {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = date.split('-').collect();
    if !parts.iter().enumerate().all(|(index, part)| digits(part, if index == 0 { 4 } else { 2 })) {
        return None;
    }
    let year: i32 = parts.first()?.parse().ok()?;
    match parts.as_slice() {
        [_] => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        [_, month] => {
            let month = month.parse().ok()?;
            let last = (28..=31).rev().find_map(|day| Day::new(year, month, day))?;
            Some((Day::new(year, month, 1)?, last))
        }
        [_, month, day] => {
            let day = Day::new(year, month.parse().ok()?, day.parse().ok()?)?;
            Some((day, day))
        }
        _ => None,
    }
}

/// A date known to the day, or an interval of such days.
pub fn exact(edtf: &str) -> Option<Days> {
    let to_the_day = |date: &str| date.len() == 10 && one(date).is_some();
    let exact = edtf.split('/').all(to_the_day);
    exact.then(|| days(edtf)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(edtf: &str) -> String {
        match days(edtf) {
            None => "none".into(),
            Some(Days { first, last: None }) => format!("{first} on"),
            Some(Days { first, last: Some(last) }) => format!("{first} to {last}"),
        }
    }

    #[test]
    fn months_and_years_end_on_their_last_day() {
        assert_eq!(shown("2024-02"), "2024-02-01 to 2024-02-29");
        assert_eq!(shown("2019"), "2019-01-01 to 2019-12-31");
        assert_eq!(shown("2018-10-04/2018-10-05"), "2018-10-04 to 2018-10-05");
        assert_eq!(shown("2018-10-04/.."), "2018-10-04 on");
        assert_eq!(shown("2015-06~"), "2015-06-01 to 2015-06-30");
    }

    #[test]
    fn what_is_no_date_or_has_no_year_has_no_days() {
        for edtf in ["XXXX-08-23", "", "today", "2023-02-30", "2023-13", "१९४७", "2024-01-02/2024-01-01", "-"] {
            assert_eq!(shown(edtf), "none", "{edtf}");
        }
        assert!(exact("2024-02").is_none());
        assert!(exact("2024-02-01/2024-02-03").is_some());
    }
}

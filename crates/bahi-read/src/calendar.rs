//! Days of the proleptic Gregorian calendar, and dates as uncertain as a report leaves them, in EDTF.
//!
//! EDTF: Library of Congress, Extended Date/Time Format, levels 0 and 1 (ISO 8601-2:2019).

use std::fmt;
use std::str::FromStr;

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day that exists.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        valid.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms).
    pub fn number(self) -> i64 {
        let y = i64::from(self.year) - i64::from(self.month <= 2);
        let era = y.div_euclid(400);
        let yoe = y - era * 400;
        let mp = (i64::from(self.month) + 9) % 12;
        let doy = (153 * mp + 2) / 5 + i64::from(self.day) - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The day with this number.
    pub fn from_number(n: i64) -> Self {
        let z = n + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = (if mp < 10 { mp + 3 } else { mp - 9 }) as u8;
        Self { year: (yoe + era * 400 + i64::from(month <= 2)) as i32, month, day }
    }

    /// This day moved by `days`.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// ISO weekday, 1 (Monday) to 7.
    pub fn weekday(self) -> u8 {
        ((self.number() + 3).rem_euclid(7) + 1) as u8
    }

    /// The latest such weekday on or before this day; with `ahead`, the first on or after it.
    #[must_use]
    pub fn nearest_weekday(self, weekday: u8, ahead: bool) -> Self {
        let (a, b) = (i64::from(self.weekday()), i64::from(weekday));
        if ahead { self.plus((b - a).rem_euclid(7)) } else { self.plus(-(a - b).rem_euclid(7)) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date as exact as the report allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edtf {
    /// One day.
    Day(Day),
    /// A day of an unknown year.
    DayOfYear(u8, u8),
    /// A month.
    Month(i32, u8),
    /// A year.
    Year(i32),
    /// From one day to another.
    Interval(Day, Day),
    /// From a day on.
    From(Day),
    /// From one month to another.
    Months(i32, u8, u8),
}

impl Edtf {
    /// First and last day it may mean, as day numbers; an unknown year spans everything.
    pub fn bounds(self) -> (i64, i64) {
        match self {
            Self::Day(d) => (d.number(), d.number()),
            Self::DayOfYear(..) => (i64::MIN, i64::MAX),
            Self::Month(y, m) => month_bounds(y, m),
            Self::Months(y, a, b) => (month_bounds(y, a).0, month_bounds(y, b).1),
            Self::Year(y) => (month_bounds(y, 1).0, month_bounds(y, 12).1),
            Self::Interval(a, b) => (a.number(), b.number()),
            Self::From(a) => (a.number(), i64::MAX),
        }
    }

    /// The same, where what has no end told has one all the same: visits and exercises do not last for months.
    pub fn spell(self) -> (i64, i64) {
        match self {
            Self::From(a) => (a.number(), a.number() + LONGEST_STAY),
            _ => self.bounds(),
        }
    }

    /// Whether both may mean the same day.
    pub fn compatible(self, other: Self) -> bool {
        let within = |a: Self, (first, last): (i64, i64)| a.may_be_within(first, last);
        match (self, other) {
            (Self::DayOfYear(..), Self::DayOfYear(..)) => self == other,
            (_, Self::DayOfYear(..)) => within(other, self.spell()),
            _ => within(self, other.spell()),
        }
    }

    /// Whether it may mean a day from a first to a last one, by their numbers.
    pub fn may_be_within(self, first: i64, last: i64) -> bool {
        match self {
            Self::DayOfYear(month, day) if last.saturating_sub(first) < LONGEST_YEAR => {
                let mut years = Day::from_number(first).year..=Day::from_number(last).year;
                years.any(|year| (first..=last).contains(&Day { year, month, day }.number()))
            }
            Self::DayOfYear(..) => true,
            _ => {
                let (a, b) = self.spell();
                a <= last && first <= b
            }
        }
    }

    /// Whether it names a single day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Day(_))
    }

    /// How exact it is: lower is more exact.
    pub fn coarseness(self) -> u8 {
        match self {
            Self::Day(_) => 0,
            Self::Interval(..) => 1,
            Self::From(_) => 2,
            Self::DayOfYear(..) => 3,
            Self::Month(..) => 4,
            Self::Months(..) => 5,
            Self::Year(_) => 6,
        }
    }
}

/// Days within which every day of the year comes at least once, but for the 29th of February.
pub const LONGEST_YEAR: i64 = 366;

/// Days after which what began on a day, and of which no end is told, is over.
const LONGEST_STAY: i64 = 60;

fn month_bounds(year: i32, month: u8) -> (i64, i64) {
    let last = days_in_month(year, month.clamp(1, 12));
    let day = |d| Day { year, month: month.clamp(1, 12), day: d };
    (day(1).number(), day(last).number())
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(d) => write!(f, "{d}"),
            Self::DayOfYear(m, d) => write!(f, "XXXX-{m:02}-{d:02}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Interval(a, b) => write!(f, "{a}/{b}"),
            Self::From(a) => write!(f, "{a}/.."),
            Self::Months(y, a, b) => write!(f, "{y:04}-{a:02}/{y:04}-{b:02}"),
        }
    }
}

/// Reads what [`Edtf`] prints; anything else is no date of ours.
impl FromStr for Edtf {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        if let Some(rest) = s.strip_prefix("XXXX-") {
            let (m, d) = rest.split_once('-').ok_or(())?;
            return Ok(Self::DayOfYear(number(m)?, number(d)?));
        }
        if let Some((from, to)) = s.split_once('/') {
            return Ok(match (from.parse()?, to) {
                (Self::Day(a), "..") => Self::From(a),
                (Self::Day(a), _) => Self::Interval(a, day(to)?),
                (Self::Month(y, a), _) => match to.parse()? {
                    Self::Month(z, b) if z == y => Self::Months(y, a, b),
                    _ => return Err(()),
                },
                _ => return Err(()),
            });
        }
        match s.matches('-').count() {
            0 => Ok(Self::Year(number(s)?)),
            1 => {
                let (year, month) = s.split_once('-').ok_or(())?;
                let month = Some(number(month)?).filter(|month| (1..=12).contains(month)).ok_or(())?;
                Ok(Self::Month(number(year)?, month))
            }
            _ => day(s).map(Self::Day),
        }
    }
}

fn day(s: &str) -> Result<Day, ()> {
    let mut parts = s.splitn(3, '-');
    let mut next = || parts.next().ok_or(());
    let (y, m, d) = (next()?, next()?, next()?);
    Day::new(number(y)?, number(m)?, number(d)?).ok_or(())
}

fn number<T: FromStr>(s: &str) -> Result<T, ()> {
    if s.bytes().all(|b| b.is_ascii_digit()) { s.parse().map_err(|_| ()) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_an_unknown_year_is_that_day_of_some_year() {
        let date = |edtf: &str| edtf.parse::<Edtf>().expect(edtf);
        let yearless = date("XXXX-11-01");
        for fits in ["2019-11-01", "2019-11", "2019", "2018-12-30/2019-11-02", "2019-10-20/..", "XXXX-11-01"] {
            assert!(yearless.compatible(date(fits)) && date(fits).compatible(yearless), "{fits}");
        }
        for other in ["2019-11-02", "2019-10", "2019-11-02/2020-10-31", "2019-12-01/..", "XXXX-11-02"] {
            assert!(!yearless.compatible(date(other)) && !date(other).compatible(yearless), "{other}");
        }
    }

    #[test]
    fn day_numbers_go_there_and_back() {
        for n in (-800_000..800_000).step_by(97) {
            assert_eq!(Day::from_number(n).number(), n);
        }
        assert_eq!(Day::new(2014, 5, 27).map(Day::weekday), Some(2));
        assert_eq!(Day::new(2023, 2, 29), None);
    }

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for s in
            ["2023-04-28", "2023-04", "2023", "XXXX-04-28", "2023-04-28/2023-05-01", "2023-04-28/..", "2023-04/2023-06"]
        {
            assert_eq!(s.parse::<Edtf>().map(|d| d.to_string()).as_deref(), Ok(s));
        }
        for s in ["", "2023-13", "2023-00", "2023-13-01", "2023-02-30", "soon", "2023-04-28/soon", "+2023"] {
            assert_eq!(s.parse::<Edtf>(), Err(()), "{s}");
        }
    }

    #[test]
    fn weekdays_look_back_unless_told_ahead() {
        let friday = Day::new(2018, 10, 5).expect("a day");
        assert_eq!(friday.nearest_weekday(4, false).to_string(), "2018-10-04");
        assert_eq!(friday.nearest_weekday(5, false), friday);
        assert_eq!(friday.nearest_weekday(7, true).to_string(), "2018-10-07");
    }
}

//! Days of the Gregorian calendar as numbers, so that dates can be moved.

/// A day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    /// The day of a date; days past the end of a month run into the next.
    pub(crate) fn of(year: i64, month: i64, day: i64) -> Self {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day.
    pub(crate) fn date(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year, month, of_year - (153 * shifted + 2) / 5 + 1)
    }

    /// Months since the year 0.
    pub(crate) fn months(self) -> i64 {
        let (year, month, _) = self.date();
        year * 12 + month - 1
    }

    /// First and last day of an EDTF date: a year, a month or a day.
    pub(crate) fn span(edtf: &str) -> Option<(Self, Self)> {
        let parts: Vec<i64> = edtf.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        Some(match parts.as_slice() {
            [y] => (Self::of(*y, 1, 1), Self::of(*y, 12, 31)),
            [y, m] if *m < 12 => (Self::of(*y, *m, 1), Self(Self::of(*y, m + 1, 1).0 - 1)),
            [y, m] => (Self::of(*y, *m, 1), Self::of(*y, 12, 31)),
            [y, m, d] => (Self::of(*y, *m, *d), Self::of(*y, *m, *d)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_comes_back_from_its_day() {
        for (y, m, d) in [(2016, 1, 1), (2020, 2, 29), (1999, 12, 31), (2025, 7, 24)] {
            assert_eq!(Day::of(y, m, d).date(), (y, m, d));
        }
        assert_eq!(Day::span("2024-12"), Some((Day::of(2024, 12, 1), Day::of(2024, 12, 31))));
    }
}

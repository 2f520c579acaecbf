//! Times in office: who held one on a day, and who held one at the same time as another.

use crate::world::{Body, Person, Style, Tenure};

/// A day as a number that grows with time; months count 31 days, since only the order matters.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    (year * 12 + month - 1) * 31 + day - 1
}

/// First and last day that an EDTF date of year, month or day may mean.
pub fn bounds(edtf: &str) -> Option<(i64, i64)> {
    let mut parts = edtf.split('-').map(|p| p.parse::<i64>().ok());
    let year = parts.next()??;
    let month = parts.next().map(|m| m.unwrap_or(1));
    let day = parts.next().map(|d| d.unwrap_or(1));
    let first = day_number(year, month.unwrap_or(1), day.unwrap_or(1));
    let last = day_number(year, month.unwrap_or(12), day.unwrap_or(31));
    Some((first, last))
}

impl Tenure {
    // Widest: from the first day that `from` may mean to the last of `to`.
    fn widest(&self) -> (i64, i64) {
        let from = self.from.as_deref().and_then(bounds).map_or(i64::MIN, |b| b.0);
        (from, self.to.as_deref().and_then(bounds).map_or(i64::MAX, |b| b.1))
    }

    // Narrowest, so that who hands over and who takes over in one month are not in office together.
    fn narrowest(&self) -> (i64, i64) {
        let from = self.from.as_deref().and_then(bounds).map_or(i64::MIN, |b| b.1);
        (from, self.to.as_deref().and_then(bounds).map_or(i64::MAX, |b| b.0))
    }
}

// Whether a day falls between two dates, each as wide as it may mean.
fn within(from: Option<&str>, to: Option<&str>, day: i64) -> bool {
    from.and_then(bounds).is_none_or(|b| b.0 <= day) && to.and_then(bounds).is_none_or(|b| day <= b.1)
}

impl Style {
    /// Whether the style is in use on a day, as [`day_number`] counts.
    pub fn holds(&self, day: i64) -> bool {
        within(self.from.as_deref(), self.to.as_deref(), day)
    }
}

impl Body {
    /// Codes of the members on a day, as [`day_number`] counts; who has no date of joining has always been one.
    pub fn members_on(&self, day: i64) -> Vec<&str> {
        let here = self.members.iter().filter(|m| within(m.from.as_deref(), m.to.as_deref(), day));
        here.map(|m| m.id.as_str()).collect()
    }
}

impl Person {
    /// Whether the two held offices at one time; who has no dated office may have held one at any.
    pub fn overlaps(&self, other: &Self) -> bool {
        let spans = |p: &Self| -> Vec<(i64, i64)> {
            if p.office.is_empty() {
                return vec![(i64::MIN, i64::MAX)];
            }
            p.office.iter().map(Tenure::narrowest).collect()
        };
        let others = spans(other);
        spans(self).iter().any(|a| others.iter().any(|b| a.0 < b.1 && b.0 < a.1))
    }

    /// How far a day, as [`day_number`] counts, is from the nearest office of the person; 0 within one.
    pub fn distance(&self, day: i64) -> i64 {
        let away = |t: &Tenure| {
            let (from, to) = t.widest();
            from.saturating_sub(day).max(day.saturating_sub(to)).max(0)
        };
        self.office.iter().map(away).min().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(offices: &[(&str, &str)]) -> Person {
        let date = |d: &str| Some(d.to_owned()).filter(|d| !d.is_empty());
        Person {
            id: "x".into(),
            name: "X".into(),
            sex: None,
            wikidata: None,
            source: String::new(),
            office: offices
                .iter()
                .map(|(from, to)| Tenure { office: "minister".into(), of: None, from: date(from), to: date(to) })
                .collect(),
            country: String::new(),
        }
    }

    #[test]
    fn who_hands_over_is_not_in_office_with_the_next() {
        let (a, b) = (person(&[("2010-01", "2014-05")]), person(&[("2014-05", "")]));
        assert!(!a.overlaps(&b) && !b.overlaps(&a));
        assert!(a.overlaps(&person(&[("2013", "2016")])));
        assert!(a.overlaps(&person(&[])), "nobody knows when he was in office");
        assert!(!a.overlaps(&person(&[("2000", "2004"), ("2020", "")])), "neither office falls into it");
    }

    #[test]
    fn members_are_those_of_the_day() {
        let json = r#"{"id": "SCO", "name": "SCO", "kind": "body", "source": "test",
            "members": ["CN", {"id": "IN", "from": "2017-06-09"}, {"id": "XX", "from": "2001", "to": "2010-05"}]}"#;
        let body: Body = serde_json::from_str(json).expect("a body");
        assert_eq!(body.members_on(day_number(2010, 5, 20)), ["CN", "XX"]);
        assert_eq!(body.members_on(day_number(2017, 6, 9)), ["CN", "IN"]);
        let wrong = json.replace("\"from\": \"2001\"", "\"form\": \"2001\"");
        assert!(serde_json::from_str::<Body>(&wrong).is_err(), "a key that nobody knows is no member");
    }

    #[test]
    fn a_day_is_nearest_to_the_office_held_on_it() {
        let (a, b) = (person(&[("1989", "1993-01-20")]), person(&[("2001-01-20", "2009-01-20")]));
        let day = day_number(2005, 6, 1);
        assert_eq!(b.distance(day), 0);
        assert!(a.distance(day) > 0);
        assert!(b.distance(day_number(2020, 1, 1)) < a.distance(day_number(2020, 1, 1)));
    }
}

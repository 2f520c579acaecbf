//! Which of the moments that a page gives is that of publication, and on what day that was where it was published.

use super::super::lines::Lines;
use super::Settled;
use super::said::{self, Said};
use super::shown::{date_in, shown_date};
use crate::html::article::Stamp;
use crate::lexicon::Lexicon;

/// The first of the texts that gives a day. One in Greenwich's time gives way to one that gives the same moment in the
/// zone of the place.
pub(super) fn choose(said: &[Said], lexicon: &Lexicon) -> Option<(Said, Stamp)> {
    let read: Vec<(&Said, Stamp)> = said.iter().filter_map(|s| Some((s, day(s, lexicon)?))).collect();
    let (_, first) = read.first()?;
    let local = |s: &Stamp| s.offset.is_some_and(|o| o != 0) && instant(s).is_some() && instant(s) == instant(first);
    let chosen = read.iter().find(|(_, s)| first.offset == Some(0) && local(s)).or(read.first())?;
    Some((chosen.0.clone(), chosen.1.clone()))
}

/// The day that a text gives: as machines write it, or in words.
fn day(said: &Said, lexicon: &Lexicon) -> Option<Stamp> {
    said::moment(said).or_else(|| {
        let ((year, month, day), at) = date_in(&said.text, lexicon)?;
        Some(Stamp { year, month, day, time: None, offset: None, source: said.map.source(at) })
    })
}

/// Minutes since 1 March of year 0 in Greenwich.
fn instant(stamp: &Stamp) -> Option<i64> {
    let (hour, minute) = stamp.time?;
    let days = day_number(i64::from(stamp.year), i64::from(stamp.month), i64::from(stamp.day));
    Some(days * 24 * 60 + i64::from(hour) * 60 + i64::from(minute) - i64::from(stamp.offset?))
}

/// Minutes by which a moment given in Greenwich's time may be of the next day where it was published: zones east of it.
const FURTHEST_EAST: i32 = 14 * 60;

impl Settled {
    /// Takes the day that the page shows, where nothing else says one, or where what says it counts days in Greenwich.
    pub fn date(&mut self, lines: &Lines, heading: Option<usize>, lexicon: &Lexicon) {
        let wanted = self.published.as_ref().is_none_or(|p| p.offset == Some(0) && p.time.is_some());
        let Some(((year, month, day), at)) = wanted.then(|| shown_date(lines, heading, lexicon)).flatten() else {
            return;
        };
        if self.published.as_ref().is_some_and(|p| !is_later_in_the_east(p, (year, month, day))) {
            return;
        }
        let said = said::of_span(lines, at);
        let source = said.map.source(0..said.text.len());
        self.published = Some(Stamp { year, month, day, time: None, offset: None, source });
        self.facts.published = Some(said);
    }
}

/// Whether the day is the one after the stamp's, and has begun in some zone to the east by then.
fn is_later_in_the_east(stamp: &Stamp, day: (u16, u8, u8)) -> bool {
    let number = |(y, m, d): (u16, u8, u8)| day_number(i64::from(y), i64::from(m), i64::from(d));
    let Some((hour, minute)) = stamp.time else { return false };
    let left = 24 * 60 - (i32::from(hour) * 60 + i32::from(minute));
    number(day) - number((stamp.year, stamp.month, stamp.day)) == 1 && left <= FURTHEST_EAST
}

/// Days since 1 March of year 0.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day
}

//! Dates and time words: what a report says of when, and how far that can be resolved.

use crate::calendar::{Day, Edtf};
use crate::number::number;
use crate::sent::Sent;
use bahi_knowledge::{Entry, TimeWord};
use bahi_text::TokenKind;

/// What was said of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Day, month and perhaps year, perhaps to another day.
    Calendar {
        /// Year, if said.
        year: Option<i32>,
        /// Month.
        month: Option<u8>,
        /// Day.
        day: Option<u8>,
        /// Last day of a span.
        to: Option<(Option<u8>, u8)>,
        /// Last month of a span of months.
        to_month: Option<u8>,
        /// Years back (negative) or on.
        year_shift: Option<i32>,
    },
    /// A weekday.
    Weekday(u8),
    /// Days from the anchor: 0, or 1 and 2 in either direction.
    Days(u8),
    /// A unit of time moved by so many: -1 last, 1 next, 0 this.
    Unit(u16, i32),
    /// The day last told of.
    Same,
    /// The day after the one last told of.
    NextDay,
    /// Earlier the same day.
    EarlierSameDay,
}

/// A time expression at tokens `from..to`.
#[derive(Debug, Clone, Copy)]
pub struct TimeMention {
    /// First token.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// What it says.
    pub said: Said,
}

/// A duration in days: "तीन दिन", "5 दिवसीय".
pub fn duration(s: &Sent, i: usize) -> Option<(usize, u32)> {
    let (end, n) = number(s, i)?;
    let end = if s.toks.get(end).is_some_and(|t| t.kind == TokenKind::Hyphen) { end + 1 } else { end };
    let lasting = s.longest(end, |e| matches!(e, Entry::Time(TimeWord::Lasting)).then_some(()));
    let days = s.longest(end, |e| matches!(e, Entry::TimeUnit(1)).then_some(()));
    let (end, ()) = lasting.or(days)?;
    (n.fract() == 0.0 && (1.0..60.0).contains(&n)).then_some((end, n as u32))
}

/// A time expression that begins at `i`.
pub fn time_at(s: &Sent, i: usize) -> Option<TimeMention> {
    let mention = |to, said| Some(TimeMention { from: i, to: parts(s, to), said });
    if let Some((to, said)) = calendar(s, i) {
        return mention(to, said);
    }
    if let Some((to, w)) = s.longest(i, |e| if let Entry::Weekday(w) = e { Some(w) } else { None }) {
        return mention(to, Said::Weekday(w));
    }
    let word = s.longest(i, |e| if let Entry::Time(w) = e { Some(w) } else { None });
    if let Some((to, TimeWord::Earlier)) = word
        && to < s.toks.len()
    {
        // "Earlier that day, in the morning" keeps the day; "earlier" alone does not.
        if let Some((after, ())) =
            s.longest(to, |e| matches!(e, Entry::Time(TimeWord::Part) | Entry::TimeUnit(1)).then_some(()))
        {
            return mention(after, Said::EarlierSameDay);
        }
    }
    if let Some((to, TimeWord::Part)) = word {
        return mention(to, Said::EarlierSameDay);
    }
    match word {
        Some((to, TimeWord::Same)) => return mention(to, Said::Same),
        Some((to, TimeWord::NextDay)) => return mention(to, Said::NextDay),
        Some((to, TimeWord::Earlier | TimeWord::Later)) if i == 0 => return mention(to, Said::EarlierSameDay),
        _ => {}
    }
    if let Some((to, d)) = s.longest(i, |e| if let Entry::Day(d) = e { Some(d) } else { None }) {
        return mention(to, Said::Days(d));
    }
    if let Some((to, w @ (TimeWord::Last | TimeWord::Next | TimeWord::This))) = word {
        let shift = match w {
            TimeWord::Last => -1,
            TimeWord::Next => 1,
            _ => 0,
        };
        return unit_after(s, i, to, shift);
    }
    None
}

// "पिछले साल सितंबर", "अगले महीने", "इस साल 15 जनवरी", "गत छह मई"
fn unit_after(s: &Sent, i: usize, at: usize, shift: i32) -> Option<TimeMention> {
    let mention = |to, said| Some(TimeMention { from: i, to: parts(s, to), said });
    if let Some((to, w)) = s.longest(at, |e| if let Entry::Weekday(w) = e { Some(w) } else { None }) {
        return mention(to, Said::Weekday(w));
    }
    if let Some((to, unit)) = s.longest(at, |e| if let Entry::TimeUnit(u) = e { Some(u) } else { None }) {
        if unit == 365 {
            let after = s.longest(to, |e| (e == Entry::Case(u16::MAX)).then_some(())).map_or(to, |(e, ())| e);
            if let Some((end, Said::Calendar { month, day, to, to_month, year: None, .. })) = calendar(s, after) {
                return mention(end, Said::Calendar { year: None, month, day, to, to_month, year_shift: Some(shift) });
            }
        }
        return (unit != 1 || shift != 0).then_some(()).and_then(|()| mention(to, Said::Unit(unit, shift)));
    }
    let (to, said) = calendar(s, at)?;
    mention(to, said)
}

fn parts(s: &Sent, mut to: usize) -> usize {
    while let Some((end, ())) = s.longest(to, |e| matches!(e, Entry::Time(TimeWord::Part)).then_some(())) {
        to = end;
    }
    to
}

fn month(s: &Sent, i: usize) -> Option<(usize, u8)> {
    s.longest(i, |e| if let Entry::Month(m) = e { Some(m) } else { None })
}

fn day_number(s: &Sent, i: usize) -> Option<(usize, u8)> {
    let (end, n) = number(s, i)?;
    (n.fract() == 0.0 && (1.0..=31.0).contains(&n)).then_some((end, n as u8))
}

fn year(s: &Sent, i: usize) -> Option<(usize, i32)> {
    let i = if s.toks.get(i).is_some_and(|t| t.kind == TokenKind::Comma) { i + 1 } else { i };
    let tok = s.toks.get(i)?;
    let n = tok.number?;
    let whole = tok.span.len() == 4 || tok.span.len() == 12;
    (whole && n.fract() == 0.0 && (1900.0..=2100.0).contains(&n)).then_some((i + 1, n as i32))
}

fn is_kind(s: &Sent, i: usize, kind: TokenKind) -> bool {
    s.toks.get(i).is_some_and(|t| t.kind == kind)
}

fn calendar(s: &Sent, i: usize) -> Option<(usize, Said)> {
    day_first(s, i).or_else(|| month_first(s, i)).or_else(|| bare_year(s, i))
}

fn day_first(s: &Sent, i: usize) -> Option<(usize, Said)> {
    let (mut at, first) = day_number(s, i)?;
    let mut first_month = None;
    let mut last = None;
    let joined = is_kind(s, at, TokenKind::Hyphen) || span_word(s, at);
    let mut after_first = at;
    if let Some((end, m)) = month(s, at) {
        // "28 मार्च से 2 अप्रैल 2025 तक"
        let (join, y) = year(s, end).map_or((end, None), |(e, y)| (e, Some(y)));
        if span_word(s, join)
            && let Some((d_end, d)) = day_number(s, join + 1)
            && let Some((m_end, m2)) = month(s, d_end)
        {
            let (to, y2) = year(s, m_end).map_or((m_end, y), |(e, y)| (e, Some(y)));
            return Some((
                to,
                Said::Calendar {
                    year: y2,
                    month: Some(m),
                    day: Some(first),
                    to: Some((Some(m2), d)),
                    to_month: None,
                    year_shift: None,
                },
            ));
        }
        first_month = Some(m);
        after_first = end;
    } else if joined {
        let (end, d) = day_number(s, at + 1)?;
        last = Some((None, d));
        at = end;
        let (end, m) = month(s, at)?;
        first_month = Some(m);
        after_first = end;
    }
    let m = first_month?;
    let (to, y) = year(s, after_first).map_or((after_first, None), |(e, y)| (e, Some(y)));
    Some((to, Said::Calendar { year: y, month: Some(m), day: Some(first), to: last, to_month: None, year_shift: None }))
}

// "से" and "और" between two days of one span.
fn span_word(s: &Sent, i: usize) -> bool {
    s.hits.get(i).is_some_and(|h| h.iter().any(|h| h.len == 1 && matches!(h.entry, Entry::Case(_) | Entry::Class(_))))
        && s.toks.get(i).is_some_and(|t| t.number.is_none())
        && s.toks.get(i + 1).is_some_and(|_| day_number(s, i + 1).is_some())
}

fn month_first(s: &Sent, i: usize) -> Option<(usize, Said)> {
    let (end, m) = month(s, i)?;
    let mut to_month = None;
    let mut at = end;
    if is_kind(s, at, TokenKind::Hyphen)
        && let Some((e, m2)) = month(s, at + 1)
    {
        to_month = Some(m2);
        at = e;
    }
    let plain =
        |to, year, day| Some((to, Said::Calendar { year, month: Some(m), day, to: None, to_month, year_shift: None }));
    if let Some((to, y)) = year(s, at) {
        return plain(to, Some(y), None);
    }
    if let Some((d_end, d)) = day_number(s, at)
        && let Some((to, y)) = year(s, d_end)
    {
        return plain(to, Some(y), Some(d));
    }
    if s.fronted
        && let Some((to, d)) = day_number(s, at)
    {
        return plain(to, None, Some(d));
    }
    plain(at, None, None)
}

// "2011 में", "वर्ष 2016": only before a postposition or after a year word, so that amounts are not years.
fn bare_year(s: &Sent, i: usize) -> Option<(usize, Said)> {
    let told = s.longest(i, |e| matches!(e, Entry::Time(TimeWord::Year)).then_some(()));
    let at = told.map_or(i, |(end, ())| end);
    let (to, y) = year(s, at)?;
    let case_before = |i: usize| i > 0 && s.hits[i - 1].iter().any(|h| h.len == 1 && matches!(h.entry, Entry::Case(_)));
    if s.fronted && told.is_none() && !case_before(i) {
        return None;
    }
    let case_after = s.fronted || s.longest(to, |e| if let Entry::Case(_) = e { Some(()) } else { None }).is_some();
    let cut = is_kind(s, to, TokenKind::Hyphen) || is_kind(s, at.wrapping_sub(1), TokenKind::Hyphen);
    ((told.is_some() || case_after) && !cut).then_some((
        to,
        Said::Calendar { year: Some(y), month: None, day: None, to: None, to_month: None, year_shift: None },
    ))
}

/// What the day of an expression is measured from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anchor {
    /// Day of publication.
    pub published: Option<Day>,
    /// Day last told of.
    pub told: Option<Day>,
    /// Whether what is told lies ahead.
    pub ahead: bool,
}

/// Resolves an expression as far as the report allows; also how: `stated`, `weekday` or `relative`.
pub fn resolve(said: Said, anchor: Anchor) -> (Option<Edtf>, &'static str) {
    let published = anchor.published;
    match said {
        Said::Calendar { year, month, day, to, to_month, year_shift } => {
            (calendar_date(year, month, day, to, to_month, year_shift, anchor), "stated")
        }
        Said::Weekday(w) => (published.map(|p| Edtf::Day(weekday(p, w, anchor.ahead))), "weekday"),
        Said::Days(n) => {
            let n = i64::from(n);
            (published.map(|p| Edtf::Day(p.plus(if anchor.ahead { n } else { -n }))), "relative")
        }
        Said::Unit(unit, shift) => (published.and_then(|p| unit_date(p, unit, shift)), "relative"),
        Said::Same | Said::EarlierSameDay => (anchor.told.map(Edtf::Day), "relative"),
        Said::NextDay => (anchor.told.map(|d| Edtf::Day(d.plus(1))), "relative"),
    }
}

fn weekday(published: Day, w: u8, ahead: bool) -> Day {
    published.nearest_weekday(w, ahead)
}

fn unit_date(p: Day, unit: u16, shift: i32) -> Option<Edtf> {
    match unit {
        365 => Some(Edtf::Year(p.year + shift)),
        30 => {
            let months = p.year * 12 + i32::from(p.month) - 1 + shift;
            Some(Edtf::Month(months.div_euclid(12), (months.rem_euclid(12) + 1) as u8))
        }
        _ => None,
    }
}

fn calendar_date(
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    to: Option<(Option<u8>, u8)>,
    to_month: Option<u8>,
    shift: Option<i32>,
    anchor: Anchor,
) -> Option<Edtf> {
    let year = year.or_else(|| guess_year(month, day, shift, anchor));
    let Some(m) = month else { return year.map(Edtf::Year) };
    let Some(y) = year else {
        return day.map(|d| Edtf::DayOfYear(m, d)).filter(|_| to.is_none());
    };
    if let Some(m2) = to_month {
        return Some(Edtf::Months(y, m, m2));
    }
    let Some(d) = day else { return Some(Edtf::Month(y, m)) };
    let start = Day::new(y, m, d)?;
    match to {
        Some((m2, d2)) => Day::new(y, m2.unwrap_or(m), d2)
            .filter(|end| *end > start)
            .map(|end| Edtf::Interval(start, end))
            .or(Some(Edtf::Day(start))),
        None => Some(Edtf::Day(start)),
    }
}

// A month without a year is the nearest one on the side of publication that the tense points to.
fn guess_year(month: Option<u8>, day: Option<u8>, shift: Option<i32>, anchor: Anchor) -> Option<i32> {
    let p = anchor.published?;
    if let Some(shift) = shift {
        return Some(p.year + shift);
    }
    let m = month?;
    let later = (m, day.unwrap_or(1)) > (p.month, if day.is_some() { p.day } else { 31 });
    let earlier = (m, day.unwrap_or(31)) < (p.month, p.day);
    // A date some weeks ahead in a report of the past is this year's, not last year's.
    let near_ahead = later && i32::from(m) - i32::from(p.month) <= 1;
    Some(match (anchor.ahead, later, earlier) {
        (false, true, _) if !near_ahead || day.is_none() => p.year - 1,
        (true, _, true) => p.year + 1,
        _ => p.year,
    })
}

//! How tellings that may be one find each other: by keys and days, with tellings of about as many days on one shelf, so that
//! few are looked at that are of other days; those of a day of an unknown year by that day; and those of no time at all by the
//! country, without which they are one with nothing that has a time.

use super::StoreError;
use super::pool::Told;
use super::standing::{AMBIGUOUS, CLOSE, LONG, SHELVES, Standing, Stood, TIMELESS, YEARLY, era, in_year, of_year};
use bahi_read::Edtf;
use bahi_read::calendar::{Day, LONGEST_YEAR};
use bahi_resolve::combine::facts::Facts;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

// More years than these are not looked at one by one.
const YEARS: i32 = 100;

// Days within which tellings are looked up together that seek the same key.
const WINDOW: i64 = 60;

/// Finds tellings by what they seek.
pub struct Keyed<'a> {
    db: &'a Connection,
    eras: RefCell<Option<Eras>>,
    close: String,
    close_at_place: String,
    close_here: String,
    of_days: String,
    at_place: String,
    of_year: String,
    timeless_at: String,
    timeless_in: String,
    of_no_time: String,
    waiting: String,
}

// The eras of each shelf that has some.
type Eras = [BTreeSet<i64>; CLOSE + 1];

/// Tellings by the first day on which they may have been.
pub type Timed = Vec<(i64, String)>;

// What is known of a telling that was found by a key.
struct Found<'r> {
    telling: &'r str,
    // Of which shelf.
    span: usize,
    first: i64,
    last: i64,
    country: &'r str,
    place: Option<&'r str>,
}

impl<'a> Keyed<'a> {
    /// In a ledger file.
    pub fn new(db: &'a Connection) -> Self {
        let with = |here: &str| {
            let wide = (CLOSE + 1..LONG).map(|n| shelf_of(n, "BETWEEN ?4 AND ?3", here));
            wide.chain([shelf_of(LONG, "<= ?3", here)]).collect::<Vec<_>>().join(" UNION ALL ")
        };
        let close = |here: &str| {
            let days = "first BETWEEN ?2 AND ?3 AND last >= ?4";
            format!("{COLUMNS} WHERE span = ?5 AND era = ?6 AND key = ?1 AND {days} {here}")
        };
        let here = "place = ?2 OR country = ?3 AND country <> ''";
        Self {
            db,
            eras: RefCell::default(),
            close: close(""),
            close_at_place: close("AND (country = ?7 OR country = '' OR place = ?8)"),
            close_here: format!("{COLUMNS} WHERE span = ?4 AND era = ?5 AND key = ?1 AND ({here})"),
            of_days: with(""),
            at_place: with("AND (country = ?5 OR country = '' OR place = ?6)"),
            of_year: shelf_of(YEARLY, "BETWEEN ?2 AND ?3", ""),
            timeless_at: shelf_of(TIMELESS, "= 0", "AND place = ?3"),
            timeless_in: shelf_of(TIMELESS, "= 0", "AND (country = ?2 OR place = ?3)"),
            of_no_time: format!(
                "{COLUMNS} WHERE span IN ({}) AND era = 0 AND key = ?1 AND ({here} OR span = {TIMELESS})",
                (CLOSE + 1..=TIMELESS).map(|span| span.to_string()).collect::<Vec<_>>().join(", ")
            ),
            waiting: shelf_of(AMBIGUOUS, "= 0", &format!("AND ({here})")),
        }
    }

    /// Those of a key that may be found by what stood somewhere.
    pub fn sought(&self, key: &str, stood: &Standing) -> Result<BTreeSet<String>, StoreError> {
        let mut out = BTreeSet::new();
        let mut take = |row: Found<'_>| {
            out.insert(row.telling.to_owned());
        };
        let place = stood.spot();
        match (stood.span, of_year(stood.first)) {
            (TIMELESS | AMBIGUOUS, _) => self.of_no_time(key, place, &mut take)?,
            (YEARLY, Some(day)) => self.on(key, day, None, &mut take)?,
            _ => self.within(key, (stood.first, stood.last), None, &mut take)?,
        }
        if stood.span < TIMELESS {
            self.timeless(key, place, &mut take)?;
        }
        Ok(out)
    }

    /// Those of no known time that may be found by a key at a place and its country: such as could be of several too, or not.
    pub fn of_unknown_time(
        &self,
        key: &str,
        place: Option<(&str, &str)>,
        ambiguous: bool,
        out: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut take = |row: Found<'_>| {
            out.insert(row.telling.to_owned());
        };
        self.timeless(key, place, &mut take)?;
        if let (true, Some((place, country))) = (ambiguous, place) {
            self.each(&self.waiting, &[&key, &place, &country], &mut take)?;
        }
        Ok(())
    }

    /// Those of a key, at a place and in its country, whose time is known.
    pub fn timed(&self, key: &str, (place, country): (&str, &str)) -> Result<Timed, StoreError> {
        let mut out = Timed::new();
        let mut take = |row: Found<'_>| out.push((row.first, row.telling.to_owned()));
        self.close_here(key, (place, country), &mut take)?;
        Ok(out)
    }

    /// Where the telling of a number stands; nothing where it was not put anywhere yet.
    pub fn stood(&self, telling: i64) -> Result<Option<Stood>, StoreError> {
        let mut row = self.db.prepare_cached("SELECT body FROM stood WHERE telling = ?1")?;
        let body: Option<String> = row.query_row([telling], |r| r.get(0)).optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// Takes a telling from where it stood, and puts it under its keys of now.
    pub fn move_to(&self, told: &Told, old: &Stood, now: &Stood) -> Result<(), StoreError> {
        let (id, was, at) = (&told.facts.id, &old.at, &now.at);
        let mut take = self.db.prepare_cached(
            "DELETE FROM telling_key
              WHERE span = ?1 AND era = ?2 AND key = ?3 AND first = ?4 AND country = ?5 AND telling = ?6",
        )?;
        for key in &old.keys {
            take.execute(params![was.span, was.era(), key, was.first, was.country, id])?;
        }
        let mut put =
            self.db.prepare_cached("INSERT OR IGNORE INTO telling_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for key in &now.keys {
            put.execute(params![at.span, at.era(), key, at.first, at.country, id, at.last, at.place])?;
        }
        if let Some(eras) = self.eras.borrow_mut().as_mut().and_then(|eras| eras.get_mut(at.span)) {
            eras.insert(at.era());
        }
        let mut note = self.db.prepare_cached("INSERT OR REPLACE INTO stood VALUES (?1, ?2)")?;
        note.execute(params![told.number, serde_json::to_string(now)?])?;
        Ok(())
    }

    /// Those of some keys and days.
    pub fn about(&self, keys: &BTreeSet<String>, days: (i64, i64)) -> Result<BTreeSet<String>, StoreError> {
        let mut out = BTreeSet::new();
        for key in keys {
            self.within(key, days, None, &mut |row| {
                out.insert(row.telling.to_owned());
            })?;
        }
        Ok(out)
    }

    /// The tellings that share a key and a day with each of many others, by their ids, without those at places of other
    /// countries; looked up at once for those that seek one key on days near each other.
    pub fn fitting_each(&self, told: &[Rc<Told>]) -> Result<HashMap<String, BTreeSet<String>>, StoreError> {
        let mut out: HashMap<String, BTreeSet<String>> = HashMap::new();
        let mut by_key: BTreeMap<String, Vec<Seeker<'_>>> = BTreeMap::new();
        for t in told {
            let (first, last) = t.facts.days();
            out.insert(t.facts.id.clone(), BTreeSet::new());
            if t.ambiguous {
                continue;
            }
            for key in t.facts.seeks() {
                by_key.entry(key).or_default().push(Seeker { first, last, facts: &t.facts });
            }
        }
        for (key, mut seekers) in by_key {
            seekers.sort_by(|a, b| a.order().cmp(&b.order()));
            let mut rest = seekers.as_slice();
            while let Some(start) = rest.first() {
                let (some, others) = rest.split_at(start.company(rest));
                rest = others;
                let last = some.iter().map(|s| s.last).max().unwrap_or(start.last);
                let at = start.facts.spot().filter(|place| some.len() == 1 && !place.1.is_empty());
                let mut take = |row: Found<'_>| {
                    for seeker in some.iter().filter(|s| s.finds(&row)) {
                        if let Some(found) = out.get_mut(&seeker.facts.id) {
                            found.insert(row.telling.to_owned());
                        }
                    }
                };
                let places: BTreeSet<Option<(&str, &str)>> = some.iter().map(|s| s.facts.spot()).collect();
                match start.facts.when {
                    None if start.facts.is_timeless() => {
                        self.of_no_time(&key, start.facts.spot(), &mut take)?;
                        continue;
                    }
                    Some(day @ Edtf::DayOfYear(..)) => self.on(&key, day, at, &mut take)?,
                    _ => self.within(&key, (start.first, last), at, &mut take)?,
                }
                places.into_iter().try_for_each(|place| self.timeless(&key, place, &mut take))?;
            }
        }
        Ok(out)
    }

    // Those of a key and of some days; at a place and in a country or nobody knows where.
    fn within(
        &self,
        key: &str,
        (first, last): (i64, i64),
        at: Option<(&str, &str)>,
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        self.dated(key, (first, last), at, take)?;
        if last.saturating_sub(first) >= LONGEST_YEAR {
            return self.yearly(key, (0, i64::MAX), take);
        }
        // One more, for the last of February in a year that lacks it.
        let [from, to] = [first - 1, last].map(Day::from_number);
        let [from, to] = [from, to].map(|d| in_year(d.month, d.day));
        if from <= to {
            return self.yearly(key, (from, to), take);
        }
        self.yearly(key, (from, i64::MAX), take)?;
        self.yearly(key, (0, to), take)
    }

    // Those of a key that may have been on a day of an unknown year.
    fn on(
        &self,
        key: &str,
        day: Edtf,
        at: Option<(&str, &str)>,
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        let Edtf::DayOfYear(month, day) = day else { return Ok(()) };
        let place = in_year(month, day);
        self.yearly(key, (place, place), take)?;
        let mut years: Option<(i32, i32)> = None;
        for span in 0..=LONG {
            let Some((first, last)) = self.ends(key, span)? else { continue };
            let (first, last) = (Day::from_number(first).year, Day::from_number(last).year);
            years = Some(years.map_or((first, last), |y| (y.0.min(first), y.1.max(last))));
        }
        let Some((first, last)) = years else { return Ok(()) };
        if last.saturating_sub(first) > YEARS {
            return self.dated(key, (i64::MIN, i64::MAX), at, take);
        }
        for year in first..=last {
            let number = Day { year, month, day }.number();
            self.dated(key, (number, number), at, take)?;
        }
        Ok(())
    }

    // The first and the last day of a key on a shelf.
    fn ends(&self, key: &str, span: usize) -> Result<Option<(i64, i64)>, StoreError> {
        let ask = |query: &str, era: i64| -> Result<Option<i64>, StoreError> {
            Ok(self.db.prepare_cached(query)?.query_row(params![span, era, key], |r| r.get(0))?)
        };
        let Some(most) = SHELVES.get(span) else {
            return Ok(ask(LONG_FIRST, 0)?.zip(ask(LONG_LAST, 0)?));
        };
        let eras: Vec<i64> = if span <= CLOSE { self.eras(span, (i64::MIN, i64::MAX))? } else { vec![0] };
        let first = eras.iter().find_map(|&era| ask(FIRST, era).transpose()).transpose()?;
        let last = eras.iter().rev().find_map(|&era| ask(LAST, era).transpose()).transpose()?;
        Ok(first.zip(last).map(|(first, last)| (first, last + most)))
    }

    // The eras of a shelf that some days are in, in their order.
    fn eras(&self, span: usize, (first, last): (i64, i64)) -> Result<Vec<i64>, StoreError> {
        if first > last {
            return Ok(Vec::new());
        }
        let mut known = self.eras.borrow_mut();
        if known.is_none() {
            *known = Some(self.all_eras()?);
        }
        let eras = known.iter().filter_map(|eras| eras.get(span));
        Ok(eras.flat_map(|eras| eras.range(era(span, first)..=era(span, last))).copied().collect())
    }

    // Found one from the other.
    fn all_eras(&self) -> Result<Eras, StoreError> {
        let mut next = self.db.prepare_cached("SELECT min(era) FROM telling_key WHERE span = ?1 AND era > ?2")?;
        let mut out = Eras::default();
        for (span, eras) in out.iter_mut().enumerate() {
            let mut last = i64::MIN;
            while let Some(era) = next.query_row(params![span, last], |r| r.get::<_, Option<i64>>(0))? {
                eras.insert(era);
                last = era;
            }
        }
        Ok(out)
    }

    // Those of a key whose time is known, at a place or in its country.
    fn close_here(
        &self,
        key: &str,
        (place, country): (&str, &str),
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        for span in 0..=CLOSE {
            for era in self.eras(span, (i64::MIN, i64::MAX))? {
                self.each(&self.close_here, &[&key, &place, &country, &span, &era], take)?;
            }
        }
        Ok(())
    }

    fn dated(
        &self,
        key: &str,
        (first, last): (i64, i64),
        at: Option<(&str, &str)>,
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        let (place, country) = at.unwrap_or_default();
        for (span, most) in SHELVES.into_iter().enumerate().take(CLOSE + 1) {
            let from = first.saturating_sub(most);
            for era in self.eras(span, (from, last))? {
                let of_place: &[&dyn ToSql] = &[&key, &from, &last, &first, &span, &era, &country, &place];
                match at {
                    Some(_) => self.each(&self.close_at_place, of_place, take)?,
                    None => self.each(&self.close, &of_place[..6], take)?,
                }
            }
        }
        let from = first.saturating_sub(SHELVES[LONG - 1]);
        let of_place: &[&dyn ToSql] = &[&key, &first, &last, &from, &country, &place];
        match at {
            Some(_) => self.each(&self.at_place, of_place, take),
            None => self.each(&self.of_days, &of_place[..4], take),
        }
    }

    // Those of days of unknown years.
    fn yearly(&self, key: &str, (from, to): (i64, i64), take: &mut impl FnMut(Found<'_>)) -> Result<(), StoreError> {
        self.each(&self.of_year, &[&key, &from, &to], take)
    }

    // Those of no known time at a place or in its country.
    fn timeless(
        &self,
        key: &str,
        place: Option<(&str, &str)>,
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        let Some((place, country)) = place else { return Ok(()) };
        let query = if country.is_empty() { &self.timeless_at } else { &self.timeless_in };
        self.each(query, &[&key, &country, &place], take)
    }

    // Those that what is told of no time may be one with: what is told so too, and all at its place and in its country.
    fn of_no_time(
        &self,
        key: &str,
        place: Option<(&str, &str)>,
        take: &mut impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        let (place, country) = place.unwrap_or_default();
        self.close_here(key, (place, country), take)?;
        self.each(&self.of_no_time, &[&key, &place, &country], take)
    }

    fn each(&self, query: &str, values: &[&dyn ToSql], take: &mut impl FnMut(Found<'_>)) -> Result<(), StoreError> {
        let mut rows = self.db.prepare_cached(query)?;
        let mut rows = rows.query(values)?;
        while let Some(row) = rows.next()? {
            take(Found::of(row)?);
        }
        Ok(())
    }
}

impl<'r> Found<'r> {
    fn of(row: &'r Row<'_>) -> Result<Self, StoreError> {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let place = row.get_ref(5)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        let (telling, country) = (text(0)?, text(4)?);
        Ok(Self { telling, span: row.get(1)?, first: row.get(2)?, last: row.get(3)?, country, place })
    }
}

// Whether it is of no time, its place in an unknown year, whether its days say little, its first day; of no time its place.
type Order<'s> = (bool, Option<i64>, bool, i64, Option<(&'s str, &'s str)>);

struct Seeker<'f> {
    first: i64,
    last: i64,
    facts: &'f Facts,
}

impl Seeker<'_> {
    // Whether its days say little.
    fn is_wide(&self) -> bool {
        self.last.saturating_sub(self.first) > WINDOW
    }

    // Those that can look together stand together: of no time those at one place.
    fn order(&self) -> Order<'_> {
        let timeless = self.facts.is_timeless();
        (timeless, self.in_year(), self.is_wide(), self.first, self.facts.spot().filter(|_| timeless))
    }

    // How many of the first of some seekers, which begin with this one, look for the same at once.
    fn company(&self, rest: &[Self]) -> usize {
        let near = |s: &Self| self.is_wide() || !s.is_wide() && s.last.saturating_sub(self.first) <= WINDOW;
        if self.facts.is_timeless() {
            return rest.iter().take_while(|s| s.facts.spot() == self.facts.spot()).count().max(1);
        }
        let alike = |s: &&Self| !s.facts.is_timeless() && s.in_year() == self.in_year() && near(s);
        rest.iter().take_while(alike).count().max(1)
    }

    // Whether it would find a telling if it looked for itself.
    fn finds(&self, row: &Found<'_>) -> bool {
        let (place, country) = self.facts.spot().unzip();
        let there = row.place.is_some() && row.place == place;
        match (self.facts.is_timeless(), row.span) {
            (true, TIMELESS) => return true,
            (true, _) | (_, TIMELESS) => {
                return there || row.place.is_some() && !row.country.is_empty() && country == Some(row.country);
            }
            _ => {}
        }
        let unknown = country.is_none_or(str::is_empty) || row.country.is_empty();
        let here = there || unknown || country == Some(row.country);
        let meets = row.first <= self.last && row.last >= self.first;
        here && match of_year(row.first).filter(|_| row.span == YEARLY) {
            Some(day) if self.in_year().is_some() => self.facts.when == Some(day),
            Some(day) => day.may_be_within(self.first, self.last),
            None => meets && self.facts.may_be_with(row.first, row.last),
        }
    }

    // Its place in an unknown year.
    fn in_year(&self) -> Option<i64> {
        match self.facts.when {
            Some(Edtf::DayOfYear(month, day)) => Some(in_year(month, day)),
            _ => None,
        }
    }
}

// The first and the last day of a key on a shelf and in an era, looked up at the ends of the index; and on that of very many days,
// where few are.
const FIRST: &str = "SELECT min(first) FROM telling_key WHERE span = ?1 AND era = ?2 AND key = ?3";
const LAST: &str = "SELECT max(first) FROM telling_key WHERE span = ?1 AND era = ?2 AND key = ?3";
const LONG_FIRST: &str =
    "SELECT min(first) FROM telling_key WHERE span = ?1 AND era = ?2 AND key = ?3 AND last < 9223372036854775807";
const LONG_LAST: &str =
    "SELECT max(last) FROM telling_key WHERE span = ?1 AND era = ?2 AND key = ?3 AND last < 9223372036854775807";

const COLUMNS: &str = "SELECT telling, span, first, last, country, place FROM telling_key";

fn shelf_of(shelf: usize, first: &str, here: &str) -> String {
    let days = if shelf > LONG { "" } else { "AND last >= ?2" };
    format!("{COLUMNS} WHERE span = {shelf} AND era = 0 AND key = ?1 AND first {first} {days} {here}")
}

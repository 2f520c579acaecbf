//! How tellings that may be one find each other: by keys and days, with tellings of about as many days on one shelf, so that
//! few are looked at that are of other days.

use super::StoreError;
use super::pool::Told;
use bahi_resolve::combine::facts::Facts;
use rusqlite::{Connection, ToSql};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

// Days that tellings on one shelf may have been on, at most. On the last two are those of more days; on the last those of
// whose days the first is not known, where only the country parts them.
const SHELVES: [i64; 3] = [4, 40, 400];
const LONG: usize = SHELVES.len();
const OPEN: usize = LONG + 1;

// Days within which tellings are looked up together that seek the same key.
const WINDOW: i64 = 60;

/// The shelf of a telling that may have been on the days from a first to a last one.
pub fn shelf(first: i64, last: i64) -> usize {
    let days = last.saturating_sub(first);
    match first {
        i64::MIN => OPEN,
        _ => SHELVES.iter().position(|most| days <= *most).unwrap_or(LONG),
    }
}

/// Finds tellings by what they seek.
pub struct Keyed<'a> {
    db: &'a Connection,
    // Whether any judgement stands.
    judged: bool,
    of_days: String,
    at_place: String,
    at_country: String,
}

// What is known of a telling that was found by a key.
struct Found<'r> {
    telling: &'r str,
    first: i64,
    last: i64,
    country: &'r str,
    place: Option<&'r str>,
}

impl<'a> Keyed<'a> {
    /// In a ledger file.
    pub fn new(db: &'a Connection, judged: bool) -> Self {
        let here = "AND (country = ?7 OR country = '' OR place = ?8)";
        let open = |here: &str| shelf_of(OPEN, "<= ?3", here);
        let with = |here: &str, open: String| {
            let shelves = (0..SHELVES.len()).map(|n| shelf_of(n, &format!("BETWEEN ?{} AND ?3", n + 4), here));
            let shelves = shelves.chain([shelf_of(LONG, "<= ?3", here), open]);
            shelves.collect::<Vec<_>>().join(" UNION ALL ")
        };
        let at_country = with(here, shelf_of(OPEN, "= -9223372036854775808", "AND country IN ('', ?7)"));
        Self { db, judged, of_days: with("", open("")), at_place: with(here, open(here)), at_country }
    }

    /// Those of some keys and days.
    pub fn sought(&self, keys: &BTreeSet<String>, days: (i64, i64)) -> Result<BTreeSet<String>, StoreError> {
        let mut out = BTreeSet::new();
        for key in keys {
            self.each(key, days, None, |row| {
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
            for key in t.facts.seeks() {
                by_key.entry(key).or_default().push(Seeker { first, last, facts: &t.facts });
            }
        }
        for (key, mut seekers) in by_key {
            seekers.sort_by_key(|s| (s.is_wide(), s.first));
            let mut rest = seekers.as_slice();
            while let Some(start) = rest.first() {
                let within = |s: &&Seeker<'_>| start.is_wide() || !s.is_wide() && s.last - start.first <= WINDOW;
                let (some, others) = rest.split_at(rest.iter().take_while(within).count().max(1));
                rest = others;
                let last = some.iter().map(|s| s.last).max().unwrap_or(start.last);
                let at = if some.len() == 1 { place_of(start.facts) } else { None };
                self.each(&key, (start.first, last), at, |row| {
                    for seeker in some.iter().filter(|s| s.finds(&row)) {
                        if let Some(found) = out.get_mut(&seeker.facts.id) {
                            found.insert(row.telling.to_owned());
                        }
                    }
                })?;
            }
        }
        Ok(out)
    }

    // Those of a key and of some days; at a place and in a country or nobody knows where.
    fn each(
        &self,
        key: &str,
        (first, last): (i64, i64),
        at: Option<(&str, &str)>,
        mut take: impl FnMut(Found<'_>),
    ) -> Result<(), StoreError> {
        let query = match at {
            None => &self.of_days,
            // Who judged that two places are one may have put them into one country.
            Some(_) if self.judged => &self.at_place,
            Some(_) => &self.at_country,
        };
        let mut rows = self.db.prepare_cached(query)?;
        let (place, country) = at.unwrap_or_default();
        let [short, medium, long] = SHELVES.map(|days| first.saturating_sub(days));
        let of_place: &[&dyn ToSql] = &[&key, &first, &last, &short, &medium, &long, &country, &place];
        let mut rows = rows.query(if at.is_some() { of_place } else { &of_place[..6] })?;
        while let Some(r) = rows.next()? {
            let text = |column| r.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let place = r.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            take(Found { telling: text(0)?, first: r.get(1)?, last: r.get(2)?, country: text(3)?, place });
        }
        Ok(())
    }
}

// A place and its country, where both are known.
fn place_of(facts: &Facts) -> Option<(&str, &str)> {
    facts.place.as_ref().and_then(|p| Some((p.0.as_str(), p.1.as_deref()?)))
}

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

    // Whether it would find a telling if it looked for itself.
    fn finds(&self, row: &Found<'_>) -> bool {
        let here = match &self.facts.place {
            Some((place, Some(country))) => {
                row.country.is_empty() || row.country == country || row.place == Some(place)
            }
            _ => true,
        };
        here && row.first <= self.last && row.last >= self.first && self.facts.may_be_with(row.first, row.last)
    }
}

fn shelf_of(shelf: usize, first: &str, here: &str) -> String {
    format!(
        "SELECT telling, first, last, country, place FROM telling_key
          WHERE key = ?1 AND span = {shelf} AND first {first} AND last >= ?2 {here}"
    )
}

//! Where reports come from: outlets with how much they tell, and how much of it nobody else does.

use super::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// An outlet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlet {
    /// Its name; nothing for the reports that name none.
    pub name: Option<String>,
    /// Reports.
    pub reports: usize,
    /// Those of them that copy an earlier report, of whatever outlet.
    pub copies: usize,
    /// Dates of the first and the last report that has one, EDTF.
    pub dates: Option<(String, String)>,
    /// BCP 47 tags.
    pub languages: BTreeSet<String>,
    /// Engagements that its reports tell of.
    pub engagements: usize,
    /// Those of them of which no other outlet tells.
    pub alone: usize,
}

impl Store {
    /// All outlets, those with most reports first, of those with as many by letters; the reports that name none last.
    pub fn outlets_counted(&self) -> Result<Vec<Outlet>, StoreError> {
        let all = self.once("outlets".to_owned(), || self.count_outlets())?;
        Ok(all.to_vec())
    }

    fn count_outlets(&self) -> Result<Vec<Outlet>, StoreError> {
        let mut all: BTreeMap<Option<String>, Outlet> = BTreeMap::new();
        self.languages(&mut all)?;
        self.copied(&mut all)?;
        self.outlets_telling(&mut all)?;
        let mut out: Vec<Outlet> = all.into_values().collect();
        out.sort_by(|a, b| (a.name.is_none(), b.reports, &a.name).cmp(&(b.name.is_none(), a.reports, &b.name)));
        Ok(out)
    }

    fn languages(&self, all: &mut BTreeMap<Option<String>, Outlet>) -> Result<(), StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT outlet, head ->> '$.language', count(*), min(published), max(published) FROM report GROUP BY 1, 2",
        )?;
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let name = named(r.get(0)?);
            let one = all.entry(name.clone()).or_insert_with(|| Outlet { name, ..Outlet::default() });
            one.reports += count(r.get(2)?);
            one.languages.extend(r.get::<_, Option<String>>(1)?.filter(|l| !l.is_empty()));
            let dates: Option<(String, String)> = r.get::<_, Option<String>>(3)?.zip(r.get(4)?);
            one.dates = match (one.dates.take(), dates) {
                (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
        }
        Ok(())
    }

    fn copied(&self, all: &mut BTreeMap<Option<String>, Outlet>) -> Result<(), StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT r.outlet, count(*) FROM copy c JOIN report r ON r.number = c.number
              WHERE EXISTS (SELECT 1 FROM copy o WHERE o.grp = c.grp AND (o.published, o.report) < (c.published, c.report))
              GROUP BY 1",
        )?;
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            if let Some(one) = all.get_mut(&named(r.get(0)?)) {
                one.copies += count(r.get(1)?);
            }
        }
        Ok(())
    }

    fn outlets_telling(&self, all: &mut BTreeMap<Option<String>, Outlet>) -> Result<(), StoreError> {
        let mut rows = self.db.prepare_cached(
            "SELECT m.record, r.outlet FROM member m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report",
        )?;
        let mut rows = rows.query([])?;
        let mut by: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        while let Some(r) = rows.next()? {
            by.entry(r.get(0)?).or_default().insert(named(r.get(1)?));
        }
        for outlets in by.values() {
            for name in outlets {
                if let Some(one) = all.get_mut(name) {
                    one.engagements += 1;
                    one.alone += usize::from(outlets.len() == 1);
                }
            }
        }
        Ok(())
    }
}

// A name of white space is none.
fn named(name: Option<String>) -> Option<String> {
    name.filter(|n| !n.trim().is_empty())
}

fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or_default()
}

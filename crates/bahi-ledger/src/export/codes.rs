//! Country codes as data sets of events write them.

use bahi_knowledge::{Knowledge, Stock};
use std::collections::BTreeMap;

/// ISO 3166-1 alpha-2 codes to alpha-3, from the stock that was built in.
#[derive(Debug, Default)]
pub struct Codes(BTreeMap<String, String>);

impl Codes {
    /// Reads the codes of every country of the stock.
    pub fn embedded() -> Self {
        let mut raw = Knowledge::raw_embedded();
        raw.files.retain(|file| file.0.starts_with("world/countries/"));
        let countries = Stock::new(raw).countries;
        Self(countries.iter().filter_map(|country| Some((country.id.clone(), country.alpha3.clone()?))).collect())
    }

    /// The alpha-3 code; the code itself where there is none.
    pub fn alpha3<'a>(&'a self, alpha2: &'a str) -> &'a str {
        self.0.get(alpha2).map_or(alpha2, String::as_str)
    }
}

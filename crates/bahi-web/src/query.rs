//! The query string of a list, the same on pages and in the interface: filters, and what else is asked of a list.

use crate::errors::Fault;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use bahi::which::{FILTERS, Which};
use std::convert::Infallible;

/// Names and values of a query string, as they stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

// More than any page or program writes.
const MOST: usize = 200;

impl Query {
    /// Of what stands behind the question mark; what is no UTF-8 is replaced.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).take(MOST);
        Self { pairs: pairs.map(|(n, v)| (n.into_owned(), v.into_owned())).collect() }
    }

    /// Of names and values.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// The same with the limit that holds.
    ///
    /// # Errors
    /// A limit that is no number.
    pub fn with_limit(&self, usual: usize, most: usize) -> Result<Self, Fault> {
        let limit = self.limit(usual, most)?;
        let mut pairs: Vec<_> = self.pairs.iter().filter(|p| p.0 != "limit").cloned().collect();
        pairs.push(("limit".to_owned(), limit.to_string()));
        Ok(Self { pairs })
    }

    /// All names and values, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// The first value of a name that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().filter(|p| p.0 == name).map(|p| p.1.trim()).find(|v| !v.is_empty())
    }

    /// The values of a name that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |p| p.0 == name).map(|p| p.1.trim()).filter(|v| !v.is_empty())
    }

    /// Whether a switch is on: `?flat=1`, `?flat=yes`, `?flat`.
    pub fn is(&self, name: &str) -> bool {
        self.pairs.iter().any(|p| p.0 == name && !matches!(p.1.as_str(), "0" | "no" | "false" | "off"))
    }

    /// The filters; other names must be among `known`.
    ///
    /// # Errors
    /// A name that is no filter and not known, or a value that cannot be.
    pub fn which(&self, known: &[&str]) -> Result<Which, Fault> {
        let mut which = Which::default();
        for (name, value) in &self.pairs {
            if !which.set(name, value)? && !COMMON.contains(&name.as_str()) && !known.contains(&name.as_str()) {
                let filters = FILTERS.iter().map(|f| f.name).chain(known.iter().copied());
                let known = filters.collect::<Vec<_>>().join(", ");
                return Err(Fault::new("bad-filter", format!("there is no filter {name:?}; there are: {known}")));
            }
        }
        Ok(which)
    }

    /// Refuses names that a list does not take: what is misspelt would be passed over in silence.
    ///
    /// # Errors
    /// A name that is not among `known`.
    pub fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let other = self.pairs.iter().find(|p| !COMMON.contains(&p.0.as_str()) && !known.contains(&p.0.as_str()));
        other.map_or(Ok(()), |(name, _)| {
            let known = known.join(", ");
            Err(Fault::new("bad-filter", format!("there is no filter {name:?}; there are: {known}")))
        })
    }

    /// Refuses values of a name that are none of some.
    ///
    /// # Errors
    /// Another value, an empty one too.
    pub fn choice(&self, name: &str, of: &[&str]) -> Result<(), Fault> {
        let other = self.pairs.iter().find(|p| p.0 == name && !of.contains(&p.1.as_str()));
        other.map_or(Ok(()), |(_, value)| Err(Fault::bad(format!("{name}: {value:?} is none of {}", of.join(", ")))))
    }

    /// How many are asked for, at least one and at most `most`.
    ///
    /// # Errors
    /// What is no such number: a list that is shorter than was asked for would look whole.
    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, Fault> {
        let Some((_, limit)) = self.pairs.iter().find(|p| p.0 == "limit") else { return Ok(usual) };
        let number = limit.parse::<usize>().ok().filter(|n| (1..=most).contains(n));
        number.ok_or_else(|| Fault::bad(format!("limit: {limit:?} is no number from 1 to {most}")))
    }
}

// Names that every list takes.
const COMMON: [&str; 3] = ["lang", "limit", "token"];

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

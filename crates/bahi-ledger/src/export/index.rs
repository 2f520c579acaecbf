//! A ledger with its ids looked up. What a filter has left out is simply not found.

use bahi_resolve::ledger::{Actor, Claim, Evidence, Ledger, Party, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Words of a report, with the claim they support.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The words and their place.
    pub evidence: &'a Evidence,
}

/// A ledger by id.
#[derive(Debug)]
pub struct Index<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    actors: BTreeMap<&'a str, &'a Actor>,
    claims: BTreeMap<&'a str, &'a Claim>,
    reports: BTreeMap<&'a str, &'a Report>,
    by_record: BTreeMap<&'a str, Vec<&'a Claim>>,
}

impl<'a> Index<'a> {
    /// Looks up every id once.
    pub fn new(ledger: &'a Ledger) -> Self {
        let mut by_record: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &ledger.claims {
            by_record.entry(&claim.record).or_default().push(claim);
        }
        Self {
            ledger,
            actors: ledger.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            claims: ledger.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            reports: ledger.reports.iter().map(|report| (report.id.as_str(), report)).collect(),
            by_record,
        }
    }

    /// An actor.
    pub fn actor(&self, id: &str) -> Option<&'a Actor> {
        self.actors.get(id).copied()
    }

    /// A report.
    pub fn report(&self, id: &str) -> Option<&'a Report> {
        self.reports.get(id).copied()
    }

    /// The claims about a record, in the order of the ledger.
    pub fn claims_about(&self, record: &str) -> &[&'a Claim] {
        self.by_record.get(record).map_or(&[], Vec::as_slice)
    }

    /// The words behind a record, each place once.
    pub fn quotes(&self, record: &str) -> Vec<Quote<'a>> {
        distinct(self.claims_about(record).iter().copied())
    }

    /// The words behind some claims, each place once.
    pub fn quotes_of(&self, claims: &[String]) -> Vec<Quote<'a>> {
        distinct(claims.iter().filter_map(|id| self.claims.get(id.as_str()).copied()))
    }

    /// The Hindi name of a party.
    pub fn hindi(&self, party: &Party) -> Option<&'a str> {
        self.actor(party.actor.as_deref()?)?.name.hi.as_deref()
    }

    /// The state a party speaks for: that of its office, or itself.
    pub fn country<'b>(&self, party: &'b Party) -> Option<&'b str>
    where
        'a: 'b,
    {
        let of = party.office.as_ref().and_then(|office| office.of.as_deref());
        let own = || party.actor.as_deref().and_then(|id| self.actor(id)?.external.get("iso").map(String::as_str));
        of.or_else(own).filter(|code| is_country(code))
    }

    /// The latest publication date, in EDTF, of some reports; only dates known to the day.
    pub fn latest(&self, reports: &[String]) -> Option<&'a str> {
        let dates = reports.iter().filter_map(|id| self.report(id)?.published.as_deref());
        dates.filter(|date| super::dates::exact(date).is_some() && date.len() == 10).max()
    }
}

fn distinct<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<Quote<'a>> {
    let mut seen = BTreeSet::new();
    let quotes = claims.flat_map(|claim| claim.evidence.iter().map(move |evidence| Quote { claim, evidence }));
    quotes.filter(|quote| seen.insert((&quote.claim.report, quote.evidence.start, quote.evidence.end))).collect()
}

/// Whether a code is that of a country, not the id of a body.
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

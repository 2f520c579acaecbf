//! The ledger of some records alone.

use super::{Filter, Store, StoreError, Type};
use bahi_resolve::ledger::Ledger;
use std::collections::BTreeSet;

impl Store {
    /// The ledger of all records of some types, of all where none is given, that a filter lets through.
    pub fn narrowed(&self, types: &[Type], filter: &Filter) -> Result<Ledger, StoreError> {
        let mut ids = BTreeSet::new();
        for kind in if types.is_empty() { &Type::ALL[..] } else { types } {
            ids.extend(self.list(*kind, filter, usize::MAX)?.ids);
        }
        self.ledger_of(&ids)
    }

    /// The ledger of records of any type, by their present ids: these, and what they rest on.
    pub fn ledger_of(&self, ids: &BTreeSet<String>) -> Result<Ledger, StoreError> {
        let mut report = self.db.prepare_cached("SELECT report FROM telling WHERE id = ?1 AND type <> 'engagement'")?;
        let mut member = self.db.prepare_cached("SELECT telling FROM member WHERE record = ?1")?;
        let (mut reports, mut tellings) = (BTreeSet::new(), ids.clone());
        for id in ids {
            let rows = report.query_map([id], |r| r.get(0))?;
            reports.extend(rows.collect::<Result<Vec<String>, _>>()?);
            let rows = member.query_map([id], |r| r.get(0))?;
            tellings.extend(rows.collect::<Result<Vec<String>, _>>()?);
        }
        // A report tells of much besides, with many times as many claims.
        let mut out = self.tellings(ids, &reports, &serde_json::to_string(&tellings)?)?;
        out.statements.retain(|s| ids.contains(&s.id));
        out.agreements.retain(|a| ids.contains(&a.id));
        out.deliveries.retain(|d| ids.contains(&d.id));
        out.claims.retain(|c| ids.contains(&c.record));
        out.conflicts.retain(|c| ids.contains(&c.record));
        let told = reports_of(&out);
        out.reports.retain(|r| told.contains(&r.id));
        let named = named(&out);
        out.actors.retain(|a| named.contains(&a.id));
        Ok(out)
    }
}

fn reports_of(ledger: &Ledger) -> BTreeSet<String> {
    let lists = ledger.engagements.iter().map(|e| &e.reports).chain(ledger.statements.iter().map(|s| &s.reports));
    let lists = lists.chain(ledger.agreements.iter().map(|a| &a.reports));
    lists.chain(ledger.deliveries.iter().map(|d| &d.reports)).flatten().cloned().collect()
}

/// The actors that the records and claims of a ledger name.
pub(super) fn named(ledger: &Ledger) -> BTreeSet<String> {
    let said = ledger.statements.iter().flat_map(|s| std::iter::once(&s.speaker).chain(&s.addressee).chain(&s.target));
    let parties = ledger.engagements.iter().flat_map(|e| &e.parties).chain(said);
    let parties = parties.chain(ledger.agreements.iter().flat_map(|a| &a.parties));
    let mut out: BTreeSet<String> = parties.filter_map(|p| p.actor.clone()).collect();
    out.extend(ledger.engagements.iter().filter_map(|e| e.place.as_ref().map(|w| w.actor.clone())));
    out.extend(ledger.engagements.iter().filter_map(|e| e.forum.as_ref().map(|f| f.actor.clone())));
    out.extend(ledger.deliveries.iter().filter_map(|d| d.item.actor.clone()));
    out.extend(ledger.claims.iter().flat_map(|c| &c.attributed_to).filter_map(|p| p.actor.clone()));
    out
}

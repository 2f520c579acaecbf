//! Why a record is as it is: every value with its words, why reports were merged in it, and what was kept apart.

use super::envelope::Answer;
use crate::errors::Fault;
use bahi::Store;
use bahi::ledger::Claim;
use bahi::store::ClaimFilter;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Of a record by its present id.
///
/// # Errors
/// None but faults of the ledger.
pub fn why(store: &Store, id: &str) -> Result<Answer, Fault> {
    let filter = ClaimFilter { record: Some(id.to_owned()), ..ClaimFilter::default() };
    let (claims, _) = store.claims_listed(&filter, 0, usize::MAX)?;
    let ledger = store.ledger_of(&[id.to_owned()].into())?;
    let merged = ledger.engagements.first().map(|e| e.merged_because.clone()).unwrap_or_default();
    let judged: Vec<_> = ledger.engagements.iter().flat_map(|e| &e.judged).collect();
    let data = json!({
        "id": id,
        "fields": fields(&claims),
        "merged_because": merged,
        "judged": judged,
        "near_misses": if id.starts_with("E-") { store.near_misses(id)? } else { Vec::new() },
        "conflicts": ledger.conflicts,
    });
    Ok(Answer { data, ..Answer::default() })
}

// Fields in the order in which they are first told, each with its values.
fn fields(claims: &[Claim]) -> Vec<Value> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_field: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        if !by_field.contains_key(claim.field.as_str()) {
            order.push(&claim.field);
        }
        by_field.entry(&claim.field).or_default().push(claim);
    }
    order.iter().map(|field| json!({"field": field, "claims": by_field.get(field)})).collect()
}

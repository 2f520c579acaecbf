//! What is written of a report, worked out before the file is written to, so that many reports may be made ready side by side.

use super::claims::{Place, digest};
use super::words::own;
use super::{Incoming, StoreError, json, source};
use bahi_resolve::combine::conflicts::{Voice, agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::{Links, Told};
use bahi_resolve::ledger::{Actor, Claim, Ledger};
use bahi_text::fold;

/// What a report tells, as rows in the order of its ledger.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Of its actors.
    pub said: Vec<Said>,
    /// Of its records: engagements, statements, agreements, deliveries.
    pub tellings: Vec<Telling>,
    /// What merging looks at of its engagements, JSON.
    pub merging: Vec<String>,
    /// Of its claims.
    pub claims: Vec<Asserted>,
}

/// An actor.
#[derive(Debug, Clone)]
pub struct Said {
    /// What linking looks at of a person, and the same as JSON. The day stands in a column of its own, so that the same told
    /// on many days is found once.
    pub told: Option<(Told, String)>,
    /// JSON.
    pub body: String,
}

/// A record.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Its id.
    pub id: String,
    /// Its place among those of its type.
    pub place: usize,
    /// Its type.
    pub kind: &'static str,
    /// JSON.
    pub body: String,
    /// What the claims of an agreement or a delivery say, JSON.
    pub facts: Option<String>,
    /// By what it is compared.
    pub grp: Option<String>,
}

/// A claim: what of it is not kept as it is.
#[derive(Debug, Clone)]
pub struct Asserted {
    /// The places of its words, JSON.
    pub spans: String,
    /// Of these words.
    pub digest: i64,
    /// To whom it is attributed, JSON.
    pub sources: Option<String>,
}

/// A report as it is written: what it tells, and the rest.
#[derive(Debug, Clone)]
pub struct Ready {
    /// What it tells.
    pub rows: Rows,
    /// Its head, JSON.
    pub head: String,
    /// Its own words, folded.
    pub words: String,
    /// Its shingles.
    pub shingles: Vec<u8>,
    /// What it was read from, packed.
    pub source: Option<Vec<u8>>,
}

impl Ready {
    /// Of a report that was read.
    pub fn of(incoming: &Incoming) -> Result<Self, StoreError> {
        let head = incoming.ledger.reports.first();
        let furniture = head.map_or(&[][..], |head| &head.furniture);
        Ok(Self {
            rows: Rows::of(&incoming.ledger)?,
            head: head.map(json).transpose()?.unwrap_or_default(),
            words: fold(&own(&incoming.text, furniture)),
            shingles: incoming.signature.to_bytes(),
            source: incoming.source.as_ref().map(|source| source::packed(&source.bytes)),
        })
    }
}

impl Rows {
    /// Of the ledger of one report.
    pub fn of(ledger: &Ledger) -> Result<Self, StoreError> {
        Ok(Self {
            said: ledger.actors.iter().map(said).collect::<Result<_, _>>()?,
            tellings: tellings(ledger)?,
            merging: merging(ledger)?,
            claims: ledger.claims.iter().map(asserted).collect::<Result<_, _>>()?,
        })
    }
}

fn said(actor: &Actor) -> Result<Said, StoreError> {
    let told = match actor.kind == "person" {
        true => {
            let told = Told::new(actor, None);
            let json = serde_json::to_string(&told)?;
            Some((told, json))
        }
        false => None,
    };
    Ok(Said { told, body: json(actor)? })
}

fn merging(ledger: &Ledger) -> Result<Vec<String>, StoreError> {
    let facts = |e| {
        // The path may change, and is looked up.
        let facts = Facts { path: String::new(), ..Facts::new(e, ledger, &Links::default()) };
        Ok(serde_json::to_string(&facts)?)
    };
    ledger.engagements.iter().map(facts).collect()
}

fn tellings(ledger: &Ledger) -> Result<Vec<Telling>, StoreError> {
    let mut out = Vec::new();
    let mut put = |id: &String, place, kind, body, facts, grp| {
        out.push(Telling { id: id.clone(), place, kind, body, facts, grp });
    };
    let of = |record: &str| ledger.claims.iter().filter(|c| c.record == record).map(Voice::new).collect::<Vec<_>>();
    for (place, e) in ledger.engagements.iter().enumerate() {
        put(&e.id, place, "engagement", json(e)?, None, None);
    }
    for (place, s) in ledger.statements.iter().enumerate() {
        put(&s.id, place, "statement", json(s)?, None, None);
    }
    for (place, a) in ledger.agreements.iter().enumerate() {
        let grp = agreement_key(a).map(|k| format!("G {k}"));
        let facts = grp.is_some().then(|| serde_json::to_string(&of(&a.id))).transpose()?;
        put(&a.id, place, "agreement", json(a)?, facts, grp);
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let (facts, grp) = (Some(serde_json::to_string(&of(&d.id))?), Some(format!("H {}", delivery_key(d))));
        put(&d.id, place, "delivery", json(d)?, facts, grp);
    }
    Ok(out)
}

fn asserted(claim: &Claim) -> Result<Asserted, StoreError> {
    let spans: Vec<Place> = claim.evidence.iter().map(|e| (e.start, e.end, e.line)).collect();
    let sources = (!claim.attributed_to.is_empty()).then(|| serde_json::to_string(&claim.attributed_to)).transpose()?;
    Ok(Asserted { spans: serde_json::to_string(&spans)?, digest: digest(&claim.evidence), sources })
}

//! What is written of a report, worked out before the file is written to, so that many reports may be made ready side by side.

use super::claims::{Place, digest};
use super::words::own;
use super::{Incoming, StoreError, json, source};
use bahi_resolve::combine::conflicts::{Voice, agreement_key, delivery_key};
use bahi_resolve::combine::facts::Facts;
use bahi_resolve::combine::people::{Links, Told};
use bahi_resolve::ledger::{Actor, Claim, Engagement, Ledger};
use bahi_text::fold;

/// What a report tells, as rows in the order of its ledger.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Of its actors.
    pub said: Vec<Said>,
    /// Of its records: engagements, statements, agreements, deliveries.
    pub tellings: Vec<Telling>,
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
    /// What merging looks at of an engagement, JSON.
    pub merging: Option<String>,
    /// What the claims of an agreement or a delivery say, JSON.
    pub facts: Option<String>,
    /// By what it is compared.
    pub grp: Option<String>,
    /// Of what is no engagement: the actors that it is of, each with its role.
    pub sides: Vec<(String, &'static str)>,
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

impl Telling {
    fn new(id: &str, place: usize, kind: &'static str, body: String) -> Self {
        Self { id: id.to_owned(), place, kind, body, merging: None, facts: None, grp: None, sides: Vec::new() }
    }
}

impl Rows {
    /// Of the ledger of one report.
    pub fn of(ledger: &Ledger) -> Result<Self, StoreError> {
        Ok(Self {
            said: ledger.actors.iter().map(said).collect::<Result<_, _>>()?,
            tellings: tellings(ledger)?,
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

// What merging looks at of an engagement, JSON.
fn merging(e: &Engagement, ledger: &Ledger) -> Result<String, StoreError> {
    // The path may change, and is looked up.
    let facts = Facts { path: String::new(), ..Facts::new(e, ledger, &Links::default()) };
    Ok(serde_json::to_string(&facts)?)
}

fn tellings(ledger: &Ledger) -> Result<Vec<Telling>, StoreError> {
    let mut out = Vec::new();
    let of = |record: &str| ledger.claims.iter().filter(|c| c.record == record).map(Voice::new).collect::<Vec<_>>();
    for (place, e) in ledger.engagements.iter().enumerate() {
        let merging = Some(merging(e, ledger)?);
        out.push(Telling { merging, ..Telling::new(&e.id, place, "engagement", json(e)?) });
    }
    for (place, s) in ledger.statements.iter().enumerate() {
        let said = [("speaker", Some(&s.speaker)), ("addressee", s.addressee.as_ref()), ("target", s.target.as_ref())];
        let sides = said.into_iter().filter_map(|(role, party)| Some((party?.actor.clone()?, role))).collect();
        out.push(Telling { sides, ..Telling::new(&s.id, place, "statement", json(s)?) });
    }
    for (place, a) in ledger.agreements.iter().enumerate() {
        let sides = a.parties.iter().filter_map(|p| Some((p.actor.clone()?, "signatory"))).collect();
        let grp = agreement_key(a).map(|k| format!("G {k}"));
        let facts = grp.is_some().then(|| serde_json::to_string(&of(&a.id))).transpose()?;
        out.push(Telling { facts, grp, sides, ..Telling::new(&a.id, place, "agreement", json(a)?) });
    }
    for (place, d) in ledger.deliveries.iter().enumerate() {
        let sides = d.item.actor.iter().map(|actor| (actor.clone(), "item")).collect();
        let (facts, grp) = (Some(serde_json::to_string(&of(&d.id))?), Some(format!("H {}", delivery_key(d))));
        out.push(Telling { facts, grp, sides, ..Telling::new(&d.id, place, "delivery", json(d)?) });
    }
    Ok(out)
}

fn asserted(claim: &Claim) -> Result<Asserted, StoreError> {
    let spans: Vec<Place> = claim.evidence.iter().map(|e| (e.start, e.end, e.line)).collect();
    let sources = (!claim.attributed_to.is_empty()).then(|| serde_json::to_string(&claim.attributed_to)).transpose()?;
    Ok(Asserted { spans: serde_json::to_string(&spans)?, digest: digest(&claim.evidence), sources })
}

//! Candidates for a name, the likeliest first.

use super::body::Asked;
use super::entity::Entity;
use super::types::TYPES;
use crate::errors::Fault;
use crate::lang::Lang;
use bahi::store::ActorFilter;
use bahi::{Bahi, Store};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A candidate with how likely it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What it is.
    pub entity: Entity,
    /// From 0 to 100.
    pub score: f64,
    /// The spelling that was nearest.
    pub spelling: String,
    sure: bool,
    exact: bool,
    fits: bool,
}

// A name that is somebody's, a name of which it may be a part, and what is taken off for each that is nearer.
const SURE: f64 = 95.0;
const PERHAPS: f64 = 70.0;
const STEP: f64 = 0.5;
// Beside what is told of in the ledger, what knowledge alone has comes second.
const NOT_HERE: f64 = 3.0;
// What is given besides and does not fit.
const UNFIT: f64 = 0.6;
// Looked at before those of other types are left out.
const LOOKED_AT: usize = 100;

/// All queries of a batch, each by itself.
///
/// # Errors
/// What the ledger gives.
pub fn batch(bahi: &Bahi, store: &Store, queries: &BTreeMap<String, Asked>, lang: Lang) -> Result<Value, Fault> {
    let mut out = Map::new();
    for (key, asked) in queries {
        let found = candidates(bahi, store, asked)?;
        out.insert(key.clone(), json!({"result": shown(bahi, found, lang)}));
    }
    Ok(Value::Object(out))
}

/// Candidates for one query.
///
/// # Errors
/// What the ledger gives.
pub fn candidates(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Vec<Candidate>, Fault> {
    let name = asked.name();
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = kinds(&asked.types());
    let wanted = |entity: &Entity| kinds.is_empty() || kinds.contains(entity.kind());
    let mut out = Vec::new();
    // An id may stand where a name is expected.
    if let Ok(entity) = Entity::of(bahi, store, &name) {
        out.push(Candidate { entity, score: 100.0, spelling: name.clone(), sure: true, exact: true, fits: true });
    }
    out.extend(told_of(bahi, store, &name)?);
    let here: BTreeSet<String> = out.iter().filter_map(|c| c.entity.known(bahi)).map(|p| p.id).collect();
    out.extend(known(bahi, store, &name, &here)?);
    out.retain(|c| wanted(&c.entity));
    for candidate in &mut out {
        fit(bahi, asked, candidate);
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entity.id().cmp(&b.entity.id())));
    out.dedup_by(|a, b| a.entity.id() == b.entity.id());
    out.truncate(asked.limit());
    Ok(out)
}

fn told_of(bahi: &Bahi, store: &Store, name: &str) -> Result<Vec<Candidate>, Fault> {
    let found = store.actors_like(bahi.knowledge(), name, LOOKED_AT)?;
    let ids = found.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store.actors(&ActorFilter { ids, ..ActorFilter::default() }, usize::MAX)?.0;
    let rows: BTreeMap<&str, _> = rows.iter().map(|r| (r.id.as_str(), r)).collect();
    let candidate = |(place, a): (usize, &bahi::store::NamedActor)| {
        let row = (*rows.get(a.id.as_str())?).clone();
        let exact = [Some(a.name.as_str()), a.hindi.as_deref(), Some(a.spelling.as_str())];
        let exact = exact.into_iter().flatten().any(|n| same(n, name));
        let base = if exact && a.sure {
            100.0
        } else if a.sure {
            SURE
        } else {
            PERHAPS
        };
        let score = (base - STEP * place as f64).max(1.0);
        let (entity, spelling) = (Entity::Actor(Box::new(row)), a.spelling.clone());
        Some(Candidate { entity, score, spelling, sure: a.sure, exact, fits: true })
    };
    Ok(found.iter().enumerate().filter_map(candidate).collect())
}

// Those whom the ledger tells of are there already, unless they were too far down.
fn known(bahi: &Bahi, store: &Store, name: &str, here: &BTreeSet<String>) -> Result<Vec<Candidate>, Fault> {
    let mut out = Vec::new();
    for (place, person) in bahi.known_people(name, LOOKED_AT).into_iter().enumerate() {
        if here.contains(&person.id) || store.is_told_of(&person.id)? {
            continue;
        }
        let exact = [Some(person.name.as_str()), person.hindi.as_deref(), Some(person.spelling.as_str())];
        let exact = exact.into_iter().flatten().any(|n| same(n, name));
        let base = if exact && person.sure {
            100.0
        } else if person.sure {
            SURE
        } else {
            PERHAPS
        };
        let score = (base - NOT_HERE - STEP * place as f64).max(1.0);
        let (sure, spelling) = (person.sure, person.spelling.clone());
        out.push(Candidate { entity: Entity::Known(Box::new(person)), score, spelling, sure, exact, fits: true });
    }
    Ok(out)
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn kinds(types: &[String]) -> BTreeSet<&'static str> {
    TYPES.iter().filter(|t| types.iter().any(|asked| asked == t.0)).flat_map(|t| t.1).copied().collect()
}

// What is given besides counts against those whom it does not fit; what nothing is known of counts for nothing.
fn fit(bahi: &Bahi, asked: &Asked, candidate: &mut Candidate) {
    let entity = &candidate.entity;
    let person = entity.known(bahi);
    let country = asked.given("country");
    let office = asked.given("office");
    let wikidata = asked.given("wikidata");
    let fits = [
        entity
            .country()
            .filter(|_| !country.is_empty())
            .map(|own| country.iter().any(|c| bahi.country_code(c).is_some_and(|code| code == own))),
        person.as_ref().and_then(|p| p.office.as_ref()).filter(|_| !office.is_empty()).map(|(title, _)| {
            office.iter().any(|o| same(o, title) || bahi.title_in_hindi(title).is_some_and(|t| same(o, &t)))
        }),
        person
            .as_ref()
            .and_then(|p| p.wikidata.as_ref())
            .filter(|_| !wikidata.is_empty())
            .map(|q| wikidata.iter().any(|w| same(w, q))),
    ];
    if fits.into_iter().flatten().any(|fit| !fit) {
        candidate.score *= UNFIT;
        candidate.fits = false;
    }
}

// A match is certain where one alone bears the name and nothing speaks against it.
fn shown(bahi: &Bahi, found: Vec<Candidate>, lang: Lang) -> Vec<Value> {
    let alone = found.iter().filter(|c| c.sure && c.fits).count() == 1;
    let one = |c: &Candidate| {
        json!({
            "id": c.entity.id(),
            "name": c.entity.name(lang),
            "description": c.entity.description(bahi, lang),
            "score": (c.score * 10.0).round() / 10.0,
            "match": alone && c.sure && c.fits,
            "type": [super::types::typed(c.entity.of_type(), lang)],
            "features": [
                {"id": "same_letters", "value": c.exact},
                {"id": "own_name", "value": c.sure},
                {"id": "told_of_here", "value": matches!(c.entity, Entity::Actor(_))},
            ],
        })
    };
    found.iter().map(one).collect()
}

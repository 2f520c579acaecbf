//! Judged values on what is put together only when it is asked for: actors, statements, agreements, deliveries.

use super::load::{bonds_on, majority, rulings_on};
use crate::store::StoreError;
use bahi_resolve::combine::people::Links;
use bahi_resolve::judge::bonds::Bonds;
use bahi_resolve::judge::{Ruling, fields};
use bahi_resolve::ledger::{Actor, Judged, Ledger, Party};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// What was judged about the actors and records of a ledger.
#[derive(Debug, Default)]
pub struct Overlay {
    records: BTreeMap<String, Vec<Ruling>>,
    actors: BTreeMap<String, Vec<Ruling>>,
    bonds: Bonds,
}

impl Overlay {
    /// Loads what concerns a ledger.
    pub fn load(db: &Connection, ledger: &Ledger, links: &Links) -> Result<Self, StoreError> {
        let mut ids: BTreeSet<String> = ledger.statements.iter().map(|s| s.id.clone()).collect();
        ids.extend(ledger.agreements.iter().map(|a| a.id.clone()));
        ids.extend(ledger.deliveries.iter().map(|d| d.id.clone()));
        let mut out = Self::default();
        for ruling in rulings_on(db, &ids, links)? {
            for id in &ruling.on {
                out.records.entry(id.clone()).or_default().push(ruling.clone());
            }
        }
        let mut judged = db.prepare_cached("SELECT DISTINCT key FROM judged WHERE key >= 'A-' AND key < 'A.'")?;
        let keys: BTreeSet<String> = judged.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        for ruling in rulings_on(db, &keys, links)? {
            if let Some(actor) = majority(&ruling.on, |key| Some(links.id(key))).map(str::to_owned) {
                out.actors.entry(actor).or_default().push(ruling);
            }
        }
        out.bonds = bonds_on(db, &keys)?;
        Ok(out)
    }

    /// Puts it into the ledger, whose ids are those of the whole.
    pub fn apply(&self, ledger: &mut Ledger) {
        for s in &mut ledger.statements {
            self.records.get(&s.id).into_iter().for_each(|r| fields::statement(s, r));
        }
        for a in &mut ledger.agreements {
            self.records.get(&a.id).into_iter().for_each(|r| fields::agreement(a, r));
        }
        for d in &mut ledger.deliveries {
            self.records.get(&d.id).into_iter().for_each(|r| fields::delivery(d, r));
        }
        let mut names = BTreeMap::new();
        for a in &mut ledger.actors {
            self.actor(a);
            if self.renames(&a.id) {
                names.insert(a.id.clone(), a.name.en.clone());
            }
        }
        if !names.is_empty() {
            call_by(ledger, &names);
        }
    }

    fn actor(&self, a: &mut Actor) {
        if !self.bonds.is_empty() {
            let mut said = a.aliases.clone();
            said.push(a.id.clone());
            a.judged = self.bonds.about(&said);
        }
        self.actors.get(&a.id).into_iter().for_each(|r| fields::actor(a, r));
    }

    fn renames(&self, actor: &str) -> bool {
        self.actors.get(actor).is_some_and(|r| r.iter().any(|r| r.decides() && r.field == "name/en"))
    }
}

type Names = BTreeMap<String, Option<String>>;

// Records call an actor by the name that a person gave it, unless one was given for that record.
fn call_by(ledger: &mut Ledger, names: &Names) {
    for e in &mut ledger.engagements {
        e.parties.iter_mut().for_each(|p| call(p, &e.judged, names));
        let places = e.place.iter_mut().map(|w| (&w.actor, &mut w.name));
        for (actor, name) in places.chain(e.forum.iter_mut().map(|f| (&f.actor, &mut f.name))) {
            if let Some(Some(new)) = names.get(actor) {
                name.clone_from(new);
            }
        }
    }
    for s in &mut ledger.statements {
        let parties = std::iter::once(&mut s.speaker).chain(&mut s.addressee).chain(&mut s.target);
        parties.for_each(|p| call(p, &s.judged, names));
    }
    for a in &mut ledger.agreements {
        a.parties.iter_mut().for_each(|p| call(p, &a.judged, names));
    }
    for item in ledger.deliveries.iter_mut().map(|d| &mut d.item) {
        if let Some(Some(new)) = item.actor.as_ref().and_then(|a| names.get(a)) {
            item.name.clone_from(new);
        }
    }
}

fn call(p: &mut Party, judged: &[Judged], names: &Names) {
    let Some((actor, new)) = p.actor.as_ref().and_then(|a| names.get_key_value(a)) else { return };
    let own = judged.iter().any(|j| j.field.ends_with("/name") && j.field.contains(actor.as_str()));
    if !own {
        p.name.clone_from(new);
    }
}

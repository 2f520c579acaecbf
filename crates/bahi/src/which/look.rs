//! Names looked up in a ledger.

use super::WhichError;
use crate::Bahi;
use bahi_ledger::Store;
use bahi_ledger::store::{About, NamedActor};

/// Looks names up.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The knowledge.
    pub bahi: &'a Bahi,
    /// The ledger.
    pub store: &'a Store,
}

impl Look<'_> {
    /// A country or body, as code.
    ///
    /// # Errors
    /// No such country.
    pub fn country(&self, name: &str) -> Result<String, WhichError> {
        self.bahi.country_code(name).ok_or_else(|| WhichError::Country { name: name.to_owned() })
    }

    /// The actor that a name most likely means here; where it may mean others a note says so.
    ///
    /// # Errors
    /// Nobody of that name.
    pub fn who(&self, name: &str, notes: &mut Vec<String>) -> Result<String, WhichError> {
        let found = self.actors(name)?;
        let (first, rest) = found.split_first().ok_or_else(|| WhichError::Nobody { name: name.to_owned() })?;
        if !rest.is_empty() || !first.sure {
            let others: Vec<String> = rest.iter().take(4).map(|a| format!("{} {}", a.id, a.name)).collect();
            let more =
                if others.is_empty() { String::new() } else { format!("; it may also be {}", others.join(", ")) };
            notes.push(format!("{name}: taken for {} {}{more}", first.id, first.name));
        }
        Ok(first.id.clone())
    }

    /// The actors that a name or an id may mean here.
    ///
    /// # Errors
    /// What the ledger gives.
    pub fn actors(&self, name: &str) -> Result<Vec<NamedActor>, WhichError> {
        if name.to_uppercase().starts_with("A-") {
            let ids = self.store.resolve_id(name)?;
            if let [id] = ids.as_slice() {
                return Ok(vec![self.store.actor_called(id)?]);
            }
        }
        Ok(self.store.actors_named(self.bahi.knowledge(), name)?)
    }

    /// Ids of the things of some kinds that a name means.
    fn ids(&self, name: &str, what: &'static str, kinds: &[&'static str]) -> Result<Vec<String>, WhichError> {
        let none = || WhichError::Nothing { what, kind: kinds[0], name: name.to_owned() };
        if name.to_uppercase().starts_with("A-") {
            // Somebody who gives an id means just that, whatever its kind: a visit may be to a country.
            let found: Vec<String> = self.actors(name)?.into_iter().map(|a| a.id).collect();
            return if found.is_empty() { Err(none()) } else { Ok(found) };
        }
        let found = self.store.actors_like(self.bahi.knowledge(), name, usize::MAX)?;
        let mut found: Vec<NamedActor> = found.into_iter().filter(|a| kinds.contains(&a.kind.as_str())).collect();
        if found.iter().any(|a| a.sure) {
            found.retain(|a| a.sure);
        }
        if found.is_empty() {
            return Err(none());
        }
        Ok(found.into_iter().map(|a| a.id).collect())
    }

    /// Forums, as actors.
    ///
    /// # Errors
    /// No such forum.
    pub fn forum(&self, name: &str) -> Result<Vec<String>, WhichError> {
        self.ids(name, "forum", &["body", "forum"])
    }

    /// Places as actors, and the code of a country of that name.
    ///
    /// # Errors
    /// No such place.
    pub fn place(&self, name: &str) -> Result<Vec<String>, WhichError> {
        let code = self.bahi.country_code(name);
        match self.ids(name, "place", &["place"]) {
            Ok(mut ids) => {
                ids.extend(code);
                Ok(ids)
            }
            Err(error) => code.map(|code| vec![code]).ok_or(error),
        }
    }

    /// Goods by name, as [`Self::goods`].
    ///
    /// # Errors
    /// No such goods.
    pub fn system(&self, name: &str) -> Result<About, WhichError> {
        let items = self.ids(name, "system", &["system", "other"])?;
        let mut about = self.goods(&items)?;
        about.topics.extend(self.store.topics_like(&[name])?);
        Ok(about)
    }

    /// Goods by their ids: deliveries of them, and topics and instruments that name them.
    ///
    /// # Errors
    /// What the ledger gives.
    pub fn goods(&self, items: &[String]) -> Result<About, WhichError> {
        let mut names = Vec::new();
        for id in items {
            names.push(self.store.actor_called(id)?.name);
            names.extend(self.store.names_of(self.bahi.knowledge(), id)?);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(About { topics: self.store.topics_like(&names)?, items: items.to_vec() })
    }

    /// Topics and instruments with some words, and goods of that name.
    ///
    /// # Errors
    /// No topic has them.
    pub fn topic(&self, words: &str) -> Result<About, WhichError> {
        let topics = self.store.topics_like(&[words])?;
        if topics.is_empty() {
            return Err(WhichError::Topic { words: words.to_owned() });
        }
        Ok(About { items: self.ids(words, "system", &["system"]).unwrap_or_default(), topics })
    }
}

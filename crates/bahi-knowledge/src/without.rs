//! The stock with part of it taken out, to measure what that part does.

use crate::stock::{RawFile, RawStock};
use serde_json::Value;

const SHARED: &str = "/names/shared.toml";
const KEY: &str = "people/";

impl RawStock {
    /// The same stock without a single person: nobody's terms of office, nobody's names.
    #[must_use]
    pub fn without_people(mut self) -> Self {
        self.files.retain(|(path, _)| !path.starts_with("world/people/") && !path.contains("/names/people/"));
        self.sources.retain(|(path, _)| !path.contains("/people/"));
        self.files.iter_mut().filter(|(path, _)| path.ends_with(SHARED)).for_each(unshare);
        self
    }
}

// A form that only one of its bearers is left of is not shared any more.
fn unshare((_, text): &mut RawFile) {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return };
    if let Some(list) = value.get_mut("shared").and_then(Value::as_array_mut) {
        for form in list.iter_mut() {
            if let Some(order) = form.get_mut("order").and_then(Value::as_array_mut) {
                order.retain(|bearer| !bearer.as_str().is_some_and(|b| b.starts_with(KEY)));
            }
        }
        list.retain(|form| form.get("order").and_then(Value::as_array).is_some_and(|order| !order.is_empty()));
    }
    *text = value.to_string().into();
}

#[cfg(test)]
mod tests {
    use crate::{Entry, Knowledge, UNKNOWN};

    #[test]
    fn nobody_is_known_without_people_and_the_rest_is() {
        let k = Knowledge::from_raw(Knowledge::raw_embedded().without_people());
        assert!(k.stock.people.is_empty() && k.stock.problems.is_empty(), "{:?}", k.stock.problems);
        let lexicon = &k.index.lexicon;
        assert_eq!(lexicon.symbol("शोइगू"), UNKNOWN);
        let mut hits = Vec::new();
        lexicon.hits(&[lexicon.symbol("रूस")], &mut hits);
        assert!(hits.iter().any(|h| matches!(h.entry, Entry::Country(..))));
    }
}

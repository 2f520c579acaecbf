//! Microdata, and the elements of HTML that say when: what the markup of the article itself says.

use super::super::dom::{Dom, Id, Tag};
use super::Facts;
use super::head::tag;
use super::said::{Said, of_attr, of_element};

/// Reads what stands within `scope`.
pub(super) fn read(dom: &Dom<'_>, scope: Id) -> Facts {
    let mut facts = Facts::default();
    for id in dom.within(scope) {
        let Some(property) = dom.attr(id, "itemprop") else { continue };
        for property in property.split_ascii_whitespace() {
            match property {
                "headline" if facts.title.is_none() => facts.title = value(dom, id),
                "author" | "creator" if facts.authors.len() < 8 && !within_quote(dom, id) => {
                    facts.authors.extend(name(dom, id).filter(|n| !n.text.contains("://")));
                }
                "publisher" if facts.outlet.is_none() => facts.outlet = name(dom, id),
                "datePublished" if facts.published.is_none() => facts.published = value(dom, id),
                "dateModified" if facts.modified.is_none() => facts.modified = value(dom, id),
                "inLanguage" if facts.language.is_none() => facts.language = value(dom, id).and_then(|v| tag(&v.text)),
                _ => {}
            }
        }
    }
    facts.authors.dedup_by(|a, b| a.text == b.text);
    if facts.published.is_none() {
        facts.published = dom.within(scope).find_map(|id| {
            let is = dom.tag(id) == Tag::Time
                && (dom.find_attr(id, "pubdate").is_some() || names(dom, id).contains("publish"));
            is.then(|| of_attr(dom, id, "datetime")).flatten()
        });
    }
    facts
}

fn names(dom: &Dom<'_>, id: Id) -> String {
    dom.attr(id, "class").unwrap_or_default().to_ascii_lowercase()
}

/// Comments have authors too.
fn within_quote(dom: &Dom<'_>, id: Id) -> bool {
    dom.ancestors(id).any(|a| dom.attr(a, "itemprop").is_some_and(|p| matches!(&*p, "comment" | "review")))
}

/// The value of a property: what an attribute says, or the text.
fn value(dom: &Dom<'_>, id: Id) -> Option<Said> {
    ["content", "datetime"].iter().find_map(|name| of_attr(dom, id, name)).or_else(|| of_element(dom, id))
}

/// The name of a person or body: its own property `name`, or its text.
fn name(dom: &Dom<'_>, id: Id) -> Option<Said> {
    let named = dom.within(id).skip(1).find(|&d| dom.attr(d, "itemprop").is_some_and(|p| &*p == "name"));
    named.and_then(|n| value(dom, n)).or_else(|| value(dom, id))
}

//! What the tags of the head say: Open Graph and its kin, the canonical address, the language.

use super::super::dom::{Dom, Tag};
use super::said::{Said, of_attr, of_element};
use super::{Claims, Facts};

/// Names of `meta` tags, each list from the surest to the least.
const PUBLISHED: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "citation_publication_date",
    "date",
];
const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article.updated",
    "revised",
];
const TITLE: [&str; 6] = ["og:title", "twitter:title", "dc.title", "parsely-title", "citation_title", "title"];
const AUTHOR: [&str; 8] = [
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
];
const OUTLET: [&str; 7] = [
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "article:publisher",
    "apple-mobile-web-app-title",
    "cre",
];
const LANGUAGE: [&str; 4] = ["content-language", "dc.language", "language", "og:locale"];

/// Reads the head of a page.
pub(super) fn read(dom: &Dom<'_>, claims: &mut Claims) {
    let mut metas: Vec<(String, Said)> = Vec::new();
    for id in 0..dom.nodes.len() as u32 {
        match dom.tag(id) {
            Tag::Meta => {
                let name = ["property", "name", "http-equiv", "itemprop"].iter().find_map(|n| dom.attr(id, n));
                if let (Some(name), Some(content)) = (name, of_attr(dom, id, "content")) {
                    metas.push((name.trim().to_ascii_lowercase(), content));
                }
            }
            Tag::Link if claims.head.canonical.is_none() => {
                let canonical = dom.attr(id, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
                claims.head.canonical = canonical.then(|| of_attr(dom, id, "href")).flatten().map(|s| s.text);
            }
            Tag::Title if claims.window.is_none() => claims.window = of_element(dom, id),
            Tag::Html if claims.head.language.is_none() => {
                claims.head.language = dom.attr(id, "lang").or_else(|| dom.attr(id, "xml:lang")).and_then(|l| tag(&l));
            }
            _ => {}
        }
    }
    let Facts { language, canonical, .. } = std::mem::take(&mut claims.head);
    claims.head = facts(&metas);
    claims.head.canonical = canonical.or(claims.head.canonical.take());
    claims.head.language = language.or(claims.head.language.take());
}

fn facts(metas: &[(String, Said)]) -> Facts {
    let all = |names: &[&str]| -> Vec<Said> {
        let of =
            |name: &&str| metas.iter().filter(|(n, _)| n == *name).map(|(_, said)| said.clone()).collect::<Vec<_>>();
        names.iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
    };
    let is_name = |said: &Said| !said.text.contains("://") && !said.text.starts_with('@');
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| metas.iter().find(|(n, said)| n == name && is_name(said)).map(|(_, said)| said.clone()))
    };
    let dated = |names: &[&str]| {
        let is_date = |said: &Said| crate::format::stamp(&said.text).is_some();
        names
            .iter()
            .find_map(|name| metas.iter().find(|(n, said)| n == name && is_date(said)).map(|(_, said)| said.clone()))
    };
    let authors = AUTHOR.iter().map(|name| all(&[name])).map(|a| a.into_iter().filter(is_name).collect::<Vec<_>>());
    Facts {
        title: first(&TITLE),
        authors: authors.into_iter().find(|a| !a.is_empty()).unwrap_or_default(),
        outlet: first(&OUTLET),
        published: dated(&PUBLISHED),
        modified: dated(&MODIFIED),
        language: first(&LANGUAGE).and_then(|said| tag(&said.text)),
        canonical: all(&["og:url"]).into_iter().next().map(|said| said.text),
    }
}

/// A language tag, in lower case and with hyphens.
pub(super) fn tag(text: &str) -> Option<String> {
    let tag = text.split([',', ';', ' ']).next()?.trim().replace('_', "-").to_ascii_lowercase();
    let good = tag.len() >= 2 && tag.len() <= 12 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    good.then_some(tag)
}

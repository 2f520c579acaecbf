//! JSON-LD: the articles that a page's data describe.

use std::ops::Range;

use super::super::dom::{Dom, Id, Tag};
use super::super::json::{self, Value};
use super::said::{Said, of_json};
use super::{Facts, head::tag};

/// An article as data describe it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    pub facts: Facts,
    /// How sure it is that this is the page's article: by its type.
    pub rank: u8,
    /// Where the text stands in the source, if the data hold it.
    pub body: Option<Range<usize>>,
}

/// Scripts of one page that are read, at most.
const MOST_SCRIPTS: usize = 64;

/// Articles that the data of one page describe, at most.
const MOST_NODES: usize = 64;

/// The articles of all scripts of a page.
pub(super) fn nodes(dom: &Dom<'_>) -> Vec<Node> {
    let is_data = |&id: &Id| {
        dom.tag(id) == Tag::Script
            && dom.attr(id, "type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"))
    };
    let mut out = Vec::new();
    for id in (0..dom.nodes.len() as Id).filter(is_data).take(MOST_SCRIPTS) {
        for text in dom.children(id) {
            let node = dom.node(text);
            if let Some(value) = json::parse(dom.src, node.start as usize..node.end as usize) {
                let graph = Graph { src: dom.src, root: &value };
                graph.collect(&value, 0, &mut out);
            }
        }
    }
    out
}

/// One script's data.
struct Graph<'s, 'v> {
    src: &'s str,
    root: &'v Value,
}

impl Graph<'_, '_> {
    fn collect(&self, value: &Value, depth: usize, out: &mut Vec<Node>) {
        match value {
            Value::List(values) => values.iter().for_each(|v| self.collect(v, depth, out)),
            Value::Map(entries) if depth < 6 => {
                let rank = self.rank(value);
                if rank > 0 && out.len() < MOST_NODES {
                    out.push(self.node(value, rank));
                }
                for (key, inner) in entries {
                    let key = self.src.get(key.clone()).unwrap_or_default();
                    if matches!(key, "@graph" | "mainEntity" | "itemListElement" | "item" | "hasPart" | "about") {
                        self.collect(inner, depth + 1, out);
                    }
                }
            }
            _ => {}
        }
    }

    /// How surely the type is that of the page's article.
    fn rank(&self, value: &Value) -> u8 {
        let types = value.get(self.src, "@type").map(Value::each).unwrap_or_default();
        let rank = |t: &Value| match t
            .text()
            .and_then(|r| self.src.get(r))
            .map(|t| t.rsplit(['/', ':']).next().unwrap_or(t))
        {
            Some(
                "NewsArticle"
                | "ReportageNewsArticle"
                | "LiveBlogPosting"
                | "AnalysisNewsArticle"
                | "BackgroundNewsArticle"
                | "OpinionNewsArticle",
            ) => 4,
            Some("Article" | "BlogPosting" | "Report" | "SocialMediaPosting" | "TechArticle" | "ScholarlyArticle") => 3,
            Some("VideoObject" | "ImageGallery" | "MediaGallery") => 2,
            Some("WebPage" | "ItemPage" | "AboutPage") => 1,
            _ => 0,
        };
        types.iter().map(rank).max().unwrap_or(0)
    }

    fn node(&self, value: &Value, rank: u8) -> Node {
        let first = |keys: &[&str]| keys.iter().find_map(|k| value.get(self.src, k));
        let said = |keys: &[&str]| first(keys).and_then(|v| self.said(v));
        let plain = |keys: &[&str]| said(keys).map(|s| s.text);
        let page = first(&["mainEntityOfPage"]).and_then(|v| self.address(v));
        let facts = Facts {
            title: said(if rank == 1 { &["headline"] } else { &["headline", "name"] }),
            authors: first(&["author", "creator"]).map(|v| self.names(v)).unwrap_or_default(),
            outlet: first(&["publisher", "sourceOrganization", "provider"])
                .and_then(|v| self.names(v).into_iter().next()),
            published: said(&["datePublished", "dateCreated", "uploadDate"]),
            modified: said(&["dateModified"]),
            language: first(&["inLanguage"]).and_then(|v| self.language(v)),
            canonical: page.or_else(|| plain(&["url"])),
        };
        let body = first(&["articleBody", "text"]).and_then(|v| v.each().first()).and_then(Value::text);
        Node { facts, rank, body: body.filter(|b| b.len() > 100) }
    }

    fn said(&self, value: &Value) -> Option<Said> {
        let value = value.each().first()?;
        let value = value.get(self.src, "@value").unwrap_or(value);
        of_json(self.src, value.text()?)
    }

    /// The address of a page, given as such or as a thing.
    fn address(&self, value: &Value) -> Option<String> {
        let value = value.each().first()?;
        let inner = ["@id", "url"].iter().find_map(|k| value.get(self.src, k)).unwrap_or(value);
        of_json(self.src, inner.text()?).map(|s| s.text).filter(|a| a.contains("://"))
    }

    fn language(&self, value: &Value) -> Option<String> {
        let value = value.each().first()?;
        let inner = ["alternateName", "name"].iter().find_map(|k| value.get(self.src, k)).unwrap_or(value);
        tag(self.src.get(inner.text()?)?)
    }

    /// The names of people or bodies, given as such, as things, or by reference to another place of the data.
    fn names(&self, value: &Value) -> Vec<Said> {
        let name = |v: &Value| match v {
            Value::Map(_) => {
                let thing = match v.get(self.src, "name") {
                    Some(_) => v,
                    None => self.referred(v)?,
                };
                self.said(thing.get(self.src, "name")?)
            }
            other => self.said(other),
        };
        let named = value.each().iter().filter_map(name);
        named.filter(|s| !s.text.contains("://")).collect()
    }

    fn referred(&self, value: &Value) -> Option<&Value> {
        let id = self.src.get(value.get(self.src, "@id")?.text()?)?;
        self.find(self.root, id, 0)
    }

    fn find<'r>(&self, value: &'r Value, id: &str, depth: usize) -> Option<&'r Value> {
        match value {
            Value::List(values) => values.iter().find_map(|v| self.find(v, id, depth)),
            Value::Map(entries) => {
                let own = value.get(self.src, "@id").and_then(Value::text).and_then(|r| self.src.get(r));
                if own == Some(id) && value.get(self.src, "name").is_some() {
                    return Some(value);
                }
                entries.iter().filter(|_| depth < 6).find_map(|(_, v)| self.find(v, id, depth + 1))
            }
            _ => None,
        }
    }
}

//! Which fields of a row hold what.

use super::{About, Form, Unit};
use std::str::FromStr;

/// Names under which rows commonly keep the parts of a report, the more exact first.
const COMMON: [(&str, &[&str]); 5] = [
    ("text", &["text", "body", "articleBody", "article", "content", "maintext", "full_text"]),
    ("title", &["title", "headline", "heading"]),
    ("published", &["published", "datePublished", "date_published", "date_publish", "published_at", "pubDate", "date"]),
    ("outlet", &["outlet", "publisher", "source", "site", "source_domain"]),
    ("url", &["url", "link", "canonical", "uri"]),
];

/// Which fields of a row hold the text, the headline, the day, the outlet and the address of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    fields: Vec<(String, String)>,
}

impl FromStr for FieldMap {
    type Err = String;

    /// Reads `text=body,title=headline`; a dot leads into an object within the row.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut out = Self::default();
        for pair in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let known = || COMMON.map(|(name, _)| name).join(", ");
            let Some((part, field)) = pair.split_once('=') else {
                return Err(format!("{pair:?} maps nothing; write part=field, where part is one of {}", known()));
            };
            if !COMMON.iter().any(|(name, _)| *name == part.trim()) {
                return Err(format!("{:?} is no part of a report; the parts are {}", part.trim(), known()));
            }
            out.fields.push((part.trim().to_owned(), field.trim().to_owned()));
        }
        if out.field("text").is_none() {
            return Err("no field is named for the text; write text=FIELD".to_owned());
        }
        Ok(out)
    }
}

impl FieldMap {
    /// The field that holds a part.
    pub fn field(&self, part: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == part).map(|(_, field)| field.as_str())
    }
}

/// The value of a part of the report, by the map or, without one, by the names that are common.
fn value(part: &str, map: Option<&FieldMap>, get: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let common = || COMMON.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, names)| *names);
    let found = match map {
        Some(map) => map.field(part).and_then(get),
        None => common().iter().find_map(|name| get(name)),
    };
    found.filter(|value| !value.trim().is_empty())
}

/// A row as a unit; `None` where it holds no text.
pub(super) fn unit(path: String, map: Option<&FieldMap>, get: &dyn Fn(&str) -> Option<String>) -> Option<Unit> {
    let text = value("text", map, get)?;
    let about = About {
        form: if is_markup(&text) { Form::Fragment } else { Form::Text },
        charset: Some("utf-8".to_owned()),
        url: value("url", map, get),
        outlet: value("outlet", map, get),
        title: value("title", map, get),
        published: value("published", map, get),
        ..About::default()
    };
    Some(Unit { path, bytes: text.into_bytes(), about })
}

/// Whether a text is HTML: it closes a tag, or holds one that stands alone.
pub(super) fn is_markup(text: &str) -> bool {
    let lower = |tag: &str| text.as_bytes().windows(tag.len()).any(|w| w.eq_ignore_ascii_case(tag.as_bytes()));
    text.contains('<') && ["</p>", "</div>", "<br", "</a>", "</span>", "<p>", "</li>", "<img"].into_iter().any(lower)
}

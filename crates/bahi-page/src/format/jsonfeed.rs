//! JSON Feed.

use super::feed::{Item, pieces};
use super::source::Source;
use super::{Fault, Piece};
use super::{Options, Pieces, archive, one};
use serde::Deserialize;

/// Whether bytes begin a JSON Feed.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") && memchr::memmem::find(bytes, b"jsonfeed.org/version").is_some()
}

#[derive(Debug, Deserialize)]
struct Feed {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    items: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Entry {
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
}

/// The items of a feed.
pub(super) fn items(mut source: Box<dyn Source>, path: &str, options: &Options) -> Pieces {
    let (bytes, warnings) = archive::bounded(source.as_mut(), options);
    match serde_json::from_slice::<Feed>(&bytes) {
        Ok(feed) => {
            let items = feed.items.into_iter().map(item).collect();
            Box::new(pieces(path, feed.title.as_deref(), items, &warnings).into_iter())
        }
        Err(error) => one(Piece::Bad(Fault {
            path: path.to_owned(),
            why: format!("no valid JSON Feed ({error})"),
            remedy: "get it anew".to_owned(),
        })),
    }
}

/// The addresses that the items of a feed lead to.
pub(super) fn links(bytes: &[u8]) -> Vec<String> {
    let items = serde_json::from_slice::<Feed>(bytes).map(|feed| feed.items).unwrap_or_default();
    items.into_iter().filter_map(|entry| entry.url.or(entry.external_url)).collect()
}

fn item(entry: Entry) -> Item {
    Item {
        title: entry.title,
        link: entry.url.or(entry.external_url),
        published: entry.date_published,
        content: entry.content_html.or(entry.content_text),
        summary: entry.summary,
        ..Item::default()
    }
}

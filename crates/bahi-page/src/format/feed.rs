//! RSS and Atom: an item with its full text is a report; one with its opening words only is called a teaser.

use super::map::is_markup;
use super::source::Source;
use super::{About, Form, Markup, Options, Passed, Piece, Pieces, Unit, archive};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A summary with so many characters, or so many ends of paragraphs, is the whole text: many feeds put it there.
const WHOLE_CHARS: usize = 1200;
const WHOLE_PARAGRAPHS: usize = 3;
/// Most elements within one another that are kept track of.
const DEEPEST: usize = 64;

/// Whether bytes begin a feed.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase().replace('\0', "");
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // Past the declaration, comments, style sheets and document type.
    while let Some(inner) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        let end = if inner.starts_with("--") { "-->" } else { ">" };
        let Some((_, after)) = inner.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let root =
        |name: &str| rest.strip_prefix(name).is_some_and(|r| r.starts_with(|c: char| c.is_whitespace() || c == '>'));
    root("<rss") || root("<rdf:rdf") || root("<feed") || root("<atom:feed")
}

/// One item of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub title: Option<String>,
    pub link: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub content: Option<String>,
    pub summary: Option<String>,
    pub source: Option<String>,
}

/// The items of a feed.
pub(super) fn items(mut source: Box<dyn Source>, path: &str, options: &Options) -> Pieces {
    let (bytes, mut warnings) = archive::bounded(source.as_mut(), options);
    let markup = Markup::new(&bytes, None);
    warnings.extend(markup.warnings);
    let mut parse = Parse::default();
    if let Err(error) = parse.run(&markup.decoded.text) {
        warnings.push(format!("the feed is damaged ({error}); the items before that are read"));
    }
    Box::new(pieces(path, parse.title.as_deref(), parse.items, &warnings).into_iter())
}

/// The addresses that the items of a feed lead to.
pub(super) fn links(bytes: &[u8]) -> Vec<String> {
    let mut parse = Parse::default();
    // A feed that breaks off still leads where it did before.
    let _ = parse.run(&Markup::new(bytes, None).decoded.text);
    parse.items.into_iter().filter_map(|item| item.link).collect()
}

/// Items as units, numbered from 1.
pub(super) fn pieces(path: &str, outlet: Option<&str>, items: Vec<Item>, warnings: &[String]) -> Vec<Piece> {
    let number = |(n, item)| piece(format!("{path}#{}", n + 1), outlet, item, warnings);
    items.into_iter().enumerate().map(number).collect()
}

fn piece(path: String, outlet: Option<&str>, item: Item, warnings: &[String]) -> Piece {
    let full = item.content.filter(|c| !c.trim().is_empty());
    let teaser = full.is_none() && !item.summary.as_deref().is_some_and(is_whole);
    let Some(text) = full.or(item.summary).filter(|t| !t.trim().is_empty()) else {
        return Piece::Passed(Passed { path, what: "item without text".to_owned() });
    };
    let form = if is_markup(&text) { Form::Fragment } else { Form::Text };
    let mut warnings = warnings.to_vec();
    if teaser {
        let at = item.link.as_deref().unwrap_or("its page");
        warnings.push(format!("a teaser: the feed carries the opening words only, the report stands at {at}"));
    }
    let about = About {
        form,
        charset: Some("utf-8".to_owned()),
        url: item.link,
        outlet: item.source.or_else(|| outlet.map(str::to_owned)),
        title: item.title,
        published: item.published.or(item.updated),
        teaser,
        warnings,
        ..About::default()
    };
    Piece::Unit(Unit { path, bytes: text.into_bytes(), about })
}

fn is_whole(summary: &str) -> bool {
    let (mut chars, mut tag) = (0, false);
    for c in summary.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            _ => chars += usize::from(!tag),
        }
    }
    chars >= WHOLE_CHARS || summary.matches("</p>").count().max(summary.matches("<br").count() / 2) >= WHOLE_PARAGRAPHS
}

#[derive(Default)]
struct Parse {
    title: Option<String>,
    items: Vec<Item>,
    open: Option<Item>,
    /// Local names of the open elements.
    path: Vec<String>,
    text: String,
}

impl Parse {
    fn run(&mut self, feed: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(feed);
        reader.config_mut().check_end_names = false;
        loop {
            match reader.read_event()? {
                Event::Start(tag) => {
                    let xhtml =
                        tag.local_name().as_ref() == "content" && attribute(&tag, "type").as_deref() == Some("xhtml");
                    self.start(&tag);
                    if xhtml {
                        self.text = reader.read_text(tag.name())?.to_string();
                        self.end();
                    }
                }
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text.push_str(&text),
                Event::CData(text) => self.text.push_str(&text),
                Event::GeneralRef(name) => match name.resolve_char_ref().ok().flatten() {
                    Some(c) => self.text.push(c),
                    None => {
                        // An entity that the feed declares for itself is left as it stands: it may swell without end.
                        let name: &str = &name;
                        match resolve_predefined_entity(name) {
                            Some(text) => self.text.push_str(text),
                            None => self.text.push_str(&format!("&{name};")),
                        }
                    }
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_lowercase();
        self.text.clear();
        if name == "item" || name == "entry" {
            self.open = Some(Item::default());
        }
        if name == "link"
            && let Some(item) = &mut self.open
            && let Some(href) = attribute(tag, "href")
            && attribute(tag, "rel").is_none_or(|rel| rel == "alternate")
        {
            item.link.get_or_insert(href);
        }
        if self.path.len() < DEEPEST {
            self.path.push(name);
        }
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let value = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let above = self.path.last().map(String::as_str);
        match &mut self.open {
            Some(item) if matches!(above, Some("item" | "entry")) => match name.as_str() {
                "title" => item.title = item.title.take().or(value),
                "link" => item.link = item.link.take().or(value),
                "guid" | "id" => item.link = item.link.take().or(value.filter(|v| v.starts_with("http"))),
                "pubdate" | "published" | "date" | "issued" => item.published = item.published.take().or(value),
                "updated" | "modified" => item.updated = item.updated.take().or(value),
                "encoded" | "content" => item.content = item.content.take().or(value),
                "description" | "summary" => item.summary = item.summary.take().or(value),
                "source" => item.source = item.source.take().or(value),
                _ => {}
            },
            None if name == "title" && matches!(above, Some("channel" | "feed")) => {
                self.title = self.title.take().or(value);
            }
            _ => {}
        }
        if name == "item" || name == "entry" {
            self.items.extend(self.open.take());
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = tag.try_get_attribute(name).ok().flatten()?;
    value.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

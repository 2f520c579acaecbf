//! Just enough of HTML to look at what the pages send: tags with their attributes, and text.
#![allow(dead_code)] // each test program uses a part

/// A tag, or text between tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A tag: its name, `/` before it where it closes, and its attributes.
    Tag(String, Vec<(String, String)>),
    /// Text, with its references resolved.
    Text(String),
}

impl Node {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        match self {
            Self::Tag(_, attributes) => attributes.iter().find(|a| a.0 == name).map(|a| a.1.as_str()),
            Self::Text(_) => None,
        }
    }

    /// Whether it opens an element.
    pub fn opens(&self, element: &str) -> bool {
        matches!(self, Self::Tag(name, _) if name == element)
    }
}

/// Text as it was before it was escaped.
pub fn plain(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2f;", "/")];
    let out = pairs.iter().fold(text.to_owned(), |out, (from, to)| out.replace(from, to));
    out.replace("&amp;", "&")
}

/// The tags and texts of a page. What is not well formed is a failure: the pages send nothing else.
pub fn nodes(html: &str) -> Vec<Node> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            out.push(Node::Text(plain(&rest[..at])));
        }
        let (tag, behind) = tag(&rest[at + 1..]);
        out.extend(tag);
        rest = behind;
    }
    out.push(Node::Text(plain(rest)));
    out
}

fn tag(text: &str) -> (Option<Node>, &str) {
    if let Some(rest) = text.strip_prefix("!doctype html>") {
        return (None, rest);
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '>').expect("a tag ends");
    let name = text[..end].to_owned();
    assert!(name.trim_start_matches('/').chars().all(|c| c.is_ascii_alphanumeric()), "no tag: <{name}");
    let mut attributes = Vec::new();
    let mut rest = text[end..].trim_start();
    while !rest.starts_with('>') {
        if let Some(closed) = rest.strip_prefix("/>") {
            return (Some(Node::Tag(name.trim_end_matches('/').to_owned(), attributes)), closed);
        }
        let stop = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>').expect("an attribute ends");
        let attribute = rest[..stop].to_owned();
        rest = &rest[stop..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value ends");
            value = plain(&quoted[..close]);
            rest = &quoted[close + 1..];
        }
        attributes.push((attribute, value));
        rest = rest.trim_start();
    }
    (Some(Node::Tag(name.trim_end_matches('/').to_owned(), attributes)), &rest[1..])
}

//! The formats that reports come in, told apart by what the bytes are and never by a file's name.
//!
//! A stream of bytes is a page, or packed, or an archive of pages. [`units`] cuts a stream into [`Unit`]s, one for each
//! page, without holding more than one; [`pages`] makes reports of a unit. The first is quick and goes in order, the
//! second is where the work is, and may be done by many at once.

mod archive;
mod charset;
mod compose;
mod csv;
mod feed;
mod gzip;
mod http;
mod jsonfeed;
mod jsonl;
mod leaf;
mod limits;
mod map;
mod source;
mod unit;
mod warc;
mod when;
mod zstd;

pub use charset::{Basis, Markup};
pub use leaf::pages;
pub use limits::Limits;
pub use map::FieldMap;
pub use source::Place;
pub use unit::{About, Fault, Form, Leaf, Passed, Piece, Read, Unit, Wrap};
pub use when::stamp;

use source::{Plain, Source, Tape};

/// How a stream is to be taken.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Bounds on what is looked at.
    pub limits: Limits,
    /// Which fields of rows hold what; CSV is read only where this is given.
    pub map: Option<FieldMap>,
}

/// A format: its name, how its bytes are known, and what is done with them.
pub struct Format {
    /// As people call it.
    pub name: &'static str,
    /// Whether a stream that begins with these bytes is of this format.
    pub sniff: fn(&[u8], &Options) -> bool,
    kind: Kind,
}

/// What a stream is cut into.
pub type Pieces = Box<dyn Iterator<Item = Piece> + Send>;

enum Kind {
    /// Bytes that hold other bytes.
    Packed(fn(Box<dyn Source>, Limits) -> Box<dyn Source>),
    /// Many pages in one stream.
    Archive(fn(Box<dyn Source>, &str, &Options) -> Pieces),
    /// One page.
    Page(Form),
}

/// Every format, in the order in which they are tried. The last takes what no other does.
pub static FORMATS: [Format; 9] = [
    Format {
        name: "gzip",
        sniff: |bytes, _| gzip::sniff(bytes),
        kind: Kind::Packed(|source, limits| Box::new(gzip::Gunzip::new(source, limits))),
    },
    Format {
        name: "Zstandard",
        sniff: |bytes, _| zstd::sniff(bytes),
        kind: Kind::Packed(|source, limits| Box::new(zstd::Unzstd::new(source, limits))),
    },
    Format {
        name: "WARC",
        sniff: |bytes, _| warc::sniff(bytes),
        kind: Kind::Archive(|source, path, options| Box::new(warc::Records::new(source, path, options.limits))),
    },
    Format {
        name: "RSS or Atom",
        sniff: |bytes, _| feed::sniff(bytes),
        kind: Kind::Archive(|source, path, options| feed::items(source, path, options)),
    },
    Format {
        name: "JSON Feed",
        sniff: |bytes, _| jsonfeed::sniff(bytes),
        kind: Kind::Archive(|source, path, options| jsonfeed::items(source, path, options)),
    },
    Format {
        name: "JSON lines",
        sniff: |bytes, _| jsonl::sniff(bytes),
        kind: Kind::Archive(|source, path, options| Box::new(jsonl::Rows::new(source, path, options))),
    },
    Format { name: "HTML", sniff: |bytes, _| leaf::is_html(bytes), kind: Kind::Page(Form::Html) },
    Format {
        name: "CSV",
        sniff: csv::sniff,
        kind: Kind::Archive(|source, path, options| Box::new(csv::Rows::new(source, path, options))),
    },
    Format { name: "plain text", sniff: |_, _| true, kind: Kind::Page(Form::Text) },
];

/// How much of a stream is looked at to tell its format.
const LOOK: usize = 4096;

/// The format of a stream that begins with `bytes`.
pub fn sniff(bytes: &[u8], options: &Options) -> &'static Format {
    let last = &FORMATS[FORMATS.len() - 1];
    FORMATS.iter().find(|format| (format.sniff)(bytes, options)).unwrap_or(last)
}

/// Cuts a stream into its pages; `path` is what the stream is called.
pub fn units(read: impl std::io::Read + Send + 'static, path: &str, options: &Options) -> Pieces {
    open(Box::new(Plain::new(read)), path, options)
}

/// The addresses that the items of a feed lead to; none where the bytes are no feed.
pub fn links(bytes: &[u8]) -> Vec<String> {
    if feed::sniff(bytes) {
        feed::links(bytes)
    } else if jsonfeed::sniff(bytes) {
        jsonfeed::links(bytes)
    } else {
        Vec::new()
    }
}

/// As [`units`], for a stream that begins at byte `at` of what it is a part of.
pub fn units_at(read: impl std::io::Read + Send + 'static, at: u64, path: &str, options: &Options) -> Pieces {
    open(Box::new(Plain::at(read, at)), path, options)
}

fn open(source: Box<dyn Source>, path: &str, options: &Options) -> Pieces {
    let mut tape = Tape::new(source);
    for _ in 0..options.limits.nesting {
        let format = match tape.peek(LOOK) {
            Ok(bytes) => sniff(bytes, options),
            Err(gap) => return one(unit::damage(path, &gap)),
        };
        match format.kind {
            Kind::Packed(open) => tape = Tape::new(open(Box::new(tape), options.limits)),
            Kind::Archive(open) => return open(Box::new(tape), path, options),
            Kind::Page(form) => return archive::whole(Box::new(tape), path, form, options),
        }
    }
    one(Piece::Bad(Fault {
        path: path.to_owned(),
        why: format!("packed more than {} times over", options.limits.nesting),
        remedy: "unpack it first".to_owned(),
    }))
}

fn one(piece: Piece) -> Pieces {
    Box::new(std::iter::once(piece))
}

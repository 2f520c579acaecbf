//! Pages of HTML, and archives of them.

use super::clock::{by_turns, keep};
use super::{Fails, Row};
use bahi::format::{Options, Piece, units};
use bahi::{Bahi, Input};
use bahi_page::html::{Limits, count};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use std::io::{BufRead, BufReader, Cursor, Read, Write};

/// How often the pages stand in the archive.
const TIMES: usize = 40;

/// Parsing, articles, cutting.
pub fn rows(html: &[String]) -> Fails<Vec<Row>> {
    let bahi = Bahi::new();
    let rate = |seconds: f64| html.len() as f64 / seconds;
    let common = || html.iter().for_each(|page| keep(commonly(page)));
    let row = |what: &str, (ours, theirs): (f64, f64), rival| Row {
        stage: "page",
        what: what.into(),
        ours: rate(ours),
        rival,
        theirs: Some(rate(theirs)),
        more: true,
    };
    let parsed = by_turns(|| html.iter().for_each(|page| keep(count(page, &Limits::default()))), common);
    let input = |page: &String| Input { path: "a.html".into(), bytes: page.clone().into_bytes(), ..Input::default() };
    let inputs: Vec<Input> = html.iter().map(input).collect();
    let read = by_turns(|| inputs.iter().for_each(|input| keep(bahi.pages(input.clone()))), common);
    Ok(vec![
        row("parsed into a tree, pages/s", parsed, "html5ever"),
        row("read to articles with headline, day and outlet, pages/s", read, "html5ever, its tree alone"),
        archive(html)?,
    ])
}

// The parser that most programs use.
fn commonly(page: &str) -> usize {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    dom.document.children.borrow().len()
}

fn archive(html: &[String]) -> Fails<Row> {
    let mut packed = vec![];
    for (n, page) in html.iter().cycle().take(html.len() * TIMES).enumerate() {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head =
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://x.example/";
        let record = format!("{head}{n}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n", http.len());
        let mut packer = GzEncoder::new(vec![], Compression::new(4));
        packer.write_all(record.as_bytes())?;
        packed.extend(packer.finish()?);
    }
    let records = (html.len() * TIMES) as f64;
    let (mut cut, mut found) = (0, 0);
    let (ours, theirs) = by_turns(
        || {
            let pieces = units(Cursor::new(packed.clone()), "a.warc.gz", &Options::default());
            cut = pieces.filter(|piece| matches!(piece, Piece::Unit(_))).count();
        },
        || found = bare(&packed),
    );
    if cut != found {
        return Err(format!("{found} records were packed and {cut} pages cut").into());
    }
    Ok(Row {
        stage: "page",
        what: "cut out of an archive (WARC), pages/s".into(),
        ours: records / ours,
        rival: "unpacking, and finding records by their lengths",
        theirs: Some(records / theirs),
        more: true,
    })
}

// The least that any program must do: unpack, and find each record by its length.
fn bare(packed: &[u8]) -> usize {
    let mut unpacked = BufReader::with_capacity(1 << 16, MultiGzDecoder::new(packed));
    let (mut count, mut line, mut block, mut length) = (0, vec![], vec![], 0usize);
    loop {
        line.clear();
        if unpacked.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
            return count;
        }
        if let Some(value) = String::from_utf8_lossy(&line).strip_prefix("Content-Length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == b"\r\n" && length > 0 {
            block.resize(length, 0);
            count += usize::from(unpacked.read_exact(&mut block).is_ok());
            length = 0;
        }
    }
}

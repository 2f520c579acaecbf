//! A record in print: a heading, and one row for each field with the quotes it rests on.

use super::index::Index;
use crate::terminal::Paint;
use bahi::ledger::{Claim, Evidence};
use std::fmt::Display;
use std::io::{self, Write};

/// Reports quoted for one field; how many more there are is said.
const WITNESSES: usize = 4;

/// Quotes of one report shown for one field; how many more there are is said.
const QUOTES: usize = 3;

/// Quotes up to this many code points share a line.
const SHORT_QUOTE: usize = 60;

/// A new line, under the quotes of the row.
const OWN_LINE: &str = "\n              ";

/// Code points of a quote shown; what is cut is marked.
const QUOTE_LENGTH: usize = 220;

/// A record ready to print.
pub struct Block {
    id: String,
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    label: &'static str,
    value: String,
    claims: Vec<String>,
    alert: bool,
}

impl Block {
    /// A record with no rows yet.
    pub fn new(id: &str, heading: impl Display) -> Block {
        Block { id: id.to_string(), heading: heading.to_string(), rows: vec![] }
    }

    /// Adds a field with the claims it rests on.
    pub fn row(&mut self, label: &'static str, value: impl Display, claims: &[String]) {
        self.rows.push(Row { label, value: value.to_string(), claims: claims.to_vec(), alert: false });
    }

    /// Adds something that needs a person's attention.
    pub fn alert(&mut self, value: impl Display, claims: &[String]) {
        self.rows.push(Row { label: "!", value: value.to_string(), claims: claims.to_vec(), alert: true });
    }

    /// The id of the record.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Prints one line: enough to know the record again.
    pub fn print_line(&self, out: &mut impl Write, paint: Paint) -> io::Result<()> {
        writeln!(out, "{}  {}", paint.strong(&self.id), self.line())
    }

    /// That line without the id.
    pub fn line(&self) -> String {
        let who: Vec<&str> = self.rows.iter().filter(|row| row.tells()).map(|row| row.value.as_str()).collect();
        format!("{}  {}", self.heading, who.join(" · "))
    }

    /// Prints the record and an empty line.
    pub fn print(&self, out: &mut impl Write, index: &Index, paint: Paint) -> io::Result<()> {
        writeln!(out, "{}  {}", paint.strong(&self.id), self.heading)?;
        for row in &self.rows {
            row.print(out, index, paint, &self.id)?;
        }
        writeln!(out)
    }
}

impl Row {
    /// Whether the row says which record this is.
    fn tells(&self) -> bool {
        self.alert || matches!(self.label, "who" | "what" | "item")
    }

    fn print(&self, out: &mut impl Write, index: &Index, paint: Paint, id: &str) -> io::Result<()> {
        let claims: Vec<&Claim> = index.claims(&self.claims).collect();
        let witnesses = by_report(quotes(&claims, index));
        let value = if self.alert { paint.alert(&self.value) } else { self.value.clone() };
        write!(out, "   {:<10} {value}", self.label)?;
        // An empty value is the quote itself: words of a statement.
        let mut gap = if self.value.is_empty() { "" } else { "  " };
        for quotes in witnesses.iter().take(WITNESSES) {
            writeln!(out, "{gap}{}", witness(quotes, paint))?;
            gap = OWN_LINE.trim_start_matches('\n');
        }
        match witnesses.len() {
            0 => writeln!(out),
            more if more > WITNESSES => {
                let rest = format!("{} more reports: bahi why {id}", more - WITNESSES);
                writeln!(out, "{gap}{}", paint.quiet(rest))
            }
            _ => Ok(()),
        }
    }
}

/// The quotes of each report together, reports in the order in which they come up.
fn by_report(quotes: Vec<Quote>) -> Vec<Vec<Quote>> {
    let mut groups: Vec<Vec<Quote>> = vec![];
    for quote in quotes {
        match groups.iter_mut().find(|group| group[0].path == quote.path) {
            Some(group) => group.push(quote),
            None => groups.push(vec![quote]),
        }
    }
    groups
}

/// What one report says: its first quote with file:line, the others with their line only.
///
/// Short quotes share a line; a long one has its own.
fn witness(quotes: &[Quote], paint: Paint) -> String {
    let mut out = String::new();
    let mut after_long = false;
    for (number, quote) in quotes.iter().take(QUOTES).enumerate() {
        let long = quote.evidence.exact.chars().count() > SHORT_QUOTE;
        if number > 0 {
            out.push_str(if long || after_long { OWN_LINE } else { " · " });
        }
        after_long = long;
        let place = paint.quiet(format!(":{}", quote.evidence.line));
        out.push_str(&match number {
            0 => quote.print(paint),
            _ => format!("{}  {place}", cited(&quote.evidence.exact, paint)),
        });
    }
    if quotes.len() > QUOTES {
        let more = format!("and {} more", quotes.len() - QUOTES);
        out.push_str(if after_long { OWN_LINE } else { " · " });
        out.push_str(&paint.quiet(more));
    }
    out
}

/// Words of a report and where they stand.
pub struct Quote<'a> {
    path: &'a str,
    evidence: &'a Evidence,
}

impl Quote<'_> {
    /// `«words»  file:line`.
    pub fn print(&self, paint: Paint) -> String {
        let place = paint.quiet(format!("{}:{}", self.path, self.evidence.line));
        format!("{}  {place}", cited(&self.evidence.exact, paint))
    }

    /// How long the words are, in code points.
    pub fn length(&self) -> usize {
        self.evidence.exact.chars().count()
    }

    /// The words alone.
    pub fn words(&self, paint: Paint) -> String {
        cited(&self.evidence.exact, paint)
    }

    /// Whether another quote from the same line says at least as much.
    fn within(&self, other: &Quote) -> bool {
        self.path == other.path
            && self.evidence.line == other.evidence.line
            && other.evidence.exact.contains(&self.evidence.exact)
    }
}

/// The quotes behind claims, without those that another one contains.
pub fn quotes<'a>(claims: &[&'a Claim], index: &Index<'a>) -> Vec<Quote<'a>> {
    let mut kept: Vec<Quote> = vec![];
    for claim in claims {
        for evidence in &claim.evidence {
            let quote = Quote { path: index.path(&claim.report), evidence };
            if kept.iter().any(|other| quote.within(other)) {
                continue;
            }
            kept.retain(|other| !other.within(&quote));
            kept.push(quote);
        }
    }
    kept
}

/// Words of a report between «», on one line, cut between words where they are long.
pub fn cited(words: &str, paint: Paint) -> String {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if line.chars().count() + word.chars().count() > QUOTE_LENGTH && !line.is_empty() {
            line.push_str(" …");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    paint.quote(format!("«{line}»"))
}

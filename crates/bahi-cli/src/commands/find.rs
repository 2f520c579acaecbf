//! `bahi find`: people and words in the ledger file, in either script.

use super::book::Book;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use bahi::Bahi;
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi find shoigu                  people of that name, whatever the script, then reports
  bahi find S-400                   reports with the word
  bahi find '\"WORD WORD\" WORD'      a phrase and a word, in Hindi or English";

/// Find people by name and reports by their words
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Words, or phrases in quotation marks
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,

    #[command(flatten)]
    book: Book,

    /// As JSON
    #[arg(long)]
    json: bool,

    /// At most so many reports
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Searches.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let query = args.words.join(" ");
    let people = store.actors_like(bahi.knowledge(), &query, 5)?;
    let hits = store.search(&query, args.limit)?;
    let mut out = output();
    if args.json {
        let hits: Vec<_> = hits
            .iter()
            .map(|h| json!({"report": h.report, "path": h.path, "title": h.title, "published": h.published, "excerpt": h.excerpt}))
            .collect();
        let people: Vec<_> = people
            .iter()
            .map(|p| json!({"id": p.id, "name": p.name, "spelling": p.spelling, "reports": p.reports}))
            .collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&json!({"actors": people, "reports": hits}))?)?;
    } else {
        for p in &people {
            writeln!(out, "{}  {}  ({})  in {} reports", paint.strong(&p.id), p.name, p.spelling, p.reports)?;
        }
        for h in &hits {
            let date = h.published.as_deref().unwrap_or("no date");
            writeln!(out, "{}  {date}  {}\n    {}", h.report, h.title.as_deref().unwrap_or(&h.path), h.excerpt)?;
        }
    }
    out.flush()?;
    Ok(if people.is_empty() && hits.is_empty() { Status::Nothing } else { Status::Found })
}

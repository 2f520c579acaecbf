//! `bahi find`: people, other actors and words in the ledger file, in either script.

use super::book::Book;
use super::rows::{Row, Shape};
use crate::exit::Status;
use crate::terminal::{Paint, complain, output};
use crate::words;
use bahi::Bahi;
use bahi::store::{Found, Hit, NamedActor};
use bahi::which::bounds;
use serde_json::{Value, json};
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi find shoigu                  people of that name, then reports that name them, whatever the script
  bahi find S-400 delivery          goods of that name, then reports with both words
  bahi find '\"WORD WORD\" moscow'  a phrase just as it is, and a name in all its spellings
  bahi find modi --from 2024 --csv > modi.csv";

/// Find actors by name and reports by their words
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Words, or phrases in quotation marks
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,

    #[command(flatten)]
    book: Book,

    /// Reports of or after this day, month or year
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    from: Option<String>,

    /// Reports of or before this day, month or year
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    until: Option<String>,

    /// Words of the name of the outlet
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    outlet: Option<String>,

    #[command(flatten)]
    shape: Shape,
}

// Actors shown for a name; more of them are no help.
const ACTORS: usize = 5;
// Spellings named in print.
const SPELLINGS: usize = 4;

const COLUMNS: [&str; 13] = [
    "type",
    "id",
    "kind",
    "name",
    "name_hi",
    "spelling",
    "reports",
    "published",
    "outlet",
    "title",
    "path",
    "line",
    "excerpt",
];

/// Searches.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let within = bounds(args.from.as_deref(), args.until.as_deref(), args.outlet.as_deref(), &store)?;
    let query = args.words.join(" ");
    let _still = store.still()?;
    let actors = store.actors_like(bahi.knowledge(), &query, ACTORS)?;
    let found = store.search(bahi.knowledge(), &query, &within, args.shape.most())?;
    if args.shape.is_data() {
        data(args.shape, &actors, &found)?;
    } else {
        print(&actors, &found, paint)?;
        args.shape.left_out(found.hits.len(), found.total);
    }
    if found.common {
        let many = "very many reports hold this; the latest are shown, whatever they say of it";
        complain(format_args!("{}", words::told(many)));
    }
    Ok(if actors.is_empty() && found.hits.is_empty() { Status::Nothing } else { Status::Found })
}

fn data(shape: Shape, actors: &[NamedActor], found: &Found) -> anyhow::Result<()> {
    let (people, reports): (Vec<Row>, Vec<Row>) =
        (actors.iter().map(actor).collect(), found.hits.iter().map(report).collect());
    if shape.csv || shape.jsonl {
        let rows = [people, reports].concat();
        let total = actors.len() + found.total;
        return shape.print("found", &COLUMNS, &rows, total);
    }
    let objects = |rows: Vec<Row>| -> Vec<Value> {
        let object = |row: Row| row.into_iter().filter(|c| c.0 != "type").map(|(n, v)| (n.to_owned(), v)).collect();
        rows.into_iter().map(|row| Value::Object(object(row))).collect()
    };
    let also: Vec<Value> = found
        .also
        .iter()
        .map(|a| json!({"typed": a.typed, "actor": a.id, "name": a.name, "spellings": a.spellings}))
        .collect();
    let left_out = found.total - found.hits.len();
    let whole = json!({
        "actors": objects(people), "also": also, "reports": objects(reports), "total": found.total, "left_out": left_out,
    });
    let mut out = output();
    serde_json::to_writer_pretty(&mut out, &whole)?;
    writeln!(out)?;
    out.flush()?;
    shape.left_out(found.hits.len(), found.total);
    Ok(())
}

fn actor(a: &NamedActor) -> Row {
    vec![
        ("type", "actor".into()),
        ("id", a.id.clone().into()),
        ("kind", a.kind.clone().into()),
        ("name", a.name.clone().into()),
        ("name_hi", a.hindi.clone().into()),
        ("spelling", a.spelling.clone().into()),
        ("reports", a.reports.into()),
    ]
}

fn report(h: &Hit) -> Row {
    vec![
        ("type", "report".into()),
        ("id", h.report.clone().into()),
        ("published", h.published.clone().into()),
        ("outlet", h.outlet.clone().into()),
        ("title", h.title.clone().into()),
        ("path", h.path.clone().into()),
        ("line", h.line.into()),
        ("excerpt", h.marked().trim().into()),
    ]
}

fn print(actors: &[NamedActor], found: &Found, paint: Paint) -> anyhow::Result<()> {
    let mut out = output();
    for a in actors {
        let name = match &a.hindi {
            Some(hindi) if *hindi != a.name => format!("{hindi} ({})", a.name),
            _ => a.name.clone(),
        };
        let spelling = if name.contains(&a.spelling) { String::new() } else { format!(", here {}", a.spelling) };
        let perhaps = if a.sure { "" } else { ", perhaps" };
        let reports = super::counted(a.reports, "report");
        writeln!(out, "{}  {}{perhaps}  {name}{spelling}, in {reports}", paint.strong(&a.id), a.kind)?;
    }
    for also in found.also.iter().filter(|a| !a.spellings.is_empty()) {
        let more = also.spellings.len().saturating_sub(SPELLINGS);
        let more = if more > 0 { format!(" and {more} more spellings") } else { String::new() };
        let shown = also.spellings.iter().take(SPELLINGS).cloned().collect::<Vec<_>>().join(", ");
        writeln!(out, "{}", paint.quiet(format!("results for {shown}{more} as well as {}", also.typed)))?;
    }
    for h in &found.hits {
        let date = h.published.as_deref().unwrap_or("no date");
        let outlet = h.outlet.as_ref().map(|o| format!(" · {o}")).unwrap_or_default();
        writeln!(out, "{}  {date}{outlet}  {}", paint.strong(&h.report), h.title.as_deref().unwrap_or("no headline"))?;
        let shown = |p: &bahi::store::Piece| match p.found {
            true => paint.quote(format!("«{}»", p.text)),
            false => p.text.clone(),
        };
        let excerpt: String = h.excerpt.iter().map(shown).collect();
        writeln!(out, "    {}  {}", excerpt.trim(), paint.quiet(format!("{}:{}", h.path, h.line)))?;
    }
    out.flush()?;
    Ok(())
}

//! `bahi actors`: people, bodies, countries, places and goods of the ledger file.

use super::book::Book;
use super::rows::{Row, Shape};
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view::portrait;
use bahi::store::{ActorFilter, ActorRow};
use bahi::which::Look;
use bahi::{Bahi, Store};
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi actors                             who and what is told of most
  bahi actors --kind person --country RU  people of a country
  bahi actors shoigu                      spellings, offices over time, counterparts, counts
  bahi actors --kind system --csv > goods.csv";

/// List actors of the ledger file, or tell all about one
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// A name in either script, or an id: all about that actor
    #[arg(value_name = "NAME")]
    name: Vec<String>,

    /// person, office, country, body, ministry, place, system, other
    #[arg(long, help_heading = "Filters")]
    kind: Option<String>,

    /// Of this country or body, as code or name
    #[arg(long, value_name = "COUNTRY", help_heading = "Filters")]
    country: Vec<String>,

    #[command(flatten)]
    book: Book,

    #[command(flatten)]
    shape: Shape,
}

const COLUMNS: [&str; 9] =
    ["id", "kind", "name", "name_hi", "country", "known", "reports", "engagements", "statements"];

/// Lists, or tells about one.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let look = Look { bahi: &bahi, store: &store };
    let mut filter = ActorFilter { kind: args.kind.clone(), ..ActorFilter::default() };
    for name in &args.country {
        filter.countries.push(look.country(name)?);
    }
    if !args.name.is_empty() {
        let found = look.actors(&args.name.join(" "))?;
        let kind = |kind: &String| filter.kind.as_ref().is_none_or(|k| k == kind);
        filter.ids = found.into_iter().filter(|a| kind(&a.kind)).map(|a| a.id).collect();
        if filter.ids.is_empty() {
            return Ok(Status::Nothing);
        }
    }
    let (rows, total) = store.actors(&filter, args.shape.most())?;
    match rows.as_slice() {
        [one] if !args.name.is_empty() => about(args.shape, &store, &one.id, paint)?,
        _ if args.shape.is_data() => {
            let rows: Vec<Row> = rows.iter().map(row).collect();
            args.shape.print("actors", &COLUMNS, &rows, total)?;
        }
        _ => {
            print(&rows, paint)?;
            args.shape.left_out(rows.len(), total);
        }
    }
    Ok(if total == 0 { Status::Nothing } else { Status::Found })
}

fn row(a: &ActorRow) -> Row {
    vec![
        ("id", a.id.clone().into()),
        ("kind", a.kind.clone().into()),
        ("name", a.name.clone().into()),
        ("name_hi", a.hindi.clone().into()),
        ("country", a.country.clone().into()),
        ("known", a.known.clone().into()),
        ("reports", a.reports.into()),
        ("engagements", a.engagements.into()),
        ("statements", a.statements.into()),
    ]
}

fn print(rows: &[ActorRow], paint: Paint) -> anyhow::Result<()> {
    let mut out = output();
    for a in rows {
        let name = portrait::both(a.name.as_deref(), a.hindi.as_deref());
        let of = a.country.as_deref().map(portrait::of).filter(|of| a.name.as_ref() != Some(of));
        let of = of.map(|of| format!(", {of}")).unwrap_or_default();
        let mut counts = vec![super::counted(a.reports, "report")];
        counts.extend((a.engagements > 0).then(|| super::counted(a.engagements, "engagement")));
        counts.extend((a.statements > 0).then(|| super::counted(a.statements, "statement")));
        let counts = paint.quiet(counts.join(", "));
        writeln!(out, "{}  {:8}  {name}{of}  {counts}", paint.strong(&a.id), a.kind)?;
    }
    Ok(out.flush()?)
}

fn about(shape: Shape, store: &Store, id: &str, paint: Paint) -> anyhow::Result<()> {
    let portrait = store.portrait(id)?;
    if !shape.is_data() {
        let mut out = output();
        portrait::print(&mut out, &portrait, paint)?;
        return Ok(out.flush()?);
    }
    let mut row = row(&portrait.row);
    let said: Vec<_> = portrait
        .said
        .iter()
        .map(|o| json!({"title": o.title, "of": o.of, "first": o.first, "last": o.last, "reports": o.reports}))
        .collect();
    let held = portrait.actor.offices.iter().filter(|o| o.basis == "knowledge");
    let with: Vec<_> = portrait
        .counterparts
        .iter()
        .map(|c| json!({"id": c.id, "name": c.name, "name_hi": c.hindi, "engagements": c.engagements}))
        .collect();
    let kinds: Vec<_> =
        portrait.kinds.iter().map(|(kind, status, n)| json!({"kind": kind, "status": status, "count": n})).collect();
    row.extend([
        ("spellings", serde_json::to_value(&portrait.actor.spellings)?),
        ("offices_said", said.into()),
        ("offices_known", serde_json::to_value(held.collect::<Vec<_>>())?),
        ("counterparts", with.into()),
        ("engagements_by_kind", kinds.into()),
        ("external", serde_json::to_value(&portrait.actor.external)?),
    ]);
    shape.print("actors", &COLUMNS, &[row], 1)
}

//! `bahi list`: records of the ledger file.

use super::book::Book;
use super::rows::Shape;
use super::which::Which;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view;
use bahi::Bahi;
use bahi::export::{sheet_of, table};
use bahi::ledger::Ledger;
use bahi::store::{Listed, Type};
use clap::ValueEnum;
use serde_json::json;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi list                                     the latest engagements, a line each
  bahi list --pair IN-RU --from 2023            of two countries, since a year
  bahi list --who shoigu --kind meeting         of somebody, named in either script
  bahi list --type statements --who lavrov    what somebody said
  bahi list --type deliveries --system S-400 --csv > s400.csv
  bahi list --disputed --json                   where reports disagree, as data";

/// List records of the ledger file, the latest first
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Which records
    #[arg(long = "type", value_enum, default_value_t = Kind::Engagements)]
    records: Kind,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    book: Book,

    #[command(flatten)]
    shape: Shape,
}

/// Types of records, as people call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Meetings, calls, visits, sessions, summits, exercises, press conferences
    Engagements,
    /// What was said, promised, refused
    Statements,
    /// What was signed, agreed, refused
    Agreements,
    /// What was ordered, delivered, is pending
    Deliveries,
}

impl Kind {
    /// As the store has it.
    pub fn of(self) -> Type {
        match self {
            Self::Engagements => Type::Engagement,
            Self::Statements => Type::Statement,
            Self::Agreements => Type::Agreement,
            Self::Deliveries => Type::Delivery,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Engagements => "engagements",
            Self::Statements => "statements",
            Self::Agreements => "agreements",
            Self::Deliveries => "deliveries",
        }
    }
}

/// Lists.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let listed = store.list(args.records.of(), &args.which.filter(&bahi, &store)?, args.shape.most())?;
    let mut ledger = store.ledger_of(&listed.ids.iter().cloned().collect())?;
    in_order(&mut ledger, &listed.ids);
    let mut out = output();
    if args.shape.is_data() {
        data(&mut out, args, &ledger, &listed)?;
    } else {
        view::lines(&mut out, &ledger, paint)?;
    }
    out.flush()?;
    args.shape.left_out(listed.ids.len(), listed.total);
    Ok(if listed.total == 0 { Status::Nothing } else { Status::Found })
}

// Records stand as they were listed.
fn in_order(ledger: &mut Ledger, ids: &[String]) {
    let places: std::collections::BTreeMap<&str, usize> = ids.iter().map(String::as_str).zip(0..).collect();
    let place = |id: &str| places.get(id).copied();
    ledger.engagements.sort_by_key(|r| place(&r.id));
    ledger.statements.sort_by_key(|r| place(&r.id));
    ledger.agreements.sort_by_key(|r| place(&r.id));
    ledger.deliveries.sort_by_key(|r| place(&r.id));
}

// As JSON the ledger of these records; as lines and as a table the records alone.
fn data(out: &mut impl Write, args: &Args, ledger: &Ledger, listed: &Listed) -> anyhow::Result<()> {
    let name = args.records.name();
    if args.shape.csv {
        let tables = table::tables(ledger);
        let table = tables.iter().find(|t| t.name == name);
        out.write_all(&table.map(sheet_of).transpose()?.unwrap_or_default())?;
    } else if args.shape.jsonl {
        view::records(out, ledger, name)?;
    } else {
        let mut whole = serde_json::to_value(ledger)?;
        let left_out = listed.total - listed.ids.len();
        whole["listed"] =
            json!({"type": name, "filter": args.which.words(), "total": listed.total, "left_out": left_out});
        serde_json::to_writer_pretty(&mut *out, &whole)?;
        writeln!(out)?;
    }
    Ok(())
}

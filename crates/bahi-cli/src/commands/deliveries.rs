//! `bahi deliveries`: what was ordered, delivered and is to come, by goods and day.

use super::book::Book;
use super::rows::{Row, Shape};
use super::which::Which;
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view::series;
use bahi::Bahi;
use bahi::store::Type;
use bahi::which::Look;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi deliveries                         every order of goods, report by report
  bahi deliveries S-400                   of some goods, in either script
  bahi deliveries --pair IN-RU --from 2024
  bahi deliveries S-400 --csv > s400.csv";

/// Tell what was ordered, delivered and is to come, by goods, buyer and day; with who says so and why it is late
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Goods, in either script
    #[arg(value_name = "GOODS")]
    goods: Vec<String>,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    book: Book,

    #[command(flatten)]
    shape: Shape,
}

/// Tells.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let mut filter = args.which.filter(&bahi, &store)?;
    if !args.goods.is_empty() {
        filter.about.push(Look { bahi: &bahi, store: &store }.system(&args.goods.join(" "))?);
    }
    let listed = store.list(Type::Delivery, &filter, args.shape.most())?;
    let ledger = store.ledger_of(&listed.ids.iter().cloned().collect())?;
    let orders = series::orders(&ledger);
    if args.shape.is_data() {
        let rows: Vec<Row> = orders.iter().flat_map(|o| series::rows(o, &ledger)).collect();
        args.shape.print("deliveries", &series::COLUMNS, &rows, listed.total)?;
    } else {
        let mut out = output();
        series::print(&mut out, &orders, &ledger, paint)?;
        out.flush()?;
        args.shape.left_out(listed.ids.len(), listed.total);
    }
    Ok(if listed.total == 0 { Status::Nothing } else { Status::Found })
}

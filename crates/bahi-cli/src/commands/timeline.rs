//! `bahi timeline`: what took place between some parties or around something, by day.

use super::book::Book;
use super::rows::{Row, Shape};
use super::which::{self, Which};
use crate::exit::Status;
use crate::terminal::{Paint, output};
use crate::view::timeline::{self, Section};
use bahi::store::{Filter, NamedActor, Type};
use bahi::which::Look;
use bahi::{Bahi, Store};
use std::collections::BTreeSet;
use std::io::Write;

const EXAMPLES: &str = "Examples:
  bahi timeline IN-RU                     two countries, by day; what was only planned stands apart
  bahi timeline shoigu rajnath            two people who met
  bahi timeline S-400 --from 2018         goods: what was said, signed and delivered
  bahi timeline SCO --csv > sco.csv       a forum, as a table";

/// Tell what took place, by day: of a pair, an actor, a forum, a place, goods
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Names in either script, ids, or a pair as IN-RU; all of them take part
    #[arg(value_name = "NAME")]
    subjects: Vec<String>,

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
    let look = Look { bahi: &bahi, store: &store };
    let mut filters = vec![args.which.filter(&bahi, &store)?];
    for subject in &args.subjects {
        filters = narrowed(&look, &filters, subject)?;
    }
    let (ids, total) = listed(&store, &filters, args.shape.most())?;
    let ledger = store.ledger_of(&ids)?;
    let sections = timeline::sections(&ledger, args.shape.most());
    if args.shape.is_data() {
        let rows: Vec<Row> = sections.iter().flat_map(|s| timeline::rows(s, &ledger)).collect();
        args.shape.print("timeline", &timeline::COLUMNS, &rows, total)?;
    } else {
        let mut out = output();
        timeline::print(&mut out, &sections, &ledger, paint)?;
        out.flush()?;
        args.shape.left_out(sections.iter().map(Section::len).sum(), total);
    }
    Ok(if total == 0 { Status::Nothing } else { Status::Found })
}

// The latest of everything that one of the filters lets through.
fn listed(store: &Store, filters: &[Filter], most: usize) -> anyhow::Result<(BTreeSet<String>, usize)> {
    let (mut ids, mut all) = (BTreeSet::new(), BTreeSet::new());
    for kind in Type::ALL {
        let mut of_type = BTreeSet::new();
        for filter in filters {
            let listed = store.list(kind, filter, usize::MAX)?;
            all.extend(listed.ids.iter().cloned());
            let room = most.saturating_sub(of_type.len());
            let new: Vec<String> = listed.ids.into_iter().filter(|id| !of_type.contains(id)).take(room).collect();
            of_type.extend(new);
        }
        ids.extend(of_type);
    }
    Ok((ids, all.len()))
}

// A body may take part, and things may take place in it: both are told of.
fn narrowed(look: &Look, filters: &[Filter], subject: &str) -> anyhow::Result<Vec<Filter>> {
    let mut out = Vec::new();
    if let Some((a, b)) = subject.split_once('-')
        && let (Ok(a), Ok(b)) = (look.country(a), look.country(b))
    {
        for filter in filters {
            let mut filter = filter.clone();
            filter.countries.extend([a.clone(), b.clone()]);
            out.push(filter);
        }
        return Ok(out);
    }
    let id = which::who(look, subject)?;
    let actor = look.store.actor_called(&id)?;
    for filter in filters {
        out.extend(around(look, filter, &actor)?);
    }
    Ok(out)
}

fn around(look: &Look, filter: &Filter, actor: &NamedActor) -> anyhow::Result<Vec<Filter>> {
    let mut one = filter.clone();
    let id = actor.id.clone();
    Ok(match actor.kind.as_str() {
        "country" => {
            one.countries.push(look.country(&actor.name)?);
            vec![one]
        }
        "place" => {
            one.places.push(id);
            vec![one]
        }
        "system" => {
            one.about.push(look.goods(&[id])?);
            vec![one]
        }
        "body" | "forum" => {
            let mut other = filter.clone();
            one.forums.push(id.clone());
            other.who.push(id);
            vec![one, other]
        }
        _ => {
            one.who.push(id);
            vec![one]
        }
    })
}

//! `bahi judge`: what a person decides about conflicts, fields, and what is one and what is not.

mod bulk;
mod recipe;

use super::book::Book;
use super::sign::{self, Sign};
use crate::exit::Status;
use crate::terminal::{Paint, complain};
use crate::words;
use anyhow::Context;
use bahi::judge::{Judgement, Verb};
use bahi::{Bahi, Store};
use bulk::Filter;
use clap::Subcommand;
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi judge accept X-5R1T KZ                 one value of a conflict stands: by value, number or claim
  bahi judge set E-7K3Q.when 2023-04-28       a field has the value that you give
  bahi judge merge E-7K3Q E-9M2P              two records, or two actors, are one
  bahi judge split E-7K3Q monday.txt          what a report tells goes out of the record
  bahi judge split A-4T6W WORD                a spelling, or a report, goes out of the actor
  bahi judge not-same A-4T6W A-8B3N           they are not one, whatever speaks for it
  bahi judge both-stand X-5R1T --why 'two delegations'
  bahi judge unsure X-5R1T X-6S2V             looked at, and not known
  bahi judge not-verifiable D-9K2M.pending    it cannot be found out, which is an answer
  bahi judge accept --all --most --dry-run    the value most reports have, in all open conflicts; only shown
  bahi judge --recipe desk.jsonl --dry-run    what another desk decided (bahi export --to recipe)";

/// Decide about conflicts, fields, and what is one and what is not; every decision can be taken back
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Said>,

    /// Make the judgements of a recipe; what cannot be made here is listed with why
    #[arg(long, value_name = "FILE")]
    recipe: Option<PathBuf>,

    #[command(flatten)]
    act: Act,
}

/// What all verbs take.
#[derive(Debug, Clone, clap::Args)]
struct Act {
    /// Say what would change, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    #[command(flatten)]
    sign: Sign,

    #[command(flatten)]
    book: Book,
}

#[derive(Debug, Subcommand)]
enum Said {
    /// One value of a conflict stands
    Accept {
        /// The conflict (X-) and its value: as it is, by its number from 1, or by a claim (C-)
        #[arg(value_names = ["ID", "VALUE"], num_args = 2, required_unless_present = "all")]
        what: Vec<String>,
        /// With --all: the value that most witnesses have, copies counted once; where two have as many it is left alone
        #[arg(long, requires = "all", conflicts_with = "value")]
        most: bool,
        /// With --all: this value, in the conflicts that have it
        #[arg(long, requires = "all", value_name = "VALUE")]
        value: Option<String>,
        #[command(flatten)]
        filter: Filter,
        #[command(flatten)]
        act: Act,
    },
    /// A field of a record or actor has the value that you give
    Set {
        /// ID.FIELD, as E-7K3Q.when or E-7K3Q.parties/A-4T6W/office/of
        #[arg(value_name = "ID.FIELD")]
        field: String,
        /// The value
        value: String,
        #[command(flatten)]
        act: Act,
    },
    /// Records (E-), or actors (A-) of one kind, are one
    Merge {
        /// Two or more
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        act: Act,
    },
    /// Some tellings go out of a record, or spellings or reports out of an actor
    Split {
        /// The record (E-) or actor (A-)
        id: String,
        /// What goes out: a report by id, path or file name; the id of a telling; of actors also a spelling
        #[arg(required = true, value_name = "WHAT")]
        out: Vec<String>,
        #[command(flatten)]
        act: Act,
    },
    /// Records, or actors, are not one
    NotSame {
        /// Two or more; of those that are one now, the ids that they had before
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        act: Act,
    },
    /// All values of a conflict stand
    BothStand(Marked),
    /// Looked at, and not known
    Unsure(Marked),
    /// It cannot be found out, which is an answer
    NotVerifiable(Marked),
}

#[derive(Debug, clap::Args)]
struct Marked {
    /// Conflicts (X-); of not-verifiable also ID.FIELD
    #[arg(required_unless_present = "all", value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    act: Act,
}

/// Decides.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    if let Some(path) = &args.recipe {
        return recipe::run(path, &args.act, paint);
    }
    let Some(said) = &args.verb else { anyhow::bail!("say what is judged; see: bahi judge --help") };
    let bahi = Bahi::new();
    let act = act(said);
    let mut store = act.book.open(&bahi)?;
    let judgements = judgements(said, &store, &bahi)?;
    if judgements.is_empty() {
        complain(format_args!("{}", words::told("no conflict is like that; see: bahi conflicts")));
        return Ok(Status::Nothing);
    }
    let signature = act.sign.signature()?;
    let done = match act.dry_run {
        true => store.preview(&signature, &judgements, bahi.knowledge())?,
        false => store.judge(&signature, &judgements, &[], bahi.knowledge())?,
    };
    sign::tell(&store, &done, !act.dry_run, paint)?;
    Ok(Status::Found)
}

fn act(said: &Said) -> &Act {
    match said {
        Said::Accept { act, .. }
        | Said::Set { act, .. }
        | Said::Merge { act, .. }
        | Said::Split { act, .. }
        | Said::NotSame { act, .. } => act,
        Said::BothStand(m) | Said::Unsure(m) | Said::NotVerifiable(m) => &m.act,
    }
}

fn judgements(said: &Said, store: &Store, bahi: &Bahi) -> anyhow::Result<Vec<Judgement>> {
    let knowledge = bahi.knowledge();
    let one = |judgement| Ok(vec![judgement]);
    match said {
        Said::Accept { what, most, value, filter, .. } => match what.as_slice() {
            [id, value] => {
                filter.beside_names()?;
                one(store.accept(id, value, knowledge)?)
            }
            _ => bulk::accept(bahi, store, filter, *most, value.as_deref()),
        },
        Said::Set { field, value, .. } => {
            let (id, field) = split_field(field)?;
            one(store.set(id, field, Some(value), knowledge)?)
        }
        Said::Merge { ids, .. } => one(store.merge(ids)?),
        Said::NotSame { ids, .. } => one(store.not_same(ids)?),
        Said::Split { id, out, .. } => one(store.split(id, out)?),
        Said::BothStand(m) => marked(store, m, Verb::BothStand, bahi),
        Said::Unsure(m) => marked(store, m, Verb::Unsure, bahi),
        Said::NotVerifiable(m) => marked(store, m, Verb::NotVerifiable, bahi),
    }
}

fn marked(store: &Store, marked: &Marked, verb: Verb, bahi: &Bahi) -> anyhow::Result<Vec<Judgement>> {
    if marked.ids.is_empty() {
        return bulk::mark(bahi, store, &marked.filter, verb);
    }
    marked.filter.beside_names()?;
    let one = |id: &String| match id.split_once('.') {
        Some((id, field)) if verb == Verb::NotVerifiable => Ok(store.set(id, field, None, bahi.knowledge())?),
        _ => Ok(store.mark(verb, id)?),
    };
    marked.ids.iter().map(one).collect()
}

fn split_field(typed: &str) -> anyhow::Result<(&str, &str)> {
    typed.split_once('.').with_context(|| format!("{typed} names no field; write it as E-7K3Q.when"))
}

//! `bahi demo`: the ledger of the built-in reports, and what to look at in it.

use super::read::{Form, has_records};
use super::written::Files;
use crate::demo;
use crate::exit::Status;
use crate::intake::{report_failures, report_warnings};
use crate::terminal::{Paint, output};
use crate::view::{Hints, tour};
use bahi::Bahi;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  bahi demo                        the ledger of the built-in reports, with what to look at
  bahi demo --to bahi-demo         write the reports into a folder, to try things on
  bahi demo --json                 the same ledger as data";

/// Read the built-in reports: one event in two reports, a conflict, a delivery
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    form: Form,

    /// Name the reports and stop
    #[arg(long)]
    list: bool,

    /// Write the reports into this folder and stop
    #[arg(long, value_name = "DIR", conflicts_with = "list")]
    to: Option<PathBuf>,

    /// With --to: say which files would be written, and write nothing
    #[arg(short = 'n', long, requires = "to")]
    dry_run: bool,
}

/// Lists, writes or reads the built-in reports.
pub fn run(args: &Args, paint: Paint) -> anyhow::Result<Status> {
    if demo::REPORTS.is_empty() {
        anyhow::bail!("this program was built without demo reports; build it with a folder demo/reports of text files");
    }
    if args.list {
        let mut out = output();
        for (name, bytes) in demo::REPORTS {
            writeln!(out, "{name}  {} bytes", bytes.len())?;
        }
        out.flush()?;
        return Ok(Status::Found);
    }
    match &args.to {
        Some(folder) => write_out(folder, args.dry_run),
        None => read(args.form, paint),
    }
}

fn read(form: Form, paint: Paint) -> anyhow::Result<Status> {
    let inputs = demo::inputs();
    let outcome = Bahi::new().read(&inputs);
    report_warnings(&outcome.ledger);
    report_failures(&outcome.failures);
    if !form.is_data() {
        let mut out = output();
        tour::introduction(&mut out, &outcome.ledger, paint)?;
        out.flush()?;
    }
    form.print(&outcome.ledger, paint, &Hints::for_demo())?;
    let read = inputs.len().saturating_sub(outcome.failures.len());
    Ok(Status::of_reading(read, outcome.failures.len(), has_records(&outcome.ledger)))
}

/// Writes the reports; a file of the same name with other words in it is not overwritten.
fn write_out(folder: &Path, dry: bool) -> anyhow::Result<Status> {
    let mut files = Files::new(dry);
    for (name, bytes) in demo::REPORTS {
        let path = folder.join(name);
        let there = fs::read(&path).ok();
        if there.is_some_and(|there| there != *bytes) {
            anyhow::bail!("{} is there already and differs; name another folder", path.display());
        }
        files.put(&path, bytes, None)?;
    }
    if dry {
        files.tell()?;
        return Ok(Status::Found);
    }
    let mut out = output();
    writeln!(out, "wrote {} reports to {}", demo::REPORTS.len(), folder.display())?;
    writeln!(out, "Next:  bahi read {}", Hints::for_paths(&[folder.to_path_buf()]).paths)?;
    out.flush()?;
    Ok(Status::Found)
}

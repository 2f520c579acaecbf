//! `bahi check`: what is wrong in the knowledge.

use crate::exit::Status;
use crate::terminal::output;
use bahi::{Bahi, CheckReport, Problem};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi check                    the knowledge built into this program
  bahi check knowledge/         a folder you are working on
  bahi check --stats            how much of everything there is";

/// Check the knowledge: each problem with its file, line and remedy
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// A knowledge folder, instead of the built-in one
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Also count the entries
    #[arg(long)]
    stats: bool,

    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Checks and tells.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if let Some(folder) = args.folder.as_ref().filter(|folder| !folder.is_dir()) {
        anyhow::bail!("{}: no such folder; name the folder that holds world/ and lang/", folder.display());
    }
    let loaded = match &args.folder {
        Some(folder) => Bahi::with_knowledge_dir(folder),
        None => Ok(Bahi::new()),
    };
    let report = match loaded {
        Ok(bahi) => bahi.check(),
        Err(problems) => CheckReport { problems, counts: vec![] },
    };
    let mut out = output();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print(&mut out, &report, args.stats)?;
    }
    out.flush()?;
    Ok(if report.problems.is_empty() { Status::Found } else { Status::Error })
}

fn print(out: &mut impl Write, report: &CheckReport, stats: bool) -> std::io::Result<()> {
    for Problem { file, line, what, remedy } in &report.problems {
        match line {
            0 => writeln!(out, "{file}: {what}; {remedy}")?,
            line => writeln!(out, "{file}:{line}: {what}; {remedy}")?,
        }
    }
    if stats {
        for (what, count) in &report.counts {
            writeln!(out, "{count:>8}  {what}")?;
        }
    }
    match report.problems.len() {
        0 => writeln!(out, "no problems"),
        1 => writeln!(out, "1 problem"),
        several => writeln!(out, "{several} problems"),
    }
}

//! From the paths on the command line to the pages they lead to, and a clear word about what cannot be opened.
//!
//! What a file is, and whether its bytes are text at all, is for the page stage to say.

mod progress;
mod read;
mod walk;

pub use progress::{Meter, Progress};
pub use read::{cores, each, each_of, pieces, read};

use crate::terminal::{complain, fail};
use crate::words;
use bahi::format::{FieldMap, Options, Piece};
use bahi::ledger::Ledger;
use bahi::{Failure, Input};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How files are taken.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Taking {
    /// Which fields of JSON or columns of CSV hold what: text=body,title=headline,published=date,outlet=source,url=link
    #[arg(long, value_name = "PART=FIELD,…", env = "BAHI_MAP")]
    map: Option<FieldMap>,
}

impl Taking {
    /// As the page stage wants it.
    pub fn options(&self) -> Options {
        Options { map: self.map.clone(), ..Options::default() }
    }
}

/// What the paths gave.
#[derive(Debug, Default)]
pub struct Intake {
    /// Inputs that can be read, in the order given; those of a folder by name.
    pub inputs: Vec<Input>,
    /// Inputs that cannot, with what to do about it.
    pub failures: Vec<Failure>,
    /// Remarks that change nothing.
    pub notes: Vec<String>,
}

/// Opens the paths and cuts what they hold into pages; `-` is standard input, folders are walked.
pub fn gather(paths: &[PathBuf], options: &Options) -> Intake {
    let listing = list(paths);
    let mut intake = Intake { failures: listing.failures, notes: listing.notes, ..Intake::default() };
    for piece in pieces(listing.files, options.clone(), Meter::default()) {
        match piece {
            Piece::Unit(unit) => intake.inputs.push(unit),
            Piece::Bad(fault) => intake.failures.push(fault.into()),
            Piece::Passed(passed) => intake.notes.push(format!("{}: passed over, a {}", passed.path, passed.what)),
        }
    }
    intake
}

/// The files that paths lead to, without opening them; folders and notes as [`gather`] takes them.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files, in the order given; those of a folder by name. `-` is standard input.
    pub files: Vec<PathBuf>,
    /// Folders that cannot be walked, or hold nothing.
    pub failures: Vec<Failure>,
    /// Remarks that change nothing.
    pub notes: Vec<String>,
}

/// Lists the files that paths lead to.
pub fn list(paths: &[PathBuf]) -> Listing {
    let mut out = Listing::default();
    let mut seen = BTreeSet::new();
    for path in paths.iter().filter(|path| seen.insert(*path)) {
        if path.is_dir() {
            out.add_folder(path);
        } else {
            out.files.push(path.clone());
        }
    }
    out
}

impl Listing {
    fn add_folder(&mut self, folder: &Path) {
        let (files, problems) = walk::files(folder);
        for (path, error) in problems {
            let (why, remedy) = explain(&error);
            self.failures.push(Failure { path: shown(&path), why, remedy });
        }
        let (reports, others): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|path| !walk::is_data(path));
        if reports.is_empty() {
            self.failures.push(Failure {
                path: shown(folder),
                why: "the folder holds no reports".into(),
                remedy: "name a folder with text files".into(),
            });
        }
        for path in &others {
            self.notes.push(words::text("data-left", &[("path", &shown(path))]));
        }
        self.files.extend(reports);
    }

    /// Tells the failures and notes on standard error, one line each.
    pub fn report(&self) {
        self.notes.iter().for_each(|note| complain(format_args!("{note}")));
        report_failures(&self.failures);
    }
}

impl Intake {
    /// Tells the failures and notes on standard error, one line each.
    pub fn report(&self) {
        self.notes.iter().for_each(|note| complain(format_args!("{note}")));
        report_failures(&self.failures);
    }
}

/// Tells on standard error what was passed over, with how often.
pub fn report_passed(passed: &BTreeMap<String, usize>) {
    if !passed.is_empty() {
        let parts: Vec<String> =
            passed.iter().map(|(what, count)| format!("{} ({count})", words::told(what))).collect();
        complain(format_args!("{}", words::text("passed-over", &[("what", &parts.join(", "))])));
    }
}

/// Tells what the pages warn of on standard error, one line each.
pub fn report_warnings(ledger: &Ledger) {
    for report in &ledger.reports {
        for warning in &report.warnings {
            complain(format_args!("{}: {}", report.path, words::told(warning)));
        }
    }
}

/// Tells failures on standard error, one line each.
pub fn report_failures(failures: &[Failure]) {
    for Failure { path, why, remedy } in failures {
        fail(format_args!("{path}: {}; {}", words::told(why), words::told(remedy)));
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// What is wrong with a file that cannot be opened, and what to do.
fn explain(error: &io::Error) -> (String, String) {
    match error.kind() {
        ErrorKind::NotFound => ("no such file or folder".into(), "check the spelling of the path".into()),
        ErrorKind::PermissionDenied => ("not allowed to read it".into(), "change its permissions, or copy it".into()),
        _ => (format!("cannot be read ({error})"), "copy it to a local disk and try again".into()),
    }
}

//! From the paths on the command line to inputs: what can be opened, and a clear word about what cannot.
//!
//! Whether the bytes are text at all is for the page stage to say.

mod walk;

use crate::terminal::complain;
use bahi::ledger::Ledger;
use bahi::{Failure, Input};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Larger inputs are no news reports; they are refused before they fill the memory.
const LARGEST: u64 = 64 * 1024 * 1024;

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

/// Opens the paths; `-` is standard input, folders are walked.
pub fn gather(paths: &[PathBuf]) -> Intake {
    let mut intake = Intake::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        if !seen.insert(path) {
            continue;
        }
        match path.to_str() {
            Some("-") => intake.take("-", from_reader(io::stdin().lock())),
            _ if path.is_dir() => intake.take_folder(path),
            _ => intake.take(&shown(path), from_file(path)),
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
    for path in paths {
        if !path.is_dir() {
            out.files.push(path.clone());
            continue;
        }
        let mut folder = Intake::default();
        out.files.extend(folder.list_folder(path));
        out.failures.extend(folder.failures);
        out.notes.extend(folder.notes);
    }
    out
}

/// Opens one file.
pub fn load(path: &Path) -> Result<Input, Failure> {
    let bytes = if path == Path::new("-") { from_reader(io::stdin().lock()) } else { from_file(path) };
    let path = shown(path);
    match bytes {
        Ok(bytes) => Ok(Input { path, bytes }),
        Err((why, remedy)) => Err(Failure { path, why, remedy }),
    }
}

/// Why an input was not taken: what is wrong, what to do.
type Refusal = (String, String);

impl Intake {
    fn take(&mut self, path: &str, bytes: Result<Vec<u8>, Refusal>) {
        match bytes {
            Ok(bytes) => self.inputs.push(Input { path: path.to_string(), bytes }),
            Err((why, remedy)) => self.failures.push(Failure { path: path.to_string(), why, remedy }),
        }
    }

    fn take_folder(&mut self, folder: &Path) {
        for path in self.list_folder(folder) {
            self.take(&shown(&path), from_file(&path));
        }
    }

    fn list_folder(&mut self, folder: &Path) -> Vec<PathBuf> {
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
            self.notes.push(format!("{}: left out, it looks like data; name it to read it anyway", shown(path)));
        }
        reports
    }

    /// Tells the failures and notes on standard error, one line each.
    pub fn report(&self) {
        for note in &self.notes {
            complain(format_args!("{note}"));
        }
        report_failures(&self.failures);
    }
}

/// Tells what the pages warn of on standard error, one line each.
pub fn report_warnings(ledger: &Ledger) {
    for report in &ledger.reports {
        for warning in &report.warnings {
            complain(format_args!("{}: {warning}", report.path));
        }
    }
}

/// Tells failures on standard error, one line each.
pub fn report_failures(failures: &[Failure]) {
    for Failure { path, why, remedy } in failures {
        complain(format_args!("{path}: {why}; {remedy}"));
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn from_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let file = File::open(path).map_err(|error| explain(&error))?;
    let about = file.metadata().map_err(|error| explain(&error))?;
    if about.is_file() && about.len() > LARGEST {
        return Err(too_large());
    }
    from_reader(file)
}

fn from_reader(reader: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = vec![];
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| explain(&error))?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> Refusal {
    let why = format!("larger than {} MiB, no news report is", LARGEST / 1024 / 1024);
    (why, "split it into one file per report".into())
}

fn explain(error: &io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => ("no such file or folder".into(), "check the spelling of the path".into()),
        ErrorKind::PermissionDenied => ("not allowed to read it".into(), "change its permissions, or copy it".into()),
        _ => (format!("cannot be read ({error})"), "copy it to a local disk and try again".into()),
    }
}

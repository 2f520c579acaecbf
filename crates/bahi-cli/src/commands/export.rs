//! `bahi export`: the ledger file, or part of it, in the format of another program.

use super::book::Book;
use super::list::Kind;
use super::which::Which;
use super::written::Files;
use crate::exit::Status;
use crate::terminal::{complain, output};
use crate::words;
use anyhow::bail;
use bahi::export::{self, FORMATS, Format, Layout, Memory, Source};
use bahi::store::Type;
use bahi::{Bahi, Store};
use bahi_web::lang::Lang;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const EXAMPLES: &str = "Examples:
  bahi export --to csv -o tables/             every table, with a README that explains the columns
  bahi export --to csv --excel -o tables/     the same for Excel
  bahi export --to ical --status planned -o - | less
  bahi export --to parquet --dry-run          which files that would be, with their rows; nothing is written
  bahi export --list                          the formats";

// The desk's pages as files.
const SITE: &str = "site";

// The format that is no view of the ledger: what was decided about it.
const RECIPE: &str = "recipe";

/// Export the ledger file, or the records that are asked for with all that they rest on
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// The format; see --list
    #[arg(long, value_name = "FORMAT", required_unless_present = "list")]
    to: Option<String>,

    /// A folder, or a file for formats of one file; - for standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Begin CSV files with the mark that Excel needs to read Hindi
    #[arg(long)]
    excel: bool,

    /// File names only: the folders that the reports lay in are left out
    #[arg(long)]
    no_folders: bool,

    /// Name the formats and stop
    #[arg(long)]
    list: bool,

    /// Say which files would be written, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,

    /// Only these records; several times for several types [default: all]
    #[arg(long = "type", value_enum, help_heading = "Filters")]
    types: Vec<Kind>,

    #[command(flatten)]
    which: Which,

    #[command(flatten)]
    book: Book,
}

/// Exports.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Status> {
    if args.list {
        return list();
    }
    let mut files = Files::new(args.dry_run);
    let status = match args.to.as_deref() {
        Some(SITE) => site(args, lang, &mut files),
        Some(RECIPE) => recipe(args, &mut files),
        format => records(args, export::find(format.unwrap_or_default())?, &mut files),
    }?;
    files.tell()?;
    Ok(status)
}

fn list() -> anyhow::Result<Status> {
    let mut out = output();
    for format in FORMATS {
        writeln!(out, "{:9} {}", format.about().name, format.about().purpose)?;
    }
    writeln!(out, "{RECIPE:9} What people decided, for another ledger of the same reports: bahi judge --recipe.")?;
    writeln!(out, "{SITE:9} The pages of the desk as a folder of files that needs no desk.")?;
    out.flush()?;
    Ok(Status::Found)
}

fn records(args: &Args, format: &dyn Format, files: &mut Files) -> anyhow::Result<Status> {
    let about = format.about();
    let to = args.output.clone().unwrap_or_else(|| PathBuf::from(about.file));
    let streamed = to == Path::new("-");
    if streamed && about.layout == Layout::Folder {
        bail!("{} writes several files; name a folder with -o", about.name);
    }
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let (mut ledger, texts) = wanted(args, &bahi, &store)?;
    if args.no_folders {
        leave_out_folders(&mut ledger);
    }
    let filter = asked(args);
    let source = Source { texts: Some(&texts), filter: &filter, excel: args.excel, ..Source::new(&ledger) };
    let mut memory = Memory::default();
    export::export(format, &source, &mut memory)?;
    let rows = format.files(&source);
    for (name, bytes) in &memory.files {
        let is_whole = about.layout == Layout::File && name == about.file;
        let own = rows.iter().filter(|file| is_whole || file.name == *name).map(|file| file.rows).reduce(|a, b| a + b);
        match about.layout {
            Layout::File if is_whole => files.put(&to, bytes, own)?,
            Layout::File if streamed => {}
            Layout::File => files.put(&to.with_file_name(beside(&to, name, about.file)), bytes, None)?,
            Layout::Folder => files.put(&to.join(name), bytes, own)?,
        }
    }
    Ok(if ledger.reports.is_empty() { Status::Nothing } else { Status::Found })
}

// All pages, in the language that was asked for: what is made is the same in every locale.
fn site(args: &Args, lang: Lang, files: &mut Files) -> anyhow::Result<Status> {
    if !asked(args).is_empty() {
        bail!("a site holds all pages of a ledger; leave out the filters");
    }
    let to = args.output.clone().unwrap_or_else(|| PathBuf::from(SITE));
    if fs::read_dir(&to).is_ok_and(|mut files| files.next().is_some()) {
        bail!("{} is not empty; name another folder with -o", to.display());
    }
    let bahi = Bahi::new();
    let store = args.book.open(&bahi)?;
    let mut write = |name: &str, bytes: &[u8]| files.put(&to.join(name), bytes, None).map_err(io::Error::other);
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    let pages = bahi_web::pages::site(&bahi, &store, lang, &now, &mut write)?;
    if !args.dry_run {
        let (pages, path) = (pages.to_string(), to.join("index.html").display().to_string());
        complain(format_args!("{}", words::text("pages-made", &[("n", &pages), ("path", &path)])));
    }
    Ok(if store.reports()?.is_empty() { Status::Nothing } else { Status::Found })
}

// Judgements as JSON lines. They hang together, so that a filter would leave out what others rest on.
fn recipe(args: &Args, files: &mut Files) -> anyhow::Result<Status> {
    if !args.which.words().is_empty() {
        bail!("a recipe holds all judgements that stand; leave out the filters");
    }
    let recipe = args.book.open(&Bahi::new())?.recipe()?;
    let bytes = recipe.to_jsonl()?;
    let to = args.output.clone().unwrap_or_else(|| PathBuf::from("recipe.jsonl"));
    files.put(&to, &bytes, Some(bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count()))?;
    Ok(if recipe.is_empty() { Status::Nothing } else { Status::Found })
}

// Paths stand with the reports and in the reasons for which reports were merged.
fn leave_out_folders(ledger: &mut bahi::ledger::Ledger) {
    let mut full: Vec<(String, String)> = Vec::new();
    for report in &mut ledger.reports {
        let name = report.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        full.push((std::mem::replace(&mut report.path, name.clone()), name));
    }
    for because in ledger.engagements.iter_mut().flat_map(|e| &mut e.merged_because) {
        let told = full.iter().find_map(|(path, name)| {
            let why = because.strip_prefix(path.as_str())?.strip_prefix(": ")?;
            Some(format!("{name}: {why}"))
        });
        if let Some(told) = told {
            *because = told;
        }
    }
}

// The README of a single file is called after the file.
fn beside(to: &Path, name: &str, file: &str) -> String {
    let own = to.file_name().unwrap_or_default().to_string_lossy();
    name.replacen(file, &own, 1)
}

type Texts = std::collections::BTreeMap<String, String>;

fn wanted(args: &Args, bahi: &Bahi, store: &Store) -> anyhow::Result<(bahi::ledger::Ledger, Texts)> {
    let ledger = if asked(args).is_empty() {
        store.ledger()?
    } else {
        let filter = args.which.filter(bahi, store)?;
        let types: Vec<Type> = args.types.iter().map(|t| t.of()).collect();
        store.narrowed(&types, &filter)?
    };
    let reports = ledger.reports.iter().map(|r| r.id.clone()).collect();
    let texts = store.texts(&reports)?;
    Ok((ledger, texts))
}

// The filter in words; empty for the whole ledger.
fn asked(args: &Args) -> String {
    let types: Vec<&str> = args.types.iter().map(|t| t.of().name()).collect();
    let types = if types.is_empty() { String::new() } else { format!("type: {}", types.join(", ")) };
    [types, args.which.words()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

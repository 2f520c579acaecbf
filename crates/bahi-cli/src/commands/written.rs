//! Files that a command writes, or says that it would write.

use crate::terminal::output;
use crate::words;
use anyhow::Context;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Takes files and writes them, unless it is only to be shown what would be written.
#[derive(Debug)]
pub struct Files {
    dry: bool,
    noted: Vec<Noted>,
}

// What would be written, and over what.
#[derive(Debug)]
struct Noted {
    path: PathBuf,
    bytes: usize,
    rows: Option<usize>,
    there: bool,
}

impl Files {
    /// None yet.
    pub fn new(dry: bool) -> Self {
        Self { dry, noted: Vec::new() }
    }

    /// Takes one, with the number of its rows where it has such; folders are made for it. `-` is standard output.
    pub fn put(&mut self, path: &Path, bytes: &[u8], rows: Option<usize>) -> anyhow::Result<()> {
        if self.dry {
            self.noted.push(Noted { path: path.to_owned(), bytes: bytes.len(), rows, there: path.exists() });
            return Ok(());
        }
        if path == Path::new("-") {
            let mut out = output();
            out.write_all(bytes)?;
            return Ok(out.flush()?);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        fs::write(path, bytes).with_context(|| path.display().to_string())
    }

    /// Says what would be written, if it was not.
    pub fn tell(&self) -> anyhow::Result<()> {
        if !self.dry {
            return Ok(());
        }
        let mut out = output();
        for one in &self.noted {
            let (path, bytes) = (one.path.display().to_string(), one.bytes.to_string());
            let rows = one.rows.unwrap_or_default().to_string();
            let key = if one.rows.is_some() { "would-write-rows" } else { "would-write" };
            let there = if one.there { words::text("over", &[]) } else { String::new() };
            let values = [("path", path.as_str()), ("bytes", &bytes), ("rows", &rows), ("over", &there)];
            writeln!(out, "{}", words::text(key, &values))?;
        }
        let (files, bytes) =
            (self.noted.len().to_string(), self.noted.iter().map(|n| n.bytes).sum::<usize>().to_string());
        writeln!(out, "{}", words::text("would-write-all", &[("files", &files), ("bytes", &bytes)]))?;
        writeln!(out, "{}", words::text("nothing-written", &[]))?;
        Ok(out.flush()?)
    }
}

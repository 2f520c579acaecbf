//! Who decides, when and why; and what is said after every writing command.

use crate::terminal::{Paint, output};
use crate::view::changes;
use crate::words;
use anyhow::Context;
use bahi::Store;
use bahi::store::judge::{Done, Kind, Signature};
use std::io::Write;
use std::time::SystemTime;

/// Who decides, and why.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Sign {
    /// By whom [default: the login name]
    #[arg(long, value_name = "NAME", env = "BAHI_BY")]
    by: Option<String>,

    /// Why, in a few words that are kept
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,
}

impl Sign {
    /// In this name.
    #[cfg(test)]
    pub fn by(name: &str) -> Sign {
        Sign { by: Some(name.into()), why: None }
    }

    /// With the time of now.
    pub fn signature(&self) -> anyhow::Result<Signature> {
        let by = match &self.by {
            Some(by) => by.clone(),
            None => whoami::username().context("your login name is not known; give --by NAME or set BAHI_BY")?,
        };
        let at = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        Ok(Signature { by, at, why: self.why.clone() })
    }
}

/// Tells what an operation changed, or would change.
pub fn tell(store: &Store, done: &Done, written: bool, paint: Paint) -> anyhow::Result<()> {
    let mut out = output();
    changes::print(&mut out, store, done, paint)?;
    let id = &done.operation.id;
    if written && done.operation.kind == Kind::Undo {
        // Without its id the next undo goes on to the operation before.
        writeln!(out, "{}", undo_with(&paint.strong(id), &format!("bahi undo {id}")))?;
    } else if written {
        writeln!(out, "{}", undo_with(&paint.strong(id), "bahi undo"))?;
    } else {
        writeln!(out, "{}", words::text("nothing-written", &[]))?;
    }
    Ok(out.flush()?)
}

fn undo_with(id: &str, command: &str) -> String {
    words::text("undo-with", &[("id", id), ("command", command)])
}

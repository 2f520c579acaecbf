//! Where files of settings are: the project's in this folder or the nearest above it, and the user's own.

use std::env;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// What a project's file is called.
pub const PROJECT: &str = "bahi.toml";

/// The project's file.
#[derive(Debug, PartialEq, Eq)]
pub enum Project {
    /// It is here.
    At(PathBuf),
    /// There is one, in a folder where everybody may write: whose words it has is not known.
    Anybodys(PathBuf),
    /// There is none.
    None,
}

/// Looks in a folder and those above it, up to the first where everybody may write.
pub fn project() -> Project {
    let Ok(here) = env::current_dir() else { return Project::None };
    // What is here is called by its name alone.
    let paths = here.ancestors().enumerate().map(|(up, folder)| {
        let shown = if up == 0 { PathBuf::from(PROJECT) } else { folder.join(PROJECT) };
        (folder, shown)
    });
    first(paths)
}

fn first<'f>(paths: impl Iterator<Item = (&'f Path, PathBuf)>) -> Project {
    for (folder, file) in paths {
        let there = file.metadata().is_ok_and(|about| about.is_file());
        match (folder.metadata().is_ok_and(|about| is_everybodys(&about)), there) {
            (true, true) => return Project::Anybodys(file),
            (true, false) => return Project::None,
            (false, true) => return Project::At(file),
            (false, false) => {}
        }
    }
    Project::None
}

#[cfg(unix)]
fn is_everybodys(folder: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    folder.mode() & 0o002 != 0
}

#[cfg(not(unix))]
fn is_everybodys(_: &Metadata) -> bool {
    false
}

/// Where the user's own file is, there or not.
pub fn user() -> Option<PathBuf> {
    // Relative paths are to be passed over, says the standard of these folders.
    let configured = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    Some(configured.or_else(|| Some(home()?.join(".config")))?.join("bahi").join("config.toml"))
}

/// The user's folder.
pub fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from)
}

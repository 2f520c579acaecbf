//! The files of a folder, by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Endings of files that are data or programs and not reports: left out of folders, read where named.
const DATA: [&str; 14] =
    ["csv", "tsv", "toml", "yaml", "yml", "md", "py", "rs", "sh", "sql", "log", "db", "db-wal", "db-shm"];

/// Every file that is not hidden, sorted by name folder by folder, and what could not be listed.
///
/// Links to folders are not followed: they may lead back up.
pub fn files(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let (mut files, mut problems) = (vec![], vec![]);
    collect(folder, &mut files, &mut problems);
    (files, problems)
}

/// Whether a file's ending says that it is no report.
pub fn is_data(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| DATA.contains(&ending.as_str()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<(PathBuf, io::Error)>) {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).and_then(Iterator::collect);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            problems.push((folder.to_path_buf(), error));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries.iter().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b".")) {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&path, files, problems),
            // A dangling link is listed too, so that it is told of when it is opened.
            Ok(kind) if kind.is_file() || (kind.is_symlink() && !path.is_dir()) => files.push(path),
            Ok(_) => {}
            Err(error) => problems.push((path, error)),
        }
    }
}

//! The files of the repository that people write: not what is built, and not what git is told to ignore.

use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Names of folders, and of files in their stead, that hold nothing written by hand.
const SKIPPED: [&str; 6] = ["target", ".git", "__pycache__", "node_modules", "corpus", "artifacts"];

/// A text file, by its path within the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// With `/`, whatever the system.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl File {
    /// What follows the last dot of the name.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Whether it lies in a folder.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The repository in memory.
#[derive(Debug, Default)]
pub struct Repo {
    /// Every text file, by path.
    pub files: Vec<File>,
    /// Text of the seed reports, where they are present: they are not part of the repository.
    pub seeds: Vec<File>,
    /// Every file and folder, also those that are no text.
    pub paths: BTreeSet<String>,
}

impl Repo {
    /// Reads the repository.
    pub fn load(root: &Path) -> anyhow::Result<Repo> {
        let mut repo = Repo::default();
        for path in walk(root)? {
            let name = relative(root, &path);
            if let (true, Ok(text)) = (path.is_file(), fs::read_to_string(&path)) {
                repo.files.push(File { path: name.clone(), text });
            }
            repo.paths.insert(name);
        }
        let seeds = root.join("../shared/seeds");
        if seeds.is_dir() {
            for path in walk(&seeds)?.into_iter().filter(|path| path.is_file()) {
                let text = fs::read_to_string(&path).unwrap_or_default();
                repo.seeds.push(File { path: format!("../shared/seeds/{}", relative(&seeds, &path)), text });
            }
        }
        Ok(repo)
    }

    /// Whether a path, from the root, is there.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Files and folders, sorted.
fn walk(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = vec![];
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name();
            // In a linked work tree .git is a file.
            if SKIPPED.iter().any(|skipped| name == *skipped) {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

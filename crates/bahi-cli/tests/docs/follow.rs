//! A document followed to the letter: its commands run, in order, in one folder, and its files written.

use super::blocks::{Block, bare, commands};
use super::common::{Folder, alone, root};
use super::elsewhere::Elsewhere;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder in which a document is followed.
pub struct Walk {
    folder: Folder,
    /// Files that `cargo xtask new` wrote an entry into, with the line where it begins.
    written: BTreeMap<String, usize>,
}

impl Walk {
    /// An empty folder, with the programs of the document at hand.
    pub fn new(name: &str) -> Walk {
        let folder = Folder::new(&name.replace(['/', '.'], "-"));
        let cargo = format!(
            "#!/bin/sh\nif [ \"$1 $2\" = 'xtask new' ]; then shift 2\n  exec '{}' run --quiet --manifest-path '{}' \
             --package xtask -- new --root . \"$@\"\nfi\necho \"cargo $* is not for this test\" >&2\nexit 64\n",
            env!("CARGO"),
            root().join("Cargo.toml").display()
        );
        let path = folder.file(".programs/cargo", cargo.as_bytes());
        make_program(Path::new(&path));
        Walk { folder, written: BTreeMap::new() }
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.folder.path())
    }

    /// Makes folders of the repository reachable, to be read.
    pub fn lend(&self, names: &[&str]) {
        for name in names {
            let from = root().canonicalize().unwrap().join(name);
            #[cfg(unix)]
            std::os::unix::fs::symlink(from, self.path().join(name)).unwrap();
        }
    }

    /// Copies a folder of the repository, to be edited.
    pub fn copy(&self, name: &str) {
        copy(&root().join(name), &self.path().join(name));
    }

    /// A script, with the program and the shim for cargo before all others.
    pub fn shell(&self, script: &str) -> Command {
        let bin = Path::new(env!("CARGO_BIN_EXE_bahi")).parent().unwrap();
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let first = [self.path().join(".programs"), bin.to_owned()];
        let paths = std::env::join_paths(first.into_iter().chain(std::env::split_paths(&paths))).unwrap();
        let mut command = Command::new("bash");
        alone(&mut command);
        command.args(["-euo", "pipefail", "-c", script]).current_dir(self.path()).env("PATH", paths);
        command.env("RUST_BACKTRACE", "0").stdin(Stdio::null());
        command
    }

    /// Does what the blocks say, but for commands that are run elsewhere; gives how many were run.
    pub fn follow(&mut self, blocks: &[Block], elsewhere: &[Elsewhere]) -> Result<usize, String> {
        let (mut ran, mut said) = (0, None);
        for block in blocks {
            match block.kind.as_str() {
                "sh" => {
                    let here = |command: &&String| !elsewhere.iter().any(|e| bare(command).starts_with(&e.command));
                    let all = commands(&block.text);
                    let script: Vec<&String> = all.iter().filter(here).collect();
                    ran += script.len();
                    said = match script.is_empty() {
                        true => None,
                        false => Some(self.run(&script.into_iter().cloned().collect::<String>(), block.line)?),
                    };
                }
                // What a block of text right after a script shows is what the script printed.
                "text" => {
                    if let Some(said) = said.take().filter(|said| said.trim() != block.text.trim()) {
                        return Err(format!("line {}: shown is\n{}\nprinted is\n{said}", block.line, block.text));
                    }
                }
                "toml" => self.write(&block.text)?,
                _ => {}
            }
        }
        Ok(ran)
    }

    // What a script prints; one that serves is asked for its address and ended.
    fn run(&mut self, script: &str, line: usize) -> Result<String, String> {
        if script.starts_with("bahi serve") {
            let said = self.serves(script);
            let well = said.contains("http://127.0.0.1:");
            return if well { Ok(said) } else { Err(format!("line {line}: {script}\n{said}")) };
        }
        let output = self.shell(script).output().unwrap();
        let (printed, told) = (text(&output.stdout), text(&output.stderr));
        if !output.status.success() {
            return Err(format!("line {line}: {}\n{script}\n{printed}{told}", output.status));
        }
        for place in printed.lines().filter_map(|line| line.strip_prefix("written: ")) {
            if let Some((file, line)) = place.rsplit_once(':') {
                self.written.insert(file.to_owned(), line.parse().unwrap());
            }
        }
        Ok(printed)
    }

    // Answers with an address, or with why it does not.
    fn serves(&self, script: &str) -> String {
        let script = format!("exec {} --port 0", script.trim());
        let mut child = self.shell(&script).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        line
    }

    // A block that begins with the name of a file: in place of the empty entry, or at the end.
    fn write(&mut self, block: &str) -> Result<(), String> {
        let Some((name, content)) = block.strip_prefix("# ").and_then(|rest| rest.split_once('\n')) else {
            return Ok(());
        };
        let path = self.path().join(name);
        if !name.contains('/') || !path.exists() {
            return Ok(());
        }
        let mut text = fs::read_to_string(&path).unwrap();
        if let Some(line) = self.written.remove(name) {
            text = text.lines().take(line - 1).map(|line| format!("{line}\n")).collect();
        }
        text.push('\n');
        text.push_str(content);
        fs::write(&path, text.trim_start()).map_err(|error| format!("{name}: {error}"))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(fs::copy(&path, to).unwrap()),
        }
    }
}

fn make_program(path: &Path) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

//! The guides, followed to the letter: every command in them is run, in order, in one folder.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, alone, root};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// The blocks of commands of a guide, in their order.
fn blocks(guide: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = guide;
    while let Some((_, from)) = rest.split_once("```sh\n") {
        let (block, after) = from.split_once("\n```").expect("a block ends");
        out.push(block.to_owned());
        rest = after;
    }
    out
}

fn shell(folder: &Folder, script: &str) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_bahi")).parent().unwrap();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths([bin.to_owned()].into_iter().chain(std::env::split_paths(&paths))).unwrap();
    let mut command = Command::new("bash");
    command.args(["-euc", script]).current_dir(folder.path()).env("PATH", paths);
    alone(&mut command);
    command.stdin(Stdio::null());
    command
}

// Answers with an address, or with why it does not.
fn serves(folder: &Folder, script: &str) -> String {
    let mut child = shell(folder, &format!("exec {script} --port 0")).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    line
}

fn follow(name: &str) -> Vec<String> {
    let guide = std::fs::read_to_string(root().join("docs/guide").join(name)).unwrap();
    let (folder, blocks) = (Folder::new(name), blocks(&guide));
    for block in &blocks {
        if block.starts_with("bahi serve") {
            let said = serves(&folder, block);
            assert!(said.contains("http://127.0.0.1:"), "{block}\n{said}");
            continue;
        }
        let output = shell(&folder, block).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{block}\n{said}");
    }
    blocks
}

#[test]
fn every_command_of_the_guides_works_and_both_have_the_same() {
    let english = follow("en.md");
    assert!(english.len() > 8, "{english:?}");
    assert_eq!(english, follow("hi.md"));
}

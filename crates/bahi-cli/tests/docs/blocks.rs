//! The fenced blocks of our Markdown, and the commands in them.

use super::common::root;
use std::fs;
use std::path::Path;

/// Folders that hold no documents of ours.
const SKIPPED: [&str; 5] = ["target", ".git", "node_modules", "corpus", "artifacts"];

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First word after the fence: `sh`, `toml`, `text`.
    pub kind: String,
    /// Line of the fence, from 1.
    pub line: usize,
    /// What stands in it, without the indentation of the fence.
    pub text: String,
}

/// Every Markdown file of the repository, by its path within it.
pub fn documents() -> Vec<String> {
    let (root, mut found) = (root(), vec![]);
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match path.is_dir() {
                true if !SKIPPED.contains(&name.as_str()) => folders.push(path),
                false if name.ends_with(".md") => found.push(relative(&root, &path)),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")
}

/// The blocks of a document, in their order.
pub fn blocks(document: &str) -> Vec<Block> {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let (mut out, mut open): (Vec<Block>, Option<usize>) = (vec![], None);
    for (index, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match (open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => {
                let kind = info.split_whitespace().next().unwrap_or_default().to_owned();
                out.push(Block { kind, line: index + 1, text: String::new() });
                open = Some(indent);
            }
            (Some(_), Some(_)) => open = None,
            (Some(indent), None) => {
                let block = out.last_mut().unwrap();
                block.text.push_str(line.get(indent..).unwrap_or_default());
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{document}: a block does not end");
    out
}

/// The commands of a script: its lines, each with those that continue it.
pub fn commands(script: &str) -> Vec<String> {
    let mut out = vec![];
    let mut command = String::new();
    for line in script.lines() {
        command.push_str(line);
        command.push('\n');
        if !line.ends_with('\\') {
            out.push(std::mem::take(&mut command));
        }
    }
    out.retain(|command| !command.trim().is_empty());
    out
}

/// A command without its comment and the spaces around it.
pub fn bare(command: &str) -> &str {
    command.split(" #").next().unwrap_or_default().trim()
}

#[test]
fn blocks_are_found_in_lists_too_and_commands_over_several_lines_are_one() {
    let all = blocks("CONTRIBUTING.md");
    let page = all.iter().find(|block| block.text.starts_with("printf")).unwrap();
    let found = commands(&page.text);
    assert_eq!((page.kind.as_str(), found.len()), ("sh", 2), "{page:?}");
    assert!(found[0].ends_with("> page.txt\n") && found[1] == "bahi show page page.txt\n", "{found:?}");
    assert_eq!(bare("bahi show page FILE   # is the line kept?"), "bahi show page FILE");
}

//! The documents, followed to the letter: every command in them is run, or stands in a list with the reason why not.
#![allow(clippy::unwrap_used)]
#![cfg(unix)]

#[path = "docs/blocks.rs"]
mod blocks;
mod common;
#[path = "docs/elsewhere.rs"]
mod elsewhere;
#[path = "docs/follow.rs"]
mod follow;

use blocks::{bare, blocks, commands, documents};
use follow::Walk;

/// Documents that tell how one does without the repository: they are followed in an empty folder.
const FROM_NOTHING: [&str; 2] = ["docs/guide/en.md", "docs/guide/hi.md"];

/// Documents whose commands change the knowledge.
const EDITING: &str = "CONTRIBUTING.md";

fn walk(document: &str) -> Walk {
    let walk = Walk::new(document);
    if document == EDITING {
        walk.copy("knowledge");
    } else if !FROM_NOTHING.contains(&document) {
        walk.lend(&["eval", "demo", "fixtures", "knowledge"]);
    }
    walk
}

fn follow(document: &str) -> usize {
    let followed = walk(document).follow(&blocks(document), &elsewhere::list());
    followed.unwrap_or_else(|error| panic!("{document}, {error}"))
}

#[test]
fn every_command_of_every_document_is_run_or_listed() {
    let followed = [FROM_NOTHING[0], FROM_NOTHING[1], EDITING];
    for document in documents().iter().filter(|document| !followed.contains(&document.as_str())) {
        follow(document);
    }
}

#[test]
fn the_guides_work_from_nothing_and_have_the_same_commands() {
    assert!(follow(FROM_NOTHING[0]) > 20);
    follow(FROM_NOTHING[1]);
    let code = |document| -> Vec<(String, String)> {
        blocks(document).into_iter().map(|block| (block.kind, block.text)).collect()
    };
    assert_eq!(code(FROM_NOTHING[0]), code(FROM_NOTHING[1]));
}

#[test]
fn the_recipes_for_contributors_do_what_they_say() {
    let (mut walk, blocks) = (walk(EDITING), blocks(EDITING));
    walk.follow(&blocks, &elsewhere::list()).unwrap_or_else(|error| panic!("{EDITING}, {error}"));
    // What a recipe finds with the edited knowledge, the program does not find without.
    let scripts = blocks.iter().filter(|block| block.kind == "sh").flat_map(|block| commands(&block.text));
    let (with, mut compared) = (" --knowledge knowledge/", 0);
    for command in scripts.filter(|command| command.contains(with) && command.contains("| grep ")) {
        assert!(walk.shell(&command).output().unwrap().status.success(), "{command}");
        assert!(!walk.shell(&command.replace(with, "")).output().unwrap().status.success(), "{command} without{with}");
        compared += 1;
    }
    assert!(compared >= 4, "a minister in two languages, a line of furniture, a kind of event: {compared}");
}

#[test]
fn commands_stand_in_blocks_of_their_kind_and_name_what_is_there() {
    let list = elsewhere::list();
    let mut used = vec![false; list.len()];
    let mut wrong = vec![];
    for document in documents() {
        for block in blocks(&document) {
            let place = format!("{document}:{}", block.line);
            if block.kind.is_empty() {
                wrong.push(format!("{place}: say what the block is: sh, text, toml, python, …"));
            }
            for command in commands(&block.text) {
                let words = bare(&command);
                let looks =
                    ["bahi ", "cargo ", "$ "].iter().any(|start| words.starts_with(start) && !words.contains('→'));
                if looks && block.kind != "sh" {
                    wrong.push(format!("{place}: a command outside a block of sh: {words}"));
                }
                if block.kind == "sh" {
                    wrong.extend(elsewhere::gone(words).map(|what| format!("{place}: {what} is not there")));
                    list.iter().zip(&mut used).for_each(|(e, used)| *used |= words.starts_with(&e.command));
                }
            }
        }
    }
    let idle = list.iter().zip(&used).filter(|(_, used)| !**used);
    wrong.extend(idle.map(|(one, _)| format!("elsewhere.toml: no document has `{}`", one.command)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

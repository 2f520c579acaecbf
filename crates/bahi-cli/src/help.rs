//! Help, and what the parser of the command line finds wrong, in the language of messages.
//!
//! English stands with the arguments. What is said of them in Hindi is found by the English sentence, in a flat file; the
//! parser's own words are exchanged in what it has made.

use crate::words;
use bahi_web::lang::Lang;
use bahi_web::pages::{Texts, texts_of};
use clap::builder::StyledStr;
use clap::error::{Error, ErrorKind};
use clap::{Arg, Command};
use std::io::Write;
use std::sync::OnceLock;

// What the parser itself says, as it stands in help: what is longer goes before what is a part of it.
const OWN: &[&str] = &[
    "Print this message or the help of the given subcommand(s)",
    "Print help (see a summary with '-h')",
    "Print help (see more with '--help')",
    "Print help",
    "Print version",
    "Examples:",
    "Usage:",
    "Arguments:",
    "Commands:",
    "Options:",
    "Filters:",
    "Output:",
    "Everywhere:",
    "Possible values:",
    "[possible values:",
    "[default:",
    "[env:",
    "[aliases:",
];

fn hindi() -> &'static Texts {
    static HINDI: OnceLock<Texts> = OnceLock::new();
    HINDI.get_or_init(|| texts_of(include_str!("../i18n/help.hi.toml")))
}

// Paragraph by paragraph; what has no words in Hindi stays as it is.
fn said(english: &str) -> String {
    let paragraphs = english.split("\n\n").map(|one| hindi().get(one).map_or(one, String::as_str));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A command with all below it, as it describes itself in a language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Hi => described(command),
    }
}

fn described(mut command: Command) -> Command {
    let own = |text: Option<&StyledStr>| text.map(|text| said(&text.to_string()));
    let (about, long, after) = (command.get_about(), command.get_long_about(), command.get_after_help());
    let (about, long, after) = (own(about), own(long), own(after));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    command.mut_args(explained).mut_subcommands(described)
}

fn explained(mut arg: Arg) -> Arg {
    let own = |text: Option<&StyledStr>| text.map(|text| said(&text.to_string()));
    let (help, long) = (own(arg.get_help()), own(arg.get_long_help()));
    if let Some(help) = help {
        arg = arg.help(help);
    }
    if let Some(long) = long {
        arg = arg.long_help(long);
    }
    arg
}

/// Prints the help that was asked for, or what is wrong in the words of the command line.
pub fn print(error: &Error, lang: Lang) -> std::io::Result<()> {
    if lang == Lang::En || error.kind() == ErrorKind::DisplayVersion {
        return error.print();
    }
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp => std::io::stdout().write_all(own_words(&text).as_bytes()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => std::io::stderr().write_all(own_words(&text).as_bytes()),
        _ => std::io::stderr().write_all(complaint(&text).as_bytes()),
    }
}

fn own_words(text: &str) -> String {
    let text = text.split_inclusive('\n').map(value_explained).collect();
    OWN.iter().fold(text, |text, words| match hindi().get(*words) {
        Some(hindi) => text.replace(words, hindi),
        None => text,
    })
}

// `- page: what it shows`, as values are listed that a flag may have.
fn value_explained(line: &str) -> String {
    let value = line.trim_start().strip_prefix("- ").and_then(|listed| listed.split_once(": "));
    match value.map(|(_, english)| english.trim_end()) {
        Some(english) if !english.is_empty() => line.replace(english, &said(english)),
        _ => line.to_owned(),
    }
}

// Line by line: what is wrong, a tip, the usage, where there is more.
fn complaint(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let bare = line.trim_start();
        out.push_str(&line[..line.len() - bare.len()]);
        match bare.split_once(": ") {
            Some((head @ ("error" | "tip"), rest)) => {
                out.push_str(&format!("{}: {}", words::text(head, &[]), words::told(rest)));
            }
            _ => out.push_str(&own_words(&words::told(bare))),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    // Every paragraph that a command or what it takes is described by.
    fn paragraphs(command: &Command, out: &mut BTreeSet<String>) {
        let mut enter = |text: Option<&StyledStr>| {
            let text = text.map(ToString::to_string).unwrap_or_default();
            out.extend(text.split("\n\n").filter(|one| !one.is_empty()).map(str::to_owned));
        };
        enter(command.get_about());
        enter(command.get_long_about());
        enter(command.get_after_help());
        for arg in command.get_arguments() {
            enter(arg.get_help());
            enter(arg.get_long_help());
            arg.get_possible_values().iter().for_each(|value| enter(value.get_help()));
        }
        command.get_subcommands().for_each(|sub| paragraphs(sub, out));
    }

    #[test]
    fn everything_is_described_in_hindi_too_and_nothing_that_is_not_there() {
        let mut english = BTreeSet::new();
        paragraphs(&crate::command(), &mut english);
        assert!(english.len() > 100, "{}", english.len());
        english.extend(OWN.iter().map(|words| (*words).to_owned()));
        let known: BTreeSet<String> = hindi().keys().cloned().collect();
        let missing: Vec<&String> = english.difference(&known).collect();
        assert!(missing.is_empty(), "without Hindi: {missing:#?}");
        let beyond: Vec<&String> = known.difference(&english).collect();
        assert!(beyond.is_empty(), "said nowhere: {beyond:#?}");
        let devanagari = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
        for (english, hindi) in hindi() {
            assert!(devanagari(hindi) && !devanagari(english), "{english}");
        }
    }

    #[test]
    fn every_heading_is_in_hindi() {
        fn headings(command: &Command, out: &mut BTreeSet<String>) {
            let own = command.get_arguments().filter_map(Arg::get_help_heading);
            out.extend(own.map(|heading| format!("{heading}:")));
            command.get_subcommands().for_each(|sub| headings(sub, out));
        }
        let mut all = BTreeSet::new();
        headings(&crate::command(), &mut all);
        assert!(all.len() > 2 && all.iter().all(|heading| OWN.contains(&heading.as_str())), "{all:?}");
    }

    #[test]
    fn the_parser_is_not_broken_by_words_in_another_language() {
        in_language(crate::command(), Lang::Hi).debug_assert();
    }
}

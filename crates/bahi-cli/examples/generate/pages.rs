//! Completions and pages of the manual, from what clap knows of the commands: they cannot say something else.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Shells, each with the name under which it looks for completions.
pub const SHELLS: [(Shell, &str); 5] = [
    (Shell::Bash, "bahi.bash"),
    (Shell::Zsh, "_bahi"),
    (Shell::Fish, "bahi.fish"),
    (Shell::PowerShell, "_bahi.ps1"),
    (Shell::Elvish, "bahi.elv"),
];

/// All of them, by their paths.
pub fn all() -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = pages()?;
    for (shell, name) in SHELLS {
        let mut bytes = Vec::new();
        clap_complete::generate(shell, &mut bahi_cli::command(), "bahi", &mut bytes);
        files.insert(format!("completions/{name}"), bytes);
    }
    Ok(files)
}

// A page for the program and one for every command and every command below it.
fn pages() -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut root = bahi_cli::command().disable_help_subcommand(true);
    root.build();
    let (mut pages, mut left) = (BTreeMap::new(), vec![root]);
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = format!("{}.1", command.get_display_name().unwrap_or(command.get_name()));
        pages.insert(format!("man/man1/{name}"), page(command)?);
    }
    Ok(pages)
}

// As usual, but for the examples, which the pages of clap leave out.
fn page(command: Command) -> io::Result<Vec<u8>> {
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let (has_after, has_below) = (command.get_after_help().is_some(), command.has_subcommands());
    let man = Man::new(command).manual("Bahi");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    write_examples(&mut out, &examples)?;
    man.render_options_section(&mut out)?;
    if has_below {
        man.render_subcommands_section(&mut out)?;
    }
    if has_after {
        man.render_extra_section(&mut out)?;
    }
    Ok(out)
}

// Lines as they are; what begins with a dot or a quote would be an order to the formatter.
fn write_examples(out: &mut Vec<u8>, examples: &str) -> io::Result<()> {
    let lines: Vec<&str> = examples.lines().filter(|line| *line != "Examples:").collect();
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, ".SH EXAMPLES\n.nf")?;
    for line in lines {
        writeln!(out, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
    }
    writeln!(out, ".fi")
}

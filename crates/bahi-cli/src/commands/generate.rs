//! `bahi generate`: completions for shells and man pages, from the commands as they are.

use super::Cli;
use crate::exit::Status;
use crate::terminal::output;
use anyhow::Context;
use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  bahi generate bash > ~/.local/share/bash-completion/completions/bahi
  bahi generate zsh > ~/.zfunc/_bahi                  in a folder of $fpath
  bahi generate fish > ~/.config/fish/completions/bahi.fish
  bahi generate man | man -l -                        the page of all commands
  bahi generate man -o ~/.local/share/man/man1        a page for each command";

/// Write completions for a shell, or man pages
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// What is written
    #[arg(value_enum)]
    what: What,

    /// Into this folder, under the name by which it is looked for; without it to standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Man pages; on standard output that of all commands alone
    Man,
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// Completions for PowerShell
    Powershell,
    /// Completions for Elvish
    Elvish,
}

/// Writes.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let files = args.what.files()?;
    match &args.output {
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            for (name, bytes) in &files {
                let path = folder.join(name);
                fs::write(&path, bytes).with_context(|| path.display().to_string())?;
            }
        }
        None => {
            let first = if args.what == What::Man { files.get("bahi.1") } else { files.values().next() };
            let mut out = output();
            out.write_all(first.map_or(&[], Vec::as_slice))?;
            out.flush()?;
        }
    }
    Ok(Status::Found)
}

impl What {
    fn files(self) -> io::Result<BTreeMap<String, Vec<u8>>> {
        let (shell, name) = match self {
            Self::Man => return pages(),
            Self::Bash => (Shell::Bash, "bahi.bash"),
            Self::Zsh => (Shell::Zsh, "_bahi"),
            Self::Fish => (Shell::Fish, "bahi.fish"),
            Self::Powershell => (Shell::PowerShell, "_bahi.ps1"),
            Self::Elvish => (Shell::Elvish, "bahi.elv"),
        };
        let mut bytes = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "bahi", &mut bytes);
        Ok([(name.to_owned(), bytes)].into())
    }
}

// A page for the program and one for every command and every command below it.
fn pages() -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let (mut pages, mut left) = (BTreeMap::new(), vec![root]);
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = format!("{}.1", command.get_display_name().unwrap_or(command.get_name()));
        pages.insert(name, page(command)?);
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

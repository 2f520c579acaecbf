//! `bahi config`: what is set, and by what.

use crate::exit::Status;
use crate::manners::{Manners, here};
use crate::settings::{Fault, SETTINGS, Setting, Takes};
use crate::terminal::output;
use crate::words;
use clap::parser::ValueSource;
use clap::{Arg, Command};
use serde_json::json;
use std::env;
use std::io::Write;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  bahi config                              what is set, as a file of settings would say it
  bahi config --show-origin                and by what: a flag, a variable, a file with its line, or nothing
  bahi config serve.port                   one setting
  bahi config > bahi.toml                  a file of settings to begin with, for this folder and those below it";

/// List the settings, and where each comes from
///
/// Flags go before variables of the environment (BAHI_LEDGER, BAHI_LANG, …), these before the file bahi.toml of this
/// folder or the nearest one above it, and that before the user's own, bahi/config.toml in ~/.config or XDG_CONFIG_HOME.
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    /// Only this setting, as ledger or serve.port
    #[arg(value_name = "SETTING")]
    only: Option<String>,

    /// Say where each value comes from
    #[arg(long)]
    show_origin: bool,

    /// As JSON, with where each value comes from
    #[arg(long)]
    json: bool,
}

/// The origin of what nobody has set.
const DEFAULT: &str = "default";

/// A setting with what it is set to, and by what.
struct Set {
    setting: &'static Setting,
    /// Several for a list; none where nothing is set.
    values: Vec<String>,
    origin: String,
}

/// Lists.
pub fn run(args: &Args, manners: &Manners) -> anyhow::Result<Status> {
    let mut command = here();
    // What flags of yes and no are without being given is only known then.
    command.build();
    let wanted = |setting: &&Setting| args.only.as_ref().is_none_or(|only| *only == setting.name());
    let set: Result<Vec<Set>, Fault> =
        SETTINGS.iter().filter(wanted).map(|setting| look(setting, &command, manners)).collect();
    let set = set.map_err(|fault| anyhow::Error::msg(fault.said(words::lang())))?;
    if let (true, Some(only)) = (set.is_empty(), &args.only) {
        anyhow::bail!("there is no setting {only}; see: bahi config");
    }
    let mut out = output();
    match (args.json, &args.only) {
        (true, _) => data(&mut out, &set)?,
        (false, Some(_)) => set.iter().try_for_each(|one| bare(&mut out, one, args.show_origin))?,
        (false, None) => file(&mut out, &set, args.show_origin)?,
    }
    out.flush()?;
    Ok(Status::Found)
}

// What a command would take: the flag, if it is one that can be given here, the variable, the file, the default.
fn look(setting: &'static Setting, command: &Command, manners: &Manners) -> Result<Set, Fault> {
    let arg = arg(setting, command);
    let set = |values, origin| Ok(Set { setting, values, origin });
    if is_of_all(setting, command) && manners.matches.value_source(setting.arg) == Some(ValueSource::CommandLine) {
        let raw = manners.matches.get_raw(setting.arg).into_iter().flatten();
        let values: Vec<String> = raw.map(|value| value.to_string_lossy().into_owned()).collect();
        return set(if values.is_empty() { vec!["true".to_owned()] } else { values }, "the command line".to_owned());
    }
    if let Some(name) = arg.and_then(Arg::get_env)
        && let Some(value) = env::var_os(name)
    {
        let (name, value) = (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned());
        let values = match setting.takes {
            Takes::List => value.split(',').map(str::to_owned).collect(),
            _ => vec![value],
        };
        return match values.iter().find(|value| !taken(setting, value)) {
            Some(bad) => Err(Fault::of_file(Path::new(&name), "variable", vec![("value", bad.clone())])),
            None => set(values, name),
        };
    }
    if let Some(given) = manners.settings.of(setting) {
        return set(given.values.clone(), format!("{}:{}", given.path.display(), given.line));
    }
    let default = arg.map(|arg| arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()));
    set(default.into_iter().flatten().collect(), DEFAULT.to_owned())
}

// Flags take more words for yes and no from variables than files do.
fn taken(setting: &Setting, value: &str) -> bool {
    let flag = ["1", "0", "yes", "no", "on", "off", "y", "n", "t", "f"];
    setting.takes.fits(value) || setting.takes == Takes::Flag && flag.contains(&value.to_lowercase().as_str())
}

fn is_of_all(setting: &Setting, command: &Command) -> bool {
    command.get_arguments().any(|arg| arg.get_id() == setting.arg)
}

// The flag of a setting: of all commands, of its own, or of any that has it.
fn arg<'c>(setting: &Setting, command: &'c Command) -> Option<&'c Arg> {
    let of = |command: &'c Command| command.get_arguments().find(|arg| arg.get_id() == setting.arg);
    of(command).or_else(|| command.get_subcommands().filter(|sub| setting.is_of(sub.get_name())).find_map(of))
}

fn written(set: &Set) -> String {
    let quoted = |value: &String| toml::Value::String(value.clone()).to_string();
    match (set.setting.takes, set.values.first()) {
        (_, None) => String::new(),
        (Takes::List, _) => format!("[{}]", set.values.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        (Takes::Number(..) | Takes::Seconds, Some(value)) => value.clone(),
        (Takes::Flag, Some(value)) => {
            (!matches!(value.to_lowercase().as_str(), "false" | "0" | "no" | "off" | "n" | "f")).to_string()
        }
        (_, Some(value)) => quoted(value),
    }
}

// As a file would say it; what nobody has set is a remark, so that a file made of this sets no more than is set.
fn file(out: &mut impl Write, set: &[Set], origins: bool) -> anyhow::Result<()> {
    let mut table = None;
    for one in set {
        if one.setting.table != table {
            table = one.setting.table;
            writeln!(out, "\n[{}]", table.unwrap_or_default())?;
        }
        line(out, one, one.setting.key, origins)?;
    }
    Ok(())
}

fn line(out: &mut impl Write, one: &Set, key: &str, origins: bool) -> anyhow::Result<()> {
    let value = written(one);
    let origin = if origins { format!("  # {}", one.origin) } else { String::new() };
    let remark = if one.origin == DEFAULT { "# " } else { "" };
    let gap = if value.is_empty() { "" } else { " " };
    Ok(writeln!(out, "{remark}{key} ={gap}{value}{origin}")?)
}

// One by itself, for scripts: without quotes.
fn bare(out: &mut impl Write, one: &Set, origins: bool) -> anyhow::Result<()> {
    if origins {
        return line(out, one, &one.setting.name(), true);
    }
    one.values.iter().try_for_each(|value| writeln!(out, "{value}"))?;
    Ok(())
}

fn data(out: &mut impl Write, set: &[Set]) -> anyhow::Result<()> {
    let rows: Vec<_> = set
        .iter()
        .map(|one| json!({"setting": one.setting.name(), "values": one.values, "origin": one.origin}))
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    writeln!(out)?;
    Ok(())
}

//! What holds for all commands: how much is told, in which language, in colour or not, whether anything may be asked.
//!
//! Flags, environment and files of settings come together here, before a command begins.

use crate::commands::Cli;
use crate::help;
use crate::settings::{COLOURS, Fault, LANGUAGES, LEVELS, Settings};
use crate::terminal::{self, Level, Paint};
use crate::words;
use bahi_web::lang::Lang;
use clap::builder::{BoolishValueParser, Resettable};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Options of all commands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Everywhere {
    /// When to use colour (NO_COLOR and TERM=dumb mean never)
    #[arg(long, global = true, value_name = "WHEN")]
    #[arg(env = "BAHI_COLOR", hide_env_values = true, default_value = "auto", value_parser = COLOURS.to_vec())]
    color: String,

    /// Plain text, also on a terminal: --color never
    #[arg(long, global = true, hide_short_help = true)]
    no_color: bool,

    /// Say nothing but errors, and what was asked for
    #[arg(short, long, global = true)]
    #[arg(env = "BAHI_QUIET", hide_env_values = true, value_parser = BoolishValueParser::new())]
    quiet: bool,

    /// Say what is done; twice, also how it comes along
    #[arg(short, long, global = true, action = ArgAction::Count, overrides_with = "quiet")]
    verbose: u8,

    /// How much is told on standard error
    #[arg(long, global = true, value_name = "LEVEL", hide_short_help = true)]
    #[arg(env = "BAHI_LOG", hide_env_values = true, default_value = "warn", value_parser = LEVELS.to_vec())]
    log: String,

    /// The language of messages and sites [default: of messages that of the locale, of sites en]
    #[arg(long, global = true, value_name = "LANG", hide_short_help = true)]
    #[arg(env = "BAHI_LANG", hide_env_values = true, value_parser = LANGUAGES.to_vec())]
    lang: Option<String>,

    /// Ask nothing: fail, or list, instead
    #[arg(long, global = true, hide_short_help = true)]
    #[arg(env = "BAHI_NO_INPUT", hide_env_values = true, value_parser = BoolishValueParser::new())]
    no_input: bool,

    /// The file of settings, instead of bahi.toml here or above and the user's own
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    #[arg(env = "BAHI_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,
}

/// What came of them.
#[derive(Debug)]
pub struct Manners {
    /// Colour or none.
    pub paint: Paint,
    /// Whether a person may be asked.
    pub asks: bool,
    /// The language that was asked for, if one was: what is made in a language is made in none that the locale names.
    pub lang: Option<Lang>,
    /// What the files of settings say.
    pub settings: Settings,
    /// The words of the command line.
    pub matches: ArgMatches,
}

/// Why there is nothing to run.
pub enum Unread {
    /// The words of the command line, or help that they ask for.
    Words(Box<clap::Error>),
    /// What is wrong in the files of settings.
    Settings(Vec<Fault>),
}

impl From<clap::Error> for Unread {
    fn from(error: clap::Error) -> Self {
        Self::Words(Box::new(error))
    }
}

/// Reads the command line with the environment and the files of settings.
///
/// # Errors
/// What is wrong in any of them.
pub fn read(words: &[OsString]) -> Result<(Cli, Manners), Unread> {
    words::speak(words::of_environment().unwrap_or_default());
    let bare = here().try_get_matches_from(words).map_err(|error| unread(words, error, here()))?;
    let everywhere = Everywhere::from_arg_matches(&bare)?;
    if let Some(lang) = everywhere.language() {
        words::speak(lang);
    }
    let settings = Settings::load(everywhere.config.as_deref()).map_err(Unread::Settings)?;
    let matches = match settings.given.is_empty() {
        true => bare,
        false => {
            let command = settings.behind(here());
            command.clone().try_get_matches_from(words).map_err(|error| unread(words, error, command))?
        }
    };
    let cli = Cli::from_arg_matches(&matches)?;
    let everywhere = Everywhere::from_arg_matches(&matches)?;
    let lang = everywhere.language();
    if let Some(lang) = lang {
        words::speak(lang);
    }
    terminal::listen(everywhere.level(&matches));
    tell_of(&settings);
    let (paint, asks) = (Paint::new(everywhere.colour(&matches)), !everywhere.no_input);
    Ok((cli, Manners { paint, asks, lang, settings, matches }))
}

/// The command where a variable that is set to nothing is as good as one that is not set.
pub fn here() -> Command {
    let is_empty = |name: &OsStr| env::var_os(name).is_some_and(|value| value.is_empty());
    let ours = |(name, _): (OsString, OsString)| name.to_string_lossy().starts_with("BAHI_") && is_empty(&name);
    match env::vars_os().any(ours) {
        true => without(Cli::command(), &is_empty),
        false => Cli::command(),
    }
}

fn without(command: Command, is_empty: &dyn Fn(&OsStr) -> bool) -> Command {
    let deaf = |arg: Arg| if arg.get_env().is_some_and(is_empty) { arg.env(Resettable::Reset) } else { arg };
    command.mut_args(deaf).mut_subcommands(|sub| without(sub, is_empty))
}

// In the language of messages, which is looked for beside the words, since these could not be read. Only now do the commands
// say in it what they are: who makes no mistake does not wait for it.
fn unread(words: &[OsString], error: clap::Error, command: Command) -> Unread {
    let flag = words.iter().enumerate().find_map(|(at, word)| match word.to_str()? {
        "--lang" => words.get(at + 1)?.to_str().map(str::to_owned),
        word => word.strip_prefix("--lang=").map(str::to_owned),
    });
    let of_files = || Settings::load(None).ok()?.said("lang").map(str::to_owned);
    let asked = flag.or_else(|| env::var("BAHI_LANG").ok().filter(|value| !value.is_empty())).or_else(of_files);
    if let Some(lang) = asked.as_deref().and_then(Lang::from_tag) {
        words::speak(lang);
    }
    let again = match words::lang() {
        Lang::En => None,
        Lang::Hi => help::in_language(command, Lang::Hi).try_get_matches_from(words).err(),
    };
    again.unwrap_or(error).into()
}

fn tell_of(settings: &Settings) {
    for path in &settings.files {
        terminal::log(Level::Info, "settings-from", &[("path", &path.display().to_string())]);
    }
    if let Some(path) = &settings.left {
        let fault = Fault::of_file(path, "left", vec![("path", path.display().to_string())]);
        terminal::complain(format_args!("{}", fault.said(words::lang())));
    }
}

fn said_by(matches: &ArgMatches, arg: &str, source: ValueSource) -> bool {
    matches.value_source(arg) == Some(source)
}

impl Everywhere {
    fn language(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::from_tag)
    }

    // The flag, then the environment, of which the variable of Bahi says it most exactly; then the files.
    fn colour(&self, matches: &ArgMatches) -> Option<bool> {
        let set = |name| env::var_os(name).is_some_and(|value: OsString| !value.is_empty());
        let explicit = [ValueSource::CommandLine, ValueSource::EnvVariable];
        let said = explicit.iter().any(|source| said_by(matches, "color", *source));
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let unwanted = set("NO_COLOR") || set("BAHI_NO_COLOR") || dumb;
        match self.color.as_str() {
            _ if self.no_color || (unwanted && !said) => Some(false),
            "always" => Some(true),
            "never" => Some(false),
            _ => None,
        }
    }

    // The flags, then the environment, then the files; of one source, less is more.
    fn level(&self, matches: &ArgMatches) -> Level {
        match self.verbose {
            0 => {}
            1 => return Level::Info,
            _ => return Level::Debug,
        }
        let named = LEVELS.iter().position(|level| *level == self.log).and_then(|at| Level::ALL.get(at).copied());
        let named = named.unwrap_or(Level::Warn);
        for source in [ValueSource::CommandLine, ValueSource::EnvVariable, ValueSource::DefaultValue] {
            if self.quiet && said_by(matches, "quiet", source) {
                return Level::Error;
            }
            if said_by(matches, "log", source) {
                return named;
            }
        }
        named
    }
}

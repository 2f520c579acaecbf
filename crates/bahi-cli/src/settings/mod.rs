//! What a desk sets once instead of on every command: files of settings, put behind flags and environment.
//!
//! A setting is a flag under the flag's own name. What a file says becomes the default of that flag, so that the order of flag,
//! environment, project and user is kept by the parser of the command line, for all commands alike.

mod fault;
mod file;
mod find;
mod table;

pub use fault::Fault;
pub use file::Given;
pub use find::Project;
pub use table::{COLOURS, LANGUAGES, LEVELS, SETTINGS, Setting, Takes};

use clap::Command;
use std::path::{Path, PathBuf};

/// What the files say, the project's before the user's.
#[derive(Debug, Default)]
pub struct Settings {
    /// One value for each setting that is set, the one that counts.
    pub given: Vec<Given>,
    /// The files that were read, in this order.
    pub files: Vec<PathBuf>,
    /// A project's file that was left alone, since everybody may write where it is.
    pub left: Option<PathBuf>,
}

impl Settings {
    /// Reads the file that is named, or else those that are found.
    ///
    /// # Errors
    /// All that is wrong in them.
    pub fn load(named: Option<&Path>) -> Result<Self, Vec<Fault>> {
        let mut out = Self::default();
        match (named, find::project()) {
            (Some(path), _) => out.files.push(path.to_owned()),
            (None, Project::At(path)) => out.files.push(path),
            (None, Project::Anybodys(path)) => out.left = Some(path),
            (None, Project::None) => {}
        }
        if named.is_none() {
            out.files.extend(find::user().filter(|path| path.is_file()));
        }
        let mut faults = Vec::new();
        for path in &out.files {
            match file::read(path) {
                Ok(given) => out.given.extend(given),
                Err(wrong) => faults.extend(wrong),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut seen = Vec::new();
        out.given.retain(|one| {
            let new = !seen.contains(&one.setting.name());
            seen.push(one.setting.name());
            new
        });
        Ok(out)
    }

    /// What is given for a setting.
    pub fn of(&self, setting: &Setting) -> Option<&Given> {
        self.given.iter().find(|one| std::ptr::eq(one.setting, setting))
    }

    /// The first value that is given for the setting of a name.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|one| one.setting.name() == name)?.values.first().map(String::as_str)
    }

    /// A command with what is given as the defaults of its flags, and so all below it.
    pub fn behind(&self, command: Command) -> Command {
        let name = command.get_name().to_owned();
        let mut command = self.given.iter().filter(|one| one.setting.is_of(&name)).fold(command, set);
        let below: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        for name in below {
            command = command.mut_subcommand(name, |sub| self.behind(sub));
        }
        command
    }
}

fn set(command: Command, given: &Given) -> Command {
    let takes_it = command.get_arguments().any(|arg| arg.get_id() == given.setting.arg);
    if !takes_it {
        return command;
    }
    command.mut_arg(given.setting.arg, |arg| arg.default_values(given.values.clone()))
}

//! Standard output and error: colour only where it is wanted, and no panic where nobody listens.

use std::fmt::{Arguments, Display};
use std::io::{self, BufWriter, IsTerminal, Write};

/// Standard output, buffered.
pub fn output() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes a line to standard error; a closed standard error is not worth stopping for.
pub fn complain(line: Arguments) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Marks words by colour on a terminal and leaves them plain elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// Colour, unless the output is no terminal or the user does not want it.
    pub fn new(no_color: bool) -> Paint {
        let set = |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let unwanted = no_color || dumb || set("NO_COLOR") || set("BAHI_NO_COLOR");
        Paint { on: !unwanted && io::stdout().is_terminal() }
    }

    /// No colour at all.
    #[cfg(test)]
    pub fn plain() -> Paint {
        Paint { on: false }
    }

    /// Names and ids.
    pub fn strong(self, text: impl Display) -> String {
        self.wrap("1", text)
    }

    /// Places in files, and remarks.
    pub fn quiet(self, text: impl Display) -> String {
        self.wrap("2", text)
    }

    /// The report's own words.
    pub fn quote(self, text: impl Display) -> String {
        self.wrap("32", text)
    }

    /// Conflicts and what was not understood.
    pub fn alert(self, text: impl Display) -> String {
        self.wrap("33", text)
    }

    fn wrap(self, code: &str, text: impl Display) -> String {
        match self.on {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.to_string(),
        }
    }
}

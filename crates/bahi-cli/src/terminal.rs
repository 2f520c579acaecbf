//! Standard output and error: colour only where it is wanted, no panic where nobody listens, and no report that steers the
//! terminal.

use crate::words;
use std::borrow::Cow;
use std::fmt::{Arguments, Display};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::atomic::{AtomicU8, Ordering};

/// Standard output, buffered.
pub fn output() -> Tame<BufWriter<io::StdoutLock<'static>>> {
    let out = io::stdout().lock();
    let on = out.is_terminal();
    Tame { inner: BufWriter::new(out), on }
}

/// How much is told on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What failed.
    Error,
    /// And remarks.
    Warn,
    /// And what is done.
    Info,
    /// And how it comes along.
    Debug,
}

impl Level {
    /// All, the fewest words first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warn, Self::Info, Self::Debug];
}

// One command speaks at a time.
static LEVEL: AtomicU8 = AtomicU8::new(Level::Warn as u8);

/// Says how much is told from now on.
pub fn listen(level: Level) {
    LEVEL.store(level as u8, Ordering::Relaxed);
}

/// Whether this much is told.
pub fn hears(level: Level) -> bool {
    level as u8 <= LEVEL.load(Ordering::Relaxed)
}

/// Writes a line to standard error: what failed, which is told always.
pub fn fail(line: Arguments) {
    tell(line);
}

/// Writes a line to standard error: a remark, unless nothing but errors is to be told.
pub fn complain(line: Arguments) {
    if hears(Level::Warn) {
        tell(line);
    }
}

/// Writes a line to standard error, for those who asked for this much: a text of the command with its values.
pub fn log(level: Level, key: &str, values: &[(&str, &str)]) {
    if hears(level) {
        let name = if level == Level::Debug { "level.debug" } else { "level.info" };
        tell(format_args!("{}: {}", words::text(name, &[]), words::text(key, values)));
    }
}

// A closed standard error is not worth stopping for.
fn tell(line: Arguments) {
    let out = io::stderr().lock();
    let on = out.is_terminal();
    let _ = writeln!(Tame { inner: out, on }, "{line}");
}

/// What goes to a terminal, with what would steer it shown instead of obeyed: control characters, and marks that turn the
/// direction of writing. What goes to a file or another program passes as it is.
///
/// Colours pass, since they are our own; a text is written whole, so that no sequence is cut in two.
#[derive(Debug)]
pub struct Tame<W> {
    inner: W,
    on: bool,
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if self.on => self.inner.write_all(tamed(text).as_bytes())?,
            _ => self.inner.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn tamed(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = colour(rest).unwrap_or(c.len_utf8());
        match steers(c) && taken == c.len_utf8() {
            true => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            false => out.push_str(&rest[..taken]),
        }
        rest = &rest[taken..];
    }
    Cow::Owned(out)
}

// Length of a sequence that only sets the colour, where the text begins with one.
fn colour(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\x1b[")?;
    let digits = inner.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    (inner.as_bytes().get(digits) == Some(&b'm')).then_some(digits + 3)
}

fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Marks words by colour on a terminal and leaves them plain elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// Colour where it is wanted; where nobody says, on a terminal.
    pub fn new(wanted: Option<bool>) -> Paint {
        Paint { on: wanted.unwrap_or_else(|| io::stdout().is_terminal()) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, on: bool) -> String {
        let mut out = Tame { inner: Vec::new(), on };
        out.write_all(text.as_bytes()).unwrap();
        String::from_utf8(out.inner).unwrap()
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let title = "\x1b]0;owned\x07बैठक\x1b[2J\x1b[31mलाल\x1b[0m\u{202E}उलटा\u{9b}5n\r";
        assert_eq!(
            shown(title, true),
            "<U+001B>]0;owned<U+0007>बैठक<U+001B>[2J\x1b[31mलाल\x1b[0m<U+202E>उलटा<U+009B>5n<U+000D>"
        );
    }

    #[test]
    fn letters_joiners_and_lines_pass_and_so_does_all_where_no_terminal_is() {
        let text = "वाणिज्\u{200d}यिक\tसमझौता\nक्\u{200c}ष";
        assert_eq!(shown(text, true), text);
        assert_eq!(shown("\x1b[2J\u{202E}", false), "\x1b[2J\u{202E}");
    }
}

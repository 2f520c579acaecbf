//! The ledger for assistants: the Model Context Protocol over standard input and output, one message a line, reading only.
//!
//! Written by hand rather than with a library: it is a loop over lines with six tools, and needs neither a runtime nor
//! anything but JSON. Both eras of the protocol are spoken: revisions up to 2025-11-25 begin with `initialize`; since
//! 2026-07-28 every request says its revision, and nothing is remembered.

mod calls;
mod protocol;
mod tools;

use bahi::{Bahi, Store};
use std::io::{self, BufRead, Read, Write};

/// What is answered from.
#[derive(Debug)]
pub struct Assistant<'a> {
    /// The knowledge.
    pub bahi: &'a Bahi,
    /// The ledger.
    pub store: &'a Store,
    /// Where a desk serves this ledger: what permalinks begin with.
    pub base: &'a str,
}

// A message of an assistant is short; what is longer is no message.
const LONGEST: u64 = 1 << 20;

impl Assistant<'_> {
    /// Answers until the input ends.
    ///
    /// # Errors
    /// That nobody listens any more.
    pub fn run(&self, input: impl Read, mut output: impl Write) -> io::Result<()> {
        let mut input = io::BufReader::new(input);
        loop {
            let mut line = Vec::new();
            let read = (&mut input).take(LONGEST).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(());
            }
            let whole = line.ends_with(b"\n") || (read as u64) < LONGEST;
            let answer = match (whole, line.iter().all(u8::is_ascii_whitespace)) {
                (true, true) => continue,
                (true, false) => protocol::answer(self, &line),
                (false, _) => {
                    past_the_end(&mut input)?;
                    Some(protocol::too_long())
                }
            };
            if let Some(answer) = answer {
                writeln!(output, "{answer}")?;
                output.flush()?;
            }
        }
    }
}

// What is left of a line that is too long.
fn past_the_end(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let mut rest = Vec::new();
        let read = (&mut *input).take(LONGEST).read_until(b'\n', &mut rest)?;
        if read == 0 || rest.ends_with(b"\n") {
            return Ok(());
        }
    }
}

//! `bahi check --rules`: the sentences that stand in the rules, read; for those who write rules and build nothing.

use super::counted;
use crate::exit::Status;
use crate::terminal::output;
use bahi::Bahi;
use std::io::Write;

/// Reads the sentences of every rule whose name begins so, and tells of those that are read otherwise than they should be.
pub fn run(bahi: &Bahi, beginning: &str) -> anyhow::Result<Status> {
    let mut all = bahi_spec::rules(bahi);
    all.retain(|named| named.id.starts_with(beginning));
    if all.is_empty() {
        anyhow::bail!("no rule begins with `{beginning}`; rules are called as in hi/meeting/met: language, file, name");
    }
    let mut out = output();
    let mut bad = 0;
    // A case, verb or class that does not exist is left out of its rule without a word.
    for (rule, what) in bahi.languages().flat_map(|k| &k.index.faults).filter(|(rule, _)| rule.starts_with(beginning)) {
        bad += 1;
        writeln!(out, "{rule}: {what}")?;
    }
    for named in &all {
        let faults = bahi_spec::faults(bahi, named);
        bad += usize::from(!faults.is_empty());
        faults.iter().try_for_each(|fault| writeln!(out, "{}: {fault}\n", named.id))?;
    }
    match bad {
        0 => writeln!(out, "{}: every sentence is read as it should be", counted(all.len(), "rule"))?,
        bad => writeln!(out, "{} to mend, of {}", counted(bad, "rule"), counted(all.len(), "rule"))?,
    }
    out.flush()?;
    Ok(if bad == 0 { Status::Found } else { Status::Error })
}

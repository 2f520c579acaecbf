//! Runs a rule's sentences and says in words what went wrong.

use crate::{NamedRule, Tagged};
use bahi::{Bahi, RuleMatch};
use std::fmt::Write;

/// Fewest sentences of each sort that a rule may have.
pub const LEAST: usize = 3;

/// Everything wrong with a rule, each fault ready to print; none if the rule is good.
pub fn faults(bahi: &Bahi, named: &NamedRule) -> Vec<String> {
    let mut out = Vec::new();
    for (what, list) in [("examples", &named.rule.examples), ("silent", &named.rule.silent)] {
        if list.len() < LEAST {
            out.push(format!("{} {what} of at least {LEAST}; write the rest in the rule's `{what}`", list.len()));
        }
    }
    out.extend(named.rule.examples.iter().filter_map(|line| example(bahi, named, line)));
    out.extend(named.rule.silent.iter().filter_map(|line| silent(bahi, named, line)));
    out
}

// What is wrong with an example: its tags, or how it was read.
fn example(bahi: &Bahi, named: &NamedRule, line: &str) -> Option<String> {
    let tagged = match Tagged::parse(line) {
        Ok(tagged) => tagged,
        Err(error) => return Some(format!("the example cannot be parsed: {error}\n    {line}")),
    };
    if let Some((role, _)) = tagged.roles.iter().find(|(role, _)| !named.rule.roles.contains_key(role)) {
        return Some(format!("the rule has no role {role}, yet the example tags one\n    {line}"));
    }
    let matches = rules_in(bahi, &named.id, &tagged.text);
    let own: Vec<&RuleMatch> = matches.iter().filter(|m| m.rule == named.id).collect();
    if own.iter().any(|m| roles_fit(&tagged, m)) {
        return None;
    }
    let what = if own.is_empty() { "did not match this example" } else { "matched this example with other roles" };
    Some(told(what, line, &matches))
}

// A silent line that this very rule matched.
fn silent(bahi: &Bahi, named: &NamedRule, line: &str) -> Option<String> {
    let matches = rules_in(bahi, &named.id, line);
    matches.iter().any(|m| m.rule == named.id).then(|| told("matched this silent line", line, &matches))
}

fn roles_fit(tagged: &Tagged, m: &RuleMatch) -> bool {
    let fits = |want: &str, got: &str| got.contains(want) || !got.trim().is_empty() && want.contains(got.trim());
    tagged.roles.iter().all(|(role, want)| m.roles.iter().any(|(r, got)| r == role && fits(want, got)))
}

fn told(what: &str, line: &str, matches: &[RuleMatch]) -> String {
    let mut out = format!("{what}:\n    {line}\n");
    if matches.is_empty() {
        out.push_str("  no rule matched it\n");
    }
    for m in matches {
        let _ = write!(out, "  matched {} [{}]", m.rule, m.trigger);
        for (role, words) in &m.roles {
            let _ = write!(out, " {role}={words}");
        }
        out.push('\n');
    }
    out.push_str("  to look: put the sentence in a file and run cargo run -p bahi --example trace -- FILE");
    out
}

fn rules_in(bahi: &Bahi, rule: &str, text: &str) -> Vec<bahi::RuleMatch> {
    bahi.rules_in_language(rule.split('/').next().unwrap_or_default(), text)
}

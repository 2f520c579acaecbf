//! The stages of the reading in print: what can be aligned comes first, Hindi words come last.

use super::fields::quotes;
use super::index::Index;
use crate::terminal::Paint;
use bahi::ledger::{Claim, Ledger};
use bahi::{ShownBlock, ShownMention, ShownToken};

/// `line  kind  text`, furniture with its reason.
pub fn page(blocks: &[ShownBlock], paint: Paint) -> Vec<String> {
    let line = |block: &ShownBlock| {
        let kind = match &block.why {
            Some(why) => format!("{} ({why})", block.kind),
            None => block.kind.clone(),
        };
        let text = if block.why.is_some() { paint.quiet(&block.text) } else { paint.quote(&block.text) };
        format!("{:>5}  {kind:<24} {text}", block.line)
    };
    blocks.iter().map(line).collect()
}

/// `line  sentence  kind  text  folded`, the folded form only where it differs.
pub fn tokens(tokens: &[ShownToken], paint: Paint) -> Vec<String> {
    let line = |token: &ShownToken| {
        let folded = match token.folded == token.text {
            true => String::new(),
            false => paint.quiet(format!("  compared as {}", token.folded)),
        };
        let text = paint.quote(&token.text);
        format!("{:>5}  s{:<4} {:<12} {text}{folded}", token.line, token.sentence, token.kind)
    };
    tokens.iter().map(line).collect()
}

/// `line  kind  text = name (id), office of country  · found by`.
pub fn mentions(mentions: &[ShownMention], paint: Paint) -> Vec<String> {
    let line = |mention: &ShownMention| {
        let mut known = String::new();
        if let Some(name) = &mention.name {
            known.push_str(&format!(" = {name}"));
        }
        if let Some(id) = &mention.id {
            known.push_str(&format!(" [{id}]"));
        }
        if let Some(office) = &mention.office {
            known.push_str(&format!(", {office}"));
        }
        if let Some(of) = &mention.of {
            known.push_str(&format!(" of {of}"));
        }
        let sure = mention.sure.map_or(String::new(), |sure| format!(", {sure} % sure"));
        let found_by = paint.quiet(format!("· {}{sure}", mention.found_by));
        format!("{:>5}  {:<12} {}{known}  {found_by}", mention.line, mention.kind, paint.quote(&mention.text))
    };
    mentions.iter().map(line).collect()
}

/// The claims of a ledger, each with record, field, value, rule and quotes.
pub fn claims(ledger: &Ledger, paint: Paint) -> Vec<String> {
    let index = Index::new(ledger);
    ledger.claims.iter().flat_map(|one| claim(one, &index, paint)).collect()
}

/// One claim: what it says, then what read it, then the words.
pub fn claim<'a>(claim: &'a Claim, index: &Index<'a>, paint: Paint) -> Vec<String> {
    let modality = if claim.modality == "asserted" { String::new() } else { format!(" ({})", claim.modality) };
    let head = format!("{}  {} {} = {}{modality}", claim.id, claim.record, claim.field, claim.value);
    let mut lines = vec![paint.strong(head), format!("   rule       {}", claim.rule)];
    if !claim.attributed_to.is_empty() {
        let chain: Vec<String> = claim.attributed_to.iter().map(|party| index.party(party)).collect();
        lines.push(format!("   source     {}", chain.join(" ← ")));
    }
    lines.extend(quotes(&[claim], index).iter().map(|quote| format!("   words      {}", quote.print(paint))));
    lines
}

//! `bahi judge --recipe`: what another desk decided.

use super::super::sign;
use super::Act;
use crate::exit::Status;
use crate::terminal::{Paint, fail, output};
use crate::view::judged;
use crate::words;
use anyhow::Context;
use bahi::Bahi;
use bahi::store::judge::Recipe;
use std::io::{Read, Write};
use std::path::Path;

/// Makes its judgements here.
pub fn run(path: &Path, act: &Act, paint: Paint) -> anyhow::Result<Status> {
    let recipe = Recipe::parse(&text(path)?).with_context(|| path.display().to_string())?;
    let bahi = Bahi::new();
    let mut store = act.book.open(&bahi)?;
    let replayed = store.replay(&act.sign.signature()?, &recipe, bahi.knowledge(), act.dry_run)?;
    for refused in &replayed.refused {
        let (what, why) = (judged::said(&refused.judgement), words::told(&refused.why));
        fail(format_args!("{}:{}: not judged: {what}: {why}", path.display(), refused.line));
    }
    let (made, there, refused) = (replayed.made, replayed.there, replayed.refused.len());
    let mut out = output();
    let words = if act.dry_run { "would be made" } else { "made" };
    writeln!(out, "{made} judgements {words}, {there} there already, {refused} that cannot be made here")?;
    out.flush()?;
    drop(out);
    if let Some(done) = &replayed.done {
        sign::tell(&store, done, !act.dry_run, paint)?;
    }
    Ok(match (refused, made + there) {
        (0, 0) => Status::Nothing,
        (0, _) => Status::Found,
        _ => Status::SomeFailed,
    })
}

fn text(path: &Path) -> anyhow::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

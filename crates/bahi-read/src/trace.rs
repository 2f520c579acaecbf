//! A look inside: the slots, phrases, clauses and matches of every sentence, as text for people who write rules.

use crate::clause::parse;
use crate::frame::Parsed;
use crate::input::Report;
use crate::mention::What;
use crate::reader::Reader;
use crate::scan::{Item, Scan};
use crate::sent::Sent;
use bahi_knowledge::{BARE, Knowledge};
use std::fmt::Write;

/// The working of every sentence of a report.
pub fn trace(reader: &Reader<'_>, report: &Report<'_>, knowledge: &Knowledge) -> String {
    let mut out = String::new();
    let (cut, scans) = reader.cut_and_scan(report);
    let matcher = reader.matcher();
    for (sent, scan) in cut.sents.iter().zip(&scans) {
        let parse = parse(scan, reader.numbers());
        let p = Parsed { sent, scan, parse: &parse };
        let _ = writeln!(out, "# {}", sent.span.of(report.text));
        for clause in &parse.clauses {
            let _ = write!(out, "  {:?}:", clause.ending);
            for slot in &scan.slots[clause.from..clause.to] {
                let words = sent.span_of(slot.from, slot.to).of(report.text).to_owned();
                let _ = write!(out, " {}", item(scan, sent, slot.item, &words, knowledge));
            }
            out.push('\n');
        }
        for m in matcher.matches(&p) {
            let rule = &knowledge.index.rules[m.rule];
            let _ = write!(out, "  => {} [{}]", rule.id, sent.span_of(m.from, m.to).of(report.text));
            for (role, ph) in &m.roles {
                let phrase = &parse.phrases[*ph];
                let words: Vec<&str> = phrase
                    .mentions
                    .iter()
                    .map(|&x| sent.span_of(scan.mentions[x].from, scan.mentions[x].to).of(report.text))
                    .collect();
                let _ = write!(out, " {role}={}", words.join(" + "));
            }
            out.push('\n');
        }
    }
    out
}

fn item(scan: &Scan, _sent: &Sent, item: Item, words: &str, knowledge: &Knowledge) -> String {
    match item {
        Item::Mention(m) => format!("[{words}:{}]", kind(&scan.mentions[m].what)),
        Item::Case(c) if c != BARE => {
            format!("/{}", knowledge.stock.words.cases.get(c as usize).map_or("?", |c| c.id.as_str()))
        }
        Item::Verb(v) => {
            let g = &scan.verbs[v];
            let forms: Vec<String> = g
                .forms
                .iter()
                .map(|f| format!("{}.{:?}", knowledge.stock.words.verbs[f.verb as usize].id, f.form))
                .collect();
            format!("{{{words}={}{}}}", if g.negated { "not " } else { "" }, forms.join("+"))
        }
        Item::Conj => "&".to_owned(),
        Item::Sub => format!("<{words}>"),
        _ => words.to_owned(),
    }
}

fn kind(what: &What) -> String {
    match what {
        What::Person(p) => {
            let office = p
                .office
                .as_ref()
                .map(|o| {
                    format!(
                        " {}{} of {:?}",
                        if o.counterpart { "counterpart" } else { &o.title },
                        if o.plural { "s" } else { "" },
                        o.of.as_ref().map(|o| o.id.as_str())
                    )
                })
                .unwrap_or_default();
            format!("person{}{office}", if p.name.is_some() { "" } else { " unnamed" })
        }
        What::Time(said) => format!("time {said:?}"),
        other => format!("{other:?}").split(['(', '{', ' ']).next().unwrap_or("").to_lowercase(),
    }
}

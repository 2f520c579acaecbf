//! What the desk is, what its reading is measured to be worth, and which keys it knows.

use super::asked::{Asked, Reply};
use super::keys::{KEYS, Key};
use crate::Fault;
use bahi::{Bahi, Store};
use serde::Serialize;

#[derive(Serialize)]
struct AboutView {
    version: &'static str,
    knowledge: String,
    reports: usize,
    operations: usize,
    figures: Vec<Figure>,
    limits: usize,
}

#[derive(Debug, Serialize)]
struct Figure {
    key: String,
    sets: Vec<Option<String>>,
}

/// The floors below which no figure may fall, as they are kept beside the gold sets.
const FLOORS: &str = include_str!("../../../../eval/floors.toml");

// What readers ask for first, in this order.
const SHOWN: [&str; 12] = [
    "engagement precision",
    "engagement recall",
    "status",
    "office",
    "country of office",
    "place",
    "date",
    "statement F1",
    "agreement F1",
    "delivery numbers",
    "merge precision",
    "conflicts found",
];
const SETS: [&str; 3] = ["dev-a", "dev-c", "seeds"];
// Known limits have texts of their own.
const LIMITS: usize = 6;

/// About.
pub fn page(bahi: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let floors: toml::Table = FLOORS.parse().unwrap_or_default();
    let of = |set: &str, figure: &str| {
        let value = floors.get(set)?.as_table()?.get(figure)?.as_float()?;
        Some(format!("{:.0} %", (value * 100.0).floor()))
    };
    let figures = SHOWN.map(|key| Figure {
        key: key.replace(' ', "-").to_lowercase(),
        sets: SETS.iter().map(|set| of(set, key)).collect(),
    });
    let view = AboutView {
        version: env!("CARGO_PKG_VERSION"),
        knowledge: bahi.knowledge().version().to_owned(),
        reports: store.reports()?.len(),
        operations: store.operation_count()?,
        figures: figures.into(),
        limits: LIMITS,
    };
    asked.page("about.html", "about", asked.lang.t("nav.about"), &view)
}

#[derive(Serialize)]
struct HelpView {
    groups: Vec<(&'static str, Vec<Key>)>,
}

/// Keys.
pub fn help(_: &Bahi, _: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let on = |on: &'static str| (on, KEYS.iter().filter(|k| k.on == on).copied().collect());
    let view = HelpView { groups: ["all", "list", "review"].map(on).into() };
    asked.page("help.html", "help", asked.lang.t("nav.help"), &view)
}

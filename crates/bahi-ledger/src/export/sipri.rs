//! Deliveries in the shape of the trade register of SIPRI.

use super::dates::days;
use super::index::Index;
use super::label;
use super::rows::{self, Column};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source};
use bahi_resolve::ledger::Delivery;

const FILE: &str = "register.csv";

/// A register of deliveries.
#[derive(Debug)]
pub struct Sipri;

impl Format for Sipri {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "sipri",
            extension: "csv",
            purpose: "Deliveries with the columns of SIPRI's trade register, to lay beside it.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        rows::about(FILE, "One delivery, as the reports tell of it.", COLUMNS, table(source).len())
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let left = source.ledger.deliveries.iter().filter(|d| !certain(d)).count();
        let mut notes = vec![
            "The columns are those of the register; the values are what news reports say, not what SIPRI has verified, and \
             there are no trend-indicator values.".into(),
            "As in the register, a value in brackets is not certain: a number in brackets was worked out from the others, a \
             year in brackets is that of the date the numbers hold for. An unknown supplier or recipient is `unknown`; other \
             unknown values are empty. The year of order is not in the ledger.".into(),
            format!("Left out, as in the register: {left} deliveries that are only discussed or were cancelled."),
        ];
        notes.extend(rows::notes());
        notes
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        rows::write(sink, FILE, b',', COLUMNS, table(source))
    }
}

const COLUMNS: &[Column] = &[
    ("Recipient", "text", "English name of the recipient's country"),
    ("Supplier", "text", "English name of the supplier's country"),
    ("Year of order", "text", "Always empty"),
    ("Number ordered", "text", "Number ordered, as stated, or in brackets as worked out"),
    ("Weapon designation", "text", "Designation of the goods"),
    ("Weapon description", "text", "What is counted, where the reports tell it"),
    ("Number delivered", "text", "Number delivered, as stated, or in brackets as worked out"),
    ("Year(s) of delivery", "text", "Year the numbers hold for, in brackets, where something was delivered"),
    ("Status", "text", "ordered, delivered, pending or delayed"),
    ("Comments", "text", "What is pending, value, cause of delay, date the numbers hold for, and words of a report"),
    ("Id", "text", "Id of the delivery in the ledger"),
    ("Reports", "text", "Ids of the reports, between spaces"),
];

fn certain(d: &Delivery) -> bool {
    !matches!(d.status.as_str(), "discussed" | "cancelled")
}

/// A number as stated, or in brackets as worked out.
fn number(stated: Option<u64>, derived: Option<u64>) -> String {
    let derived = derived.map(|number| format!("({number})"));
    stated.map(|number| number.to_string()).or(derived).unwrap_or_default()
}

fn comments(d: &Delivery, index: &Index) -> String {
    let mut comments = vec![];
    let pending = number(d.pending, d.derived.pending);
    if !pending.is_empty() {
        comments.push(format!("{pending} pending"));
    }
    if let Some(value) = &d.value {
        comments.push(format!("value {} {}", value.amount, value.currency));
    }
    if let Some(cause) = &d.cause {
        comments.push(format!("delay: {}", cause.text));
    }
    if let Some(as_of) = &d.as_of {
        comments.push(format!("as of {as_of}"));
    }
    comments.push(rows::in_context(&index.quotes(&d.id)));
    comments.retain(|comment| !comment.is_empty());
    comments.join("; ")
}

fn table(source: &Source) -> Vec<Vec<String>> {
    let index = Index::new(source.ledger);
    let country = |code: &Option<String>| code.as_deref().map_or_else(|| "unknown".to_string(), label::country);
    let row = |d: &Delivery| {
        let delivered = number(d.delivered, d.derived.delivered);
        let year = d.as_of.as_deref().and_then(days).map(|days| format!("({})", days.first.year));
        let some = !matches!(delivered.as_str(), "" | "0" | "(0)") || d.status == "delivered";
        vec![
            country(&d.recipient),
            country(&d.supplier),
            String::new(),
            number(d.ordered, d.derived.ordered),
            d.item.name.clone(),
            d.unit.clone().unwrap_or_default(),
            delivered,
            year.filter(|_| some).unwrap_or_default(),
            d.status.clone(),
            comments(d, &index),
            d.id.clone(),
            d.reports.join(" "),
        ]
    };
    source.ledger.deliveries.iter().filter(|d| certain(d)).map(row).collect()
}

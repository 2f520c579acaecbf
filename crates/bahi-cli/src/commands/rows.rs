//! What listing commands print: lines for people, or the same rows as JSON or CSV.

use crate::terminal::{complain, output};
use crate::words;
use bahi::export::sheet;
use serde_json::{Map, Value, json};
use std::io::Write;

/// In which form rows are printed.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Shape {
    /// One JSON document
    #[arg(long)]
    pub json: bool,

    /// One JSON object a line
    #[arg(long, conflicts_with = "json")]
    pub jsonl: bool,

    /// A table for spreadsheets
    #[arg(long, conflicts_with_all = ["json", "jsonl"])]
    pub csv: bool,

    /// At most so many; 0 for all [default: 50 in print, all as data]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

// Lines that are printed unless more are asked for.
const IN_PRINT: usize = 50;

/// One row: what is there is in the order of the columns.
pub type Row = Vec<(&'static str, Value)>;

impl Shape {
    /// Whether the output is for programs.
    pub fn is_data(self) -> bool {
        self.json || self.jsonl || self.csv
    }

    /// At most so many.
    pub fn most(self) -> usize {
        match self.limit {
            Some(0) => usize::MAX,
            Some(limit) => limit,
            None if self.is_data() => usize::MAX,
            None => IN_PRINT,
        }
    }

    /// Says what was left out: on standard error, so that data stay data.
    pub fn left_out(self, shown: usize, total: usize) {
        if total == 0 {
            complain(format_args!("{}", words::text("nothing-found", &[])));
        }
        if shown < total {
            let values = [("shown", shown.to_string()), ("total", total.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            complain(format_args!("{}", words::text("shown-of", &values)));
        }
    }

    /// Prints rows as data; in one JSON document under a name, with how many there are in all.
    pub fn print(self, name: &str, columns: &[&'static str], rows: &[Row], total: usize) -> anyhow::Result<()> {
        let mut out = output();
        if self.csv {
            let cells = rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect());
            out.write_all(&sheet(columns.iter().copied(), cells)?)?;
        } else if self.jsonl {
            for row in rows {
                writeln!(out, "{}", object(row))?;
            }
        } else {
            let rows: Vec<Value> = rows.iter().map(object).collect();
            let left_out = total.saturating_sub(rows.len());
            serde_json::to_writer_pretty(&mut out, &json!({name: rows, "total": total, "left_out": left_out}))?;
            writeln!(out)?;
        }
        out.flush()?;
        self.left_out(rows.len(), total);
        Ok(())
    }
}

fn object(row: &Row) -> Value {
    Value::Object(row.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>())
}

// Entries of a list stand in one cell, between bars, as in the export.
fn cell(row: &Row, column: &str) -> String {
    let plain = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match row.iter().find(|(name, _)| *name == column).map(|(_, value)| value) {
        Some(Value::Array(entries)) => entries.iter().map(plain).collect::<Vec<_>>().join(" | "),
        Some(value) => plain(value),
        None => String::new(),
    }
}

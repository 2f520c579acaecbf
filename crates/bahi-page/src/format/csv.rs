//! CSV and its kin: rows below a line of names. Read only where a map says which column is what.

use super::map::{FieldMap, unit};
use super::source::{Source, line};
use super::unit::damage;
use super::{Fault, Options, Passed, Piece};

/// Marks between fields.
const MARKS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Whether the first line names the column that the map says holds the text.
pub(super) fn sniff(bytes: &[u8], options: &Options) -> bool {
    let Some(text) = options.map.as_ref().and_then(|map| map.field("text")) else { return false };
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let names = fields(first, mark(first)).unwrap_or_default();
    names.iter().any(|name| name == text)
}

fn mark(line: &[u8]) -> u8 {
    let count = |mark: &u8| line.iter().filter(|b| *b == mark).count();
    let mut best = MARKS[0];
    for mark in MARKS {
        if count(&mark) > count(&best) {
            best = mark;
        }
    }
    best
}

fn fields(row: &[u8], mark: u8) -> Option<Vec<String>> {
    let row = row.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row);
    let mut reader = csv::ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(row);
    let record = reader.byte_records().next()?.ok()?;
    Some(record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect())
}

/// The rows of a table.
pub(super) struct Rows {
    source: Box<dyn Source>,
    path: String,
    map: Option<FieldMap>,
    most: usize,
    number: usize,
    mark: u8,
    names: Vec<String>,
}

impl Rows {
    pub fn new(source: Box<dyn Source>, path: &str, options: &Options) -> Self {
        Self {
            source,
            path: path.to_owned(),
            map: options.map.clone(),
            most: options.limits.unit,
            number: 0,
            mark: b',',
            names: Vec::new(),
        }
    }

    fn fault(&self, number: usize, why: &str) -> Piece {
        Piece::Bad(Fault {
            path: format!("{}:{number}", self.path),
            why: why.to_owned(),
            remedy: "the other rows are read; mend this one to have it read too".to_owned(),
        })
    }

    /// The lines of one row: a quoted field may reach over several.
    fn row(&mut self) -> Option<Result<Vec<u8>, Piece>> {
        let (mut row, first) = (Vec::new(), self.number + 1);
        loop {
            let (bytes, length) = match line(self.source.as_mut(), self.most) {
                Ok(Some(line)) => line,
                Ok(None) if row.is_empty() => return None,
                Ok(None) => return Some(Err(self.fault(first, "a quoted field has no end"))),
                Err(gap) => return Some(Err(damage(&self.path, &gap))),
            };
            self.number += 1;
            if length > bytes.len() as u64 || row.len() + bytes.len() > self.most {
                return Some(Err(self.fault(first, "the row is longer than is read, or a quoted field has no end")));
            }
            row.extend_from_slice(&bytes);
            if row.iter().filter(|b| **b == b'"').count() % 2 == 0 {
                return Some(Ok(row));
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let number = self.number + 1;
            let row = match self.row()? {
                Ok(row) => row,
                Err(piece) => return Some(piece),
            };
            if row.trim_ascii().is_empty() {
                continue;
            }
            if self.names.is_empty() {
                self.mark = mark(&row);
                self.names = fields(&row, self.mark).unwrap_or_default();
                continue;
            }
            let path = format!("{}:{number}", self.path);
            let values = fields(&row, self.mark).unwrap_or_default();
            let get = |field: &str| self.names.iter().position(|n| n == field).and_then(|n| values.get(n).cloned());
            return Some(match unit(path.clone(), self.map.as_ref(), &get) {
                Some(unit) => Piece::Unit(unit),
                None => Piece::Passed(Passed { path, what: "row without text".to_owned() }),
            });
        }
    }
}

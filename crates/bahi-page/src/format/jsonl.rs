//! JSON lines, one report a line; and JSON that is one report or an array of them.

use super::map::{FieldMap, unit};
use super::source::{Source, line};
use super::unit::damage;
use super::{Fault, Options, Passed, Piece, archive};
use serde_json::Value;
use std::collections::VecDeque;

/// Whether bytes begin an object, or an array of objects, as JSON writes them.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let within = bytes.strip_prefix(b"[").map_or(bytes, <[u8]>::trim_ascii_start);
    match within.strip_prefix(b"{").map(<[u8]>::trim_ascii_start) {
        Some([b'"', rest @ ..]) => {
            let name = rest.iter().position(|b| *b == b'"');
            name.is_some_and(|n| rest[n + 1..].trim_ascii_start().starts_with(b":"))
        }
        Some([b'}', ..]) => true,
        _ => false,
    }
}

/// The rows of a stream.
pub(super) struct Rows {
    source: Box<dyn Source>,
    path: String,
    map: Option<FieldMap>,
    most: usize,
    number: usize,
    /// Rows of a document that is not JSON lines.
    ready: VecDeque<Piece>,
    options: Options,
}

impl Rows {
    pub fn new(source: Box<dyn Source>, path: &str, options: &Options) -> Self {
        Self {
            source,
            path: path.to_owned(),
            map: options.map.clone(),
            most: options.limits.unit,
            number: 0,
            ready: VecDeque::new(),
            options: options.clone(),
        }
    }

    fn fault(&self, path: String, why: String) -> Piece {
        Piece::Bad(Fault { path, why, remedy: "the other rows are read; mend this one to have it read too".to_owned() })
    }

    fn row(&self, path: String, value: &Value) -> Piece {
        let get = |field: &str| field_of(value, field);
        match unit(path.clone(), self.map.as_ref(), &get) {
            Some(unit) => Piece::Unit(unit),
            None => Piece::Passed(Passed { path, what: "row without text".to_owned() }),
        }
    }

    /// A document over several lines: the rest of the stream belongs to it.
    fn document(&mut self, first: Vec<u8>) {
        let (rest, warnings) = archive::bounded(self.source.as_mut(), &self.options);
        let bytes = [first, rest].concat();
        let number = |n: usize| format!("{}#{}", self.path, n + 1);
        let mut ready = match serde_json::from_slice(&bytes) {
            Ok(Value::Array(rows)) => rows.iter().enumerate().map(|(n, row)| self.row(number(n), row)).collect(),
            Ok(value) => vec![self.row(self.path.clone(), &value)],
            Err(error) => vec![self.fault(self.path.clone(), format!("no valid JSON ({error})"))],
        };
        ready.extend(warnings.into_iter().map(|why| self.fault(self.path.clone(), why)));
        self.ready.extend(ready);
    }
}

impl Iterator for Rows {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.ready.pop_front() {
                return Some(piece);
            }
            let (bytes, length) = match line(self.source.as_mut(), self.most) {
                Ok(line) => line?,
                Err(gap) => return Some(damage(&self.path, &gap)),
            };
            self.number += 1;
            let path = format!("{}:{}", self.path, self.number);
            if length > bytes.len() as u64 {
                return Some(self.fault(path, format!("the row has {length} bytes, more than are read")));
            }
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii();
            if text.is_empty() {
                continue;
            }
            match serde_json::from_slice::<Value>(text) {
                Ok(value @ Value::Object(_)) => return Some(self.row(path, &value)),
                Ok(_) if self.number > 1 => return Some(self.fault(path, "no object".to_owned())),
                Err(error) if self.number > 1 || !error.is_eof() => {
                    return Some(self.fault(path, format!("no valid JSON ({error})")));
                }
                _ => self.document(bytes),
            }
        }
    }
}

/// The value at a field's path, as text.
fn field_of(value: &Value, path: &str) -> Option<String> {
    let at = |value: &Value, field: &str| value.get(field).cloned();
    let found = at(value, path).or_else(|| path.split('.').try_fold(value.clone(), |v, f| at(&v, f)))?;
    match found {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        // An outlet or author as schema.org writes it; a text as a list of paragraphs.
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_owned),
        Value::Array(items) => {
            let lines: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        }
        _ => None,
    }
}

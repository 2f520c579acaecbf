//! The tables as columns of Arrow in memory: the schemas and the values that Parquet has, for programs that need no file.
//!
//! Every schema says in its metadata which version of the tables it is of.

use super::arrow;
use super::table::{self, TABLES_VERSION, Table};
use arrow_array::builder::BooleanBufferBuilder;
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema};
use bahi_resolve::ledger::Ledger;
use std::sync::Arc;

pub use super::table::names;

/// Version, knowledge and filter, as every schema and every file of Parquet has them.
pub fn metadata(ledger: &Ledger, filter: &str) -> [(&'static str, String); 4] {
    [
        ("bahi.tables", TABLES_VERSION.to_string()),
        ("bahi.ledger_format", ledger.ledger_format.to_string()),
        ("bahi.knowledge", ledger.knowledge.clone()),
        ("bahi.filter", filter.to_owned()),
    ]
}

/// A table of a ledger by its name.
///
/// # Errors
/// More text in a column than Arrow's offsets reach.
pub fn batch(ledger: &Ledger, name: &str) -> Result<Option<RecordBatch>, ArrowError> {
    let Some(table) = table::table(ledger, name) else { return Ok(None) };
    let batch = arrow::batch(&table)?;
    let schema = Arc::unwrap_or_clone(batch.schema()).with_metadata(said(ledger));
    batch.with_schema(Arc::new(schema)).map(Some)
}

/// The schema of a table by its name, with the versions of a ledger.
pub fn schema(ledger: &Ledger, name: &str) -> Option<Schema> {
    Some(arrow::schema(&table::table(ledger, name)?).with_metadata(said(ledger)))
}

/// The metadata as a schema takes them.
pub fn said(ledger: &Ledger) -> std::collections::HashMap<String, String> {
    metadata(ledger, "").map(|(key, value)| (key.to_owned(), value)).into()
}

/// One table of many ledgers by its name, the rows of one after those of another; and how many are of each.
///
/// # Errors
/// More text in a column than Arrow's offsets reach.
pub fn flat(ledgers: &[Ledger], name: &str) -> Result<Option<(RecordBatch, Vec<usize>)>, ArrowError> {
    let empty = Ledger::default();
    let Some(mut all) = table::table(&empty, name) else { return Ok(None) };
    let mut rows = Vec::new();
    for more in ledgers.iter().filter_map(|ledger| table::table(ledger, name)) {
        rows.push(more.rows);
        all.extend(more);
    }
    Ok(Some((arrow::batch(&all)?, rows)))
}

/// The tables of many ledgers, a row for each ledger and a column for each table: lists of its rows as structs. Where there
/// is no ledger the lists are null.
///
/// # Errors
/// More text in a column than Arrow's offsets reach.
pub fn nested(ledgers: &[Option<&Ledger>]) -> Result<Vec<(FieldRef, ArrayRef)>, ArrowError> {
    let empty = Ledger::default();
    let mut all: Vec<(Table<'_>, Vec<usize>)> = table::tables(&empty).into_iter().map(|t| (t, Vec::new())).collect();
    let mut there = BooleanBufferBuilder::new(ledgers.len());
    for ledger in ledgers {
        there.append(ledger.is_some());
        for ((table, rows), more) in all.iter_mut().zip(table::tables(ledger.unwrap_or(&empty))) {
            rows.push(more.rows);
            table.extend(more);
        }
    }
    let there = NullBuffer::new(there.finish());
    all.into_iter().map(|(table, rows)| list(&table, &rows, &there)).collect()
}

fn list(table: &Table<'_>, rows: &[usize], there: &NullBuffer) -> Result<(FieldRef, ArrayRef), ArrowError> {
    let rows_of = StructArray::from(arrow::batch(table)?);
    let item = Arc::new(Field::new("element", rows_of.data_type().clone(), true));
    let column = Field::new(table.name, DataType::List(item.clone()), true);
    let offsets = OffsetBuffer::from_lengths(rows.iter().copied());
    let array = ListArray::try_new(item, offsets, Arc::new(rows_of), Some(there.clone()))?;
    Ok((Arc::new(column), Arc::new(array)))
}

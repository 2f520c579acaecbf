//! The tables as Arrow: schemas and arrays, for Parquet.

use super::index::Quote;
use super::table::{Cells, Table};
use arrow_array::builder::{ListBuilder, StringBuilder, StructBuilder, UInt64Builder};
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use std::sync::Arc;

/// Fields of a quotation.
const QUOTE: [(&str, DataType); 11] = [
    ("claim", DataType::Utf8),
    ("report", DataType::Utf8),
    ("field", DataType::Utf8),
    ("value", DataType::Utf8),
    ("modality", DataType::Utf8),
    ("exact", DataType::Utf8),
    ("prefix", DataType::Utf8),
    ("suffix", DataType::Utf8),
    ("start", DataType::UInt64),
    ("end", DataType::UInt64),
    ("line", DataType::UInt64),
];

/// The schema of a table.
pub fn schema(table: &Table) -> Schema {
    let field = |column: &super::table::Column| Field::new(column.name, data_type(&column.cells), true);
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

/// The type of a column.
pub fn data_type(cells: &Cells) -> DataType {
    match cells {
        Cells::Text(_) => DataType::Utf8,
        Cells::Whole(_) => DataType::UInt64,
        Cells::Number(_) => DataType::Float64,
        Cells::Flag(_) => DataType::Boolean,
        Cells::Date(_) => DataType::Date32,
        Cells::List(_) => DataType::List(item(DataType::Utf8)),
        Cells::Quotes(_) => DataType::List(item(DataType::Struct(quote_fields()))),
    }
}

fn item(data_type: DataType) -> Arc<Field> {
    Arc::new(Field::new("element", data_type, true))
}

fn quote_fields() -> Fields {
    QUOTE.iter().map(|(name, data_type)| Field::new(*name, data_type.clone(), true)).collect()
}

/// The rows of a table.
pub fn batch(table: &Table) -> Result<RecordBatch, ArrowError> {
    let arrays = table.columns.iter().map(|column| array(&column.cells)).collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(Arc::new(schema(table)), arrays)
}

fn array(cells: &Cells) -> Result<ArrayRef, ArrowError> {
    Ok(match cells {
        Cells::Text(values) => Arc::new(values.iter().map(Option::as_deref).collect::<StringArray>()),
        Cells::Whole(values) => Arc::new(values.iter().copied().collect::<UInt64Array>()),
        Cells::Number(values) => Arc::new(values.iter().copied().collect::<Float64Array>()),
        Cells::Flag(values) => Arc::new(values.iter().copied().collect::<BooleanArray>()),
        Cells::Date(values) => {
            let numbers = values.iter().map(|day| day.and_then(|day| i32::try_from(day.number()).ok()));
            Arc::new(numbers.collect::<Date32Array>())
        }
        Cells::List(values) => {
            let mut list = ListBuilder::new(StringBuilder::new()).with_field(item(DataType::Utf8));
            for words in values {
                words.iter().for_each(|word| list.values().append_value(word));
                list.append(true);
            }
            Arc::new(list.finish())
        }
        Cells::Quotes(values) => quotes(values)?,
    })
}

fn quotes(values: &[Vec<Quote>]) -> Result<ArrayRef, ArrowError> {
    let field = item(DataType::Struct(quote_fields()));
    let mut list = ListBuilder::new(StructBuilder::from_fields(quote_fields(), values.len())).with_field(field);
    for row in values {
        for quote in row {
            quote_row(list.values(), quote)?;
        }
        list.append(true);
    }
    Ok(Arc::new(list.finish()))
}

fn quote_row(row: &mut StructBuilder, quote: &Quote) -> Result<(), ArrowError> {
    let (claim, evidence) = (quote.claim, quote.evidence);
    let texts = [
        &claim.id,
        &claim.report,
        &claim.field,
        &claim.value,
        &claim.modality,
        &evidence.exact,
        &evidence.prefix,
        &evidence.suffix,
    ];
    let numbers = [evidence.start, evidence.end, evidence.line];
    let wrong = || ArrowError::SchemaError("a quotation has other fields than its schema".into());
    for (at, text) in texts.iter().enumerate() {
        row.field_builder::<StringBuilder>(at).ok_or_else(wrong)?.append_value(text);
    }
    for (at, number) in numbers.iter().enumerate() {
        row.field_builder::<UInt64Builder>(texts.len() + at).ok_or_else(wrong)?.append_value(*number as u64);
    }
    row.append(true);
    Ok(())
}

/// What the documents call the type of a column.
pub fn kind(cells: &Cells) -> &'static str {
    match cells {
        Cells::Text(_) => "string",
        Cells::Whole(_) => "uint64",
        Cells::Number(_) => "double",
        Cells::Flag(_) => "boolean",
        Cells::Date(_) => "date32",
        Cells::List(_) => "list<string>",
        Cells::Quotes(_) => "list<struct>",
    }
}

/// The fields of a quotation with their types, for the documents.
pub fn quote_document() -> Vec<(&'static str, &'static str)> {
    QUOTE.iter().map(|(name, of)| (*name, if *of == DataType::Utf8 { "string" } else { "uint64" })).collect()
}

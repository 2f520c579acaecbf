//! Reports and notes as rows of Arrow, and reports out of files of Parquet.

use super::{Note, ledgers, month, told};
use crate::store::{Incoming, Source};
use arrow_array::builder::BooleanBufferBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    Array, ArrayAccessor, ArrayRef, BinaryArray, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema};
use bahi_resolve::combine::people::day_of;
use bahi_resolve::ids::report_id;
use bahi_resolve::ledger::{Ledger, Report};
use bahi_text::Signature;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

// Reports of a file that are held at once.
const AT_ONCE: usize = 64;

// What must be in a row of a report.
const NEEDED: [&str; 7] = ["report", "ledger", "text", "signature", "part", "about", "source"];

/// The columns of reports as they were read, nulls where there is none: what a ledger file takes, and of the ledger once more
/// what steps look at that want little of it.
///
/// # Errors
/// More bytes than Arrow's offsets reach.
pub fn columns(reports: &[Option<&Incoming>]) -> Result<Vec<(FieldRef, ArrayRef)>, ArrowError> {
    let mut out = kept(reports);
    out.extend(sought(reports)?);
    Ok(out)
}

fn kept(reports: &[Option<&Incoming>]) -> Vec<(FieldRef, ArrayRef)> {
    let head = |i: &Option<&Incoming>| i.and_then(|i| i.ledger().reports.first().cloned());
    let heads: Vec<Option<Report>> = reports.iter().map(head).collect();
    let source = |i: &Option<&Incoming>| i.and_then(|i| i.source().cloned());
    let sources: Vec<Option<Source>> = reports.iter().map(source).collect();
    let ledger = |i: &Incoming| ledgers::packed(i.ledger());
    let signature = |i: &Incoming| i.signature().to_bytes();
    let made: [(&str, ArrayRef); 9] = [
        ("report", Arc::new(heads.iter().map(|h| Some(h.as_ref()?.id.clone())).collect::<StringArray>())),
        ("published", Arc::new(heads.iter().map(|h| h.as_ref()?.published.clone()).collect::<StringArray>())),
        (
            "month",
            Arc::new(heads.iter().map(|h| Some(month(h.as_ref()?.published.as_deref()))).collect::<StringArray>()),
        ),
        ("ledger", Arc::new(reports.iter().map(|i| i.map(ledger)).collect::<BinaryArray>())),
        ("text", Arc::new(reports.iter().map(|i| Some(i.as_ref()?.text())).collect::<StringArray>())),
        ("signature", Arc::new(reports.iter().map(|i| i.map(signature)).collect::<BinaryArray>())),
        ("part", Arc::new(sources.iter().map(|s| Some(s.as_ref()?.part as i64)).collect::<Int64Array>())),
        ("about", Arc::new(sources.iter().map(|s| Some(s.as_ref()?.about.as_str())).collect::<StringArray>())),
        ("source", Arc::new(sources.iter().map(|s| Some(s.as_ref()?.bytes.as_slice())).collect::<BinaryArray>())),
    ];
    made.into_iter().map(field).collect()
}

// By what reports find their like, and what is looked at of them there.
fn sought(reports: &[Option<&Incoming>]) -> Result<Vec<(FieldRef, ArrayRef)>, ArrowError> {
    let day = |i: &Option<&Incoming>| i.and_then(|i| i.ledger().reports.first()).and_then(day_of);
    let facts = |i: &Incoming| told::facts(i.ledger());
    let notes = |of: fn(&Incoming) -> Vec<Note>| -> Vec<Option<Vec<Note>>> {
        reports.iter().map(|report| report.map(of)).collect()
    };
    let made: [(&str, ArrayRef); 5] = [
        ("day", Arc::new(reports.iter().map(day).collect::<Int64Array>())),
        ("sketch", Arc::new(sketches(reports)?)),
        ("people", Arc::new(lists(&notes(|i| told::people(i.ledger())))?)),
        ("actors", Arc::new(lists(&notes(|i| told::actors(i.ledger())))?)),
        ("facts", Arc::new(reports.iter().map(|i| i.map(facts)).collect::<BinaryArray>())),
    ];
    Ok(made.into_iter().map(field).collect())
}

fn field((name, array): (&str, ArrayRef)) -> (FieldRef, ArrayRef) {
    (Arc::new(Field::new(name, array.data_type().clone(), true)), array)
}

fn sketches(reports: &[Option<&Incoming>]) -> Result<ListArray, ArrowError> {
    let all: Vec<Option<&[u32]>> = reports.iter().map(|report| report.map(|i| i.signature().sketch())).collect();
    let hashes = all.iter().flatten().copied().flatten().map(|hash| i64::from(*hash)).collect::<Int64Array>();
    list(all.iter().map(|sketch| sketch.map(<[u32]>::len)), Arc::new(hashes))
}

fn lists(notes: &[Option<Vec<Note>>]) -> Result<ListArray, ArrowError> {
    let all: Vec<&Note> = notes.iter().flatten().flatten().collect();
    list(notes.iter().map(|n| n.as_ref().map(Vec::len)), Arc::new(StructArray::from(batch(all)?)))
}

// A list for each row of so many values; null where it is not said how many.
fn list(lengths: impl Iterator<Item = Option<usize>>, values: ArrayRef) -> Result<ListArray, ArrowError> {
    let lengths: Vec<Option<usize>> = lengths.collect();
    let mut there = BooleanBufferBuilder::new(lengths.len());
    lengths.iter().for_each(|length| there.append(length.is_some()));
    let item = Arc::new(Field::new("element", values.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths(lengths.iter().map(|length| length.unwrap_or(0)));
    ListArray::try_new(item, offsets, values, Some(NullBuffer::new(there.finish())))
}

/// The reports of some rows; of one that is none, what is wrong with it.
pub fn reports(batch: &RecordBatch) -> Result<Vec<Result<Incoming, String>>, String> {
    let [report, text, about] = ["report", "text", "about"].map(|name| words(batch, name));
    let (report, ledger, text, about) = (report?, ledgers::column(batch)?, text?, about?);
    let (signature, source) = (bytes(batch, "signature")?, bytes(batch, "source")?);
    let part = numbers(batch, "part")?;
    let row = |n: usize| -> Result<Incoming, String> {
        let none = |what: &str| format!("a row without {what}");
        let id = report[n].as_deref().ok_or_else(|| none("report"))?;
        let ledger: Ledger = ledgers::parsed(id, ledger(n).ok_or_else(|| none("ledger"))?)?;
        let part = part[n].and_then(|part| usize::try_from(part).ok());
        let (about, source) = (about[n].clone().unwrap_or_default(), source[n].clone());
        let source = part.zip(source).map(|(part, bytes)| Source { part, about, bytes });
        let [head] = ledger.reports.as_slice() else { return Err(format!("{id} is not the ledger of one report")) };
        if head.id != id || report_id(&head.sha256, source.as_ref().map_or(0, |s| s.part)) != id {
            return Err(format!("{id} is not the id of its report"));
        }
        let signature = Signature::from_bytes(signature[n].as_deref().unwrap_or_default());
        Ok(Incoming::new(ledger, text[n].clone().unwrap_or_default(), source, signature))
    };
    Ok((0..batch.num_rows()).map(row).collect())
}

/// Notes as rows.
///
/// # Errors
/// More bytes than Arrow's offsets reach.
pub fn batch<'n>(notes: impl IntoIterator<Item = &'n Note>) -> Result<RecordBatch, ArrowError> {
    let notes: Vec<&Note> = notes.into_iter().collect();
    let text =
        |of: fn(&Note) -> &str| -> ArrayRef { Arc::new(notes.iter().map(|n| Some(of(n))).collect::<StringArray>()) };
    let day =
        |of: fn(&Note) -> Option<i64>| -> ArrayRef { Arc::new(notes.iter().map(|n| of(n)).collect::<Int64Array>()) };
    let columns: [(&str, ArrayRef); 6] = [
        ("kind", text(|n| &n.kind)),
        ("key", text(|n| &n.key)),
        ("first", day(|n| n.first)),
        ("last", day(|n| n.last)),
        ("id", text(|n| &n.id)),
        ("body", Arc::new(notes.iter().map(|n| Some(n.body.as_slice())).collect::<BinaryArray>())),
    ];
    let fields: Vec<Field> = columns.iter().map(|(name, a)| Field::new(*name, a.data_type().clone(), true)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.into_iter().map(|c| c.1).collect())
}

/// Notes out of rows.
pub fn notes(batch: &RecordBatch) -> Result<Vec<Note>, String> {
    let [kind, key, id] = ["kind", "key", "id"].map(|name| words(batch, name));
    let (kind, key, id) = (kind?, key?, id?);
    let (first, last, body) = (numbers(batch, "first")?, numbers(batch, "last")?, bytes(batch, "body")?);
    let named = kind.into_iter().zip(key).zip(id).zip(first.into_iter().zip(last).zip(body));
    let note = |(((kind, key), id), ((first, last), body)): (((Option<_>, Option<_>), Option<_>), _)| Note {
        kind: kind.unwrap_or_default(),
        key: key.unwrap_or_default(),
        first,
        last,
        id: id.unwrap_or_default(),
        body: Option::unwrap_or_default(body),
    };
    Ok(named.map(note).collect())
}

/// The reports of a file of Parquet, some at a time; what is no report is given as what is wrong with it.
///
/// # Errors
/// A file that cannot be read, as `E` wants it; what `sink` gives.
pub fn read<E: From<String>>(
    path: &Path,
    mut sink: impl FnMut(Vec<Result<Incoming, String>>) -> Result<(), E>,
) -> Result<(), E> {
    let wrong = |error: &dyn std::fmt::Display| E::from(error.to_string());
    let file = File::open(path).map_err(|error| wrong(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| wrong(&error))?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), NEEDED);
    let rows = builder.with_projection(mask).with_batch_size(AT_ONCE).build().map_err(|error| wrong(&error))?;
    for batch in rows {
        sink(reports(&batch.map_err(|error| wrong(&error))?)?)?;
    }
    Ok(())
}

/// A column by its name.
///
/// # Errors
/// That there is none.
pub fn column<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b ArrayRef, String> {
    batch.column_by_name(name).ok_or_else(|| format!("there is no column `{name}`"))
}

/// That a column is of another type.
pub fn other<T>(name: &str, array: &ArrayRef) -> Result<T, String> {
    Err(format!("column `{name}` is of type {}", array.data_type()))
}

/// The words of rows, by their numbers.
pub type Texts<'b> = Box<dyn Fn(usize) -> Option<&'b str> + 'b>;

/// The words of a column as they stand there.
///
/// # Errors
/// A column that is not there or not of words.
pub fn texts<'b>(batch: &'b RecordBatch, name: &str) -> Result<Texts<'b>, String> {
    fn of<'b>(array: impl ArrayAccessor<Item = &'b str> + 'b) -> Texts<'b> {
        Box::new(move |n| array.is_valid(n).then(|| array.value(n)))
    }
    let array = column(batch, name)?;
    Ok(match array.data_type() {
        DataType::Utf8 => of(array.as_string::<i32>()),
        DataType::LargeUtf8 => of(array.as_string::<i64>()),
        DataType::Utf8View => of(array.as_string_view()),
        DataType::Null => Box::new(|_| None),
        _ => return other(name, array),
    })
}

/// A column of words.
///
/// # Errors
/// A column that is not there or not of words.
pub fn words(batch: &RecordBatch, name: &str) -> Result<Vec<Option<String>>, String> {
    let text = texts(batch, name)?;
    Ok((0..batch.num_rows()).map(|n| text(n).map(str::to_owned)).collect())
}

/// A column of bytes.
pub fn bytes(batch: &RecordBatch, name: &str) -> Result<Vec<Option<Vec<u8>>>, String> {
    let array = column(batch, name)?;
    let all = |values: &mut dyn Iterator<Item = Option<&[u8]>>| values.map(|v| v.map(<[u8]>::to_vec)).collect();
    Ok(match array.data_type() {
        DataType::Binary => all(&mut array.as_binary::<i32>().iter()),
        DataType::LargeBinary => all(&mut array.as_binary::<i64>().iter()),
        DataType::BinaryView => all(&mut array.as_binary_view().iter()),
        DataType::Null => vec![None; array.len()],
        _ => return other(name, array),
    })
}

fn numbers(batch: &RecordBatch, name: &str) -> Result<Vec<Option<i64>>, String> {
    let array = column(batch, name)?;
    match array.data_type() {
        DataType::Int64 => Ok(array.as_primitive::<Int64Type>().iter().collect()),
        DataType::Null => Ok(vec![None; array.len()]),
        _ => other(name, array),
    }
}

//! The ledgers of reports in rows: packed, since they are moved more often than looked at, and taken in as far as they are wanted.

use super::rows;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayAccessor, RecordBatch};
use arrow_schema::DataType;
use bahi_resolve::ledger::{Agreement, Claim, Delivery, Engagement, Ledger, Report, Statement};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::{Read, Write};

// Bytes of a ledger's JSON at most: a row of a stranger may not unpack to any size.
const LARGEST: u64 = 256 << 20;

/// A ledger as its column has it.
pub fn packed(ledger: &Ledger) -> Vec<u8> {
    // Into memory nothing goes wrong, and nothing in a ledger cannot be written.
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    let _ = out.write_all(&super::body(ledger));
    out.finish().unwrap_or_default()
}

/// A ledger, or parts of it, out of its column.
///
/// # Errors
/// That it is none.
pub fn parsed<T: DeserializeOwned>(id: &str, ledger: &[u8]) -> Result<T, String> {
    let none = |error: &dyn std::fmt::Display| format!("the ledger of {id} is none: {error}");
    let mut json = Vec::with_capacity(ledger.len() * 8);
    DeflateDecoder::new(ledger).take(LARGEST).read_to_end(&mut json).map_err(|error| none(&error))?;
    serde_json::from_slice(&json).map_err(|error| none(&error))
}

/// The ledgers of rows, packed, by their numbers.
pub type Packed<'b> = Box<dyn Fn(usize) -> Option<&'b [u8]> + 'b>;

/// The column of ledgers.
///
/// # Errors
/// That there is none.
pub fn column(batch: &RecordBatch) -> Result<Packed<'_>, String> {
    fn of<'b>(array: impl ArrayAccessor<Item = &'b [u8]> + 'b) -> Packed<'b> {
        Box::new(move |n| array.is_valid(n).then(|| array.value(n)))
    }
    let array = rows::column(batch, "ledger")?;
    Ok(match array.data_type() {
        DataType::Binary => of(array.as_binary::<i32>()),
        DataType::LargeBinary => of(array.as_binary::<i64>()),
        DataType::BinaryView => of(array.as_binary_view()),
        _ => return rows::other("ledger", array),
    })
}

/// The ledgers of reports in some rows, each by itself.
///
/// # Errors
/// What is wrong with a row that holds none.
pub fn all(batch: &RecordBatch) -> Result<Vec<Ledger>, String> {
    each(batch, parsed::<Ledger>)
}

/// The same, of which that is left out which a table of single reports does not show.
///
/// # Errors
/// What is wrong with a row that holds none.
pub fn shown_in(table: &str, batch: &RecordBatch) -> Result<Vec<Ledger>, String> {
    match table {
        "reports" => each(batch, parsed::<Heads>),
        "claims" => each(batch, parsed::<Claims>),
        _ => each(batch, parsed::<Records>),
    }
}

// Parts of a ledger: to pass over the rest takes a third of the time that taking it in does.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Heads {
    reports: Vec<Report>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Claims {
    reports: Vec<Report>,
    claims: Vec<Claim>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Records {
    reports: Vec<Report>,
    engagements: Vec<Engagement>,
    statements: Vec<Statement>,
    agreements: Vec<Agreement>,
    deliveries: Vec<Delivery>,
    claims: Vec<Claim>,
}

impl From<Heads> for Ledger {
    fn from(Heads { reports }: Heads) -> Self {
        Self { reports, ..Self::default() }
    }
}

impl From<Claims> for Ledger {
    fn from(Claims { reports, claims }: Claims) -> Self {
        Self { reports, claims, ..Self::default() }
    }
}

impl From<Records> for Ledger {
    fn from(records: Records) -> Self {
        let Records { reports, engagements, statements, agreements, deliveries, claims } = records;
        Self { reports, engagements, statements, agreements, deliveries, claims, ..Self::default() }
    }
}

fn each<T: Into<Ledger>>(
    batch: &RecordBatch,
    parse: impl Fn(&str, &[u8]) -> Result<T, String>,
) -> Result<Vec<Ledger>, String> {
    let (report, ledger) = (rows::texts(batch, "report")?, column(batch)?);
    let row = |n: usize| {
        let id = report(n).ok_or("a row without report")?;
        parse(id, ledger(n).ok_or("a row without ledger")?).map(Into::into)
    };
    (0..batch.num_rows()).map(row).collect()
}

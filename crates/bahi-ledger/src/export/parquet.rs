//! Parquet: one file for each table, with lists and quotations nested.

use super::csv::files;
use super::table::{TABLES_VERSION, Table, tables};
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, arrow, columns};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

/// Apache Parquet, compressed with Snappy.
#[derive(Debug)]
pub struct Parquet;

impl Format for Parquet {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "parquet",
            extension: "parquet",
            purpose: "Typed tables with nested quotations, for DuckDB, pandas, polars, R and Spark.",
            file: "parquet",
            layout: Layout::Folder,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        files(&tables(source.ledger), "parquet")
    }

    fn notes(&self, _source: &Source) -> Vec<String> {
        let fields: Vec<String> = arrow::quote_document().iter().map(|(name, kind)| format!("{name} {kind}")).collect();
        vec![
            format!("Version {TABLES_VERSION} of the tables. It is raised when a column is renamed, removed or changes its meaning."),
            "Texts stand exactly as in the ledger. Lists are lists and days are dates; an empty list has no entries and is not null.".into(),
            format!("A quotation is a struct: {}. Places count Unicode code points.", fields.join(", ")),
            "The metadata of each file give the versions and the filter under `bahi.tables`, `bahi.ledger_format`, \
             `bahi.knowledge` and `bahi.filter`.".into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        for table in tables(source.ledger) {
            let name = format!("{}.parquet", table.name);
            let bytes = bytes(&table, source).map_err(|error| ExportError::make(&name, error))?;
            sink.file(&name, bytes)?;
        }
        Ok(())
    }
}

fn bytes(table: &Table, source: &Source) -> Result<Vec<u8>, ParquetError> {
    let entries = columns::metadata(source.ledger, source.filter).into_iter();
    let metadata = entries.map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("bahi".into())
        .set_key_value_metadata(Some(metadata))
        .build();
    // The types of Parquet say everything; a second schema in the metadata would only have to agree with them.
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let batch = arrow::batch(table)?;
    let mut out = vec![];
    let mut writer = ArrowWriter::try_new_with_options(&mut out, batch.schema(), options)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(out)
}

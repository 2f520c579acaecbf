//! Every format on a ledger whose every value is meant to break it, read back with a real parser where Rust has one.

mod hostile;

use bahi_ledger::export::table::{Cells, DOCUMENTS, contract, document, tables};
use bahi_ledger::export::{FORMATS, Layout, Memory, Source, export, find};
use bahi_resolve::ledger::Ledger;
use hostile::{HOSTILE, hostile};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

fn files(name: &str, source: &Source) -> BTreeMap<String, Vec<u8>> {
    let mut memory = Memory::default();
    export(find(name).expect("a format"), source, &mut memory).expect("an export");
    memory.files
}

fn file(name: &str, path: &str) -> Vec<u8> {
    files(name, &Source::new(&hostile())).remove(path).expect("the file")
}

fn text(name: &str, path: &str) -> String {
    String::from_utf8(file(name, path)).expect("UTF-8")
}

/// The value before it was guarded, with what CSV cannot hold replaced.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

fn clean(value: &str) -> String {
    let bad =
        |c: char| (c.is_control() && c < '\u{80}' && !"\t\r\n".contains(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    value.chars().map(|c| if bad(c) { '\u{FFFD}' } else { c }).collect()
}

#[test]
fn every_format_is_the_same_twice_and_takes_an_empty_ledger() {
    for format in FORMATS {
        let name = format.about().name;
        let (first, second) = (files(name, &Source::new(&hostile())), files(name, &Source::new(&hostile())));
        assert!(first == second, "{name}");
        assert!(!files(name, &Source::new(&Ledger::default())).is_empty(), "{name}");
    }
}

#[test]
fn names_are_unique_and_found() {
    let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.about().name).collect();
    assert_eq!(names.len(), FORMATS.len());
    let error = find("xml").err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.starts_with("there is no export format `xml`; choose one of: csv, xlsx"), "{error}");
}

#[test]
fn every_readme_names_filter_versions_counts_and_files() {
    let ledger = hostile();
    let source = Source { filter: "about:S-400 | since:2024", ..Source::new(&ledger) };
    for format in FORMATS {
        let about = format.about();
        let mut files = files(about.name, &source);
        let readme = match about.layout {
            Layout::Folder => "README.md".to_string(),
            Layout::File => format!("{}.README.md", about.file),
        };
        let readme = String::from_utf8(files.remove(&readme).expect("a README")).expect("UTF-8");
        assert!(readme.contains("| filter | about:S-400 \\| since:2024 |"), "{readme}");
        assert!(
            readme.contains("| ledger format | 1 |") && readme.contains("| knowledge version | 2026 = \"x\" ]]> |")
        );
        for file in files.keys() {
            assert!(readme.contains(&format!("### {file}: ")), "{file}: {readme}");
        }
    }
}

#[test]
fn csv_comes_back_value_by_value_and_starts_no_formula() {
    let ledger = hostile();
    let made = files("csv", &Source::new(&ledger));
    for table in tables(&ledger) {
        let bytes = &made[&format!("{}.csv", table.name)];
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), table.rows, "{}", table.name);
        for (number, row) in rows.iter().enumerate() {
            for (cell, column) in row.iter().zip(&table.columns) {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
                let value = column.cells.flat(number).unwrap_or_default();
                assert_eq!(unguarded(cell), clean(&value), "{}.{}", table.name, column.name);
            }
        }
    }
}

#[test]
fn csv_for_excel_begins_with_a_byte_order_mark() {
    let ledger = hostile();
    let source = Source { excel: true, ..Source::new(&ledger) };
    let made = files("csv", &source);
    assert!(
        made.iter().filter(|(name, _)| name.ends_with(".csv")).all(|(_, bytes)| bytes.starts_with(b"\xEF\xBB\xBF"))
    );
}

/// Checks that XML is well-formed to the last byte, entities and attributes included.
fn well_formed(xml: &[u8], what: &str) -> String {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let (mut words, mut buffer, mut depth) = (String::new(), vec![], 0i32);
    loop {
        use quick_xml::events::Event;
        match reader.read_event_into(&mut buffer).unwrap_or_else(|error| panic!("{what}: {error}")) {
            Event::Start(start) => {
                depth += 1;
                attributes(&start, what);
            }
            Event::Empty(start) => attributes(&start, what),
            Event::End(_) => depth -= 1,
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push_str(&format!("&{};", &*name)),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    assert_eq!(depth, 0, "{what}");
    let all = String::from_utf8(xml.to_vec()).expect("UTF-8");
    let illegal = |c: char| (c < ' ' && !"\t\r\n".contains(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    assert!(!all.contains(illegal), "{what}");
    words
}

fn attributes(start: &quick_xml::events::BytesStart, what: &str) {
    for attribute in start.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{what}: {error}"));
        attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
    }
}

#[test]
fn xlsx_is_a_sound_archive_of_sound_xml_without_formulas_or_time() {
    let bytes = file("xlsx", "ledger.xlsx");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut sheets = 0;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).expect("an entry");
        let name = entry.name().expect("a name").to_string();
        assert_eq!(entry.last_modified().map(|time| time.year()), Some(1980), "{name}");
        let mut xml = vec![];
        entry.read_to_end(&mut xml).expect("bytes");
        well_formed(&xml, &name);
        let xml = String::from_utf8(xml).expect("UTF-8");
        assert!(!xml.contains("<f>"), "{name}");
        assert!(name != "docProps/core.xml" || xml.contains("2000-01-01T00:00:00Z"), "{xml}");
        sheets += usize::from(name.starts_with("xl/worksheets/sheet"));
    }
    assert_eq!(sheets, tables(&Ledger::default()).len());
}

#[test]
fn json_and_json_lines_keep_every_value() {
    let ledger = hostile();
    let back: Ledger = serde_json::from_slice(&file("json", "ledger.json")).expect("a ledger");
    assert_eq!(back, ledger);
    let lines = text("jsonl", "ledger.jsonl");
    let records: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let titles: Vec<&str> =
        records.iter().filter(|r| r["type"] == "report").filter_map(|r| r["title"].as_str()).collect();
    assert_eq!(titles[..HOSTILE.len()], HOSTILE);
}

#[test]
fn parquet_keeps_every_text_exactly() {
    use arrow_array::{Array, StringArray};
    let made = files("parquet", &Source::new(&hostile()));
    let bytes = made["claims.parquet"].clone();
    let builder = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
    let mut values = vec![];
    for batch in builder.expect("Parquet").build().expect("a reader") {
        let batch = batch.expect("rows");
        let column = batch.column_by_name("exact").expect("the column").clone();
        let column = column.as_any().downcast_ref::<StringArray>().expect("texts").clone();
        values.extend((0..column.len()).step_by(2).map(|row| column.value(row).to_string()));
    }
    assert_eq!(values[..HOSTILE.len()], HOSTILE);
}

#[test]
fn the_documents_are_those_of_the_tables() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENTS);
    for table in tables(&Ledger::default()) {
        let page = std::fs::read_to_string(folder.join(format!("{}.md", table.name))).unwrap_or_default();
        assert_eq!(page, document(&table), "run `cargo run -p bahi-ledger --example schemas`");
    }
    let page = std::fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    assert_eq!(page, contract(), "run `cargo run -p bahi-ledger --example schemas`");
}

#[test]
fn a_table_in_memory_is_what_parquet_gives_back() {
    use bahi_ledger::export::columns;
    let ledger = hostile();
    let made = files("parquet", &Source::new(&ledger));
    for name in columns::names() {
        let bytes = bytes::Bytes::from(made[&format!("{name}.parquet")].clone());
        let builder = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(bytes).expect("Parquet");
        let batches: Vec<_> = builder.with_batch_size(1 << 20).build().expect("a reader").map(Result::unwrap).collect();
        let ours = columns::batch(&ledger, name).expect("columns").expect("a table");
        assert_eq!(ours.schema().fields(), columns::schema(&ledger, name).expect("a table").fields());
        match batches.as_slice() {
            [theirs] => {
                assert_eq!((ours.schema().fields(), ours.columns()), (theirs.schema().fields(), theirs.columns()));
            }
            other => assert!(other.is_empty() && ours.num_rows() == 0, "{name}: {} batches", other.len()),
        }
    }
}

#[test]
fn nested_tables_hold_a_list_of_rows_for_each_ledger_and_none_where_there_is_none() {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use bahi_ledger::export::columns;
    let (full, empty) = (hostile(), Ledger::default());
    let nested = columns::nested(&[Some(&full), None, Some(&empty), Some(&full)]).expect("columns");
    assert_eq!(nested.iter().map(|(field, _)| field.name().as_str()).collect::<Vec<_>>(), columns::names());
    for (field, array) in nested {
        let (lists, alone) = (array.as_list::<i32>(), columns::batch(&full, field.name()).unwrap().unwrap());
        assert_eq!((0..4).map(|row| lists.is_null(row)).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(lists.value(2).len(), 0);
        for row in [0, 3] {
            assert_eq!(lists.value(row).as_struct().columns(), alone.columns(), "{}", field.name());
        }
    }
}

#[test]
fn columns_of_a_table_are_named_once_and_are_as_long_as_the_table() {
    let ledger = hostile();
    for table in tables(&ledger) {
        let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        for column in &table.columns {
            let rows = match &column.cells {
                Cells::Text(values) => values.len(),
                Cells::Whole(values) => values.len(),
                Cells::Number(values) => values.len(),
                Cells::Flag(values) => values.len(),
                Cells::Date(values) => values.len(),
                Cells::List(values) => values.len(),
                Cells::Quotes(values) => values.len(),
            };
            assert_eq!(rows, table.rows, "{}.{}", table.name, column.name);
        }
    }
}

fn walk(value: &serde_json::Value, terms: &serde_json::Map<String, serde_json::Value>) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| walk(value, terms)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                assert!(name.starts_with('@') || terms.contains_key(name), "{name}");
                walk(value, terms);
            }
        }
        _ => {}
    }
}

#[test]
fn jsonld_uses_no_term_that_its_context_lacks() {
    let whole: serde_json::Value = serde_json::from_str(&text("jsonld", "ledger.jsonld")).expect("JSON");
    let terms = whole["@context"].as_object().expect("terms");
    walk(&whole["@graph"], terms);
}

#[test]
fn ftm_lines_are_entities_and_statements_have_as_many_values() {
    let lines = text("ftm", "entities.ftm.json");
    let mut values = 0;
    for line in lines.lines() {
        let entity: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let properties = entity["properties"].as_object().expect("properties");
        values += properties.values().filter_map(|list| list.as_array()).map(Vec::len).sum::<usize>();
    }
    let statements = file("ftm", "statements.csv");
    assert_eq!(csv::Reader::from_reader(statements.as_slice()).records().flatten().count(), values);
}

#[test]
fn data_sets_of_one_table_have_full_rows_on_one_line_each() {
    for (name, path, delimiter) in
        [("plover", "events.tsv", b'\t'), ("sipri", "register.csv", b','), ("colt", "visits.csv", b',')]
    {
        let bytes = file(name, path);
        let rows = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice()).records().count();
        assert!(rows > 0, "{name}");
        let lines = String::from_utf8(bytes.clone()).expect("UTF-8").lines().count();
        assert_eq!(lines, rows + 1, "{name}");
        for row in csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice()).records() {
            assert!(row.expect("as many cells as columns").iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
        }
    }
}

#[test]
fn xml_formats_are_well_formed_and_keep_the_words() {
    well_formed(&file("gexf", "network.gexf"), "gexf");
    let words = well_formed(&file("atom", "feed.atom"), "atom");
    assert!(words.contains("]]&gt; &lt;b&gt;&amp;amp; &amp;#0;"), "{words}");
}

#[test]
fn calendar_lines_are_folded_and_hold_no_control() {
    let calendar = text("ical", "planned.ics");
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(|c: char| c.is_control()), "{line:?}");
    }
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), HOSTILE.len() + 1);
    let unfolded = calendar.replace("\r\n ", "");
    assert!(unfolded.contains("semi\\;comma\\,colon:|pipe tab"));
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20240228\r\nDTEND;VALUE=DATE:20240301"));
}

#[test]
fn bibtex_keeps_its_braces_in_pairs() {
    let library = text("bibtex", "sources.bib");
    let mut depth = 0i32;
    for c in library.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!((0..=3).contains(&depth));
    }
    assert_eq!(depth, 0);
    assert_eq!(library.matches("\n@article{").count() + 1, HOSTILE.len() + 1);
}

#[test]
fn csl_is_json_with_titles_on_one_line() {
    let items: Vec<serde_json::Value> = serde_json::from_str(&text("csl", "sources.csl.json")).expect("JSON");
    assert_eq!(items.len(), HOSTILE.len() + 1);
    assert!(
        items.iter().filter_map(|item| item["title"].as_str()).all(|title| !title.contains(|c: char| c.is_control()))
    );
}

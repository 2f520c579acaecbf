//! Commands that write, tried: what they say that they would do, and that nothing is written. Adding, judging and taking back
//! have theirs beside what they do.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use arrow_array::RecordBatch;
use bahi::{Bahi, Input};
use common::{Folder, bahi, code, stderr, stdout};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const TEXT: &str = "रूस के रक्षा मंत्री सर्गेई शोइगू ने 28 अप्रैल 2023 को नई दिल्ली में भारत के रक्षा मंत्री राजनाथ सिंह से मुलाकात की।\n";
const OTHER: &str = "जापान के विदेश मंत्री ने 5 मई 2023 को टोक्यो में विदेश मंत्री एस जयशंकर से मुलाकात की।\n";

// Every file below a folder with what is in it.
fn files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let (mut out, mut left) = (BTreeMap::new(), vec![Path::new(folder).to_owned()]);
    while let Some(path) = left.pop() {
        match path.is_dir() {
            true => left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path())),
            false => drop(out.insert(path.display().to_string(), fs::read(path).unwrap())),
        }
    }
    out
}

// Runs what is only tried; nothing in the folder is another after it.
fn tried(folder: &Folder, args: &[&str]) -> String {
    let before = files(folder.path());
    let run = bahi(&[args, &["--dry-run"]].concat());
    assert_eq!(code(&run), 0, "{args:?}: {}", stderr(&run));
    let said = stdout(&run);
    assert!(said.trim_end().ends_with("nothing was written; do it by leaving out --dry-run"), "{said}");
    assert!(files(folder.path()) == before, "{args:?} wrote");
    said
}

fn ledger(folder: &Folder) -> String {
    let (path, ledger) = (folder.file("a.txt", TEXT.as_bytes()), format!("{}/desk.db", folder.path()));
    assert_eq!(code(&bahi(&["add", &path, "--ledger", &ledger])), 0);
    ledger
}

#[test]
fn an_export_names_its_files_with_rows_and_bytes() {
    let folder = Folder::new("export");
    let ledger = ledger(&folder);
    let to = |name: &str| format!("{}/{name}", folder.path());
    for (format, name) in
        [("csv", "tables"), ("json", "all.json"), ("xlsx", "all.xlsx"), ("site", "site"), ("recipe", "r.jsonl")]
    {
        let to = to(name);
        let args = ["export", "--to", format, "-o", &to, "--ledger", &ledger];
        let (before, found) = (files(folder.path()), format != "recipe");
        let said = match found {
            true => tried(&folder, &args),
            false => stdout(&bahi(&[&args[..], &["-n"]].concat())),
        };
        assert!(files(folder.path()) == before);
        assert_eq!(code(&bahi(&args)), i32::from(!found));
        let mut written = files(folder.path());
        written.retain(|path, _| !before.contains_key(path));
        for (path, bytes) in &written {
            let line = said.lines().find(|line| line.starts_with(&format!("would write {path}: "))).expect(path);
            // The clock stands on pages.
            assert!(format == "site" || line.ends_with(&format!("{} bytes", bytes.len())), "{line}");
        }
        assert!(said.contains(&format!("\n{} files, ", written.len())), "{said}");
    }
    let again = tried(&folder, &["export", "--to", "csv", "-o", &to("tables"), "--ledger", &ledger]);
    let engagements = again.lines().find(|line| line.contains("engagements.csv")).unwrap();
    assert!(engagements.contains(": 1 rows, ") && engagements.ends_with(", over what is there"), "{engagements}");
    // To standard output nothing is written either.
    let streamed = tried(&folder, &["export", "--to", "jsonl", "-o", "-", "--ledger", &ledger]);
    assert!(streamed.starts_with("would write -: ") && streamed.contains("\n1 files, "), "{streamed}");
}

#[test]
fn an_import_counts_what_is_new() {
    let folder = Folder::new("import");
    let ledger = ledger(&folder);
    let read = |text: &str| {
        let input = Input { path: "x.txt".into(), bytes: text.as_bytes().to_vec(), ..Input::default() };
        Bahi::new().read_one(&input).unwrap()
    };
    let (one, other) = (read(TEXT), read(OTHER));
    let columns = bahi::spread::rows::columns(&[Some(&one), Some(&other)]).unwrap();
    let batch = RecordBatch::try_from_iter(columns.into_iter().map(|(field, array)| (field.name().clone(), array)));
    let batch = batch.unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    folder.file("readings/part.parquet", &bytes);
    let from = format!("{}/readings", folder.path());
    let said = tried(&folder, &["ledger", "import", &from, "--ledger", &ledger]);
    assert!(said.starts_with("1 would be added, 1 there already, 0 not read: "), "{said}");
    let new = format!("{}/new.db", folder.path());
    let said = tried(&folder, &["ledger", "import", &from, "--ledger", &new]);
    assert!(said.starts_with("2 would be added, 0 there already"), "{said}");
    assert!(stdout(&bahi(&["ledger", "import", &from, "--ledger", &ledger])).starts_with("1 added, 1 there already"));
    let broken = folder.file("broken.parquet", b"PAR1 no more");
    let run = bahi(&["ledger", "import", &broken, "-n", "--ledger", &ledger]);
    assert!(stdout(&run).starts_with("0 would be added, 0 there already, 1 not read"), "{}", stdout(&run));
    assert_eq!(code(&run), 2);
}

#[test]
fn deriving_anew_is_compared_and_the_tour_names_its_files() {
    let folder = Folder::new("rebuild");
    let ledger = ledger(&folder);
    let before = files(folder.path());
    let run = bahi(&["rebuild", "-n", "--ledger", &ledger]);
    assert!(code(&run) == 0 && stdout(&run).contains("sound; 1 report, "), "{}{}", stdout(&run), stderr(&run));
    assert!(files(folder.path()) == before);
    let to = format!("{}/tour", folder.path());
    let said = tried(&folder, &["demo", "--to", &to]);
    assert_eq!(code(&bahi(&["demo", "--to", &to])), 0);
    for (path, bytes) in files(&to) {
        assert!(said.contains(&format!("would write {path}: {} bytes\n", bytes.len())), "{path}: {said}");
    }
}

#[test]
#[cfg(feature = "net")]
fn what_would_be_fetched_is_named_and_nobody_is_asked() {
    let folder = Folder::new("fetch");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let page = format!("http://{}/a", listener.local_addr().unwrap());
    let (warc, ledger) = (format!("{}/w.warc.gz", folder.path()), format!("{}/desk.db", folder.path()));
    folder.file(
        "w.warc.gz.state",
        br#"{"pending": [["http://example.org/waits", 1]], "seen": {"http://example.org/b": 5}}"#,
    );
    let of = ["--warc", &warc, "--ledger", &ledger, "--allow-private"];
    let said = tried(&folder, &[&["fetch", &page, "http://example.org/b"], &of[..]].concat());
    let expected = format!(
        "would fetch http://example.org/waits\nwould fetch {page}\nwould fetch http://example.org/b, which was fetched before\n"
    );
    assert!(said.starts_with(&expected), "{said}");
    let said = tried(&folder, &[&["watch", &page], &of[..]].concat());
    assert!(said.starts_with(&format!("would ask the feed {page}\nwould fetch http://example.org/waits\n")), "{said}");
    assert!(listener.accept().is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock));
    assert_eq!(code(&bahi(&["fetch", "ftp://example.org/", "-n"])), 2);
}

//! `bahi doctor` names what is wrong with a file, `bahi rebuild` mends what can be mended; no file makes either panic.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, root, stderr, stdout};
use rusqlite::Connection;
use std::fs;
use std::process::Output;

fn with(args: &[&str], ledger: &str) -> Output {
    let run = bahi(&[args, &["--ledger", ledger]].concat());
    assert!(!stderr(&run).contains("panicked"), "{args:?}: {}", stderr(&run));
    run
}

fn exported(ledger: &str) -> String {
    let run = with(&["export", "--to", "json", "-o", "-"], ledger);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    stdout(&run)
}

// A sound ledger of the second development set.
fn sound(folder: &Folder) -> String {
    let ledger = format!("{}/sound.db", folder.path());
    assert_eq!(code(&with(&["add", root().join("eval/dev-c").to_str().unwrap()], &ledger)), 0);
    ledger
}

fn copy(folder: &Folder, ledger: &str, name: &str) -> String {
    let to = format!("{}/{name}.db", folder.path());
    fs::copy(ledger, &to).unwrap();
    to
}

// Changes a file behind the back of its guards, which are there again afterwards.
fn damage(ledger: &str, sql: &str) {
    let db = Connection::open(ledger).unwrap();
    let mut rows = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let guards: Vec<(String, String)> =
        rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap();
    drop(rows);
    db.execute_batch("PRAGMA foreign_keys = off").unwrap();
    for (name, _) in &guards {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    db.execute_batch(sql).unwrap();
    for (_, guard) in &guards {
        db.execute_batch(guard).unwrap();
    }
}

#[test]
fn every_kind_of_damage_is_named_with_a_remedy() {
    let folder = Folder::new("damages");
    let ledger = sound(&folder);
    let run = with(&["doctor", "--deep"], &ledger);
    assert_eq!(code(&run), 0, "{}{}", stdout(&run), stderr(&run));
    let damages = [
        ("UPDATE report SET text = '। ' || text WHERE rowid = 3", "no longer stand where they were read"),
        (
            "UPDATE written SET spans = '[[0,9999999,1]]' WHERE number = 1 AND place = 6",
            "no longer stand where they were read",
        ),
        ("DELETE FROM telling WHERE rowid = 2", "claims whose record is gone"),
        ("DELETE FROM written WHERE telling = (SELECT id FROM telling LIMIT 1)", "records without claims"),
        ("DELETE FROM report WHERE rowid = 4", "refer to others that are gone"),
        ("UPDATE report SET sha256 = 'x' WHERE rowid = 1", "id is not that of their bytes"),
        ("UPDATE telling SET body = 'x' WHERE rowid = 1", "not what their own text says"),
        ("UPDATE actor_said SET body = '{}' WHERE place = 0", "not what their own text says"),
        ("DELETE FROM words WHERE rowid = 2", "the search does not know"),
        ("INSERT INTO words (words) VALUES ('delete-all')", "the search does not know"),
        ("INSERT INTO unsettled SELECT id FROM report LIMIT 1", "not worked out yet"),
        ("DELETE FROM member WHERE telling = (SELECT min(telling) FROM member)", "in no engagement of the ledger"),
        ("UPDATE conflict SET record = 'E-0000000000'", "about records that are not there"),
        ("INSERT INTO renamed VALUES ('A-0000000001', 'A-0000000002')", "whom no report tells of"),
        ("UPDATE engagement SET status = 'denied'", "would come out differently"),
        ("PRAGMA application_id = 7", "not marked as a ledger"),
        ("PRAGMA user_version = 1", "of another version"),
        ("DROP TABLE party", "gone or not as bahi makes them"),
        ("DROP VIEW claim; CREATE VIEW claim AS SELECT 1 AS id", "gone or not as bahi makes them"),
    ];
    for (n, (sql, words)) in damages.iter().enumerate() {
        let hurt = copy(&folder, &ledger, &format!("hurt-{n}"));
        damage(&hurt, sql);
        let run = with(&["doctor"], &hurt);
        assert_eq!(code(&run), 2, "{sql}: {}{}", stdout(&run), stderr(&run));
        assert!(stdout(&run).contains(words), "{sql}: {}{}", stdout(&run), stderr(&run));
        assert!(stdout(&run).lines().all(|line| line.contains("; ")), "no remedy: {}", stdout(&run));
    }
}

#[test]
fn rebuilding_changes_nothing_of_a_sound_file_and_mends_what_is_derived() {
    let folder = Folder::new("rebuild");
    let ledger = sound(&folder);
    let before = exported(&ledger);
    assert_eq!(code(&with(&["rebuild"], &ledger)), 0);
    assert!(exported(&ledger) == before);
    damage(&ledger, "DELETE FROM engagement; DELETE FROM conflict; DELETE FROM renamed; DELETE FROM form");
    damage(&ledger, "UPDATE telling SET facts = NULL; INSERT INTO words (words) VALUES ('delete-all')");
    assert_eq!(code(&with(&["doctor"], &ledger)), 2);
    let run = with(&["rebuild"], &ledger);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    assert!(exported(&ledger) == before);
    let run = with(&["doctor", "--deep"], &ledger);
    assert_eq!(code(&run), 0, "{}", stdout(&run));
}

#[test]
fn reading_again_shows_what_is_different_and_keeps_the_claims_of_before() {
    let folder = Folder::new("reread");
    let ledger = sound(&folder);
    let before = exported(&ledger);
    let run = with(&["rebuild", "--reread", "--diff"], &ledger);
    assert!(stdout(&run).contains(" 0 differently"), "{}", stdout(&run));
    assert!(exported(&ledger) == before);

    // As an earlier version might have read it.
    damage(&ledger, "UPDATE telling SET body = json_set(body, '$.kind', 'call') WHERE rowid = 1");
    damage(&ledger, "UPDATE written SET value = 'x' WHERE number = 1 AND place = 4");
    let earlier = exported(&ledger);
    let dry = with(&["rebuild", "--reread", "--diff", "--dry-run"], &ledger);
    assert!(stdout(&dry).contains("kind: \"call\" → "), "{}", stdout(&dry));
    assert!(stdout(&dry).contains("value: \"x\" → "), "{}", stdout(&dry));
    assert!(exported(&ledger) == earlier);
    let run = with(&["rebuild", "--reread"], &ledger);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    assert!(exported(&ledger) == before);
    let db = Connection::open(&ledger).unwrap();
    let old: i64 =
        db.query_row("SELECT count(*) FROM written WHERE value = 'x' AND reading = 1", [], |r| r.get(0)).unwrap();
    assert_eq!(old, 1);
    assert_eq!(code(&with(&["doctor", "--deep"], &ledger)), 0);
}

#[test]
fn files_cut_short_or_scrambled_are_refused_or_named_and_nothing_panics() {
    let folder = Folder::new("scrambled");
    let bytes = fs::read(sound(&folder)).unwrap();
    let mut state = 1u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for n in 0..12 {
        let mut hurt = bytes.clone();
        if n % 2 == 0 {
            hurt.truncate(random(bytes.len()));
        } else {
            for _ in 0..2_000 {
                let at = random(hurt.len());
                hurt[at] ^= 1 << random(8);
            }
        }
        let ledger = folder.file(&format!("hurt-{n}.db"), &hurt);
        let run = with(&["doctor"], &ledger);
        assert_ne!(code(&run), 0, "{n}: {}", stdout(&run));
        assert!(!stdout(&run).is_empty() || !stderr(&run).is_empty());
        for args in [&["list"][..], &["find", "shoigu"], &["why", "E-0"], &["rebuild"], &["log", "--failed"]] {
            with(args, &ledger);
        }
    }
}

#[test]
fn a_file_made_to_do_harm_is_refused() {
    let folder = Folder::new("harm");
    let ledger = format!("{}/harm.db", folder.path());
    let db = Connection::open(&ledger).unwrap();
    db.execute_batch(
        "PRAGMA application_id = 0x62616869; PRAGMA user_version = 3;
         CREATE VIEW report AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n;
         CREATE TABLE unsettled (report TEXT);",
    )
    .unwrap();
    drop(db);
    let run = with(&["doctor"], &ledger);
    assert_eq!(code(&run), 2);
    assert!(stdout(&run).contains("gone or not as bahi makes them"), "{}", stdout(&run));
    assert_eq!(code(&with(&["list"], &ledger)), 2);
}

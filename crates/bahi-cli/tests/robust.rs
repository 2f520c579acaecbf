//! The ledger file under attack: killed, interrupted, out of room, not to be written, added to by two at once.
//!
//! `cargo xtask robust` runs the same on 2,000 reports, with 50 kills.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use bahi_corpus::{Corpus, Spec};
use common::{Folder, bahi, code, command, stderr, stdout};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

// So many unless the environment names another number.
fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

// Made-up reports in a folder.
fn reports(folder: &Folder, name: &str, count: usize) -> String {
    let corpus = Corpus::bundled().unwrap();
    for report in corpus.reports(Spec { reports: count, seed: 11, broken: false }) {
        folder.file(&format!("{name}/{}", report.path), &report.bytes);
    }
    format!("{}/{name}", folder.path())
}

fn exported(ledger: &str) -> String {
    let run = bahi(&["export", "--to", "json", "-o", "-", "--ledger", ledger]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    stdout(&run)
}

fn sound(ledger: &str) {
    let run = bahi(&["doctor", "--ledger", ledger]);
    assert_eq!(code(&run), 0, "{}{}", stdout(&run), stderr(&run));
}

// A small generator of one's own (Marsaglia's xorshift64), so that the moments are the same every time.
fn random(state: &mut u64) -> f64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 11) as f64 / (1u64 << 53) as f64
}

#[test]
fn killed_at_any_moment_the_same_command_again_gives_the_ledger_of_one_that_was_not() {
    let (count, kills) = (number("BAHI_ROBUST_REPORTS", 60), number("BAHI_ROBUST_KILLS", 5));
    let folder = Folder::new("kills");
    let input = reports(&folder, "in", count);
    let whole = format!("{}/whole.db", folder.path());
    let started = Instant::now();
    assert_eq!(code(&bahi(&["add", &input, "--ledger", &whole])), 0);
    let takes = started.elapsed();
    let expected = exported(&whole);
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for kill in 0..kills {
        let ledger = format!("{}/{kill}.db", folder.path());
        let args = ["add", input.as_str(), "--ledger", ledger.as_str()];
        let mut child = command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let moment = takes.mul_f64(random(&mut state));
        std::thread::sleep(moment);
        // Kill on Unix is signal 9, which nothing can catch.
        let _ = child.kill();
        child.wait().unwrap();
        let again = bahi(&args);
        assert_eq!(code(&again), 0, "{}", stderr(&again));
        assert!(exported(&ledger) == expected, "killed after {moment:?}");
        sound(&ledger);
        std::fs::remove_file(&ledger).unwrap();
    }
    println!("{kills} kills within {takes:?} of adding {count} reports: {:?}", started.elapsed());
}

#[test]
fn two_that_add_at_once_lose_nothing_and_add_nothing_twice() {
    let folder = Folder::new("two");
    let input = reports(&folder, "in", number("BAHI_ROBUST_REPORTS", 60));
    let some = format!("{input}/000");
    let (whole, ledger) = (format!("{}/whole.db", folder.path()), format!("{}/two.db", folder.path()));
    assert_eq!(code(&bahi(&["add", &input, "--ledger", &whole])), 0);
    let start = |paths: &[&str]| {
        let args = [&["add"], paths, &["--ledger", &ledger]].concat();
        command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    // The one from the beginning, the other some of it first.
    let (a, b) = (start(&[&input]), start(&[&some, &input]));
    for run in [a.wait_with_output().unwrap(), b.wait_with_output().unwrap()] {
        assert_eq!(code(&run), 0, "{}", stderr(&run));
    }
    assert!(exported(&ledger) == exported(&whole));
    sound(&ledger);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_at_once_and_the_same_command_goes_on() {
    let folder = Folder::new("ctrl-c");
    let input = reports(&folder, "in", number("BAHI_ROBUST_REPORTS", 60));
    let (whole, ledger) = (format!("{}/whole.db", folder.path()), format!("{}/stopped.db", folder.path()));
    let started = Instant::now();
    assert_eq!(code(&bahi(&["add", &input, "--ledger", &whole])), 0);
    let takes = started.elapsed();
    let args = ["add", input.as_str(), "--ledger", ledger.as_str()];
    let child = command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // After it has begun, long before it ends.
    while !Path::new(&ledger).exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(takes / 4);
    let asked = Instant::now();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let run = child.wait_with_output().unwrap();
    if code(&run) == 130 {
        assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
        assert!(stderr(&run).contains("goes on"), "{}", stderr(&run));
    } else {
        println!("it had ended before it was stopped");
    }
    assert_eq!(code(&bahi(&args)), 0);
    assert!(exported(&ledger) == exported(&whole));
    sound(&ledger);
}

// Runs a script in a mount namespace of its own, where file systems may be mounted without being root; nothing where this
// machine does not allow it, which is printed.
fn mounted(script: &str, folder: &Folder) -> Option<Output> {
    let unshared = |script: &str| {
        let mut run = Command::new("unshare");
        run.args(["--map-root-user", "--mount", "sh", "-c", script]).current_dir(folder.path());
        run.env("BAHI", env!("CARGO_BIN_EXE_bahi")).stdin(Stdio::null()).output().ok()
    };
    let allowed = unshared("mkdir -p probe && mount -t tmpfs none probe").is_some_and(|run| run.status.success());
    if !allowed {
        println!("skipped: this machine lets nobody mount a file system (unshare --map-root-user --mount)");
        return None;
    }
    unshared(script)
}

#[test]
fn a_full_disk_is_told_of_the_ledger_is_whole_and_goes_on_when_there_is_room() {
    let folder = Folder::new("full");
    let input = reports(&folder, "in", 60);
    let whole = format!("{}/whole.db", folder.path());
    assert_eq!(code(&bahi(&["add", &input, "--ledger", &whole])), 0);
    let script = "set -e; mkdir disk; mount -t tmpfs -o size=1m none disk
        $BAHI add $PWD/in --ledger disk/a.db && exit 9; echo first $?
        mount -o remount,size=200m disk
        $BAHI doctor --ledger disk/a.db || echo unsettled $?
        $BAHI add $PWD/in --ledger disk/a.db; $BAHI doctor --ledger disk/a.db
        $BAHI export --to json -o - --ledger disk/a.db > out.json";
    let Some(run) = mounted(script, &folder) else { return };
    assert_eq!(code(&run), 0, "{}{}", stdout(&run), stderr(&run));
    assert!(stdout(&run).contains("first 2"), "{}", stdout(&run));
    assert!(stderr(&run).contains("disk is full"), "{}", stderr(&run));
    assert!(!stdout(&run).contains("damaged"), "{}", stdout(&run));
    assert!(std::fs::read_to_string(format!("{}/out.json", folder.path())).unwrap() == exported(&whole));
}

#[test]
fn a_ledger_that_may_not_be_written_is_read_and_not_added_to() {
    let folder = Folder::new("read-only");
    let input = reports(&folder, "in", 40);
    let ledger = format!("{}/disk/a.db", folder.path());
    std::fs::create_dir(format!("{}/disk", folder.path())).unwrap();
    assert_eq!(code(&bahi(&["add", &input, "--ledger", &ledger])), 0);
    let before = exported(&ledger);
    let script = "mount --bind disk disk; mount -o remount,ro,bind disk
        $BAHI list --ledger disk/a.db > /dev/null; echo list $?
        $BAHI export --to json -o - --ledger disk/a.db > out.json; echo export $?
        $BAHI add $PWD/in --ledger disk/a.db; echo add $?
        $BAHI add $PWD/in --ledger disk/new.db; echo new $?";
    let Some(run) = mounted(script, &folder) else { return };
    let said = stdout(&run);
    for words in ["list 0", "export 0", "add 2", "new 2"] {
        assert!(said.contains(words), "{words}: {said}{}", stderr(&run));
    }
    assert!(stderr(&run).contains("may not be written") || stderr(&run).contains("may be written"), "{}", stderr(&run));
    assert!(std::fs::read_to_string(format!("{}/out.json", folder.path())).unwrap() == before);
    assert!(exported(&ledger) == before);
    sound(&ledger);
}

//! The desk as a program: it starts, it is stopped and killed, and what it said was written is written.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, root, stderr, stdout};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Desk {
    child: Child,
    address: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(ledger: &str, more: &[&str]) -> Desk {
    let args = [&["serve", "--port", "0", "--ledger", ledger, "--by", "tester"], more].concat();
    let mut child = common::command(&args).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    let address =
        line.split_once("http://").unwrap_or_else(|| panic!("{line}")).1.trim().trim_end_matches('/').to_owned();
    // Somebody has to listen, or what is said later ends the program.
    std::thread::spawn(move || told.read_to_string(&mut String::new()));
    Desk { child, address }
}

/// Status and body; none where the desk is gone.
fn ask(address: &str, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

fn demo(folder: &Folder) -> String {
    let ledger = format!("{}/desk.db", folder.path());
    let reports = root().join("demo/reports");
    let added = bahi(&["add", "--quiet", reports.to_str().unwrap(), "--ledger", &ledger]);
    assert_eq!(code(&added), 0, "{}", stderr(&added));
    ledger
}

#[test]
fn a_desk_answers_and_stops_when_it_is_asked_to() {
    let folder = Folder::new("serve-stops");
    let mut desk = serve(&demo(&folder), &[]);
    let (status, body) = ask(&desk.address, "GET", "/api/v1/about", None).unwrap();
    assert_eq!(status, 200, "{body}");
    // A connection on which nothing is asked does not hold it up.
    let _idle = TcpStream::connect(&desk.address).unwrap();
    let asked = Instant::now();
    assert!(Command::new("kill").args(["-TERM", &desk.child.id().to_string()]).status().unwrap().success());
    assert!(desk.child.wait().unwrap().success());
    assert!(asked.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_desk_that_is_killed_while_it_writes_leaves_the_ledger_whole() {
    let folder = Folder::new("serve-killed");
    let ledger = demo(&folder);
    let mut entered = 0;
    for round in 0..6u64 {
        let mut desk = serve(&ledger, &[]);
        let (_, body) = ask(&desk.address, "GET", "/api/v1/conflicts", None).unwrap();
        let conflict = serde_json::from_str::<Value>(&body).unwrap()["data"][0]["id"].clone();
        let address = desk.address.clone();
        let writing = std::thread::spawn(move || {
            let mut written = Vec::new();
            for n in 0.. {
                let op = if n % 2 == 0 { "unsure" } else { "both-stand" };
                let asked = json!({"operations": [{"op": op, "conflict": conflict}]});
                match ask(&address, "POST", "/api/v1/ops", Some(&asked)) {
                    Some((201, body)) => written.extend(
                        serde_json::from_str::<Value>(&body)
                            .ok()
                            .and_then(|b| b["data"]["operation"]["id"].as_str().map(str::to_owned)),
                    ),
                    Some((status, body)) => panic!("{status} {body}"),
                    None => break,
                }
            }
            written
        });
        std::thread::sleep(Duration::from_millis(150 + 70 * round));
        desk.child.kill().unwrap();
        desk.child.wait().unwrap();
        let written = writing.join().unwrap();
        let checkup = bahi(&["doctor", "--ledger", &ledger]);
        assert_eq!(code(&checkup), 0, "{}{}", stdout(&checkup), stderr(&checkup));
        let log = stdout(&bahi(&["log", "--json", "--limit", "0", "--ledger", &ledger]));
        for id in &written {
            assert!(log.contains(id.as_str()), "{id} was said to be entered and is not");
        }
        entered += written.len();
    }
    assert!(entered > 0, "nothing was written before the desks were killed");
}

#[test]
fn what_others_can_reach_is_not_served_without_a_token() {
    let folder = Folder::new("serve-open");
    let ledger = demo(&folder);
    let refused = bahi(&["serve", "--listen", "0.0.0.0", "--port", "0", "--ledger", &ledger]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("--token-file"), "{}", stderr(&refused));
    let short = bahi(&["serve", "--token", "short", "--ledger", &ledger]);
    assert_eq!(code(&short), 2);
    let missing = bahi(&["serve", "--read-only", "--ledger", &format!("{}/none.db", folder.path())]);
    assert_eq!(code(&missing), 2);
    let file = folder.file("token.txt", b"0123456789abcdef0123\n");
    let desk = serve(&ledger, &["--token-file", &file]);
    assert_eq!(ask(&desk.address, "GET", "/api/v1/about", None).unwrap().0, 401);
    assert_eq!(ask(&desk.address, "GET", "/api/v1/about?token=0123456789abcdef0123", None).unwrap().0, 303);
}

#[test]
fn each_request_is_a_line_for_those_who_asked_for_it_and_nothing_for_others() {
    let folder = Folder::new("serve-log");
    let ledger = demo(&folder);
    let told = |more: &[&str]| {
        let mut desk = Command::new(env!("CARGO_BIN_EXE_bahi"));
        common::alone(&mut desk);
        desk.args(["serve", "--port", "0", "--ledger", &ledger]).args(more).stdin(Stdio::null()).stderr(Stdio::piped());
        let mut child = desk.spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            told.read_line(&mut line).unwrap();
        }
        let address = line.split_once("http://").unwrap().1.trim().trim_end_matches('/').to_owned();
        let bytes = ask(&address, "GET", "/api/v1/about?token=secret-of-the-desk", None).unwrap().1.len();
        assert_eq!(ask(&address, "POST", "/nowhere", None).unwrap().0, 404);
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        child.wait().unwrap();
        let mut rest = String::new();
        told.read_to_string(&mut rest).unwrap();
        (rest, bytes)
    };
    let (quiet, _) = told(&[]);
    assert!(!quiet.contains("/api/v1/about") && !quiet.contains(" ms"), "{quiet}");
    let (log, bytes) = told(&["-v"]);
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(" ms, ")).collect();
    let [about, nowhere] = lines.as_slice() else { panic!("{log}") };
    assert!(
        about.starts_with("info: GET /api/v1/about 200, ") && about.ends_with(&format!(" ms, {bytes} bytes")),
        "{log}"
    );
    assert!(nowhere.starts_with("info: POST /nowhere 404, "), "{log}");
    // What stands behind a path may be a secret.
    assert!(!log.contains("secret"), "{log}");
}

//! The desk, asked by the programs of others: schemathesis by the document that it serves, and a client of reconciliation.

use crate::clients::environment;
use crate::test::{End, passed};
use anyhow::Context;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Where the script and the list of libraries stand.
const CLIENTS: &str = "crates/bahi-web/tests/clients";

/// The schemas of the reconciliation protocol, which are not kept here: a folder, where somebody has it.
const SCHEMAS: &str = "BAHI_RECONCILE_SCHEMAS";

/// What answers must never be: a fault of the program, or other than the document says. What a filter means is not in the
/// document, so that whether it is refused is not looked at.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
    response_headers_conformance,negative_data_rejection,unsupported_method,use_after_free";

/// Serves the demo, and has it asked.
pub fn run(root: &Path) -> End {
    let python = match environment(root, "desk-clients", CLIENTS) {
        Ok(python) => python,
        Err(why) => return End::Skipped(why),
    };
    passed(check(root, &python))
}

fn check(root: &Path, python: &Path) -> anyhow::Result<bool> {
    let folder = root.join("target/desk-checks");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let ledger = folder.join("desk.db").display().to_string();
    let status = bahi(root).args(["add", "--quiet", "demo/reports", "--ledger", &ledger]).status()?;
    anyhow::ensure!(status.success(), "bahi add failed");
    // The program itself and not cargo, which would be stopped in its place.
    let desk = Desk::start(&root.join("target/debug/bahi"), &["--by", "tester", "--ledger", &ledger])?;
    println!("-- reconciliation");
    let mut client = Command::new(python);
    client.arg(root.join(CLIENTS).join("reconcile.py")).arg(&desk.url).args(std::env::var_os(SCHEMAS));
    let mut well = client.status().context("the Python of target/desk-clients cannot be run")?.success();
    println!("-- schemathesis");
    let schemathesis = python.with_file_name("schemathesis");
    let mut client = Command::new(schemathesis);
    client.args([
        "run",
        &format!("{}/openapi.json", desk.url),
        "--checks",
        CHECKS,
        "--seed",
        "1",
        "--max-examples",
        "40",
    ]);
    well &= client.current_dir(&folder).status().context("schemathesis cannot be run")?.success();
    Ok(well)
}

/// The program of this workspace.
fn bahi(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--package", "bahi-cli", "--"]).current_dir(root);
    command
}

/// A desk that is gone when it is dropped.
pub struct Desk {
    child: Child,
    /// Its address, with the scheme and without a slash at the end.
    pub url: String,
}

impl Desk {
    /// Started by a program, at a port that is free, with further words of the command.
    pub fn start(program: &Path, words: &[&str]) -> anyhow::Result<Self> {
        let mut serve = Command::new(program);
        let mut child = serve.args(["serve", "--port", "0"]).args(words).stderr(Stdio::piped()).spawn()?;
        let mut told = BufReader::new(child.stderr.take().context("no standard error")?);
        let mut line = String::new();
        told.read_line(&mut line)?;
        let url = line.split_whitespace().last().unwrap_or_default().trim_end_matches('/').to_owned();
        std::thread::spawn(move || told.read_to_string(&mut String::new()));
        Ok(Self { child, url })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

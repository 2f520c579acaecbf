//! `cargo xtask bench`: every stage beside a rival in one run, and the table of it in `docs/performance.md`.

use crate::desk::Desk;
use crate::release;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Where the table stands, and between which marks.
const FILE: &str = "docs/performance.md";
const BEGIN: &str = "<!-- made by: cargo xtask bench -->\n";
const END: &str = "<!-- made until here -->\n";

/// Reports in the ledger that is served.
const SERVED: &str = "400";

/// How often a page is asked for.
const ASKED: usize = 40;

/// Measures, prints the table and puts it into the document.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--release", "--quiet", "--package", "bahi", "--example", "bench"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the example bench ended with {}", output.status);
    let mut rows: Vec<Value> = serde_json::from_slice(&output.stdout).context("the example bench gave no JSON")?;
    rows.extend(served(root)?);
    let table = table(&rows);
    print!("{table}");
    let path = root.join(FILE);
    let text = fs::read_to_string(&path).context(FILE)?;
    let filled = filled(&text, &table).with_context(|| format!("{FILE} has lost its marks"))?;
    fs::write(&path, filled).context(FILE)?;
    Ok(true)
}

/// A row for each measure, with how many times better we are than the rival; less than one is worse.
fn table(rows: &[Value]) -> String {
    let mut out = String::from("| stage | what | bahi | beside it | | ratio |\n|---|---|---|---|---|---|\n");
    for row in rows {
        let words = |key: &str| row[key].as_str().unwrap_or_default().replace('|', "\\|");
        let (ours, theirs) = (row["ours"].as_f64().unwrap_or_default(), row["theirs"].as_f64());
        let more = row["more"].as_bool().unwrap_or(true);
        let ratio = theirs.map(|theirs| if more { ours / theirs } else { theirs / ours });
        let shown = |value: Option<f64>| value.map_or("–".to_owned(), figures);
        let rival = if row["rival"] == "" { "–".to_owned() } else { words("rival") };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {rival} | {} | {} |",
            words("stage"),
            words("what"),
            figures(ours),
            shown(theirs),
            ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.2}"))
        );
    }
    out
}

/// Three figures that count, and no more.
fn figures(value: f64) -> String {
    match value.abs() {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 0.1 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}

fn filled(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

/// The first page of a desk and one that was asked for before, by the clock.
fn served(root: &Path) -> anyhow::Result<Vec<Value>> {
    let folder = root.join("target/bench");
    let _ = fs::remove_dir_all(&folder);
    let corpus = folder.join("corpus").display().to_string();
    crate::generate::run(root, &["--reports", SERVED, "--seed", "7", "--out", &corpus])?;
    let (bahi, ledger) = (release::program(root)?, folder.join("desk.db").display().to_string());
    let add = Command::new(&bahi).args(["add", "--quiet", &corpus, "--ledger", &ledger]).status()?;
    ensure!(add.success(), "bahi add ended with {add}");
    let desk = Desk::start(&bahi, &["--ledger", &ledger])?;
    let address = desk.url.strip_prefix("http://").context("no address")?;
    let fresh =
        (0..ASKED).map(|n| ask(address, &format!("/?kind=meeting&round={n}"))).collect::<anyhow::Result<Vec<f64>>>()?;
    let kept = (0..ASKED).map(|_| ask(address, "/?kind=meeting")).collect::<anyhow::Result<Vec<f64>>>()?;
    let row = |what: &str, times: Vec<f64>, wanted: f64| serde_json::json!({ "stage": "serve", "what": what, "ours": middle(times), "rival": "wanted at most", "theirs": wanted, "more": false });
    Ok(vec![
        row("a list with its facets, not asked for before, ms", fresh, 100.0),
        row("the same kept, ms", kept, 10.0),
    ])
}

/// Milliseconds until a page is there.
fn ask(address: &str, path: &str) -> anyhow::Result<f64> {
    let clock = Instant::now();
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer)?;
    ensure!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{path}: {}",
        String::from_utf8_lossy(&answer[..answer.len().min(80)])
    );
    Ok(clock.elapsed().as_secs_f64() * 1000.0)
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_says_how_many_times_better_whichever_way_better_is() {
        let row = |more: bool| serde_json::json!({ "stage": "s", "what": "w", "ours": 50.0, "rival": "r", "theirs": 100.0, "more": more });
        let table = table(&[row(true), row(false)]);
        assert!(table.contains("| s | w | 50.0 | r | 100 | 0.50 |\n| s | w | 50.0 | r | 100 | 2.00 |\n"), "{table}");
        let text = format!("a\n{BEGIN}old{END}b\n");
        let made = filled(&text, &table).unwrap();
        assert!(made.starts_with("a\n") && made.ends_with("b\n") && made.contains("2.00") && !made.contains("old"));
        assert_eq!(filled("a", &table), None);
    }
}

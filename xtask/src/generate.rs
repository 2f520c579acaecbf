//! `cargo xtask generate`: a large corpus of made-up reports, as files or as JSON lines.

use anyhow::{Context, bail, ensure};
use bahi_corpus::{Corpus, Report, Spec};
use serde_json::json;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

const HOW: &str = "say `generate --reports N --seed S --out DIR|- [--days D] [--broken]`";

/// Makes the corpus that the options ask for, and says on standard error what it holds.
pub fn run(root: &Path, options: &[&str]) -> anyhow::Result<bool> {
    let (spec, days, out) = parsed(options)?;
    let corpus = Corpus::load(root)?;
    let reports = || days.map_or_else(|| corpus.reports(spec), |days| corpus.reports_over(spec, days));
    let mut counts = [0usize; 3];
    let mut count = |report: &Report| counts[report.sort as usize] += 1;
    if out == "-" {
        let mut lines = BufWriter::new(std::io::stdout().lock());
        for report in reports() {
            count(&report);
            writeln!(lines, "{}", line(&report))?;
        }
        lines.flush()?;
    } else {
        let out = Path::new(out);
        ensure!(fs::read_dir(out).map_or(true, |mut files| files.next().is_none()), "{} is not empty", out.display());
        for report in reports() {
            count(&report);
            write(out, &report)?;
        }
    }
    let [fresh, duplicate, broken] = counts;
    eprintln!("{} reports: {fresh} fresh, {duplicate} duplicates, {broken} broken", spec.reports);
    Ok(true)
}

fn parsed<'o>(options: &[&'o str]) -> anyhow::Result<(Spec, Option<usize>, &'o str)> {
    let (mut reports, mut seed, mut days, mut out, mut broken) = (None, None, None, None, false);
    let mut rest = options.iter().copied();
    while let Some(option) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{option} says nothing; {HOW}"));
        match option {
            "--reports" => reports = Some(value()?.parse().with_context(|| format!("--reports is no number; {HOW}"))?),
            "--seed" => seed = Some(value()?.parse().with_context(|| format!("--seed is no number; {HOW}"))?),
            "--days" => days = Some(value()?.parse().with_context(|| format!("--days is no number; {HOW}"))?),
            "--out" => out = Some(value()?),
            "--broken" => broken = true,
            other => bail!("no option `{other}`; {HOW}"),
        }
    }
    match (reports, seed, out) {
        (Some(reports), Some(seed), Some(out)) => Ok((Spec { reports, seed, broken }, days, out)),
        _ => bail!("something is missing; {HOW}"),
    }
}

/// A report as JSON: `text`, or `hex` for bytes that are no text.
fn line(report: &Report) -> serde_json::Value {
    match std::str::from_utf8(&report.bytes) {
        Ok(text) => json!({ "path": report.path, "text": text }),
        Err(_) => {
            let hex: String = report.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "path": report.path, "hex": hex })
        }
    }
}

fn write(out: &Path, report: &Report) -> anyhow::Result<()> {
    let path = out.join(&report.path);
    let folder = path.parent().unwrap_or(out);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, &report.bytes))
        .with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bahi_corpus::Sort;

    #[test]
    fn what_is_missing_is_told() {
        assert!(parsed(&["--reports", "10", "--seed", "1"]).unwrap_err().to_string().contains("--out"));
        assert!(parsed(&["--reports", "ten"]).unwrap_err().to_string().contains("no number"));
        let (spec, days, out) = parsed(&["--reports", "10", "--seed", "1", "--out", "-", "--broken"]).unwrap();
        assert_eq!((spec, days, out), (Spec { reports: 10, seed: 1, broken: true }, None, "-"));
    }

    #[test]
    fn bytes_that_are_no_text_are_given_in_hex() {
        let report = Report { path: "000/000001.txt".into(), sort: Sort::Broken, bytes: vec![0xE0, 0xA4] };
        assert_eq!(line(&report).to_string(), r#"{"path":"000/000001.txt","hex":"e0a4"}"#);
    }
}

//! What Bahi is measured on must not be what it was written from: no sentence of a gold report in knowledge or demo.

use super::Finding;
use super::files::{File, Repo};

/// Shorter sentences may be anyone's.
const SHORTEST: usize = 40;

/// Looks for sentences of the reports in `eval/` and of the seeds in `knowledge/` and `demo/`.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let reports = repo.files.iter().filter(|file| file.is_in("eval") && file.ending() == "txt").chain(&repo.seeds);
    let mut sentences: Vec<(String, &str)> = vec![];
    for report in reports {
        sentences.extend(sentences_of(&report.text).into_iter().map(|sentence| (sentence, report.path.as_str())));
    }
    sentences.sort();
    sentences.dedup_by(|a, b| a.0 == b.0);
    let ours = repo.files.iter().filter(|file| file.is_in("knowledge") || file.is_in("demo"));
    ours.flat_map(|file| copies(file, &sentences)).collect()
}

/// Long sentences of a report, with white space made even.
fn sentences_of(text: &str) -> Vec<String> {
    let parts = text.split(['\n', '\u{964}', '?', '!']);
    parts.map(even).filter(|sentence| sentence.chars().count() >= SHORTEST).collect()
}

fn copies(file: &File, sentences: &[(String, &str)]) -> Vec<Finding> {
    let lines: Vec<(usize, String)> = file
        .text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, even(&without_tags(line))))
        .filter(|(_, line)| line.chars().count() >= SHORTEST)
        .collect();
    let whole: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    let mut findings = vec![];
    for (sentence, report) in sentences.iter().filter(|(sentence, _)| whole.contains(sentence.as_str())) {
        for (line, _) in lines.iter().filter(|(_, line)| line.contains(sentence.as_str())) {
            let what = format!("a sentence of {report}");
            findings.push(Finding::new(&file.path, *line, what, "write another sentence of the same kind"));
        }
    }
    findings
}

/// One space between words, none around; marks of roles taken out.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without `<role>` and `</role>`, which examples have and reports have not.
fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        match tag.split_once('>') {
            Some((name, after)) if name.chars().all(|c| c.is_ascii_alphanumeric() || "/-_:= ".contains(c)) => {
                rest = after;
            }
            _ => {
                out.push('<');
                rest = tag;
            }
        }
    }
    out.push_str(rest);
    out
}

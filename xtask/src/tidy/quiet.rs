//! The chain from a page to a ledger is pure: its crates look at no file, clock, environment or network, and print nothing.

use super::Finding;
use super::files::{File, Repo};
use super::scan;

/// Crates that are quiet, with the files in them that are not.
const QUIET: [(&str, &[&str]); 7] = [
    ("crates/bahi-text/src", &[]),
    ("crates/bahi-page/src", &[]),
    ("crates/bahi-knowledge/src", &[]),
    ("crates/bahi-read/src", &[]),
    ("crates/bahi-resolve/src", &[]),
    // The folder of `bahi check DIR`.
    ("crates/bahi/src", &["crates/bahi/src/disk.rs"]),
    // What many machines read is handed on in files.
    ("crates/bahi-ledger/src", &["crates/bahi-ledger/src/spread/rows.rs"]),
];

/// Words by which code would do so.
const LOUD: [&str; 11] = [
    "println!(",
    "print!(",
    "eprintln!(",
    "eprint!(",
    "std::fs",
    "std::env::",
    "use std::env",
    "std::net",
    "SystemTime::now",
    "Instant::now",
    "std::io::stdout",
];

/// Looks for them outside tests.
pub fn check(repo: &Repo) -> Vec<Finding> {
    let quiet = |file: &&File| {
        let within = |(folder, not): &(&str, &[&str])| file.is_in(folder) && !not.contains(&file.path.as_str());
        file.ending() == "rs" && !file.path.ends_with("/tests.rs") && QUIET.iter().any(within)
    };
    repo.files.iter().filter(quiet).flat_map(loud).collect()
}

fn loud(file: &File) -> Vec<Finding> {
    let mut findings = vec![];
    for (index, line) in scan::lines(&file.text).iter().enumerate().filter(|(_, line)| !line.test) {
        for word in LOUD.iter().filter(|word| line.code.contains(**word)) {
            let what = format!("{word} in a crate that looks at nothing outside");
            findings.push(Finding::new(
                &file.path,
                index + 1,
                what,
                "do it in bahi-cli and hand over what comes of it",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_clocks_and_print_are_for_the_program() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let loud = "//! A.\nuse std::fs;\n// Instant::now\nfn f() { println!(\"std::net\"); }\n";
        let files = vec![
            file("crates/bahi-read/src/a.rs", loud),
            file("crates/bahi/src/disk.rs", loud),
            file("crates/bahi-cli/src/a.rs", loud),
            file("crates/bahi-text/src/b.rs", "//! B.\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
        ];
        let found = check(&Repo { files, ..Repo::default() });
        let lines: Vec<(&str, usize)> = found.iter().map(|finding| (finding.file.as_str(), finding.line)).collect();
        assert_eq!(lines, [("crates/bahi-read/src/a.rs", 2), ("crates/bahi-read/src/a.rs", 4)]);
    }
}

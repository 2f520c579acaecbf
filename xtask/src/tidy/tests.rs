//! Each house rule broken and kept, on small files made for the purpose.

use super::files::{File, Repo};
use super::*;

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

fn shown(findings: Vec<Finding>) -> Vec<String> {
    findings.iter().map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.what)).collect()
}

fn rust(text: &str) -> Vec<String> {
    shown(rust::check(&file("crates/x/src/a.rs", text)))
}

#[test]
fn a_rust_file_needs_a_header() {
    assert_eq!(rust("//! Does things.\n"), [""; 0]);
    assert_eq!(rust("fn f() {}\n"), ["crates/x/src/a.rs:1 no header"]);
}

#[test]
fn unwrap_is_for_tests() {
    let code = "//! A.\nfn f() { g().unwrap(); }\n// g().unwrap()\nconst S: &str = \".unwrap()\";\n";
    assert_eq!(rust(code), ["crates/x/src/a.rs:2 unwrap outside tests"]);
    let test =
        "//! A.\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn t() { g().unwrap(); }\n}\nfn f() { g().unwrap() }\n";
    assert_eq!(rust(test), ["crates/x/src/a.rs:7 unwrap outside tests"]);
    let outside = "//! A.\n#[cfg(test)]\nmod tests;\nfn f() { g().unwrap() }\n";
    assert_eq!(rust(outside), ["crates/x/src/a.rs:4 unwrap outside tests"]);
    assert_eq!(shown(rust::check(&file("crates/x/tests/a.rs", "//! A.\nfn f() { g().unwrap() }\n"))), [""; 0]);
}

#[test]
fn hindi_stands_in_comments_tests_and_scripts_only() {
    let code = "//! A: क\nconst A: char = 'क';\nconst B: &str = r#\"ख \" ग\"#; // घ\n/* च /* छ */ ज */ fn f<'a>() {}\n";
    assert_eq!(rust(code), ["crates/x/src/a.rs:2 Hindi in Rust", "crates/x/src/a.rs:3 Hindi in Rust"]);
    assert_eq!(shown(rust::check(&file("crates/bahi-text/src/script/x.rs", code))), [""; 0]);
    assert_eq!(rust("//! A.\n#[test]\nfn t() {\n    f(\"क\");\n}\n"), [""; 0]);
    assert_eq!(
        rust("//! A.\nconst D: char = '।';\nconst A: &str = \"a \\\" // क\";\n"),
        ["crates/x/src/a.rs:3 Hindi in Rust"]
    );
}

#[test]
fn files_and_functions_have_limits() {
    let long = format!("//! A.\nfn f(a: [u8; 2]) {{\n{}}}\n", "    g();\n".repeat(79));
    assert_eq!(rust(&long), ["crates/x/src/a.rs:2 function f has 81 lines, more than 80"]);
    let short = format!("//! A.\ntrait T {{ fn g(); }}\nfn f() {{\n{}}}\n", "    g();\n".repeat(78));
    assert_eq!(rust(&short), [""; 0]);
    let text = format!("//! A.\n{}", "// b\n".repeat(600));
    assert_eq!(rust(&text), ["crates/x/src/a.rs:0 601 lines, more than 600"]);
    let files: Vec<File> = [10, 251, 300].map(|lines| file("a.rs", &"\n".repeat(lines))).into();
    assert!(rust::check_median(&files).is_some() && rust::check_median(&files[..2]).is_some());
    assert!(rust::check_median(&files[..1]).is_none());
}

#[test]
fn text_has_no_trailing_space_and_no_foreign_paths() {
    let place = concat!("see /wo", "rk/x and net", "/wo", "rk/y\n");
    assert_eq!(shown(text::check(&file("a.md", "x \ny\n"))), ["a.md:1 white space at the end of the line"]);
    assert_eq!(shown(text::check(&file("eval/a.txt", "x \n"))), [""; 0]);
    assert_eq!(
        shown(text::check(&file("a.txt", place))),
        ["a.txt:1 a path of the workplace, which exists nowhere else"]
    );
    assert_eq!(shown(text::check(&file("a.txt", concat!("net/wo", "rk/y\n")))), [""; 0]);
}

#[test]
fn paths_in_markdown_exist() {
    let paths = [
        "docs",
        "docs/a.md",
        "docs/img",
        "docs/img/x.png",
        "crates",
        "crates/x",
        "README.md",
        "eval",
        "eval/floors.toml",
    ];
    let repo = Repo { paths: paths.map(String::from).into(), ..Repo::default() };
    let good = "`docs/a.md:12`, `crates/x/`, `bahi eval eval/floors.toml`, [a](img/x.png#top), [b](../README.md), \
                `docs/*.md`, `crates/NAME/src`, `world/ru.toml`, [c](https://x.y/z), [d](#here), `[e](gone.md)`\n\
                ```\n`docs/gone.md`\n```\n";
    assert_eq!(shown(markdown::check(&file("docs/a.md", good), &repo)), [""; 0]);
    let bad = "ok\n`docs/gone.md` and [x](gone/y.md)\n";
    let expected = ["README.md:2 docs/gone.md does not exist", "README.md:2 gone/y.md does not exist"];
    assert_eq!(shown(markdown::check(&file("README.md", bad), &repo)), expected);
}

#[test]
fn rules_have_three_sentences_of_each_sort() {
    let good = "[[rule]]\nname = \"a\"\nexamples = [\"1\", \"2\", \"3\"]\nsilent = [\"1\", \"2\", \"3\"]\n";
    let bad = format!("{good}\n[[rule]]\nname = \"b\"\nexamples = [\"1\", \"2\"]\n");
    let path = "knowledge/lang/hi/frames/meeting.toml";
    assert_eq!(shown(rules::check(&file(path, good))), [""; 0]);
    let expected = [
        format!("{path}:6 rule b has 2 examples, fewer than 3"),
        format!("{path}:6 rule b has 0 silent, fewer than 3"),
    ];
    assert_eq!(shown(rules::check(&file(path, &bad))), expected);
    assert_eq!(shown(rules::check(&file("knowledge/lang/hi/words/x.toml", &bad))), [""; 0]);
    assert!(shown(rules::check(&file(path, "a = \n")))[0].starts_with(&format!("{path}:1 not TOML")));
}

#[test]
fn sentences_of_the_gold_reports_are_not_copied() {
    let sentence = "दोनों मंत्रियों ने सीमा पर शांति बनाए रखने के उपायों पर विस्तार से चर्चा की";
    let tagged = sentence.replace("दोनों मंत्रियों", "<who>दोनों  मंत्रियों</who>");
    let repo = Repo {
        files: vec![
            file("eval/dev/1.txt", &format!("शीर्षक\n{sentence}। छोटा वाक्य।\n")),
            file("knowledge/a.toml", &format!("x = 1\nexamples = [\"{tagged}।\"]\n")),
            file("demo/reports/b.txt", "छोटा वाक्य।\n"),
        ],
        seeds: vec![file("../shared/seeds/s.txt", sentence)],
        ..Repo::default()
    };
    let found = shown(copied::check(&repo));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("knowledge/a.toml:2 a sentence of "), "{found:?}");
}

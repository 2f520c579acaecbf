//! How much is said, in which language, and in colour or not; completions and man pages say what the commands are.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;
#[path = "../examples/generate/pages.rs"]
mod pages;

use common::{Folder, bahi, code, command, stderr, stdout};
use std::process::Command;

const TEXT: &str = "रूस के रक्षा मंत्री ने नई दिल्ली में भारत के रक्षा मंत्री से मुलाकात की।\n";

#[test]
fn colour_is_as_flags_then_variables_then_settings_have_it() {
    let folder = Folder::new("colour");
    let path = folder.file("a.txt", TEXT.as_bytes());
    let always = folder.file("always.toml", b"color = \"always\"\n");
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let run = command(&[&["read", &path], args].concat()).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(code(&run), 0, "{}", stderr(&run));
        stdout(&run).contains('\x1b')
    };
    let set: &[&str] = &["--config", &always];
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(set, &[]));
    for variable in [("NO_COLOR", "1"), ("BAHI_NO_COLOR", "1"), ("TERM", "dumb"), ("BAHI_COLOR", "never")] {
        assert!(!coloured(set, &[variable]), "{variable:?}");
    }
    assert!(coloured(set, &[("NO_COLOR", ""), ("TERM", "xterm")]));
    assert!(coloured(&[], &[("BAHI_COLOR", "always"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--no-color"], &[("BAHI_COLOR", "always")]));
    assert!(!coloured(&["--color", "never"], &[("BAHI_COLOR", "always")]));
}

#[test]
fn as_much_is_told_as_is_asked_for() {
    let folder = Folder::new("levels");
    folder.file("in/a.txt", TEXT.as_bytes());
    folder.file("in/notes.md", b"words");
    let ledger = folder.file("desk.db", b"");
    let told = |args: &[&str], log: &str| {
        let mut add = command(&[&["add", &format!("{}/in", folder.path()), "--ledger", &ledger], args].concat());
        let run = add.env("BAHI_LOG", log).output().unwrap();
        assert_eq!(code(&run), 0, "{}", stderr(&run));
        (stdout(&run).contains("there already") || stdout(&run).contains("added"), stderr(&run))
    };
    let has = |told: &str, words: &[&str]| words.iter().map(|word| told.contains(word)).collect::<Vec<_>>();
    let words = ["it looks like data", "info: ledger: ", "debug: reading "];
    for (args, log, counts, expected) in [
        (&[][..], "warn", true, [true, false, false]),
        (&[], "error", false, [false, false, false]),
        (&[], "info", true, [true, true, false]),
        (&[], "debug", true, [true, true, true]),
        (&["-q"], "debug", false, [false, false, false]),
        (&["-v"], "error", true, [true, true, false]),
        (&["-vv"], "warn", true, [true, true, true]),
        (&["--log", "info"], "error", true, [true, true, false]),
    ] {
        let (counted, told) = told(args, log);
        assert_eq!((counted, has(&told, &words)), (counts, expected.to_vec()), "{args:?} {log}\n{told}");
    }
    let failed = command(&["read", "-q", "/nowhere.txt"]).output().unwrap();
    assert!(stderr(&failed).contains("/nowhere.txt: no such file"), "{}", stderr(&failed));
}

#[test]
fn messages_are_in_the_language_of_the_locale_and_what_is_made_is_not() {
    let folder = Folder::new("language");
    let path = folder.file("a.txt", TEXT.as_bytes());
    let ledger = format!("{}/desk.db", folder.path());
    assert_eq!(code(&bahi(&["add", &path, "--ledger", &ledger])), 0);
    let list = |args: &[&str], variables: &[(&str, &str)]| {
        let args = [&["list", "--from", "2030", "--json", "--ledger", &ledger], args].concat();
        let run = command(&args).envs(variables.iter().copied()).output().unwrap();
        (stdout(&run), stderr(&run).contains("कुछ नहीं मिला"))
    };
    let (english, hindi) = list(&[], &[]);
    assert!(!hindi);
    for variable in [("LANG", "hi_IN.UTF-8"), ("LC_MESSAGES", "hi"), ("LC_ALL", "hi_IN"), ("BAHI_LANG", "hi")] {
        assert_eq!(list(&[], &[variable]), (english.clone(), true), "{variable:?}");
    }
    assert!(!list(&[], &[("LC_ALL", "C"), ("LANG", "hi_IN.UTF-8")]).1);
    assert!(!list(&["--lang", "en"], &[("LANG", "hi_IN.UTF-8")]).1);
    // What is said below has words in Hindi too.
    let nobody = |lang: &str| {
        stderr(&bahi(&["list", "--who", "zzzz", "--lang", lang, "--ledger", &ledger])).trim_end().to_owned()
    };
    assert!(nobody("en").starts_with("error: nobody in this ledger is called \"zzzz\""), "{}", nobody("en"));
    let hindi = nobody("hi");
    assert!(hindi.starts_with("त्रुटि: ") && hindi.contains("zzzz") && !hindi.contains("nobody"), "{hindi}");
    // A site is made in the language that is asked for, wherever.
    for (name, args, tag) in [("en", &[][..], "lang=\"en\""), ("hi", &["--lang", "hi"], "lang=\"hi\"")] {
        let to = format!("{}/{name}", folder.path());
        let args = [&["export", "--to", "site", "-o", &to, "--ledger", &ledger], args].concat();
        let run = command(&args).env("LANG", "hi_IN.UTF-8").output().unwrap();
        assert_eq!(code(&run), 0, "{}", stderr(&run));
        assert!(std::fs::read_to_string(format!("{to}/index.html")).unwrap().contains(tag), "{name}");
    }
}

#[test]
fn adding_can_be_tried_and_nothing_is_written() {
    let folder = Folder::new("try");
    let (path, ledger) = (folder.file("a.txt", TEXT.as_bytes()), format!("{}/desk.db", folder.path()));
    let again = folder.file("b.txt", TEXT.as_bytes());
    let tried = || stdout(&bahi(&["add", "-n", &path, &again, "--ledger", &ledger]));
    assert!(tried().starts_with("1 would be added, 1 there already, 0 not read: "), "{}", tried());
    assert!(!std::path::Path::new(&ledger).exists());
    assert_eq!(code(&bahi(&["add", &path, "--ledger", &ledger])), 0);
    let before = std::fs::read(&ledger).unwrap();
    assert!(tried().starts_with("0 would be added, 2 there already"), "{}", tried());
    assert_eq!(std::fs::read(&ledger).unwrap(), before);
}

#[test]
fn every_command_has_a_man_page_and_every_shell_completes_it() {
    let help = stdout(&bahi(&["help"]));
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(verbs.len() > 20, "{verbs:?}");
    let files = pages::all().unwrap();
    let text = |path: &str| String::from_utf8(files.get(path).expect(path).clone()).unwrap();
    for verb in verbs.iter().filter(|verb| **verb != "help") {
        let page = text(&format!("man/man1/bahi-{verb}.1"));
        assert!(page.contains(".SH NAME") && page.contains("\\-\\-quiet"), "{verb}");
    }
    assert!(text("man/man1/bahi-judge-merge.1").contains("are one"));
    assert!(text("man/man1/bahi-list.1").contains("BAHI_LEDGER"));
    let read = text("man/man1/bahi-read.1");
    assert!(read.contains(".SH EXAMPLES") && read.contains("bahi read report.txt"), "{read}");
    for (shell, name) in pages::SHELLS {
        let script = text(&format!("completions/{name}"));
        let missing: Vec<&&str> = verbs.iter().filter(|verb| !script.contains(**verb)).collect();
        assert!(missing.is_empty(), "{shell}: {missing:?}");
    }
    accepted(&text("completions/bahi.bash"), "bash", &["-n"]);
    accepted(&text("completions/_bahi"), "zsh", &["-n"]);
    accepted(&text("completions/bahi.fish"), "fish", &["--no-execute"]);
}

// A shell that is here reads its script without running it.
fn accepted(script: &str, shell: &str, options: &[&str]) {
    let folder = Folder::new(shell);
    let path = folder.file("script", script.as_bytes());
    match Command::new(shell).args(options).arg(&path).output() {
        Ok(output) => assert!(output.status.success(), "{shell}: {}", stderr(&output)),
        Err(_) => eprintln!("skipped: {shell} is not installed"),
    }
}

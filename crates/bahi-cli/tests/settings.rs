//! Settings: which one counts, where each comes from, and what is said of files that are wrong.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, command, stderr, stdout};
use std::path::Path;
use std::process::Output;

const PROJECT: &str =
    "ledger = \"desk.db\"\nby = \"desk\"\n\n[serve]\nport = 9000\nhost = [\"a.example\", \"b.example\"]\n";
const USER: &str = "by = \"me\"\nlang = \"hi\"\n\n[serve]\nread-only = true\n";

/// A project with a folder in it, and a user with settings of their own.
fn places(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("desk/bahi.toml", PROJECT.as_bytes());
    folder.file("desk/clips/a.txt", b"");
    folder.file("home/bahi/config.toml", USER.as_bytes());
    folder
}

fn config(folder: &Folder, args: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = command(&[&["config"], args].concat());
    command.current_dir(Path::new(folder.path()).join("desk/clips"));
    command.env("XDG_CONFIG_HOME", Path::new(folder.path()).join("home"));
    command.envs(variables.iter().copied()).output().unwrap()
}

fn one(folder: &Folder, setting: &str, variables: &[(&str, &str)]) -> String {
    let run = config(folder, &[setting], variables);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    stdout(&run).trim_end().to_owned()
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_project_and_that_before_the_user() {
    let folder = places("order");
    assert_eq!(one(&folder, "lang", &[]), "hi");
    assert_eq!(one(&folder, "by", &[]), "desk");
    assert_eq!(one(&folder, "by", &[("BAHI_BY", "asha")]), "asha");
    assert_eq!(one(&folder, "serve.port", &[("BAHI_PORT", "80")]), "80");
    let run = config(&folder, &["--lang", "en", "lang"], &[("BAHI_LANG", "hi")]);
    assert_eq!(stdout(&run), "en\n");
    assert_eq!(one(&folder, "watch.every", &[]), "900");
    assert_eq!(one(&folder, "serve.host", &[]), "a.example\nb.example");
}

#[test]
fn each_value_says_where_it_comes_from() {
    let folder = places("origin");
    let run = config(&folder, &["--show-origin"], &[("BAHI_LOG", "info")]);
    let (desk, home) = (format!("{}/desk", folder.path()), format!("{}/home", folder.path()));
    for line in [
        format!("ledger = \"{desk}/desk.db\"  # {desk}/bahi.toml:1"),
        format!("by = \"desk\"  # {desk}/bahi.toml:2"),
        format!("lang = \"hi\"  # {home}/bahi/config.toml:2"),
        "log = \"info\"  # BAHI_LOG".to_owned(),
        "# color = \"auto\"  # default".to_owned(),
        "[serve]".to_owned(),
        format!("host = [\"a.example\", \"b.example\"]  # {desk}/bahi.toml:6"),
        format!("read-only = true  # {home}/bahi/config.toml:5"),
        "# token-file =  # default".to_owned(),
    ] {
        assert!(stdout(&run).lines().any(|shown| shown == line), "{line}\n{}", stdout(&run));
    }
    // The files themselves are told of at this level.
    assert!(stderr(&run).contains(&format!("{desk}/bahi.toml")), "{}", stderr(&run));
    let data: serde_json::Value = serde_json::from_str(&stdout(&config(&folder, &["--json"], &[]))).unwrap();
    let port = data.as_array().unwrap().iter().find(|row| row["setting"] == "serve.port").unwrap();
    assert_eq!((&port["values"][0], &port["origin"]), (&"9000".into(), &format!("{desk}/bahi.toml:5").into()));
}

#[test]
fn what_is_listed_is_a_file_of_settings_that_says_the_same() {
    let folder = places("again");
    let listed = stdout(&config(&folder, &[], &[]));
    let file = folder.file("again.toml", listed.as_bytes());
    let again = command(&["config", "--config", &file]).current_dir(folder.path()).output().unwrap();
    assert_eq!(stdout(&again), listed, "{}", stderr(&again));
}

#[test]
fn commands_go_by_the_settings() {
    let folder = places("used");
    let clips = Path::new(folder.path()).join("desk/clips");
    let report = "रूस के रक्षा मंत्री ने नई दिल्ली में भारत के रक्षा मंत्री से मुलाकात की।\n";
    std::fs::write(clips.join("a.txt"), report).unwrap();
    let run = |args: &[&str]| command(args).current_dir(&clips).output().unwrap();
    let added = run(&["add", "a.txt"]);
    assert_eq!(code(&added), 0, "{}", stderr(&added));
    assert!(Path::new(folder.path()).join("desk/desk.db").exists());
    assert!(!clips.join("bahi.db").exists());
    // A flag goes before the file, and a file that is named before those that are found.
    let missing = run(&["list", "--ledger", "other.db"]);
    assert!(code(&missing) == 2 && stderr(&missing).contains("other.db"), "{}", stderr(&missing));
    let none = folder.file("none.toml", b"");
    assert!(stderr(&run(&["list", "--config", &none])).contains("bahi.db: "));
    assert_eq!(code(&run(&["list"])), 0);
    // Quiet, as the file has it, and loud, as the flag has it.
    folder.file("desk/bahi.toml", format!("quiet = true\n{PROJECT}").as_bytes());
    let quiet = run(&["add", "a.txt"]);
    assert_eq!((stdout(&quiet), stderr(&quiet)), (String::new(), String::new()));
    let loud = run(&["add", "-v", "a.txt"]);
    assert!(stdout(&loud).contains("1 there already") && stderr(&loud).contains("info: ledger: "), "{}", stderr(&loud));
}

/// What is said of a file, line by line.
fn wrong(text: &[u8], variables: &[(&str, &str)]) -> Vec<String> {
    let folder = Folder::new(&format!("wrong-{:?}", std::thread::current().id()));
    folder.file("bahi.toml", text);
    let run = command(&["list"]).current_dir(folder.path()).envs(variables.iter().copied()).output().unwrap();
    assert_eq!((code(&run), stdout(&run)), (2, String::new()));
    stderr(&run).lines().map(str::to_owned).collect()
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_what_to_do() {
    let text = b"colour = \"never\"\nlang = \"fr\"\nquiet = \"yes\"\n[serve]\nport = 99999\nlisten = \"here\"\n[fetsh]\nx = 1\n";
    let english = [
        "error: bahi.toml:1:1: there is no setting colour",
        "  1 | colour = \"never\"",
        "    | ^^^^^^",
        "  write color; `bahi config` lists all settings",
        "error: bahi.toml:2:8: lang takes one of \"hi\", \"en\"",
        "  2 | lang = \"fr\"",
        "    |        ^^^^",
        "  write one of them, in quotes",
        "error: bahi.toml:3:9: quiet takes true or false",
        "  3 | quiet = \"yes\"",
        "    |         ^^^^^",
        "  write one of them, without quotes",
        "error: bahi.toml:5:8: serve.port takes a whole number from 0 to 65535",
        "  5 | port = 99999",
        "    |        ^^^^^",
        "  write it in digits, without quotes",
        "error: bahi.toml:6:10: serve.listen takes an address in digits",
        "  6 | listen = \"here\"",
        "    |          ^^^^^^",
        "  write \"127.0.0.1\" for this machine, \"0.0.0.0\" for all that reach it",
        "error: bahi.toml:7:2: there is no setting [fetsh]",
        "  7 | [fetsh]",
        "    |  ^^^^^",
        "  write [fetch]; `bahi config` lists all settings",
    ];
    assert_eq!(wrong(text, &[]), english);
    let hindi = wrong(text, &[("LANG", "hi_IN.UTF-8")]);
    assert_eq!(hindi.len(), english.len());
    for (hindi, english) in hindi.iter().zip(english) {
        // Lines of the file and marks are the same, and so is where it is; what is said of it is not.
        match english.starts_with("  ") && english.contains(" | ") {
            true => assert_eq!(hindi, english),
            false => {
                assert!(hindi != english && hindi.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{hindi}");
            }
        }
    }
    assert!(hindi[0].starts_with("त्रुटि: bahi.toml:1:1: "), "{}", hindi[0]);
}

#[test]
fn no_file_of_settings_is_a_fault_of_the_program() {
    for (text, said) in [
        (&b"ledger = \n"[..], "bahi.toml:1:10: this is not TOML"),
        (b"\xff\xfe", "is not in UTF-8"),
        (b"ledger = 1\n", "ledger takes a path"),
        (b"ledger = \"\"\n", "ledger takes a path"),
        (b"map = \"text\"\n", "map takes which field"),
        (b"serve = 1\n", "there is no setting serve"),
        (b"ledger = \"a\"\nledger = \"b\"\n", "bahi.toml:2:1"),
        (b"[fetch]\npause = nan\n", "fetch.pause takes seconds"),
        ("रंग = 1\n".as_bytes(), "bahi.toml:1:1"),
        (&[b'#'; (1 << 20) + 1], "larger than 1048576 bytes"),
        (&[b'['; 100_000], "bahi.toml:1:"),
    ] {
        let told = wrong(text, &[]).join("\n");
        assert!(told.contains(said), "{said}\n{told}");
    }
    let absent = bahi(&["list", "--config", "/nowhere/bahi.toml"]);
    assert!(
        code(&absent) == 2 && stderr(&absent).contains("/nowhere/bahi.toml: cannot be read"),
        "{}",
        stderr(&absent)
    );
    let variable = config(&places("variable"), &[], &[("BAHI_PAUSE", "soon")]);
    assert!(code(&variable) == 2 && stderr(&variable).contains("BAHI_PAUSE: "), "{}", stderr(&variable));
    let unknown = bahi(&["config", "colour"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("no setting colour"));
}

#[cfg(unix)]
#[test]
fn a_file_that_anybody_may_have_written_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = places("anybody");
    let open = Path::new(folder.path()).join("desk");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o777)).unwrap();
    let run = config(&folder, &["by"], &[]);
    assert_eq!(stdout(&run), "me\n");
    assert!(stderr(&run).contains("desk/bahi.toml: "), "{}", stderr(&run));
}

#[test]
fn the_page_of_settings_has_all_of_them_with_their_variables() {
    let page = std::fs::read_to_string(common::root().join("docs/settings.md")).unwrap();
    let data: serde_json::Value = serde_json::from_str(&stdout(&bahi(&["config", "--json"]))).unwrap();
    let names: Vec<&str> = data.as_array().unwrap().iter().map(|row| row["setting"].as_str().unwrap()).collect();
    let rows: Vec<Vec<&str>> =
        page.lines().filter(|line| line.contains("| `BAHI_")).map(|line| line.split('`').collect()).collect();
    assert_eq!(rows.iter().map(|row| row[1]).collect::<Vec<_>>(), names);
    // Each variable is the one of its setting.
    for row in &rows {
        let (setting, variable) = (row[1], row[3]);
        let value = match setting {
            "lang" => "hi",
            "color" => "never",
            "log" => "debug",
            "quiet" | "no-input" | "serve.read-only" => "true",
            "map" => "text=body",
            "serve.listen" => "::1",
            "serve.port" | "fetch.pause" | "watch.every" => "7",
            _ => "words",
        };
        let run = command(&["config", setting]).env(variable, value).output().unwrap();
        assert_eq!(stdout(&run), format!("{value}\n"), "{variable}: {}", stderr(&run));
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_is_as_good_as_none() {
    let folder = places("nothing");
    let names = [
        "BAHI_LEDGER",
        "BAHI_BY",
        "BAHI_LANG",
        "BAHI_COLOR",
        "BAHI_LOG",
        "BAHI_QUIET",
        "BAHI_NO_INPUT",
        "BAHI_CONFIG",
        "BAHI_MAP",
        "BAHI_PORT",
        "BAHI_LISTEN",
        "BAHI_HOST",
        "BAHI_READ_ONLY",
        "BAHI_TOKEN",
        "BAHI_TOKEN_FILE",
        "BAHI_WARC",
        "BAHI_PAUSE",
        "BAHI_EVERY",
        "BAHI_BASE",
        "BAHI_THREADS",
        "BAHI_NO_COLOR",
    ];
    let empty = names.map(|name| (name, ""));
    let told = |variables: &[(&str, &str)]| {
        let run = config(&folder, &["--show-origin"], variables);
        assert_eq!(code(&run), 0, "{}", stderr(&run));
        stdout(&run)
    };
    assert_eq!(told(&empty), told(&[]));
    // The command that takes a variable does not stumble over it either, nor does it take nothing for a token.
    let path = folder.file("desk/clips/a.txt", "विदेश मंत्री ने कहा।\n".as_bytes());
    let read = command(&["read", "--json", &path]).envs(empty).output().unwrap();
    assert!(code(&read) < 2 && stderr(&read).is_empty(), "{}", stderr(&read));
    let ledger = format!("{}/desk.db", folder.path());
    assert_eq!(code(&bahi(&["add", &path, "--ledger", &ledger])), 0);
    let mut serve = command(&["serve", "--listen", "0.0.0.0", "--ledger", &ledger]);
    let refused = serve.env("BAHI_TOKEN", "").env("BAHI_READ_ONLY", "").output().unwrap();
    assert!(code(&refused) == 2 && stderr(&refused).contains("--token-file"), "{}", stderr(&refused));
}

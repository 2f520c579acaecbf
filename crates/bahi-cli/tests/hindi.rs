//! What a user of the everyday commands meets, in Hindi: help, wrong words, files that are not there or are no ledger, filters.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, command, stderr, stdout};

const TEXT: &str = "रूस के रक्षा मंत्री ने 28 अप्रैल 2023 को नई दिल्ली में भारत के रक्षा मंत्री से मुलाकात की।\n";

// Words in Latin letters that are no names of commands, of flags with their values, of ids, of files and formats.
fn english(text: &str) -> Vec<String> {
    const NAMES: &[&str] = &[
        // The value of `--kind` in a remedy.
        "body",
        "bahi",
        "read",
        "add",
        "list",
        "find",
        "why",
        "log",
        "conflicts",
        "actors",
        "judge",
        "export",
        "doctor",
        "config",
        "ledger",
        "db",
        "txt",
        "toml",
        "UTF",
        "os",
        "error",
        "csv",
        "json",
    ];
    let own = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() > 2;
        plain && !NAMES.contains(word) && word.chars().any(char::is_lowercase)
    };
    let marked = |piece: &&str| {
        !piece.starts_with(['-', '<', '[', '\'', '"', '`', '/']) && !piece.contains(['/', '.', '-', '='])
    };
    // Values that are listed stand in brackets.
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('['));
    let pieces = lines
        .flat_map(str::split_whitespace)
        .filter(marked)
        .map(|piece| piece.trim_matches([',', ';', ':', '(', ')', '।']));
    pieces.filter(own).map(str::to_owned).collect()
}

#[test]
fn errors_of_everyday_commands_are_in_hindi() {
    let folder = Folder::new("hindi");
    let (report, ledger) = (folder.file("a.txt", TEXT.as_bytes()), format!("{}/desk.db", folder.path()));
    assert_eq!(code(&bahi(&["add", &report, "--ledger", &ledger])), 0);
    let (other, empty) = (folder.file("other.db", b"no database at all"), folder.file("empty.txt", b""));
    let absent = format!("{}/absent.db", folder.path());
    let of =
        |args: &[&str]| [args, &["--ledger", &ledger]].concat().iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>();
    let words = |args: &[&str]| args.iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>();
    let formats = stdout(&bahi(&["export", "--list"]));
    for (args, said) in [
        (words(&["read", "/nowhere.txt"]), "ऐसी कोई फ़ाइल या फ़ोल्डर नहीं है"),
        (words(&["read", &empty]), "फ़ाइल ख़ाली है"),
        (words(&["list", "--ledger", &absent]), "यहाँ कोई बही नहीं है"),
        (words(&["list", "--ledger", &other]), "यह बही नहीं है"),
        (of(&["list", "--from", "soon"]), "कोई तारीख़ नहीं है"),
        (of(&["list", "--pair", "India"]), "देशों की जोड़ी नहीं है"),
        (of(&["list", "--country", "Atlantis"]), "देश या संस्था नहीं है"),
        (of(&["list", "--who", "zzzz"]), "नाम का कोई नहीं है"),
        (of(&["list", "--forum", "zzzz"]), "नाम का कोई"),
        (of(&["why", "E-0000"]), "में नहीं है; देखें: bahi list"),
        (of(&["why", "soon"]), "ऐसी कोई फ़ाइल या फ़ोल्डर नहीं है"),
        (of(&["judge", "accept", "X-0000", "1"]), "इस खाते में नहीं है"),
        (of(&["judge", "set", "E-7K3Q", "1"]), "में कोई खाना नहीं है"),
        (of(&["judge", "unsure", "--all", "--kind", "slip"]), "ऐसा कोई मतभेद नहीं है"),
        (of(&["undo"]), "वापस लेने को कुछ नहीं है"),
        (of(&["undo", "O-0000"]), "कार्रवाई नहीं है"),
        (of(&["export", "--to", "runes"]), "नाम का कोई रूप नहीं है"),
        (of(&["export", "--to", "csv", "-o", "-"]), "-o से फ़ोल्डर बताएँ"),
        (words(&["config", "colour"]), "नाम की कोई सेटिंग नहीं है"),
        (words(&["weigh"]), "'weigh' नाम का कोई आदेश नहीं है"),
        (words(&["lst"]), "मिलता-जुलता आदेश है: 'list'"),
        (words(&["read"]), "ये देने ज़रूरी हैं:"),
        (words(&["list", "--kidn", "call"]), "मिलता-जुलता विकल्प है: '--kind'"),
        (words(&["list", "--limit", "many"]), "'--limit <N>' में 'many' नहीं आता: यह पूरी संख्या नहीं है"),
        (words(&["read", "--json", "--jsonl", "x"]), "के साथ"),
        (words(&["list", "--type", "poems"]), "[संभव मान: engagements"),
    ] {
        let run =
            command(&args.iter().map(String::as_str).collect::<Vec<_>>()).env("BAHI_LANG", "hi").output().unwrap();
        let told = stderr(&run);
        assert!(code(&run) != 0 && told.contains(said), "{args:?}: {told}");
        let mut left = english(&told);
        // What was typed is said again, and formats have names.
        left.retain(|word| !args.contains(word) && !formats.lines().any(|line| line.starts_with(&format!("{word} "))));
        assert_eq!(left, Vec::<String>::new(), "{args:?}: {told}");
    }
}

#[test]
fn help_is_in_the_language_that_flag_variable_or_settings_ask_for() {
    let folder = Folder::new("help");
    let settings = folder.file("bahi.toml", b"lang = \"hi\"\n");
    let help = |args: &[&str], variables: &[(&str, &str)]| {
        let run = command(args).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(code(&run), 0, "{args:?}: {}", stderr(&run));
        stdout(&run)
    };
    let english = help(&["list", "--help"], &[]);
    assert!(english.contains("Usage: bahi list") && english.contains("Only those about which the reports disagree"));
    let hindi = help(&["list", "--help", "--lang", "hi"], &[]);
    assert!(hindi.contains("प्रयोग: bahi list") && hindi.contains("केवल वे जिन पर ख़बरें एकमत नहीं"), "{hindi}");
    assert_eq!(help(&["--lang=hi", "list", "--help"], &[]), hindi);
    assert_eq!(help(&["list", "--help"], &[("BAHI_LANG", "hi")]), hindi);
    assert_eq!(help(&["list", "--help"], &[("LANG", "hi_IN.UTF-8")]), hindi);
    assert_eq!(help(&["list", "--help", "--lang", "en"], &[("LANG", "hi_IN.UTF-8")]), english);
    let mut here = command(&["list", "--help"]);
    let run = here.current_dir(std::path::Path::new(&settings).parent().unwrap()).output().unwrap();
    assert_eq!(stdout(&run), hindi);
    // The same flags in the same order: only what is said of them is another.
    let flags = |help: &str| -> Vec<String> {
        let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with("--") || line.starts_with('-'));
        lines.map(|line| line.split("  ").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(flags(&help(&["list", "-h"], &[])), flags(&help(&["list", "-h", "--lang", "hi"], &[])));
    let all = help(&["--help", "--lang", "hi"], &[]);
    assert!(all.contains("आदेश:") && all.contains("  add ") && all.contains("निकास कोड:"), "{all}");
    // Nothing that people read is left in English, but for the remarks beside the examples.
    let (before, after) = all.split_once("प्रयोग:").unwrap();
    assert!(before.contains("उदाहरण:") && !after.contains("Print") && !after.contains("[default:"), "{after}");
    assert_eq!(help(&["--version", "--lang", "hi"], &[]), help(&["--version"], &[]));
}

//! `cargo xtask new KIND ID`: a commented entry in the right files, and what to do next.

mod format;
mod templates;

use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
use templates as t;

/// How the chore is called.
pub const USAGE: &str = "\
cargo xtask new country XX                 ISO code
cargo xtask new person ID COUNTRY          id: kebab-case of the English name; - for people of international bodies
cargo xtask new place ID COUNTRY           - for seas and regions of no one country
cargo xtask new body ID                    id: usual abbreviation or kebab-case
cargo xtask new system ID COUNTRY          the maker's; - for goods of any maker
cargo xtask new event ID                   a kind of event, with its first rule
cargo xtask new language ID                BCP 47
cargo xtask new format ID                  an export: a Rust file that works, in the table of formats
with --root DIR before KIND the entry goes into a copy of this repository, or of its knowledge/, that stands there";

/// A piece to write: file below `knowledge/`, the head of a file that is not there yet, the entry.
struct Piece {
    file: String,
    head: String,
    entry: String,
}

/// Writes the entry into the repository at `root`, or where `--root` says, and gives the lines to print.
pub fn run(root: &Path, words: &[&str]) -> anyhow::Result<Vec<String>> {
    match words {
        ["--root", other, words @ ..] => run(Path::new(other), words),
        ["format", id] => format::run(root, id),
        words => entry(&root.join("knowledge"), words),
    }
}

/// Writes an entry of the knowledge.
fn entry(knowledge: &Path, words: &[&str]) -> anyhow::Result<Vec<String>> {
    let pieces = match words {
        ["country", id] => country(knowledge, id)?,
        ["person", id, country] => {
            let other = if *country == "-" { "int" } else { "xx" };
            listed(knowledge, "people", id, country, other, (t::PEOPLE, t::PERSON, t::PERSON_NAMES))?
        }
        ["place", id, country] => listed(knowledge, "places", id, country, "xx", (t::PLACES, t::PLACE, t::NAMES))?,
        ["system", id, country] => listed(knowledge, "systems", id, country, "xx", (t::SYSTEMS, t::SYSTEM, t::NAMES))?,
        ["body", id] => body(knowledge, id)?,
        ["event", id] => vec![whole(knowledge, &format!("lang/hi/frames/{}.toml", kebab(id)?), t::EVENT, id)?],
        ["language", id] => language(knowledge, kebab(id)?)?,
        _ => bail!("`new` takes a kind and an id:\n{USAGE}"),
    };
    let mut lines = Vec::new();
    for piece in &pieces {
        let line = write(knowledge, piece)?;
        lines.push(format!("written: knowledge/{}:{line}", piece.file));
    }
    lines.extend(steps(words.first().copied().unwrap_or_default(), &pieces));
    Ok(lines)
}

// A language begins with what it is, its cases, a verb and a rule.
fn language(knowledge: &Path, id: &str) -> anyhow::Result<Vec<Piece>> {
    let files = [
        ("language.toml", t::LANGUAGE),
        ("words/postpositions.toml", t::CASES),
        ("words/verbs.toml", t::VERBS),
        ("frames/meeting.toml", t::FRAMES),
    ];
    files.iter().map(|(file, text)| whole(knowledge, &format!("lang/{id}/{file}"), text, id)).collect()
}

fn steps(kind: &str, pieces: &[Piece]) -> Vec<String> {
    let files: Vec<String> = pieces.iter().map(|p| format!("knowledge/{}", p.file)).collect();
    let mut steps = vec![format!("fill the empty keys in {}", files.join(" and "))];
    match kind {
        "event" => steps.push("run its sentences: cargo specs".into()),
        "language" => steps.push(
            "add the other files of words/, words/classes/, names/ and frames/, which knowledge/README.md lists, and its \
             words to knowledge/lang/languages.toml; knowledge/lang/hi is the model where cases follow, knowledge/lang/en \
             where prepositions stand before; then run its sentences: cargo specs"
                .into(),
        ),
        "country" => steps.push("add its capital: cargo xtask new place ID COUNTRY".into()),
        "person" => steps.push(
            "nothing more for English, which reads people by `name`; where its press has other spellings, add them to \
             knowledge/lang/en/names/people/variants.toml"
                .into(),
        ),
        _ => {}
    }
    steps.push("look for mistakes: cargo run -- check knowledge/".into());
    steps.iter().enumerate().map(|(i, step)| format!("{}. {step}", i + 1)).collect()
}

fn country(knowledge: &Path, id: &str) -> anyhow::Result<Vec<Piece>> {
    if id.len() != 2 || !id.bytes().all(|b| b.is_ascii_uppercase()) {
        bail!("`{id}` is no ISO 3166-1 code; give two capitals, such as NP");
    }
    let stem = id.to_lowercase();
    named(knowledge, "countries", &stem, id, (t::COUNTRY, t::COUNTRY_NAMES))
}

fn body(knowledge: &Path, id: &str) -> anyhow::Result<Vec<Piece>> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-&+".contains(&b)) {
        bail!("`{id}` is no id; use letters, digits and hyphens, such as SCO or india-us-2-plus-2");
    }
    refuse_known(knowledge, "world/bodies", id)?;
    let stem = id.to_lowercase().replace(['&', '+'], "");
    named(knowledge, "bodies", &stem, id, (t::BODY, t::NAMES.trim_start()))
}

/// A file of the world, with a file of names in each language that needs one.
fn named(
    knowledge: &Path,
    folder: &str,
    stem: &str,
    id: &str,
    (entry, names): (&str, &str),
) -> anyhow::Result<Vec<Piece>> {
    let mut pieces = vec![whole(knowledge, &format!("world/{folder}/{stem}.toml"), entry, id)?];
    for language in naming(knowledge)? {
        pieces.push(whole(knowledge, &format!("lang/{language}/names/{folder}/{stem}.toml"), names, id)?);
    }
    Ok(pieces)
}

/// An entry in the list of a country, with its names in the file of the same name.
fn listed(
    knowledge: &Path,
    folder: &str,
    id: &str,
    country: &str,
    none: &str,
    (head, entry, names): (&str, &str, &str),
) -> anyhow::Result<Vec<Piece>> {
    kebab(id)?;
    let world = format!("world/{folder}");
    refuse_known(knowledge, &world, id)?;
    let code = if country == "-" { "" } else { country };
    let stem = if code.is_empty() { none.to_owned() } else { code.to_lowercase() };
    if !code.is_empty() && (code != code.to_uppercase() || !has(knowledge, &format!("world/countries/{stem}.toml"))) {
        bail!("no country has the code `{code}`; give one of knowledge/world/countries/, or - for none");
    }
    let fill = |text: &str| text.replace("{ID}", id).replace("{COUNTRY}", code);
    let mut pieces = vec![Piece { file: format!("{world}/{stem}.toml"), head: fill(head), entry: fill(entry) }];
    let names = |language: String| Piece {
        file: format!("lang/{language}/names/{folder}/{stem}.toml"),
        head: String::new(),
        entry: fill(names),
    };
    pieces.extend(naming(knowledge)?.into_iter().map(names));
    Ok(pieces)
}

/// Languages that need names of their own: those that do not take the names of the world files for theirs.
fn naming(knowledge: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = vec![];
    for folder in fs::read_dir(knowledge.join("lang")).into_iter().flatten().flatten().filter(|e| e.path().is_dir()) {
        let about = folder.path().join("language.toml");
        let text = if about.exists() { fs::read_to_string(&about)? } else { String::new() };
        let table: toml::Table = toml::from_str(&text).with_context(|| about.display().to_string())?;
        if table.get("world_names").and_then(toml::Value::as_bool) != Some(true) {
            found.push(folder.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// A file of its own, which must not be there.
fn whole(knowledge: &Path, file: &str, text: &str, id: &str) -> anyhow::Result<Piece> {
    if has(knowledge, file) {
        bail!("`{id}` is there: knowledge/{file}; edit that file, or choose another id");
    }
    Ok(Piece { file: file.to_owned(), head: String::new(), entry: text.replace("{ID}", id) })
}

fn kebab(id: &str) -> anyhow::Result<&str> {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !id.split('-').all(plain) {
        bail!("`{id}` is no id; use lower case, digits and single hyphens, such as toshimitsu-motegi");
    }
    Ok(id)
}

fn has(knowledge: &Path, file: &str) -> bool {
    knowledge.join(file).exists()
}

fn refuse_known(knowledge: &Path, folder: &str, id: &str) -> anyhow::Result<()> {
    let wanted = format!("id = \"{id}\"");
    for path in files(&knowledge.join(folder)) {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let line = text.lines().position(|line| line.split('#').next().is_some_and(|code| code.trim() == wanted));
        if let Some(line) = line {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            bail!("`{id}` is there: knowledge/{folder}/{name}:{}; edit that entry, or choose another id", line + 1);
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    found.sort();
    found
}

/// Adds a piece to its file; answers with the line it begins on.
fn write(knowledge: &Path, piece: &Piece) -> anyhow::Result<usize> {
    let path = knowledge.join(&piece.file);
    let mut text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(_) => piece.head.clone(),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let entry = if text.is_empty() { piece.entry.trim_start() } else { &piece.entry };
    let blank = entry.len() - entry.trim_start().len();
    let line = text.lines().count() + 1 + blank;
    text.push_str(entry);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(&path, text).with_context(|| path.display().to_string())?;
    Ok(line)
}

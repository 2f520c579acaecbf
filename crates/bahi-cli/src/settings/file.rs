//! One file of settings: its TOML, each value with the line that it stands on, and everything that is wrong in it.

use super::fault::Fault;
use super::table::{SETTINGS, Setting, Takes};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value that a file gives to a setting.
#[derive(Debug, Clone)]
pub struct Given {
    /// What is set.
    pub setting: &'static Setting,
    /// To what: several for a list.
    pub values: Vec<String>,
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// Bytes of a file at most; nobody has so many settings.
const MOST: u64 = 1 << 20;

/// Reads a file of settings.
///
/// # Errors
/// All that is wrong in it.
pub fn read(path: &Path) -> Result<Vec<Given>, Vec<Fault>> {
    let text = text(path).map_err(|fault| vec![fault])?;
    let table = DeTable::parse(&text).map_err(|error| {
        let why = vec![("why", error.message().lines().collect::<Vec<_>>().join(" "))];
        vec![Fault::at(path, &text, error.span().unwrap_or(0..0), "syntax", why)]
    })?;
    let mut reading = Reading { path, text: &text, given: Vec::new(), faults: Vec::new() };
    reading.table(None, table.get_ref());
    if reading.faults.is_empty() { Ok(reading.given) } else { Err(reading.faults) }
}

fn text(path: &Path) -> Result<String, Fault> {
    let broken = |error: std::io::Error| Fault::of_file(path, "unread", vec![("why", error.to_string())]);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes)).map_err(broken)?;
    if bytes.len() as u64 > MOST {
        return Err(Fault::of_file(path, "large", vec![("most", MOST.to_string())]));
    }
    let text = String::from_utf8(bytes).map_err(|_| Fault::of_file(path, "encoding", vec![]))?;
    // Editors of some systems begin with it.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

struct Reading<'a> {
    path: &'a Path,
    text: &'a str,
    given: Vec<Given>,
    faults: Vec<Fault>,
}

type Entry<'e, 'i> = (&'e Spanned<std::borrow::Cow<'i, str>>, &'e Spanned<DeValue<'i>>);

impl Reading<'_> {
    fn table(&mut self, name: Option<&str>, table: &DeTable<'_>) {
        // The parser sorts by key; people read from above.
        let mut entries: Vec<Entry<'_, '_>> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            self.entry(name, key.get_ref(), key.span(), value);
        }
    }

    fn entry(&mut self, table: Option<&str>, key: &str, place: std::ops::Range<usize>, value: &Spanned<DeValue<'_>>) {
        if let (None, DeValue::Table(inner)) = (table, value.get_ref())
            && SETTINGS.iter().any(|s| s.table == Some(key))
        {
            return self.table(Some(key), inner);
        }
        let Some(setting) = SETTINGS.iter().find(|s| s.table == table && s.key == key) else {
            return match value.get_ref() {
                DeValue::Table(_) if table.is_none() => self.unknown(nearest_table(key), format!("[{key}]"), place),
                _ => {
                    let name = table.map_or_else(|| key.to_owned(), |table| format!("{table}.{key}"));
                    self.unknown(nearest(&name), name, place);
                }
            };
        };
        match values(setting.takes, value.get_ref()) {
            Some(values) if values.iter().all(|v| setting.takes.fits(v)) && !values.is_empty() => {
                let values = values.into_iter().map(|v| self.resolved(setting.takes, v)).collect();
                let line = self.text.get(..place.start).unwrap_or_default().matches('\n').count() + 1;
                self.given.push(Given { setting, values, path: self.path.to_owned(), line });
            }
            _ => {
                let named = vec![("key", setting.name())];
                let (described, mut with) = setting.takes.described();
                with.extend(named);
                self.faults.push(Fault::at(self.path, self.text, value.span(), described, with));
            }
        }
    }

    fn unknown(&mut self, near: Option<String>, name: String, place: std::ops::Range<usize>) {
        let fault = match near {
            Some(near) => ("near", vec![("key", name), ("near", near)]),
            None => ("unknown", vec![("key", name)]),
        };
        self.faults.push(Fault::at(self.path, self.text, place, fault.0, fault.1));
    }

    // Paths are from where the file is, so that they mean the same wherever the command is given.
    fn resolved(&self, takes: Takes, value: String) -> String {
        if takes != Takes::Path {
            return value;
        }
        let home = value.strip_prefix("~/").and_then(|rest| Some(super::find::home()?.join(rest)));
        let folder = self.path.parent().unwrap_or(Path::new(""));
        home.unwrap_or_else(|| folder.join(&value)).to_string_lossy().into_owned()
    }
}

// As texts, where the type is the one that is taken.
fn values(takes: Takes, value: &DeValue<'_>) -> Option<Vec<String>> {
    let one = |text: &str| Some(vec![text.to_owned()]);
    match (takes, value) {
        (Takes::Flag, DeValue::Boolean(yes)) => one(if *yes { "true" } else { "false" }),
        (Takes::Number(..), DeValue::Integer(n)) => one(&u64::from_str_radix(n.as_str(), n.radix()).ok()?.to_string()),
        (Takes::Seconds, DeValue::Integer(n)) => one(n.as_str()),
        (Takes::Seconds, DeValue::Float(n)) => one(n.as_str()),
        (Takes::List, DeValue::Array(items)) => {
            items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        }
        (Takes::Flag | Takes::Number(..) | Takes::Seconds, _) => None,
        (_, DeValue::String(text)) => one(text),
        _ => None,
    }
}

// What may have been meant: the setting that is least far from it, if that is near at all.
fn nearest(name: &str) -> Option<String> {
    let bare = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let far = |setting: &Setting| {
        let whole = distance(name, &setting.name());
        if bare(name) == setting.key { whole.min(1) } else { whole }
    };
    let near = SETTINGS.iter().min_by_key(|setting| far(setting))?;
    (far(near) <= 2).then(|| near.name())
}

fn nearest_table(name: &str) -> Option<String> {
    let tables = SETTINGS.iter().filter_map(|setting| setting.table);
    let near = tables.min_by_key(|table| distance(name, table))?;
    (distance(name, near) <= 2).then(|| format!("[{near}]"))
}

// By Levenshtein, of letters; long names are not looked at, since no setting is.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let swap = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_by_its_letters() {
        for (typed, meant) in
            [("colour", "color"), ("leger", "ledger"), ("port", "serve.port"), ("server.port", "serve.port")]
        {
            assert_eq!(nearest(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(nearest("background"), None);
        assert_eq!(nearest(&"x".repeat(1000)), None);
        assert_eq!((distance("", "abc"), distance("abc", ""), distance("kitten", "sitting")), (3, 3, 3));
    }
}

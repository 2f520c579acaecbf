//! What figures were measured with: fingerprints of the gold sets and of the knowledge.

use std::collections::BTreeMap;

/// Names of what is pinned, with the fingerprint of each.
pub type Pins = BTreeMap<String, String>;

/// The folders that are pinned, by the name of their set; sets that are not in the repository have none.
const FOLDERS: [(&str, &str); 7] = [
    ("dev-a", "eval/dev-a"),
    ("dev-c", "eval/dev-c"),
    ("dev-en", "eval/dev-en"),
    ("names", "eval/names"),
    ("reference", "eval/reference"),
    ("pages", "fixtures/pages"),
    (KNOWLEDGE, "knowledge"),
];

/// What the knowledge is called among the sets.
pub const KNOWLEDGE: &str = "knowledge";

/// Fingerprints of files, given by path and text in order of their paths.
pub fn pins<'a>(files: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Pins {
    let of = |(name, folder): (&str, &str)| {
        let inside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let mut print = Print::default();
        for (path, text) in files.clone().filter(|(path, _)| inside(path) && !path.ends_with(".md")) {
            print.add(path.as_bytes());
            print.add(text.as_bytes());
        }
        print.any.then(|| (name.to_owned(), format!("{:016x}", print.sum)))
    };
    FOLDERS.into_iter().filter_map(of).collect()
}

/// FNV-1a: it tells one state of the files from another, and keeps nobody from forging.
struct Print {
    sum: u64,
    any: bool,
}

impl Default for Print {
    fn default() -> Self {
        Print { sum: 0xcbf2_9ce4_8422_2325, any: false }
    }
}

impl Print {
    fn add(&mut self, bytes: &[u8]) {
        self.any = true;
        // The length goes before, so that two texts are not taken for one.
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            self.sum = (self.sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_any_file_of_its_folder_and_with_no_other() {
        let files = [("eval/dev-a/1.txt", "a"), ("eval/dev-ab/1.txt", "x"), ("knowledge/README.md", "z")];
        let before = pins(files.iter().copied());
        assert_eq!(before.keys().collect::<Vec<_>>(), ["dev-a"]);
        let other = [("eval/dev-a/1.txt", "a"), ("eval/dev-ab/1.txt", "y")];
        assert_eq!(before, pins(other.iter().copied()));
        for changed in [[("eval/dev-a/1.txt", "b")], [("eval/dev-a/2.txt", "a")], [("eval/dev-a/1.tx", "ta")]] {
            assert_ne!(before, pins(changed.iter().copied()));
        }
    }
}

//! How many crates the workspace is locked to: each is somebody else's code that strangers build and run.

use super::Finding;
use super::files::{File, Repo};

/// Packages in `Cargo.lock` at most, our own among them.
///
/// The program, its exports, the desk, the package for Python and the tests need 278. The rest is room for what those grow by
/// when they are brought up to date; a crate that goes beyond it is a decision, made here and said in the commit.
const MOST: usize = 280;

const LOCK: &str = "Cargo.lock";

/// Counts them.
pub fn check(repo: &Repo) -> Option<Finding> {
    let lock = repo.files.iter().find(|file| file.path == LOCK)?;
    let locked = packages(lock);
    let remedy = "do without the new ones, or raise the cap in xtask/src/tidy/lock.rs with the reason";
    (locked > MOST).then(|| Finding::new(LOCK, 0, format!("{locked} packages, more than {MOST}"), remedy))
}

fn packages(lock: &File) -> usize {
    lock.text.lines().filter(|line| *line == "[[package]]").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repo(packages: usize) -> Repo {
        let text = "[[package]]\nname = \"a\"\n".repeat(packages);
        Repo { files: vec![File { path: LOCK.into(), text }], ..Repo::default() }
    }

    #[test]
    fn a_package_too_many_is_told() {
        assert_eq!(check(&repo(MOST)), None);
        let finding = check(&repo(MOST + 1)).expect("one too many");
        assert!(finding.to_string().starts_with(&format!("Cargo.lock: {} packages", MOST + 1)), "{finding}");
    }
}

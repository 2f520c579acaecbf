//! Short stable ids: a prefix and some letters of a SHA-256 over what makes the thing itself.

use sha2::{Digest, Sha256};

// Crockford's base 32: no letter that is taken for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Letters of an id. Among a million of a kind, ten (50 bits) are twice the same in one ledger of two thousand; a ledger
// has several times as many claims, so that theirs have more.
const LETTERS_OF_ID: usize = 10;
const LETTERS_OF_REPORT: usize = 12;
// Letters that a claim has of its report, which keep the claims of one report together in an index; and of its own.
const SHARED: usize = 6;
const OWN: usize = 8;

/// `prefix-XXXXXXXXXX` for the parts, which are kept apart so that "a","bc" and "ab","c" differ.
pub fn id(prefix: &str, parts: &[&str]) -> String {
    format!("{prefix}-{}", letters(parts, LETTERS_OF_ID))
}

/// The id of a report, from the SHA-256 of its bytes; of several reports of the same bytes the later ones, from 1, are called
/// after their number too.
pub fn report_id(sha256: &str, part: usize) -> String {
    let number = part.to_string();
    let parts = [sha256, number.as_str()];
    format!("R-{}", letters(if part == 0 { &parts[..1] } else { &parts }, LETTERS_OF_REPORT))
}

/// The id of a claim: letters of its report's id, then letters of what makes the claim itself.
pub fn claim_id(report: &str, parts: &[&str]) -> String {
    let shared: String = report.chars().skip("R-".len()).take(SHARED).collect();
    format!("C-{shared}{}", letters(&[&[report], parts].concat(), OWN))
}

fn letters(parts: &[&str], count: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    let digest = hash.finalize();
    let bits = digest.iter().take(8).fold(0u64, |acc, b| acc << 8 | u64::from(*b));
    let letter = |n: usize| char::from(LETTERS[(bits >> (59 - 5 * n) & 31) as usize]);
    (0..count).map(letter).collect()
}

/// Gives out ids, none twice: a second thing with the same parts gets a numbered one.
#[derive(Debug, Default)]
pub struct Ids {
    given: std::collections::BTreeSet<String>,
}

impl Ids {
    /// An id that has not been given before.
    pub fn fresh(&mut self, prefix: &str, parts: &[&str]) -> String {
        let mut n = 1usize;
        loop {
            let count = n.to_string();
            let mut all = parts.to_vec();
            if n > 1 {
                all.push(&count);
            }
            let id = id(prefix, &all);
            if self.given.insert(id.clone()) {
                return id;
            }
            n += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart_and_repeats_get_ids_of_their_own() {
        assert_ne!(id("A", &["a", "bc"]), id("A", &["ab", "c"]));
        let mut ids = Ids::default();
        assert_ne!(ids.fresh("E", &["x"]), ids.fresh("E", &["x"]));
    }
}

//! Short stable ids: a prefix and eight letters of a SHA-256 over what makes the thing itself.

use sha2::{Digest, Sha256};

// Crockford's base 32: no letter that is taken for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `prefix-XXXXXXXX` for the parts, which are kept apart so that "a","bc" and "ab","c" differ.
pub fn id(prefix: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    let digest = hash.finalize();
    let mut bits = digest.iter().take(5).fold(0u64, |acc, b| acc << 8 | u64::from(*b));
    let mut out = [0u8; 8];
    for slot in out.iter_mut().rev() {
        *slot = LETTERS[(bits & 31) as usize];
        bits >>= 5;
    }
    format!("{prefix}-{}", String::from_utf8_lossy(&out))
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

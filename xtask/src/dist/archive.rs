//! A tar.gz whose bytes depend on nothing but the files in it: sorted, of nobody, of one moment.

use anyhow::{Context, ensure};
use flate2::{Compression, GzBuilder};
use std::collections::BTreeMap;
use std::io::Write;

/// A file of an archive.
pub struct Entry {
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// Whether it is to be run.
    pub runs: bool,
}

/// Files by their paths, with `/`.
pub type Files = BTreeMap<String, Entry>;

// 2000-01-01, which is before every clock that unpacks it, and not so early that tools warn.
const MOMENT: u64 = 946_684_800;

const BLOCK: usize = 512;

/// Packs them under a folder.
pub fn pack(folder: &str, files: &Files) -> anyhow::Result<Vec<u8>> {
    let mut out = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    for (path, entry) in files {
        out.write_all(&header(&format!("{folder}/{path}"), entry)?)?;
        out.write_all(&entry.bytes)?;
        out.write_all(&vec![0; entry.bytes.len().next_multiple_of(BLOCK) - entry.bytes.len()])?;
    }
    out.write_all(&[0; 2 * BLOCK])?;
    Ok(out.finish()?)
}

// As POSIX has it (ustar). Folders are made by whoever unpacks.
fn header(path: &str, entry: &Entry) -> anyhow::Result<[u8; BLOCK]> {
    ensure!(path.len() <= 100, "{path} is too long for an archive");
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, path.as_bytes());
    put(100, if entry.runs { b"0000755\0" } else { b"0000644\0" });
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{:011o}\0", entry.bytes.len()).as_bytes());
    put(136, format!("{MOMENT:011o}\0").as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    put(265, b"root");
    put(297, b"root");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

/// A file's sum, as `sha256sum --check` reads it.
pub fn sum(name: &str, bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digits: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digits}  {name}\n")
}

/// Puts a file in; two of one path are a mistake.
pub fn put(files: &mut Files, path: impl Into<String>, bytes: Vec<u8>, runs: bool) -> anyhow::Result<()> {
    let path = path.into();
    let before = files.insert(path.clone(), Entry { bytes, runs });
    before.is_none().then_some(()).with_context(|| format!("{path} is there twice"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    fn files() -> Files {
        let mut files = Files::new();
        put(&mut files, "bin/bahi", b"#!/bin/sh\n".repeat(100), true).unwrap();
        put(&mut files, "README.md", b"words\n".to_vec(), false).unwrap();
        files
    }

    #[test]
    fn tar_reads_what_is_packed_and_twice_it_is_the_same() {
        let packed = pack("bahi-1", &files()).unwrap();
        assert_eq!(packed, pack("bahi-1", &files()).unwrap());
        let mut tar = Command::new("tar");
        let tar = tar.args(["--list", "--gzip", "--verbose", "--utc", "--full-time", "--file=-"]);
        let Ok(mut tar) = tar.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
            return println!("skipped: tar is not installed");
        };
        tar.stdin.take().unwrap().write_all(&packed).unwrap();
        let listed = String::from_utf8(tar.wait_with_output().unwrap().stdout).unwrap();
        assert_eq!(
            listed,
            "-rw-r--r-- root/root         6 2000-01-01 00:00:00 bahi-1/README.md\n\
             -rwxr-xr-x root/root      1000 2000-01-01 00:00:00 bahi-1/bin/bahi\n"
        );
    }

    #[test]
    fn a_path_is_there_once_and_short_and_sums_are_those_of_sha256sum() {
        let mut files = files();
        assert!(put(&mut files, "README.md", vec![], false).is_err());
        put(&mut files, "x".repeat(101), vec![], false).unwrap();
        assert!(pack("bahi-1", &files).is_err());
        assert_eq!(sum("a", b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n");
    }
}

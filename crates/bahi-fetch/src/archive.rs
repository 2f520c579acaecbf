//! A web archive that only grows: every answer is on the disk before anything is made of it.

use crate::client::Answer;
use crate::date::iso;
use crate::error::FetchError;
use flate2::bufread::GzDecoder;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// An archive, open for appending by this program alone.
#[derive(Debug)]
pub struct Archive {
    file: File,
    path: PathBuf,
    length: u64,
}

/// A record that an archive holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The address that was asked.
    pub url: String,
    /// The status of the answer.
    pub status: u16,
}

impl Archive {
    /// Opens an archive, or begins one. What a killed program left half written at its end, past `whole` bytes that are
    /// known to be good, is cut off; what it wrote whole is told.
    ///
    /// # Errors
    /// Where the file cannot be written, or another program has it open.
    pub fn open(path: &Path, whole: u64) -> Result<(Self, Vec<Stored>), FetchError> {
        let disk = |source| FetchError::Disk { path: path.to_owned(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(disk)?;
        file.try_lock().map_err(|error| disk(io::Error::other(error.to_string())))?;
        let size = file.metadata().map_err(disk)?.len();
        let from = if whole <= size { whole } else { 0 };
        let (stored, length) = recover(&mut file, from, size).map_err(disk)?;
        if length < size {
            file.set_len(length).map_err(disk)?;
        }
        let mut archive = Self { file, path: path.to_owned(), length };
        if length == 0 {
            let fields = format!("software: bahi {}\r\nformat: WARC File Format 1.1\r\n", env!("CARGO_PKG_VERSION"));
            let head = "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n";
            archive.append(head, SystemTime::now(), fields.as_bytes())?;
        }
        Ok((archive, stored))
    }

    /// Bytes that are on the disk for certain.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes an answer, and returns once the disk has it.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn write(&mut self, answer: &Answer) -> Result<(), FetchError> {
        let cut = answer.cut.map(|why| format!("WARC-Truncated: {why}\r\n")).unwrap_or_default();
        let head = format!(
            "WARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nWARC-Target-URI: {}\r\n{cut}",
            answer.url
        );
        self.append(&head, answer.at, &answer.to_http())
    }

    fn append(&mut self, head: &str, at: SystemTime, block: &[u8]) -> Result<(), FetchError> {
        let at = iso(at);
        let id = uuid(&[at.as_bytes(), head.as_bytes(), &self.length.to_le_bytes(), block]);
        let record = format!("WARC/1.1\r\n{head}WARC-Date: {at}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n");
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        let packed = write!(packer, "{record}Content-Length: {}\r\n\r\n", block.len())
            .and_then(|()| packer.write_all(block))
            .and_then(|()| packer.write_all(b"\r\n\r\n"))
            .and_then(|()| packer.finish());
        let written = packed.and_then(|bytes| {
            self.file.seek(SeekFrom::Start(self.length))?;
            self.file.write_all(&bytes)?;
            self.file.sync_data()?;
            Ok(bytes.len() as u64)
        });
        self.length += written.map_err(|source| FetchError::Disk { path: self.path.clone(), source })?;
        Ok(())
    }
}

/// A name for a record, of the shape that the format asks for, from what it holds.
fn uuid(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    let hex: String = hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

/// The records that stand whole from byte `from` on, and where the last of them ends.
fn recover(file: &mut File, from: u64, size: u64) -> io::Result<(Vec<Stored>, u64)> {
    let (mut stored, mut end) = (Vec::new(), from);
    while end < size {
        file.seek(SeekFrom::Start(end))?;
        let mut member = GzDecoder::new(BufReader::new(&mut *file));
        let mut bytes = Vec::new();
        if member.read_to_end(&mut bytes).is_err() {
            break;
        }
        // The reader gives back what it took of the next member.
        let at = member.into_inner().stream_position()?;
        if at <= end {
            break;
        }
        end = at;
        stored.extend(response(&bytes));
    }
    Ok((stored, end))
}

/// The address and status of a record that holds an answer.
fn response(record: &[u8]) -> Option<Stored> {
    let text = String::from_utf8_lossy(&record[..record.len().min(64 * 1024)]);
    let (head, block) = text.split_once("\r\n\r\n")?;
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    if field("WARC-Type:")? != "response" {
        return None;
    }
    let status = block.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    Some(Stored { url: field("WARC-Target-URI:")?.to_owned(), status })
}

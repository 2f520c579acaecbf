//! The bytes that a report was read from: those of its text, or kept packed beside it.

use super::{Store, StoreError};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::OptionalExtension;
use std::io::{Read, Write};

// More than any input that is taken.
const LARGEST: u64 = 1 << 30;

/// Bytes as they are kept.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

impl Store {
    /// The bytes that a report was read from.
    pub fn source(&self, report: &str) -> Result<Vec<u8>, StoreError> {
        let mut kept = self.db.prepare_cached("SELECT bytes FROM source WHERE report = ?1")?;
        let kept: Option<Vec<u8>> = kept.query_row([report], |r| r.get(0)).optional()?;
        let Some(kept) = kept else {
            let mut text = self.db.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
            return Ok(text.query_row([report], |r| r.get::<_, String>(0))?.into_bytes());
        };
        let mut out = Vec::new();
        let what = || StoreError::Damaged { what: format!("the bytes of report {report} cannot be unpacked") };
        DeflateDecoder::new(kept.as_slice()).take(LARGEST).read_to_end(&mut out).map_err(|_| what())?;
        Ok(out)
    }
}

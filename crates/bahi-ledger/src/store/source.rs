//! What a report was read from: the bytes of its text, or bytes kept packed beside it.

use super::{Store, StoreError};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension, params};
use std::io::{Read, Write};

// More than any input that is taken.
const LARGEST: u64 = 1 << 30;

/// What a report was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which report of these bytes it is, from 0.
    pub part: usize,
    /// What its archive says of it, as JSON; empty for nothing.
    pub about: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Keeps it, its bytes packed, unless it is kept already.
    pub fn enter(&self, db: &Connection, report: &str, packed: &[u8]) -> Result<(), StoreError> {
        let mut put = db.prepare_cached("INSERT OR IGNORE INTO source VALUES (?1, ?2, ?3, ?4)")?;
        put.execute(params![report, self.part, self.about, packed])?;
        Ok(())
    }
}

/// Bytes, deflated.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

impl Store {
    /// What a report was read from.
    pub fn source(&self, report: &str) -> Result<Source, StoreError> {
        let mut kept = self.db.prepare_cached("SELECT part, about, bytes FROM source WHERE report = ?1")?;
        let kept = kept.query_row([report], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?))).optional()?;
        let Some((part, about, deflated)) = kept else {
            let mut text = self.db.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
            let bytes = text.query_row([report], |r| r.get::<_, String>(0))?.into_bytes();
            return Ok(Source { part: 0, about: String::new(), bytes });
        };
        let mut bytes = Vec::new();
        let what = || StoreError::Damaged { what: format!("the bytes of report {report} cannot be unpacked") };
        DeflateDecoder::new(deflated.as_slice()).take(LARGEST).read_to_end(&mut bytes).map_err(|_| what())?;
        Ok(Source { part, about, bytes })
    }
}

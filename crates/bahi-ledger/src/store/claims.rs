//! Claims in the file: of their evidence the places are kept, and the words are cut from the report's text again.

use super::StoreError;
use super::rows::Asserted;
use bahi_resolve::ledger::{Claim, Evidence, Party};
use bahi_resolve::single::cite::Quotable;
use rusqlite::{Connection, Row, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// First code point, one past the last, line.
pub type Place = (usize, usize, usize);

/// The claims of the readings that stand, as `w`, and their reports, as `r`. A condition on the report finds them; one on
/// anything else alone goes through all claims of the ledger.
pub const STANDING: &str = "report r JOIN written w ON w.number = r.number AND w.reading = r.reading";

/// The condition on reports, as `r`, that a claim of an id may be of: their ids begin with its first letters.
pub fn of_claim(id: &str) -> String {
    format!("r.id >= 'R-' || substr({id}, 3, 6) AND r.id < 'R-' || substr({id}, 3, 6) || '~'")
}

/// The columns that [`Written::of`] takes, of [`STANDING`].
pub const COLUMNS: &str = "w.id, r.id, w.telling, w.field, w.value, w.rule, w.modality, w.spans, w.sources, w.digest";

/// Enters the claims of a reading of the report of a number.
pub fn enter(
    tx: &Transaction<'_>,
    claims: &[Claim],
    rows: &[Asserted],
    number: i64,
    reading: i64,
) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached(
        "INSERT INTO written (number, reading, place, id, telling, field, value, rule, modality, spans, digest, sources)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (place, (c, row)) in claims.iter().zip(rows).enumerate() {
        put.execute(params![
            number,
            reading,
            place,
            c.id,
            c.record,
            c.field,
            c.value,
            c.rule,
            c.modality,
            row.spans,
            row.digest,
            row.sources
        ])?;
    }
    Ok(())
}

/// Forty bits over the words of some evidence, by which it is known whether a place still holds them.
pub fn digest(evidence: &[Evidence]) -> i64 {
    let mut hash = Sha256::new();
    for e in evidence {
        hash.update(e.exact.as_bytes());
        hash.update([0x1f]);
    }
    hash.finalize().iter().take(5).fold(0, |bits, b| bits << 8 | i64::from(*b))
}

/// A claim as it stands in the file.
#[derive(Debug)]
pub struct Written {
    claim: Claim,
    spans: String,
    sources: Option<String>,
    digest: i64,
}

impl Written {
    /// A row of [`COLUMNS`].
    pub fn of(r: &Row<'_>) -> rusqlite::Result<Self> {
        let claim = Claim {
            id: r.get(0)?,
            report: r.get(1)?,
            record: r.get(2)?,
            field: r.get(3)?,
            value: r.get(4)?,
            rule: r.get(5)?,
            modality: r.get(6)?,
            ..Claim::default()
        };
        Ok(Self { claim, spans: r.get(7)?, sources: r.get(8)?, digest: r.get(9)? })
    }

    /// Id of the claim.
    pub fn id(&self) -> &str {
        &self.claim.id
    }

    /// Report that it was read from.
    pub fn report(&self) -> &str {
        &self.claim.report
    }

    /// Whether the words that it was read from still stand in the text.
    pub fn stands(&self, text: &Quotable) -> bool {
        let evidence = self.evidence(text).unwrap_or_default();
        !evidence.is_empty() && digest(&evidence) == self.digest
    }

    fn spans(&self) -> Vec<Place> {
        serde_json::from_str(&self.spans).unwrap_or_default()
    }

    fn evidence(&self, text: &Quotable) -> Option<Vec<Evidence>> {
        self.spans().into_iter().map(|(start, end, line)| text.evidence(start, end, line)).collect()
    }

    /// The claim with its words. Where a place is not in the text any more, its words are empty; `bahi doctor` names it.
    pub fn claim(self, text: &Quotable) -> Result<Claim, StoreError> {
        let words = |e: Evidence| text.evidence(e.start, e.end, e.line).unwrap_or(e);
        let bare = self.bare()?;
        Ok(Claim { evidence: bare.evidence.into_iter().map(words).collect(), ..bare })
    }

    /// The claim with the places of its words, but not these.
    pub fn bare(self) -> Result<Claim, StoreError> {
        let attributed_to: Vec<Party> = self.sources.as_deref().map_or(Ok(Vec::new()), serde_json::from_str)?;
        let place = |(start, end, line)| Evidence { start, end, line, ..Evidence::default() };
        let evidence = self.spans().into_iter().map(place).collect();
        Ok(Claim { attributed_to, evidence, ..self.claim })
    }
}

/// Texts of reports, indexed once each.
pub struct Texts<'a> {
    db: &'a Connection,
    known: BTreeMap<String, Quotable>,
}

// More than one engagement has, and few enough for memory.
const MANY: usize = 64;

impl<'a> Texts<'a> {
    /// None yet.
    pub fn new(db: &'a Connection) -> Self {
        Self { db, known: BTreeMap::new() }
    }

    /// The text of a report.
    pub fn of(&mut self, report: &str) -> Result<&Quotable, StoreError> {
        if !self.known.contains_key(report) {
            if self.known.len() >= MANY {
                self.known.clear();
            }
            let mut row = self.db.prepare_cached("SELECT text FROM report WHERE id = ?1")?;
            let text = Quotable::new(row.query_row([report], |r| r.get(0))?);
            self.known.insert(report.to_owned(), text);
        }
        Ok(&self.known[report])
    }
}

/// Claims of rows of [`COLUMNS`].
pub fn claims(
    db: &Connection,
    rows: impl Iterator<Item = rusqlite::Result<Written>>,
) -> Result<Vec<Claim>, StoreError> {
    let mut texts = Texts::new(db);
    let mut out = Vec::new();
    for row in rows {
        let row = row?;
        let text = texts.of(&row.claim.report.clone())?;
        out.push(row.claim(text)?);
    }
    Ok(out)
}

/// The claims of one telling as they were read, in their order, with the places of their words alone.
pub fn of_telling(db: &Connection, telling: &str) -> Result<Vec<Claim>, StoreError> {
    let mut rows = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM {STANDING}
          WHERE r.id = (SELECT report FROM telling WHERE id = ?1) AND w.telling = ?1 ORDER BY w.place"
    ))?;
    let rows = rows.query_map([telling], Written::of)?;
    rows.map(|row| row?.bare()).collect()
}

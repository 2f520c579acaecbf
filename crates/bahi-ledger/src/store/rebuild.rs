//! Deriving everything anew: from reports, claims, knowledge and judgements, and, with a later reader, from the reports' bytes.

use super::add::{Incoming, compared_by, records};
use super::judge::stand;
use super::seen::Seen;
use super::settle::{Touched, derive, settle_all};
use super::single::{reports, single};
use super::words::own;
use super::{Store, StoreError, claims};
use bahi_knowledge::Knowledge;
use bahi_resolve::combine::people::day_of;
use bahi_resolve::ledger::Report;
use bahi_text::fold;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

/// What is derived, by name, as rows that do not hang on the order of adding.
pub const DERIVED: &[(&str, &str)] = &[
    ("what merging looks at", "SELECT t.id, m.published, m.report, m.place, m.facts FROM merging m JOIN telling t ON t.number = m.telling"),
    ("what comparing looks at", "SELECT id, facts, grp FROM telling"),
    ("what linking looks at", "SELECT s.actor, s.report, f.told, s.day FROM actor_said s LEFT JOIN form f ON f.id = s.form"),
    (
        "whom what is told is told of",
        "SELECT f.told, b.actor, b.day, b.known FROM borne b JOIN form f ON f.id = b.form",
    ),
    ("actors as lists show them", "SELECT * FROM seen"),
    ("spellings of actors", "SELECT * FROM spelling"),
    ("who and what records are of", "SELECT s.actor, t.id, s.role FROM side s JOIN telling t ON t.number = s.telling"),
    ("sketches of reports", "SELECT s.hash, s.day, r.id FROM sketch s JOIN report r ON r.number = s.number"),
    (
        "which reports are copies",
        "SELECT c.report, c.published, (SELECT o.report FROM copy o WHERE o.grp = c.grp ORDER BY o.published, o.report LIMIT 1)
           FROM copy c",
    ),
    ("keys of names", "SELECT k.key, n.names FROM name_key k JOIN names n ON n.id = k.names"),
    ("names of what is told", "SELECT f.told, n.names FROM form f LEFT JOIN names n ON n.id = f.names"),
    ("judgements that stand", "SELECT operation FROM standing"),
    ("actors taken apart", "SELECT actor, report, part FROM parted"),
    (
        "who hangs together",
        "SELECT k.actor, (SELECT min(o.actor) FROM kin o WHERE o.grp = k.grp), k.published, k.report, k.place FROM kin k",
    ),
    ("who may be somebody known", "SELECT actor, known FROM vouched"),
    ("who is one", "SELECT said, actor FROM renamed"),
    ("keys of engagements", "SELECT * FROM telling_key"),
    ("where engagements stand under their keys", "SELECT t.id, s.body FROM stood s JOIN telling t ON t.number = s.telling"),
    ("engagements", "SELECT * FROM engagement"),
    ("which tellings are one", "SELECT telling, record, cluster FROM member"),
    ("who took part", "SELECT record, actor, country FROM party"),
    ("conflicts", "SELECT id, record, grp, place, body FROM conflict"),
    ("names by sound", "SELECT key, actor, alone FROM sounded"),
    ("names by their words", "SELECT word, actor FROM called"),
    (
        "what records are listed and counted by",
        "SELECT b.id, b.type, b.day, b.last, b.rank, f.name, f.value, p.type, p.day, p.last, p.rank,
                p.value IN (SELECT value FROM json_each(b.facets)), json_array_length(b.facets)
           FROM brief b LEFT JOIN posting p ON p.record = b.number LEFT JOIN facet f ON f.number = p.value",
    ),
];

// What derivation fills; reports are then outstanding.
const EMPTY: &str = "
    DELETE FROM renamed; DELETE FROM telling_key; DELETE FROM stood; DELETE FROM engagement; DELETE FROM member; DELETE FROM party;
    DELETE FROM conflict; DELETE FROM name_key; DELETE FROM borne; DELETE FROM form; DELETE FROM alike;
    DELETE FROM names; DELETE FROM namesake;
    DELETE FROM kin; DELETE FROM vouched; DELETE FROM bearer; DELETE FROM uncompared;
    DELETE FROM sketch; DELETE FROM copy; DELETE FROM seen; DELETE FROM spelling; DELETE FROM side;
    DELETE FROM sounded; DELETE FROM called; DELETE FROM called_with; DELETE FROM unheard;
    DELETE FROM brief; DELETE FROM posting; DELETE FROM facet; DELETE FROM stale;
    INSERT INTO stale SELECT id FROM telling WHERE type <> 'engagement';
    INSERT INTO words (words) VALUES ('delete-all');
    INSERT OR IGNORE INTO unsettled SELECT id FROM report;
";

impl Store {
    /// Derives everything anew from reports, claims, knowledge and judgements; `progress` is told how many reports are
    /// left. Interrupted, it is as it was, or goes on with the next command.
    pub fn rebuild(&mut self, knowledge: &Knowledge, progress: impl FnMut(usize)) -> Result<(), StoreError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        anew(&tx, knowledge)?;
        tx.commit()?;
        self.settle(knowledge, progress)
    }

    /// Enters another reading of a report in the place of the one that stands, whose claims stay and count no more. What
    /// follows must be derived anew: [`Store::rebuild`].
    pub fn reread(&mut self, incoming: &Incoming) -> Result<(), StoreError> {
        let Some(head) = incoming.ledger.reports.first() else { return Ok(()) };
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (ledger, ready) = (&incoming.ledger, incoming.ready()?);
        let (number, reading): (i64, i64) = tx.query_row(
            "SELECT r.number, 1 + max(r.reading, coalesce((SELECT max(reading) FROM written WHERE number = r.number), 0))
               FROM report r WHERE r.id = ?1",
            [&head.id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        tx.prepare_cached(
            "UPDATE report SET outlet = ?2, title = ?3, published = ?4, day = ?5, knowledge = ?6, head = ?7, text = ?8,
                    reading = ?9 WHERE id = ?1",
        )?
        .execute(params![
            head.id,
            head.outlet,
            head.title,
            head.published,
            day_of(head),
            ledger.knowledge,
            ready.head,
            incoming.text,
            reading
        ])?;
        // The text was the bytes until now, and is no more.
        if let Some((source, packed)) = incoming.source.as_ref().zip(ready.source.as_ref()) {
            source.enter(&tx, &head.id, packed)?;
        }
        tx.prepare_cached("INSERT OR REPLACE INTO signature VALUES (?1, ?2)")?
            .execute(params![number, ready.shingles])?;
        forget(&tx, &head.id, number)?;
        records(&tx, ledger, &ready.rows, (number, head))?;
        Seen::of(ledger).write(&tx)?;
        claims::enter(&tx, &ledger.claims, &ready.rows.claims, number, reading)?;
        tx.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?.execute([&head.id])?;
        Ok(tx.commit()?)
    }

    /// Notes that a report was read anew and nothing is different.
    pub fn read_alike(&mut self, report: &str, knowledge: &str) -> Result<(), StoreError> {
        let mut put = self.db.prepare_cached("UPDATE report SET knowledge = ?2 WHERE id = ?1 AND knowledge <> ?2")?;
        put.execute([report, knowledge])?;
        Ok(())
    }
}

fn forget(tx: &Transaction<'_>, report: &str, number: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM telling WHERE report = ?1")?.execute([report])?;
    tx.prepare_cached("DELETE FROM actor_said WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// Empties what is derived and enters anew what derivation looks at; reports are then outstanding.
pub fn anew(tx: &Transaction<'_>, knowledge: &Knowledge) -> Result<(), StoreError> {
    tx.execute_batch(EMPTY)?;
    for report in reports(tx)? {
        let ledger = single(tx, &report)?;
        let Some(head) = ledger.reports.first() else { continue };
        compared_by(tx, &ledger, head)?;
        Seen::of(&ledger).write(tx)?;
    }
    index(tx)?;
    let judged = stand::anew(tx)?;
    derive(tx, &Touched { actors: judged.actors, ..Touched::default() }, knowledge, None)
}

fn index(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let mut rows = tx.prepare_cached("SELECT number, text, head FROM report")?;
    let mut put = tx.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
    for row in rows.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?)))? {
        let (row, text, head) = row?;
        let head: Report = serde_json::from_str(&head)?;
        put.execute(params![row, fold(&own(&text, &head.furniture))])?;
    }
    Ok(())
}

/// What would be different if it were derived anew: all, or what hangs on some reports.
pub fn differences(
    tx: &Transaction<'_>,
    sample: Option<&[String]>,
    knowledge: &Knowledge,
) -> Result<Vec<&'static str>, StoreError> {
    let before = sums(tx)?;
    match sample {
        None => anew(tx, knowledge)?,
        Some(sample) => {
            for report in sample {
                let ledger = single(tx, report)?;
                let Some(head) = ledger.reports.first() else { continue };
                compared_by(tx, &ledger, head)?;
                tx.execute("INSERT OR IGNORE INTO unsettled VALUES (?1)", [report])?;
            }
        }
    }
    settle_all(tx, knowledge)?;
    let after = sums(tx)?;
    Ok(DERIVED.iter().zip(before.iter().zip(&after)).filter(|(_, (b, a))| b != a).map(|(d, _)| d.0).collect())
}

fn sums(db: &Connection) -> Result<Vec<u64>, StoreError> {
    DERIVED.iter().map(|(_, query)| sum(db, query)).collect()
}

/// A sum over rows that does not hang on their order.
pub fn sum(db: &Connection, query: &str) -> Result<u64, StoreError> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut rows = db.prepare_cached(query)?;
    let columns = rows.column_count();
    let mut rows = rows.query([])?;
    let mut out = 0u64;
    while let Some(row) = rows.next()? {
        let mut hash = DefaultHasher::new();
        for column in 0..columns {
            match row.get_ref(column)? {
                rusqlite::types::ValueRef::Null => 0u8.hash(&mut hash),
                rusqlite::types::ValueRef::Integer(n) => n.hash(&mut hash),
                rusqlite::types::ValueRef::Real(n) => n.to_bits().hash(&mut hash),
                rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                    bytes.hash(&mut hash);
                }
            }
        }
        out = out.wrapping_add(hash.finish());
    }
    Ok(out)
}

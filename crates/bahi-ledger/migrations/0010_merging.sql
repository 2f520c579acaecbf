-- What merging looks at, in tables that hold little else: of very many tellings only those are loaded that may fit.

-- Derived: engagements as reports tell of them, as far as merging looks at them.
CREATE TABLE merging (
    telling   TEXT NOT NULL PRIMARY KEY,
    published TEXT NOT NULL,              -- with the next two: what orders them; `~` where a report does not say
    report    TEXT NOT NULL,
    place     INTEGER NOT NULL,
    facts     TEXT NOT NULL               -- JSON
) STRICT, WITHOUT ROWID;
INSERT INTO merging SELECT t.id, coalesce(r.published, '~'), t.report, t.place, t.facts
    FROM telling t JOIN report r ON r.id = t.report WHERE t.type = 'engagement';

UPDATE telling SET facts = NULL WHERE type = 'engagement';
CREATE TRIGGER merging_went AFTER DELETE ON telling WHEN old.type = 'engagement'
BEGIN DELETE FROM merging WHERE telling = old.id; END;

-- Tellings at places of two countries are never one.
DROP TABLE telling_key;
CREATE TABLE telling_key (
    key     TEXT NOT NULL,
    first   INTEGER NOT NULL,
    telling TEXT NOT NULL,
    last    INTEGER NOT NULL,
    place   TEXT,                         -- null where it says none
    country TEXT,                         -- of the place, null where it is not known
    PRIMARY KEY (key, first, telling)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_key_telling ON telling_key (telling);
INSERT OR IGNORE INTO unsettled SELECT id FROM report;

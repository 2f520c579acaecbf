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

-- By how long a telling may have lasted or its date is open, so that few are looked at that are of other days; and tellings
-- at places of two countries are never one.
DROP TABLE telling_key;
CREATE TABLE telling_key (
    key     TEXT NOT NULL,
    span    INTEGER NOT NULL,             -- 0 to 4, the longer the more days
    first   INTEGER NOT NULL,
    country TEXT NOT NULL,                -- of the place, empty where it is not known
    telling TEXT NOT NULL,
    last    INTEGER NOT NULL,
    place   TEXT,
    PRIMARY KEY (key, span, first, country, telling)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_key_telling ON telling_key (telling);
INSERT OR IGNORE INTO unsettled SELECT id FROM report;

-- What agreements and deliveries are compared by where that has to be done anew: of a long stream once, at its end.
CREATE TABLE uncompared (
    grp TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

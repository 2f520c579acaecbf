-- What pages of records and counts over them look at: a line for each record of any type, and what it is about.

-- Derived: records of all types under their present ids.
CREATE TABLE brief (
    number INTEGER NOT NULL PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    type   INTEGER NOT NULL,              -- 0 engagement 1 statement 2 agreement 3 delivery
    day    INTEGER NOT NULL,              -- first day it may have been on, -1000000000 where unknown
    last   INTEGER NOT NULL,              -- last day
    rank   TEXT NOT NULL,                 -- order within a day: report, type, place in the report
    facets TEXT NOT NULL                  -- JSON: numbers in `facet`, in order
) STRICT;
CREATE INDEX brief_day ON brief (day DESC, rank, number, type, last);

-- Everything that records are about, once each. What no record has any more may stay.
CREATE TABLE facet (
    number INTEGER NOT NULL PRIMARY KEY,
    name   TEXT NOT NULL,                 -- type kind status state country person party forum system place …
    value  TEXT NOT NULL,
    UNIQUE (name, value)
) STRICT;

-- Derived: the records that are about something, the latest first.
CREATE TABLE posting (
    value  INTEGER NOT NULL,              -- number in `facet`
    day    INTEGER NOT NULL,
    rank   TEXT NOT NULL,
    record INTEGER NOT NULL,              -- number in `brief`; with the rest as there
    type   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (value, day DESC, rank, record)
) STRICT, WITHOUT ROWID;

-- Records whose line may no longer be right. Triggers note them, so that no place that changes a record can forget to.
CREATE TABLE stale (
    id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER engagement_came AFTER INSERT ON engagement BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER engagement_became AFTER UPDATE ON engagement BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER engagement_went AFTER DELETE ON engagement BEGIN INSERT OR IGNORE INTO stale VALUES (old.id); END;
CREATE TRIGGER conflict_came AFTER INSERT ON conflict BEGIN INSERT OR IGNORE INTO stale VALUES (new.record); END;
CREATE TRIGGER conflict_became AFTER UPDATE ON conflict
BEGIN INSERT OR IGNORE INTO stale VALUES (new.record), (old.record); END;
CREATE TRIGGER conflict_went AFTER DELETE ON conflict BEGIN INSERT OR IGNORE INTO stale VALUES (old.record); END;
CREATE TRIGGER telling_came AFTER INSERT ON telling WHEN new.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER telling_became AFTER UPDATE OF body, place, report ON telling WHEN new.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER telling_went AFTER DELETE ON telling WHEN old.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (old.id); END;

-- Somebody is somebody else now.
CREATE TRIGGER renamed_came AFTER INSERT ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT telling FROM side WHERE actor = new.said;
    INSERT OR IGNORE INTO stale SELECT s.telling FROM parted p JOIN side s ON s.actor = p.actor WHERE p.part = new.said;
END;
CREATE TRIGGER renamed_became AFTER UPDATE ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT telling FROM side WHERE actor = new.said;
    INSERT OR IGNORE INTO stale SELECT s.telling FROM parted p JOIN side s ON s.actor = p.actor WHERE p.part = new.said;
END;
CREATE TRIGGER renamed_went AFTER DELETE ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT telling FROM side WHERE actor = old.said;
    INSERT OR IGNORE INTO stale SELECT s.telling FROM parted p JOIN side s ON s.actor = p.actor WHERE p.part = old.said;
END;
CREATE TRIGGER parted_came AFTER INSERT ON parted BEGIN
    INSERT OR IGNORE INTO stale SELECT s.telling FROM side s JOIN telling t ON t.id = s.telling
        WHERE s.actor = new.actor AND t.report = new.report;
END;
CREATE TRIGGER parted_went AFTER DELETE ON parted BEGIN
    INSERT OR IGNORE INTO stale SELECT s.telling FROM side s JOIN telling t ON t.id = s.telling
        WHERE s.actor = old.actor AND t.report = old.report;
END;

-- A value was judged, or no longer is.
CREATE TRIGGER standing_came AFTER INSERT ON standing BEGIN
    INSERT OR IGNORE INTO stale SELECT k.key FROM judgement j JOIN judged k ON k.judgement = j.number
        WHERE j.operation = new.operation AND k.key NOT LIKE 'A-%';
END;
CREATE TRIGGER standing_went AFTER DELETE ON standing BEGIN
    INSERT OR IGNORE INTO stale SELECT k.key FROM judgement j JOIN judged k ON k.judgement = j.number
        WHERE j.operation = old.operation AND k.key NOT LIKE 'A-%';
END;

-- Statements by the engagement at which they were made, whose forum and place are theirs.
CREATE INDEX telling_said_at ON telling (body ->> '$.engagement') WHERE type = 'statement';

-- What is there already.
INSERT INTO stale SELECT id FROM engagement;
INSERT INTO stale SELECT id FROM telling WHERE type <> 'engagement';

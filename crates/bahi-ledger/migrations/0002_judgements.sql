-- What people decided. Operations and judgements are written once, as claims are; taking one back is an operation too.
CREATE TABLE operation (
    number  INTEGER NOT NULL PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,         -- O-…
    kind    TEXT NOT NULL,                -- judge replay undo restore
    at      TEXT NOT NULL,                -- RFC 3339
    "by"    TEXT NOT NULL,
    why     TEXT,
    undoes  INTEGER REFERENCES operation (number),  -- of undo: the one that is taken back
    back_to INTEGER                       -- of restore: all after this number are taken back; 0 for all
) STRICT;

CREATE TABLE judgement (
    number    INTEGER NOT NULL PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation (number),
    verb      TEXT NOT NULL,              -- accept set merge split not-same both-stand unsure not-verifiable
    field     TEXT,
    value     TEXT,
    body      TEXT NOT NULL               -- JSON: on what, values seen, where it was made
) STRICT;
CREATE INDEX judgement_operation ON judgement (operation);

-- Tellings and actors said that a judgement is on.
CREATE TABLE judged (
    key       TEXT NOT NULL,
    judgement INTEGER NOT NULL REFERENCES judgement (number),
    PRIMARY KEY (key, judgement)
) STRICT, WITHOUT ROWID;
CREATE INDEX judged_judgement ON judged (judgement);

CREATE TRIGGER operation_stands BEFORE UPDATE ON operation
BEGIN SELECT RAISE (ABORT, 'an operation is never changed; take it back with: bahi undo'); END;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation
BEGIN SELECT RAISE (ABORT, 'an operation is never deleted; take it back with: bahi undo'); END;
CREATE TRIGGER judgement_stands BEFORE UPDATE ON judgement
BEGIN SELECT RAISE (ABORT, 'a judgement is never changed; take it back with: bahi undo'); END;
CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement
BEGIN SELECT RAISE (ABORT, 'a judgement is never deleted; take it back with: bahi undo'); END;
CREATE TRIGGER judged_stands BEFORE UPDATE ON judged
BEGIN SELECT RAISE (ABORT, 'a judgement is never changed; take it back with: bahi undo'); END;
CREATE TRIGGER judged_stays BEFORE DELETE ON judged
BEGIN SELECT RAISE (ABORT, 'a judgement is never deleted; take it back with: bahi undo'); END;

-- Derived: operations that are not taken back.
CREATE TABLE standing (
    operation INTEGER NOT NULL PRIMARY KEY
) STRICT;

-- Derived: actors that a judgement took out as one report says them, under an id of their own.
CREATE TABLE parted (
    actor  TEXT NOT NULL,                 -- as said
    report TEXT NOT NULL,
    part   TEXT NOT NULL UNIQUE,          -- A-…
    PRIMARY KEY (actor, report)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_operations AS
    SELECT o.number, o.id, o.kind, o.at, o."by", o.why, u.id AS undoes, o.back_to,
           EXISTS (SELECT 1 FROM standing s WHERE s.operation = o.number) AS stands,
           (SELECT count(*) FROM judgement j WHERE j.operation = o.number) AS judgements
      FROM operation o LEFT JOIN operation u ON u.number = o.undoes;
CREATE VIEW v_judgements AS
    SELECT j.number, o.id AS operation, o.at, o."by", o.why, j.verb, j.field, j.value, k.key AS "on",
           coalesce(m.record, n.actor, k.key) AS record,
           EXISTS (SELECT 1 FROM standing s WHERE s.operation = o.number) AS stands
      FROM judgement j JOIN operation o ON o.number = j.operation JOIN judged k ON k.judgement = j.number
      LEFT JOIN member m ON m.telling = k.key LEFT JOIN renamed n ON n.said = k.key;

-- Who hangs together by what is told of them, so that a report costs what it brings and not what is there.

-- Derived: people whom knowledge lacks, in sets; judgements aside.
CREATE TABLE kin (
    actor     TEXT NOT NULL PRIMARY KEY,  -- A-…, as in `actor_said`
    grp       TEXT NOT NULL,              -- one of the set
    published TEXT NOT NULL,              -- with the next two: where they are told of first
    report    TEXT NOT NULL,
    place     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kin_grp ON kin (grp);

-- Derived: somebody known who any of them may be.
CREATE TABLE vouched (
    actor TEXT NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (actor, known)
) STRICT, WITHOUT ROWID;

-- Derived: of whom something is told on whatever day, as far as it has been worked out who they are.
CREATE TABLE bearer (
    form  INTEGER NOT NULL,
    actor TEXT NOT NULL,
    known INTEGER NOT NULL,               -- whether the knowledge has them
    PRIMARY KEY (form, actor)
) STRICT, WITHOUT ROWID;

-- By surnames alone people are found as others are.
DELETE FROM name_key WHERE key >= '=' AND key < '>';

-- What is there already.
UPDATE borne SET settled = 0;
INSERT OR IGNORE INTO unsettled SELECT id FROM report;

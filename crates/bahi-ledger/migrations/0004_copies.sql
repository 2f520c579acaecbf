-- Reports that copy one another, and what disagreement about agreements and deliveries looks at.

-- Shingles of the texts, four bytes each, by which copies are known.
CREATE TABLE signature (
    report   TEXT NOT NULL PRIMARY KEY REFERENCES report (id),
    shingles BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived: the least shingles of each text, by which those that may be copies find each other.
CREATE TABLE sketch (
    hash   INTEGER NOT NULL,
    day    INTEGER NOT NULL,              -- days since 1970-01-01, 1000000000 where unknown
    report TEXT NOT NULL,
    PRIMARY KEY (hash, day, report)
) STRICT, WITHOUT ROWID;

-- Derived: groups of copies; the first by `published` and `report` is the original. The names of groups mean nothing.
CREATE TABLE copy (
    report    TEXT NOT NULL PRIMARY KEY,
    grp       TEXT NOT NULL,
    published TEXT NOT NULL               -- EDTF, ~ where unknown
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_grp ON copy (grp, published, report);

CREATE VIEW v_copies AS
    SELECT c.report, (SELECT o.report FROM copy o WHERE o.grp = c.grp ORDER BY o.published, o.report LIMIT 1) AS original
      FROM copy c;

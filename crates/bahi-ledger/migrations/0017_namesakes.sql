-- The same names are told of people with ever other offices: names are entered and compared once, and what is told is compared
-- with what is told of those whose names are like these.

-- Derived: lists of names of people, folded, once each. The program enters those of what is there already.
CREATE TABLE names (
    id       INTEGER NOT NULL PRIMARY KEY,
    names    TEXT NOT NULL UNIQUE,               -- JSON, as in `form`
    compared INTEGER NOT NULL DEFAULT 0          -- whether `namesake` has what they are like
) STRICT;
ALTER TABLE form ADD COLUMN names INTEGER;
CREATE INDEX form_names ON form (names);

-- Derived: lists of names whose bearers may be one.
CREATE TABLE namesake (
    names INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (names, other)
) STRICT, WITHOUT ROWID;

-- Derived: by what they find each other.
DROP TABLE name_key;
CREATE TABLE name_key (
    key   TEXT NOT NULL,
    names INTEGER NOT NULL,
    PRIMARY KEY (key, names)
) STRICT, WITHOUT ROWID;

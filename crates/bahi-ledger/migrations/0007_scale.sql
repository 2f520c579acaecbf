-- What lets a ledger of very many reports grow as fast as a small one: what is compared is compared once, and of engagements
-- only those are put together anew whose tellings change.

-- Derived: whether `alike` has what something told is like.
ALTER TABLE form ADD COLUMN compared INTEGER NOT NULL DEFAULT 0;

-- Derived: what is told of one and may be told of another.
CREATE TABLE alike (
    form  INTEGER NOT NULL,
    other INTEGER NOT NULL,
    near  INTEGER NOT NULL,               -- whether only where both are told within a week
    PRIMARY KEY (form, other)
) STRICT, WITHOUT ROWID;

-- Derived: the first telling of those that a telling was found to be one with before people put together what they judged
-- to be one; null where that is the record.
ALTER TABLE member ADD COLUMN cluster TEXT;

-- Tellings are found by other keys now, and what they were found to be one with is not known where people judged.
DELETE FROM telling_key;
INSERT OR IGNORE INTO unsettled SELECT id FROM report;

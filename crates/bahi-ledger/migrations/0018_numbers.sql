-- What a report brings stands under numbers that only grow, and at the end of what is told of each actor: so what very many
-- reports change lies on few pages, where ids, which are hashes, lie all over them. This migration runs without foreign keys
-- and with the old rules of ALTER TABLE, as 0013 does.

-- Actors as each report tells of them, by report.
CREATE TABLE actor_said_numbered (
    number INTEGER NOT NULL REFERENCES report (number),
    place  INTEGER NOT NULL,              -- order in the report
    actor  TEXT NOT NULL,                 -- A-…, as in the report's own ledger
    report TEXT NOT NULL,                 -- R-…
    kind   TEXT NOT NULL,
    known  TEXT,                          -- id in the knowledge
    form   INTEGER,                       -- of people: what linking looks at, a number in `form`
    day    INTEGER,
    body   TEXT NOT NULL,                 -- JSON, as in `actors` of the contract
    PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;
INSERT INTO actor_said_numbered
    SELECT r.number, s.place, s.actor, s.report, s.kind, s.known, (SELECT f.id FROM form f WHERE f.told = s.told), s.day,
           s.body
      FROM report r JOIN actor_said s ON s.report = r.id ORDER BY r.number, s.place;
DROP TABLE actor_said;
ALTER TABLE actor_said_numbered RENAME TO actor_said;
CREATE UNIQUE INDEX actor_said_actor ON actor_said (actor, number);
-- The program enters what `seen` and `spelling` have of actors that come: of many reports once for each. What is damaged goes
-- as well, and what it said of spellings is made anew.
CREATE TRIGGER actor_unseen AFTER DELETE ON actor_said BEGIN
    UPDATE seen SET reports = reports - 1 WHERE actor = old.actor;
    DELETE FROM seen WHERE actor = old.actor AND reports = 0;
    UPDATE spelling SET reports = reports - 1, times = times - (
            SELECT sum(j.value ->> '$.count') FROM json_each(old.body, '$.spellings') j WHERE j.value ->> '$.text' = text)
        WHERE actor = old.actor AND json_valid(old.body)
          AND text IN (SELECT j.value ->> '$.text' FROM json_each(iif(json_valid(old.body), old.body, '{}'), '$.spellings') j);
    DELETE FROM spelling WHERE actor = old.actor AND reports = 0;
END;

-- Records as each report tells them.
CREATE TABLE telling_numbered (
    number INTEGER NOT NULL PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,          -- E-… S-… G-… D-…
    report TEXT NOT NULL REFERENCES report (id),
    place  INTEGER NOT NULL,              -- order in the report
    type   TEXT NOT NULL,                 -- engagement statement agreement delivery
    body   TEXT NOT NULL,                 -- JSON, as in the contract
    facts  TEXT,                          -- of agreements and deliveries: what their claims say, JSON
    grp    TEXT                           -- of agreements and deliveries: what they are compared by
) STRICT;
INSERT INTO telling_numbered SELECT rowid, id, report, place, type, body, facts, grp FROM telling ORDER BY rowid;
-- Before the table goes: what merging looks at of engagements.
CREATE TABLE merging_numbered (
    telling   INTEGER NOT NULL PRIMARY KEY, -- its number
    published TEXT NOT NULL,              -- with the next two: what orders them; `~` where a report does not say
    report    TEXT NOT NULL,
    place     INTEGER NOT NULL,
    facts     TEXT NOT NULL               -- JSON
) STRICT;
INSERT INTO merging_numbered
    SELECT t.number, m.published, m.report, m.place, m.facts
      FROM telling_numbered t JOIN merging m ON m.telling = t.id ORDER BY t.number;
-- Derived: the keys of engagements in `telling_key`, and where they stand under them, so that there is no index of these.
CREATE TABLE stood (
    telling INTEGER NOT NULL PRIMARY KEY, -- its number
    body    TEXT NOT NULL                 -- JSON
) STRICT;
INSERT INTO stood
    SELECT m.telling, json_object('keys', json_group_array(k.key), 'at', json_object(
               'span', k.span, 'first', k.first, 'last', k.last, 'country', k.country, 'place', k.place))
      FROM merging_numbered m JOIN telling_numbered t ON t.number = m.telling
      JOIN (SELECT * FROM telling_key ORDER BY telling, key) k ON k.telling = t.id GROUP BY m.telling ORDER BY m.telling;
-- Whom and what statements, agreements and deliveries are of. Of engagements `party` tells the same.
CREATE TABLE side_numbered (
    actor   TEXT NOT NULL,                -- as in `actor_said`
    telling INTEGER NOT NULL,             -- its number
    role    TEXT NOT NULL,                -- speaker addressee target signatory item
    PRIMARY KEY (actor, telling, role)
) STRICT, WITHOUT ROWID;
INSERT INTO side_numbered
    SELECT DISTINCT s.actor, t.number, s.role FROM side s JOIN telling_numbered t ON t.id = s.telling WHERE s.actor <> ''
     ORDER BY 1, 2, 3;
DROP TABLE telling;
DROP TABLE merging;
DROP TABLE side;
ALTER TABLE telling_numbered RENAME TO telling;
ALTER TABLE merging_numbered RENAME TO merging;
ALTER TABLE side_numbered RENAME TO side;
CREATE INDEX telling_report ON telling (report);
CREATE INDEX telling_grp ON telling (grp) WHERE grp IS NOT NULL;
CREATE INDEX telling_said_at ON telling (body ->> '$.engagement') WHERE type = 'statement';
CREATE TRIGGER merging_went AFTER DELETE ON telling WHEN old.type = 'engagement'
BEGIN DELETE FROM merging WHERE telling = old.number; DELETE FROM stood WHERE telling = old.number; END;
CREATE TRIGGER telling_no_sides AFTER DELETE ON telling WHEN old.type <> 'engagement' BEGIN
    DELETE FROM side WHERE telling = old.number
        AND actor IN (SELECT j.value FROM json_tree(iif(json_valid(old.body), old.body, '{}')) j
                       WHERE j.key = 'actor' AND j.type = 'text');
END;
CREATE TRIGGER telling_came AFTER INSERT ON telling WHEN new.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER telling_became AFTER UPDATE OF body, place, report ON telling WHEN new.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
CREATE TRIGGER telling_went AFTER DELETE ON telling WHEN old.type <> 'engagement'
BEGIN INSERT OR IGNORE INTO stale VALUES (old.id); END;

-- Somebody is somebody else now.
DROP TRIGGER renamed_came;
DROP TRIGGER renamed_became;
DROP TRIGGER renamed_went;
DROP TRIGGER parted_came;
DROP TRIGGER parted_went;
CREATE TRIGGER renamed_came AFTER INSERT ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT t.id FROM side s JOIN telling t ON t.number = s.telling WHERE s.actor = new.said;
    INSERT OR IGNORE INTO stale SELECT t.id FROM parted p JOIN side s ON s.actor = p.actor JOIN telling t ON t.number = s.telling
        WHERE p.part = new.said;
END;
CREATE TRIGGER renamed_became AFTER UPDATE ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT t.id FROM side s JOIN telling t ON t.number = s.telling WHERE s.actor = new.said;
    INSERT OR IGNORE INTO stale SELECT t.id FROM parted p JOIN side s ON s.actor = p.actor JOIN telling t ON t.number = s.telling
        WHERE p.part = new.said;
END;
CREATE TRIGGER renamed_went AFTER DELETE ON renamed BEGIN
    INSERT OR IGNORE INTO stale SELECT t.id FROM side s JOIN telling t ON t.number = s.telling WHERE s.actor = old.said;
    INSERT OR IGNORE INTO stale SELECT t.id FROM parted p JOIN side s ON s.actor = p.actor JOIN telling t ON t.number = s.telling
        WHERE p.part = old.said;
END;
CREATE TRIGGER parted_came AFTER INSERT ON parted BEGIN
    INSERT OR IGNORE INTO stale SELECT t.id FROM side s JOIN telling t ON t.number = s.telling
        WHERE s.actor = new.actor AND t.report = new.report;
END;
CREATE TRIGGER parted_went AFTER DELETE ON parted BEGIN
    INSERT OR IGNORE INTO stale SELECT t.id FROM side s JOIN telling t ON t.number = s.telling
        WHERE s.actor = old.actor AND t.report = old.report;
END;

-- Shingles of the texts, four bytes each, by which copies are known.
CREATE TABLE signature_numbered (
    number   INTEGER NOT NULL PRIMARY KEY REFERENCES report (number),
    shingles BLOB NOT NULL
) STRICT;
INSERT INTO signature_numbered SELECT r.number, s.shingles FROM report r JOIN signature s ON s.report = r.id ORDER BY r.number;
DROP TABLE signature;
ALTER TABLE signature_numbered RENAME TO signature;

-- Derived: groups of copies; the first by `published` and `report` is the original. The names of groups mean nothing.
CREATE TABLE copy_numbered (
    number    INTEGER NOT NULL PRIMARY KEY, -- of the report
    report    TEXT NOT NULL,
    grp       TEXT NOT NULL,
    published TEXT NOT NULL               -- EDTF, ~ where unknown
) STRICT;
INSERT INTO copy_numbered SELECT r.number, c.report, c.grp, c.published FROM report r JOIN copy c ON c.report = r.id
    ORDER BY r.number;
DROP TABLE copy;
ALTER TABLE copy_numbered RENAME TO copy;
CREATE INDEX copy_grp ON copy (grp, published, report);

-- By how long a telling may have lasted or its date is open, and of most by when it was, so that those that come with many
-- reports lie together.
CREATE TABLE telling_key_eras (
    span    INTEGER NOT NULL,             -- 0 to 6, see `store/standing.rs`
    era     INTEGER NOT NULL,             -- on the first two of these, days together; 0 on the others
    key     TEXT NOT NULL,
    first   INTEGER NOT NULL,
    country TEXT NOT NULL,                -- of the place, empty where it is not known
    telling TEXT NOT NULL,
    last    INTEGER NOT NULL,
    place   TEXT,
    PRIMARY KEY (span, era, key, first, country, telling)
) STRICT, WITHOUT ROWID;
INSERT INTO telling_key_eras
    SELECT span, CASE span WHEN 0 THEN (day - (day % 32 + 32) % 32) / 32 WHEN 1 THEN (day - (day % 64 + 64) % 64) / 64 ELSE 0 END,
           key, first, country, telling, last, place
      FROM (SELECT *, min(max(first, -25567), 47482) AS day FROM telling_key) ORDER BY 1, 2, 3, 4, 5, 6;
DROP TABLE telling_key;
ALTER TABLE telling_key_eras RENAME TO telling_key;

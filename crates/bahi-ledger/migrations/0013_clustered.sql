-- What a report brings lies together, behind what the reports before it brought: so a report costs the pages that it fills,
-- however many there are already. This migration runs without foreign keys and with the old rules of ALTER TABLE, since it
-- puts a table that others refer to in the place of another.

-- Numbered, so that what refers to reports by number may rely on it, whatever is done to the file.
CREATE TABLE report_numbered (
    number    INTEGER NOT NULL PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,       -- R-…
    sha256    TEXT NOT NULL,              -- of the input bytes; makes the id
    path      TEXT NOT NULL,              -- as given; of copies of one file the first by letters
    outlet    TEXT,
    title     TEXT,
    published TEXT,                       -- EDTF
    day       INTEGER,                    -- days since 1970-01-01, where published names a day
    knowledge TEXT NOT NULL,              -- version that it was read with
    reading   INTEGER NOT NULL DEFAULT 1, -- which reading of it stands
    head      TEXT NOT NULL,              -- JSON, as in `reports` of the ledger contract
    text      TEXT NOT NULL
) STRICT;
INSERT INTO report_numbered
    SELECT rowid, id, sha256, path, outlet, title, published, day, knowledge, reading, head, text FROM report ORDER BY rowid;
DROP TABLE report;
ALTER TABLE report_numbered RENAME TO report;
CREATE INDEX report_latest ON report (day DESC, id);
CREATE INDEX report_outlet ON report (outlet, day DESC, id);
CREATE INDEX report_language ON report (outlet, head ->> '$.language', published);
-- The latest version that any was read with is asked for by every command.
CREATE INDEX report_knowledge ON report (knowledge);

-- Claims as written, by report. Of the evidence the places are kept; `claim` has it with the words. By id a claim is found
-- among those of the reports that begin with its first letters, by record among those of the report that tells it.
CREATE TABLE written_clustered (
    number   INTEGER NOT NULL REFERENCES report (number),
    reading  INTEGER NOT NULL,            -- of the report; earlier ones stay, and count no more
    place    INTEGER NOT NULL,
    id       TEXT NOT NULL,               -- C-…, the first six letters those of the report
    telling  TEXT NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    modality TEXT NOT NULL,
    spans    TEXT NOT NULL,               -- JSON: [[first code point, one past the last, line], …]
    digest   INTEGER NOT NULL,            -- of the words there, 40 bits of their SHA-256
    sources  TEXT,                        -- JSON: `attributed_to` of the contract, where there is any
    PRIMARY KEY (number, reading, place)
) STRICT, WITHOUT ROWID;
INSERT INTO written_clustered
    SELECT r.number, w.reading, w.place, w.id, w.telling, w.field, w.value, w.rule, w.modality, w.spans, w.digest, w.sources
      FROM written w JOIN report r ON r.id = w.report ORDER BY r.number, w.reading, w.place;
DROP TABLE written;
ALTER TABLE written_clustered RENAME TO written;
CREATE TRIGGER claim_stands BEFORE UPDATE ON written
BEGIN SELECT RAISE (ABORT, 'a claim is never changed; record a judgement instead'); END;
CREATE TRIGGER claim_stays BEFORE DELETE ON written
BEGIN SELECT RAISE (ABORT, 'a claim is never deleted; record a judgement instead'); END;

DROP VIEW claim;
CREATE VIEW claim AS
    SELECT w.id, r.id AS report, w.place, w.telling, w.field, w.value, w.rule, w.modality,
           json_object('id', w.id, 'report', r.id, 'record', w.telling, 'field', w.field, 'value', w.value,
               'evidence', (SELECT json_group_array(json_object(
                       'exact', substr(r.text, (s.value ->> 0) + 1, (s.value ->> 1) - (s.value ->> 0)),
                       'prefix', substr(r.text, max((s.value ->> 0) - 32, 0) + 1, min(s.value ->> 0, 32)),
                       'suffix', substr(r.text, (s.value ->> 1) + 1, 32),
                       'start', s.value ->> 0, 'end', s.value ->> 1, 'line', s.value ->> 2))
                   FROM json_each(w.spans) s),
               'rule', w.rule, 'attributed_to', json(coalesce(w.sources, '[]')), 'modality', w.modality) AS body
      FROM report r JOIN written w ON w.number = r.number AND w.reading = r.reading;
CREATE TRIGGER claim_view_stands INSTEAD OF UPDATE ON claim
BEGIN SELECT RAISE (ABORT, 'a claim is never changed; record a judgement instead'); END;
CREATE TRIGGER claim_view_stays INSTEAD OF DELETE ON claim
BEGIN SELECT RAISE (ABORT, 'a claim is never deleted; record a judgement instead'); END;

DROP VIEW v_statements;
CREATE VIEW v_statements AS
    SELECT t.id, t.body ->> '$.kind' AS kind, t.body ->> '$.speaker.name' AS speaker,
           coalesce(n.actor, t.body ->> '$.speaker.actor') AS speaker_id,
           t.body ->> '$.speaker.office.title' AS speaker_office, t.body ->> '$.speaker.office.of' AS speaker_of,
           t.body ->> '$.addressee.name' AS addressee, t.body ->> '$.addressee.office.of' AS addressee_of,
           t.body ->> '$.target.name' AS target, t.body ->> '$.target.office.of' AS target_of,
           t.body ->> '$.direct_quote' AS direct_quote, t.body ->> '$.via' AS via,
           (SELECT c.body ->> '$.evidence[0].exact' FROM claim c
             WHERE c.report = t.report AND c.telling = t.id AND c.field = 'text' ORDER BY c.place LIMIT 1) AS words,
           (SELECT group_concat(j.value ->> '$.name', '; ') FROM json_each(t.body, '$.topics') j) AS topics,
           coalesce(m.record, t.body ->> '$.engagement') AS engagement, t.report, r.outlet, r.published
      FROM telling t JOIN report r ON r.id = t.report LEFT JOIN member m ON m.telling = t.body ->> '$.engagement'
      LEFT JOIN renamed n ON n.said = t.body ->> '$.speaker.actor'
     WHERE t.type = 'statement';

-- Actors as each report tells of them.
CREATE TABLE actor_said_clustered (
    actor  TEXT NOT NULL,                 -- A-…, as in the report's own ledger
    report TEXT NOT NULL REFERENCES report (id),
    place  INTEGER NOT NULL,              -- order in the report
    kind   TEXT NOT NULL,
    known  TEXT,                          -- id in the knowledge
    told   TEXT,                          -- of people: what linking looks at, JSON
    day    INTEGER,
    body   TEXT NOT NULL,                 -- JSON, as in `actors` of the contract
    PRIMARY KEY (actor, report)
) STRICT;
INSERT INTO actor_said_clustered
    SELECT s.* FROM report r JOIN actor_said s ON s.report = r.id ORDER BY r.number, s.place;
DROP TABLE actor_said;
ALTER TABLE actor_said_clustered RENAME TO actor_said;
CREATE INDEX actor_said_report ON actor_said (report);
CREATE TRIGGER actor_seen AFTER INSERT ON actor_said BEGIN
    INSERT INTO seen VALUES (new.actor, new.kind, new.known, new.body ->> '$.country', new.body ->> '$.name.en',
                             new.body ->> '$.name.hi', 1)
        ON CONFLICT (actor) DO UPDATE SET
            country = coalesce(min(country, excluded.country), country, excluded.country),
            en = coalesce(min(en, excluded.en), en, excluded.en),
            hi = coalesce(min(hi, excluded.hi), hi, excluded.hi),
            reports = reports + 1;
    INSERT INTO spelling SELECT new.actor, j.value ->> '$.text', sum(j.value ->> '$.count'), 1
        FROM json_each(new.body, '$.spellings') j WHERE j.value ->> '$.text' <> '' GROUP BY 2
        ON CONFLICT (actor, text) DO UPDATE SET times = times + excluded.times, reports = reports + 1;
END;
CREATE TRIGGER actor_unseen AFTER DELETE ON actor_said BEGIN
    UPDATE seen SET reports = reports - 1 WHERE actor = old.actor;
    DELETE FROM seen WHERE actor = old.actor AND reports = 0;
    UPDATE spelling SET reports = reports - 1, times = times - (
            SELECT sum(j.value ->> '$.count') FROM json_each(old.body, '$.spellings') j WHERE j.value ->> '$.text' = text)
        WHERE actor = old.actor AND text IN (SELECT j.value ->> '$.text' FROM json_each(old.body, '$.spellings') j);
    DELETE FROM spelling WHERE actor = old.actor AND reports = 0;
END;

-- Shingles of the texts, four bytes each, by which copies are known.
CREATE TABLE signature_clustered (
    report   TEXT NOT NULL PRIMARY KEY REFERENCES report (id),
    shingles BLOB NOT NULL
) STRICT;
INSERT INTO signature_clustered SELECT s.* FROM report r JOIN signature s ON s.report = r.id ORDER BY r.number;
DROP TABLE signature;
ALTER TABLE signature_clustered RENAME TO signature;

-- Derived: engagements as reports tell of them, as far as merging looks at them.
CREATE TABLE merging_clustered (
    telling   TEXT NOT NULL PRIMARY KEY,
    published TEXT NOT NULL,              -- with the next two: what orders them; `~` where a report does not say
    report    TEXT NOT NULL,
    place     INTEGER NOT NULL,
    facts     TEXT NOT NULL               -- JSON
) STRICT;
INSERT INTO merging_clustered SELECT m.* FROM report r JOIN telling t ON t.report = r.id JOIN merging m ON m.telling = t.id
    ORDER BY r.number, m.place;
DROP TABLE merging;
ALTER TABLE merging_clustered RENAME TO merging;

-- Derived: the least shingles of each text, by which those that may be copies find each other, by the eight days in which
-- the reports are: copies are of days near one another.
CREATE TABLE sketch_clustered (
    span   INTEGER NOT NULL,              -- an eighth of the day
    hash   INTEGER NOT NULL,
    day    INTEGER NOT NULL,              -- days since 1970-01-01, 1000000000 where unknown
    number INTEGER NOT NULL,              -- of the report
    PRIMARY KEY (span, hash, day, number)
) STRICT, WITHOUT ROWID;
INSERT INTO sketch_clustered SELECT s.day / 8, s.hash, s.day, r.number FROM sketch s JOIN report r ON r.id = s.report;
DROP TABLE sketch;
ALTER TABLE sketch_clustered RENAME TO sketch;

-- Lists go by `posting` now.
DROP INDEX engagement_first;
DROP INDEX engagement_latest;
DROP INDEX engagement_place;
DROP INDEX engagement_forum;
DROP INDEX side_country;
DROP INDEX party_country;
DROP INDEX seen_kind;

-- What lists and searches look things up by. Kept in step with what it comes from by triggers.

-- Actors as the reports tell of them, once each.
CREATE TABLE seen (
    actor   TEXT NOT NULL PRIMARY KEY,    -- A-…, as in `actor_said`
    kind    TEXT NOT NULL,
    known   TEXT,
    country TEXT,
    en      TEXT,                         -- of several names the first by letters
    hi      TEXT,
    reports INTEGER NOT NULL              -- that tell of it
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_known ON seen (known) WHERE known IS NOT NULL;
CREATE INDEX seen_kind ON seen (kind, reports DESC, actor);

-- Spellings of actors, as published.
CREATE TABLE spelling (
    actor   TEXT NOT NULL,
    text    TEXT NOT NULL,
    times   INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    PRIMARY KEY (actor, text)
) STRICT, WITHOUT ROWID;

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

-- Who and what statements, agreements and deliveries are of. Of engagements `party` tells the same.
CREATE TABLE side (
    telling TEXT NOT NULL,
    role    TEXT NOT NULL,                -- speaker addressee target signatory item supplier recipient
    actor   TEXT NOT NULL,                -- as in `actor_said`; empty where only a country is said
    country TEXT NOT NULL,                -- code of a country or id of a body; empty where none is said
    PRIMARY KEY (telling, role, actor, country)
) STRICT, WITHOUT ROWID;
CREATE INDEX side_actor ON side (actor);
CREATE INDEX side_country ON side (country);

CREATE TRIGGER telling_sides AFTER INSERT ON telling WHEN new.type <> 'engagement' BEGIN
    INSERT OR IGNORE INTO side
        SELECT new.id, p.role, coalesce(p.party ->> '$.actor', ''),
               coalesce(p.party ->> '$.office.of', (SELECT s.body ->> '$.country' FROM actor_said s
                           WHERE s.actor = p.party ->> '$.actor' AND s.report = new.report), '')
          FROM (SELECT j.key AS role, j.value AS party FROM json_each(new.body) j
                 WHERE j.key IN ('speaker', 'addressee', 'target') AND j.type = 'object'
                 UNION ALL
                SELECT 'signatory', j.value FROM json_each(new.body, '$.parties') j) p;
    INSERT OR IGNORE INTO side SELECT new.id, 'signatory', '', j.value FROM json_each(new.body, '$.countries') j
        WHERE NOT EXISTS (SELECT 1 FROM side s WHERE s.telling = new.id AND s.country = j.value);
    INSERT OR IGNORE INTO side SELECT new.id, 'item', new.body ->> '$.item.actor', ''
        WHERE new.body ->> '$.item.actor' IS NOT NULL;
    INSERT OR IGNORE INTO side SELECT new.id, j.key, '', j.value FROM json_each(new.body) j
        WHERE j.key IN ('supplier', 'recipient') AND j.type = 'text';
END;
CREATE TRIGGER telling_no_sides AFTER DELETE ON telling BEGIN
    DELETE FROM side WHERE telling = old.id;
END;

-- What is there already.
INSERT INTO seen
    SELECT actor, min(kind), min(known), min(body ->> '$.country'), min(body ->> '$.name.en'), min(body ->> '$.name.hi'),
           count(*) FROM actor_said GROUP BY actor;
INSERT INTO spelling
    SELECT s.actor, j.value ->> '$.text', sum(j.value ->> '$.count'), count(DISTINCT s.report)
      FROM actor_said s, json_each(s.body, '$.spellings') j WHERE j.value ->> '$.text' <> '' GROUP BY 1, 2;
CREATE TEMP TABLE again AS SELECT * FROM telling WHERE type <> 'engagement';
DELETE FROM telling WHERE type <> 'engagement';
INSERT INTO telling SELECT * FROM again;
DROP TABLE again;

-- Lists by time, place and forum.
CREATE INDEX engagement_latest ON engagement (first DESC, id);
CREATE INDEX engagement_place ON engagement (body ->> '$.where.actor');
CREATE INDEX engagement_forum ON engagement (body ->> '$.forum.actor');
CREATE INDEX report_latest ON report (day DESC, id);
CREATE INDEX report_outlet ON report (outlet);
CREATE INDEX written_topic ON written (value) WHERE field IN ('topics', 'instrument');
CREATE INDEX conflict_record ON conflict (record);

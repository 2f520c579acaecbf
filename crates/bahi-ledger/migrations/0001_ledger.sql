-- The book. What reports say is written once and never changed; what follows from it may be thrown away and made again.

-- Reports as read.
CREATE TABLE report (
    id        TEXT NOT NULL PRIMARY KEY,  -- R-…
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

-- What a report was read from where that is more than its text, for a later version to read again.
CREATE TABLE source (
    report TEXT NOT NULL PRIMARY KEY REFERENCES report (id),
    part   INTEGER NOT NULL,              -- which report of these bytes it is, from 0
    about  TEXT NOT NULL,                 -- JSON: what its archive says of it
    bytes  BLOB NOT NULL                  -- deflated
) STRICT;

-- Actors as each report tells of them.
CREATE TABLE actor_said (
    actor  TEXT NOT NULL,                 -- A-…, as in the report's own ledger
    report TEXT NOT NULL REFERENCES report (id),
    place  INTEGER NOT NULL,              -- order in the report
    kind   TEXT NOT NULL,
    known  TEXT,                          -- id in the knowledge
    told   TEXT,                          -- of people: what linking looks at, JSON
    day    INTEGER,
    body   TEXT NOT NULL,                 -- JSON, as in `actors` of the contract
    PRIMARY KEY (actor, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_said_report ON actor_said (report);

-- What is told of people, each once whatever the report.
CREATE TABLE form (
    id   INTEGER NOT NULL PRIMARY KEY,
    told TEXT NOT NULL UNIQUE             -- as in `actor_said`
) STRICT;

-- Of whom it is told, and on which days.
CREATE TABLE borne (
    form    INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    day     INTEGER NOT NULL,             -- days since 1970-01-01, 1000000000 where unknown
    known   INTEGER NOT NULL,             -- whether the knowledge has them
    settled INTEGER NOT NULL DEFAULT 0,   -- derived: whether it has been worked out who they are
    PRIMARY KEY (form, day, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX borne_actor ON borne (actor, form, day);

-- By which what is told finds what is told of the same people: beginnings of words; surnames alone, after `=`.
CREATE TABLE name_key (
    key  TEXT NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (key, form)
) STRICT, WITHOUT ROWID;

-- Records as each report tells them.
CREATE TABLE telling (
    id     TEXT NOT NULL PRIMARY KEY,     -- E-… S-… G-… D-…
    report TEXT NOT NULL REFERENCES report (id),
    place  INTEGER NOT NULL,              -- order in the report
    type   TEXT NOT NULL,                 -- engagement statement agreement delivery
    body   TEXT NOT NULL,                 -- JSON, as in the contract
    facts  TEXT,                          -- of engagements: what merging looks at, JSON
    grp    TEXT                           -- of agreements and deliveries: what they are compared by
) STRICT;
CREATE INDEX telling_report ON telling (report);
CREATE INDEX telling_grp ON telling (grp) WHERE grp IS NOT NULL;

-- Claims as written. Of the evidence the places are kept; `claim` has it with the words.
CREATE TABLE written (
    id       TEXT NOT NULL,               -- C-…, the first six letters those of the report
    reading  INTEGER NOT NULL,            -- of the report; earlier ones stay, and count no more
    report   TEXT NOT NULL REFERENCES report (id),
    place    INTEGER NOT NULL,
    telling  TEXT NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    modality TEXT NOT NULL,
    spans    TEXT NOT NULL,               -- JSON: [[first code point, one past the last, line], …]
    digest   INTEGER NOT NULL,            -- of the words there, 40 bits of their SHA-256
    sources  TEXT,                        -- JSON: `attributed_to` of the contract, where there is any
    PRIMARY KEY (id, reading)
) STRICT;
CREATE INDEX written_telling ON written (telling);
CREATE INDEX written_report ON written (report);

CREATE TRIGGER claim_stands BEFORE UPDATE ON written
BEGIN SELECT RAISE (ABORT, 'a claim is never changed; record a judgement instead'); END;
CREATE TRIGGER claim_stays BEFORE DELETE ON written
BEGIN SELECT RAISE (ABORT, 'a claim is never deleted; record a judgement instead'); END;

-- Claims of the readings that stand; `body` as in `claims` of the contract.
CREATE VIEW claim AS
    SELECT w.id, w.report, w.place, w.telling, w.field, w.value, w.rule, w.modality,
           json_object('id', w.id, 'report', w.report, 'record', w.telling, 'field', w.field, 'value', w.value,
               'evidence', (SELECT json_group_array(json_object(
                       'exact', substr(r.text, (s.value ->> 0) + 1, (s.value ->> 1) - (s.value ->> 0)),
                       'prefix', substr(r.text, max((s.value ->> 0) - 32, 0) + 1, min(s.value ->> 0, 32)),
                       'suffix', substr(r.text, (s.value ->> 1) + 1, 32),
                       'start', s.value ->> 0, 'end', s.value ->> 1, 'line', s.value ->> 2))
                   FROM json_each(w.spans) s),
               'rule', w.rule, 'attributed_to', json(coalesce(w.sources, '[]')), 'modality', w.modality) AS body
      FROM written w JOIN report r ON r.id = w.report AND r.reading = w.reading;
CREATE TRIGGER claim_view_stands INSTEAD OF UPDATE ON claim
BEGIN SELECT RAISE (ABORT, 'a claim is never changed; record a judgement instead'); END;
CREATE TRIGGER claim_view_stays INSTEAD OF DELETE ON claim
BEGIN SELECT RAISE (ABORT, 'a claim is never deleted; record a judgement instead'); END;

-- Derived: which of the reports' actors are one.
CREATE TABLE renamed (
    said  TEXT NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX renamed_actor ON renamed (actor);

-- Derived: keys and days by which tellings that may be one find each other.
CREATE TABLE telling_key (
    key     TEXT NOT NULL,
    first   INTEGER NOT NULL,
    telling TEXT NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (key, first, telling)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_key_telling ON telling_key (telling);

-- Derived: engagements.
CREATE TABLE engagement (
    id     TEXT NOT NULL PRIMARY KEY,
    report TEXT NOT NULL,                 -- of the first telling
    place  INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    status TEXT NOT NULL,
    first  INTEGER,                       -- days it may have been on
    last   INTEGER,
    body   TEXT NOT NULL                  -- JSON, as in the contract, without its conflicts
) STRICT;
CREATE INDEX engagement_first ON engagement (first);

CREATE TABLE member (
    telling TEXT NOT NULL PRIMARY KEY,
    record  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX member_record ON member (record);

CREATE TABLE party (
    record  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    country TEXT,
    PRIMARY KEY (record, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_actor ON party (actor);
CREATE INDEX party_country ON party (country);

-- Derived: values that cannot all stand.
CREATE TABLE conflict (
    id     TEXT NOT NULL,
    record TEXT NOT NULL,
    grp    TEXT NOT NULL,                 -- the engagement, or what the records were compared by
    place  INTEGER NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (grp, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_id ON conflict (id);

-- Reports whose consequences have not been worked out yet.
CREATE TABLE unsettled (
    report TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Inputs that could not be read.
CREATE TABLE failure (
    path   TEXT NOT NULL PRIMARY KEY,
    why    TEXT NOT NULL,
    remedy TEXT NOT NULL
) STRICT;

-- Full text, folded as names and words are compared; found again in `report` by rowid.
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);

CREATE VIEW v_reports AS
    SELECT id, outlet, title, published, path, sha256, knowledge, length(text) AS characters FROM report;
CREATE VIEW v_engagements AS
    SELECT id, kind, status, body ->> '$.when.edtf' AS "when", body ->> '$.where.name' AS "where",
           body ->> '$.where.country' AS country, body ->> '$.forum.name' AS forum,
           (SELECT group_concat(coalesce(p.value ->> '$.name', p.value ->> '$.office.title', ''), '; ')
              FROM json_each(body, '$.parties') p) AS parties,
           json_array_length(body, '$.reports') AS reports
      FROM engagement;
CREATE VIEW v_claims AS
    SELECT c.id, c.report, coalesce(m.record, c.telling) AS record, c.field, c.value, c.rule, c.modality,
           c.body ->> '$.evidence[0].exact' AS quote, c.body ->> '$.evidence[0].line' AS line
      FROM claim c LEFT JOIN member m ON m.telling = c.telling;
CREATE VIEW v_statements AS
    SELECT id, report, body ->> '$.kind' AS kind, body ->> '$.speaker.name' AS speaker,
           body ->> '$.direct_quote' AS direct_quote, body ->> '$.via' AS via
      FROM telling WHERE type = 'statement';
CREATE VIEW v_agreements AS
    SELECT id, report, body ->> '$.instrument' AS instrument, body ->> '$.status' AS status,
           body ->> '$.value.amount' AS amount, body ->> '$.value.currency' AS currency
      FROM telling WHERE type = 'agreement';
CREATE VIEW v_deliveries AS
    SELECT id, report, body ->> '$.item.name' AS item, body ->> '$.supplier' AS supplier,
           body ->> '$.recipient' AS recipient, body ->> '$.ordered' AS ordered, body ->> '$.delivered' AS delivered,
           body ->> '$.pending' AS pending, body ->> '$.as_of' AS as_of, body ->> '$.status' AS status
      FROM telling WHERE type = 'delivery';
CREATE VIEW v_conflicts AS
    SELECT id, record, body ->> '$.field' AS field, body ->> '$.kind' AS kind, body ->> '$.state' AS state,
           (SELECT group_concat(v.value ->> '$.value', ' / ') FROM json_each(body, '$.values') v) AS "values"
      FROM conflict;

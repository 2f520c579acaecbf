-- The book. What reports say is written once and never changed; what follows from it may be thrown away and made again.

-- Reports as read.
CREATE TABLE report (
    id        TEXT NOT NULL PRIMARY KEY,  -- R-…
    sha256    TEXT NOT NULL UNIQUE,       -- of the input bytes
    path      TEXT NOT NULL,              -- as given; of copies of one file the first by letters
    outlet    TEXT,
    title     TEXT,
    published TEXT,                       -- EDTF
    day       INTEGER,                    -- days since 1970-01-01, where published names a day
    knowledge TEXT NOT NULL,              -- version that it was read with
    head      TEXT NOT NULL,              -- JSON, as in `reports` of the ledger contract
    text      TEXT NOT NULL
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

CREATE TABLE name_key (
    key   TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (key, actor)
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

CREATE TABLE claim (
    id       TEXT NOT NULL PRIMARY KEY,   -- C-…
    report   TEXT NOT NULL REFERENCES report (id),
    place    INTEGER NOT NULL,
    telling  TEXT NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    modality TEXT NOT NULL,
    body     TEXT NOT NULL                -- JSON, as in `claims` of the contract
) STRICT;
CREATE INDEX claim_telling ON claim (telling);
CREATE INDEX claim_report ON claim (report);

CREATE TRIGGER claim_stands BEFORE UPDATE ON claim
BEGIN SELECT RAISE (ABORT, 'a claim is never changed; record a judgement instead'); END;
CREATE TRIGGER claim_stays BEFORE DELETE ON claim
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

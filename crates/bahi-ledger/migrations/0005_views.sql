-- The views that other programs read, and what each of their columns means: in the file itself, so that whoever has the
-- file has the description. docs/ledger-file.md is made from it.

DROP VIEW v_reports;
DROP VIEW v_engagements;
DROP VIEW v_claims;
DROP VIEW v_statements;
DROP VIEW v_agreements;
DROP VIEW v_deliveries;
DROP VIEW v_conflicts;

CREATE VIEW v_reports AS
    SELECT r.id, r.outlet, r.title, r.published, date(r.day * 86400, 'unixepoch') AS published_day, r.path, r.sha256,
           r.knowledge, length(r.text) AS characters,
           (SELECT count(*) FROM telling t WHERE t.report = r.id AND t.type = 'engagement') AS engagements,
           (SELECT count(*) FROM telling t WHERE t.report = r.id AND t.type = 'statement') AS statements,
           (SELECT count(*) FROM telling t WHERE t.report = r.id AND t.type = 'agreement') AS agreements,
           (SELECT count(*) FROM telling t WHERE t.report = r.id AND t.type = 'delivery') AS deliveries
      FROM report r;

CREATE VIEW v_actors AS
    SELECT coalesce(n.actor, s.actor) AS id, min(s.kind) AS kind, min(s.en) AS name, min(s.hi) AS name_hi,
           min(s.country) AS country, min(s.known) AS known, sum(s.reports) AS reports,
           (SELECT count(*) FROM party p WHERE p.actor = coalesce(n.actor, s.actor)) AS engagements
      FROM seen s LEFT JOIN renamed n ON n.said = s.actor GROUP BY 1;

CREATE VIEW v_spellings AS
    SELECT coalesce(n.actor, p.actor) AS actor, s.en AS name, s.kind, p.text AS spelling, sum(p.times) AS times,
           sum(p.reports) AS reports
      FROM spelling p JOIN seen s ON s.actor = p.actor LEFT JOIN renamed n ON n.said = p.actor GROUP BY 1, p.text;

CREATE VIEW v_offices AS
    SELECT coalesce(n.actor, s.actor) AS actor, s.body ->> '$.name.en' AS name, o.value ->> '$.title' AS title,
           o.value ->> '$.of' AS "of", o.value ->> '$.basis' AS basis, o.value ->> '$.from' AS "from",
           o.value ->> '$.to' AS "to", min(r.published) AS first_said, max(r.published) AS last_said,
           count(DISTINCT r.id) AS reports
      FROM actor_said s JOIN report r ON r.id = s.report JOIN json_each(s.body, '$.offices') o
      LEFT JOIN renamed n ON n.said = s.actor
     GROUP BY 1, 3, 4, 5, 6, 7;

CREATE VIEW v_engagements AS
    SELECT e.id, e.kind, e.status, e.body ->> '$.background' AS background, e.body ->> '$.when.edtf' AS date,
           date(e.first * 86400, 'unixepoch') AS first_day, date(e.last * 86400, 'unixepoch') AS last_day,
           e.body ->> '$.when.basis' AS date_basis, e.body ->> '$.where.name' AS place,
           e.body ->> '$.where.country' AS country, e.body ->> '$.forum.name' AS forum,
           e.body ->> '$.forum.relation' AS forum_relation, e.body ->> '$.forum.session' AS forum_session,
           (SELECT group_concat(coalesce(p.value ->> '$.name', p.value ->> '$.office.title', ''), '; ')
              FROM json_each(e.body, '$.parties') p) AS parties,
           (SELECT group_concat(c.country, '; ') FROM
              (SELECT DISTINCT p.country FROM party p WHERE p.record = e.id AND p.country IS NOT NULL ORDER BY 1) c)
              AS countries,
           (SELECT group_concat(t.value ->> '$.name', '; ') FROM json_each(e.body, '$.topics') t) AS topics,
           e.body ->> '$.codes.plover' AS plover, e.body ->> '$.codes.cameo' AS cameo,
           json_array_length(e.body, '$.reports') AS reports,
           (SELECT count(*) FROM conflict c WHERE c.record = e.id) AS conflicts
      FROM engagement e;

CREATE VIEW v_statements AS
    SELECT t.id, t.body ->> '$.kind' AS kind, t.body ->> '$.speaker.name' AS speaker,
           coalesce(n.actor, t.body ->> '$.speaker.actor') AS speaker_id,
           t.body ->> '$.speaker.office.title' AS speaker_office, t.body ->> '$.speaker.office.of' AS speaker_of,
           t.body ->> '$.addressee.name' AS addressee, t.body ->> '$.addressee.office.of' AS addressee_of,
           t.body ->> '$.target.name' AS target, t.body ->> '$.target.office.of' AS target_of,
           t.body ->> '$.direct_quote' AS direct_quote, t.body ->> '$.via' AS via,
           (SELECT c.body ->> '$.evidence[0].exact' FROM claim c
             WHERE c.telling = t.id AND c.field = 'text' ORDER BY c.place LIMIT 1) AS words,
           (SELECT group_concat(j.value ->> '$.name', '; ') FROM json_each(t.body, '$.topics') j) AS topics,
           coalesce(m.record, t.body ->> '$.engagement') AS engagement, t.report, r.outlet, r.published
      FROM telling t JOIN report r ON r.id = t.report LEFT JOIN member m ON m.telling = t.body ->> '$.engagement'
      LEFT JOIN renamed n ON n.said = t.body ->> '$.speaker.actor'
     WHERE t.type = 'statement';

CREATE VIEW v_agreements AS
    SELECT t.id, t.body ->> '$.instrument' AS instrument, t.body ->> '$.status' AS status,
           (SELECT group_concat(coalesce(p.value ->> '$.name', p.value ->> '$.office.title', ''), '; ')
              FROM json_each(t.body, '$.parties') p) AS parties,
           (SELECT group_concat(c.value, '; ') FROM json_each(t.body, '$.countries') c) AS countries,
           t.body ->> '$.value.amount' AS amount, t.body ->> '$.value.currency' AS currency, t.report, r.outlet,
           r.published, (SELECT count(*) FROM conflict c WHERE c.record = t.id) AS conflicts
      FROM telling t JOIN report r ON r.id = t.report WHERE t.type = 'agreement';

CREATE VIEW v_deliveries AS
    SELECT t.id, t.body ->> '$.item.name' AS item, t.body ->> '$.item.actor' AS item_id,
           t.body ->> '$.supplier' AS supplier, t.body ->> '$.recipient' AS recipient, t.body ->> '$.unit' AS unit,
           t.body ->> '$.ordered' AS ordered, t.body ->> '$.delivered' AS delivered, t.body ->> '$.pending' AS pending,
           t.body ->> '$.derived.ordered' AS derived_ordered, t.body ->> '$.derived.delivered' AS derived_delivered,
           t.body ->> '$.derived.pending' AS derived_pending, t.body ->> '$.as_of' AS as_of,
           t.body ->> '$.status' AS status, t.body ->> '$.cause.text' AS cause, t.body ->> '$.value.amount' AS amount,
           t.body ->> '$.value.currency' AS currency, t.report, r.outlet, r.published,
           (SELECT count(*) FROM conflict c WHERE c.record = t.id) AS conflicts
      FROM telling t JOIN report r ON r.id = t.report WHERE t.type = 'delivery';

CREATE VIEW v_parties AS
    SELECT x.record, x.record_type, x.role, coalesce(n.actor, x.party ->> '$.actor') AS actor,
           x.party ->> '$.name' AS name, s.hi AS name_hi, s.kind AS actor_kind, x.party ->> '$.office.title' AS office,
           x.party ->> '$.office.of' AS office_of, s.country AS country
      FROM (SELECT e.id AS record, 'engagement' AS record_type, 'party' AS role, p.value AS party
              FROM engagement e, json_each(e.body, '$.parties') p
             UNION ALL
            SELECT t.id, 'statement', j.key, j.value FROM telling t, json_each(t.body) j
             WHERE t.type = 'statement' AND j.key IN ('speaker', 'addressee', 'target') AND j.type = 'object'
             UNION ALL
            SELECT t.id, 'agreement', 'signatory', p.value FROM telling t, json_each(t.body, '$.parties') p
             WHERE t.type = 'agreement') x
      LEFT JOIN seen s ON s.actor = x.party ->> '$.actor' LEFT JOIN renamed n ON n.said = x.party ->> '$.actor';

CREATE VIEW v_claims AS
    SELECT c.id, coalesce(m.record, c.telling) AS record, t.type AS record_type, c.field, c.value, c.modality,
           c.body ->> '$.evidence[0].exact' AS quote, c.body ->> '$.evidence[0].prefix' AS prefix,
           c.body ->> '$.evidence[0].suffix' AS suffix, c.body ->> '$.evidence[0].start' AS "start",
           c.body ->> '$.evidence[0].end' AS "end", c.body ->> '$.evidence[0].line' AS line,
           json_array_length(c.body, '$.evidence') AS places, c.rule,
           (SELECT group_concat(coalesce(p.value ->> '$.name', p.value ->> '$.office.title', ''), '; ')
              FROM json_each(c.body, '$.attributed_to') p) AS attributed_to,
           c.report, r.outlet, r.published
      FROM claim c JOIN report r ON r.id = c.report LEFT JOIN telling t ON t.id = c.telling
      LEFT JOIN member m ON m.telling = c.telling;

CREATE VIEW v_conflicts AS
    SELECT c.id, c.record, c.body ->> '$.field' AS field, c.body ->> '$.kind' AS kind, c.body ->> '$.state' AS state,
           (SELECT group_concat(v.value ->> '$.value', ' / ') FROM json_each(c.body, '$.values') v) AS "values",
           json_array_length(c.body, '$.values') AS sides
      FROM conflict c;

-- What the views and their columns mean; the row without a column is about the view.
CREATE TABLE described (
    "view"   TEXT NOT NULL,
    place    INTEGER NOT NULL,            -- 0 for the view, then its columns in order
    "column" TEXT,
    kind     TEXT,                        -- text number
    about    TEXT NOT NULL,
    PRIMARY KEY ("view", place)
) STRICT, WITHOUT ROWID;
INSERT INTO described VALUES
    ('v_reports', 0, NULL, NULL, 'One report: one page of one outlet'),
    ('v_reports', 1, 'id', 'text', 'Id, worked out from the content'),
    ('v_reports', 2, 'outlet', 'text', 'Who published it, where the page says so'),
    ('v_reports', 3, 'title', 'text', 'Headline'),
    ('v_reports', 4, 'published', 'text', 'Date of publication in EDTF, where the page says so'),
    ('v_reports', 5, 'published_day', 'text', 'The same as YYYY-MM-DD, where it names a day'),
    ('v_reports', 6, 'path', 'text', 'Path as given'),
    ('v_reports', 7, 'sha256', 'text', 'SHA-256 of the input, hexadecimal'),
    ('v_reports', 8, 'knowledge', 'text', 'Version of the knowledge it was read with'),
    ('v_reports', 9, 'characters', 'number', 'Length of its text in Unicode code points'),
    ('v_reports', 10, 'engagements', 'number', 'Engagements it tells of'),
    ('v_reports', 11, 'statements', 'number', 'Statements it tells of'),
    ('v_reports', 12, 'agreements', 'number', 'Agreements it tells of'),
    ('v_reports', 13, 'deliveries', 'number', 'Deliveries it tells of'),
    ('v_actors', 0, NULL, NULL, 'A person, office, country, body, place or system'),
    ('v_actors', 1, 'id', 'text', 'Id'),
    ('v_actors', 2, 'kind', 'text', 'person, office, country, body, forum, ministry, place, system, attack or other'),
    ('v_actors', 3, 'name', 'text', 'English or romanised name'),
    ('v_actors', 4, 'name_hi', 'text', 'Hindi name'),
    ('v_actors', 5, 'country', 'text', 'ISO 3166-1 alpha-2 code or body id that it is of'),
    ('v_actors', 6, 'known', 'text', 'Id in the knowledge, where it has an entry'),
    ('v_actors', 7, 'reports', 'number', 'Reports that tell of it'),
    ('v_actors', 8, 'engagements', 'number', 'Engagements it takes part in, of any status'),
    ('v_spellings', 0, NULL, NULL, 'A spelling of an actor, as published'),
    ('v_spellings', 1, 'actor', 'text', 'Actor id'),
    ('v_spellings', 2, 'name', 'text', 'English or romanised name of the actor'),
    ('v_spellings', 3, 'kind', 'text', 'Kind of the actor'),
    ('v_spellings', 4, 'spelling', 'text', 'Exact words'),
    ('v_spellings', 5, 'times', 'number', 'Times met'),
    ('v_spellings', 6, 'reports', 'number', 'Reports it was met in'),
    ('v_offices', 0, NULL, NULL, 'An office of an actor, as knowledge has it or as reports say'),
    ('v_offices', 1, 'actor', 'text', 'Actor id'),
    ('v_offices', 2, 'name', 'text', 'English or romanised name of the actor'),
    ('v_offices', 3, 'title', 'text', 'Plain English title'),
    ('v_offices', 4, 'of', 'text', 'ISO 3166-1 alpha-2 code or body id that the office is of'),
    ('v_offices', 5, 'basis', 'text', 'knowledge, or claims: what the reports say, also where they are wrong'),
    ('v_offices', 6, 'from', 'text', 'EDTF date of taking office, from the knowledge'),
    ('v_offices', 7, 'to', 'text', 'EDTF date of leaving office, from the knowledge'),
    ('v_offices', 8, 'first_said', 'text', 'Date of the first report that tells of the actor so'),
    ('v_offices', 9, 'last_said', 'text', 'Date of the last report that tells of the actor so'),
    ('v_offices', 10, 'reports', 'number', 'Reports that tell of the actor so'),
    ('v_engagements', 0, NULL, NULL, 'One meeting, call, visit, session, summit, exercise or press conference'),
    ('v_engagements', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_engagements', 2, 'kind', 'text', 'meeting, call, visit, session, summit, exercise or press-conference'),
    ('v_engagements', 3, 'status', 'text', 'held, planned, cancelled or denied: only what was held took place'),
    ('v_engagements', 4, 'background', 'number', '1 where the reports only recall it'),
    ('v_engagements', 5, 'date', 'text', 'Date in EDTF, as far as the reports allow'),
    ('v_engagements', 6, 'first_day', 'text', 'First day that the date may mean, YYYY-MM-DD'),
    ('v_engagements', 7, 'last_day', 'text', 'Last day that the date may mean, YYYY-MM-DD'),
    ('v_engagements', 8, 'date_basis', 'text', 'What the date rests on: stated, weekday, relative, published or judgement'),
    ('v_engagements', 9, 'place', 'text', 'English name of the place'),
    ('v_engagements', 10, 'country', 'text', 'ISO 3166-1 alpha-2 code of the country of the place'),
    ('v_engagements', 11, 'forum', 'text', 'English name of the forum'),
    ('v_engagements', 12, 'forum_relation', 'text', 'sidelines, during, occasion, session, after or before'),
    ('v_engagements', 13, 'forum_session', 'number', 'Number of the session'),
    ('v_engagements', 14, 'parties', 'text', 'Names, or offices of the unnamed, with "; " between; v_parties has a row for each'),
    ('v_engagements', 15, 'countries', 'text', 'Codes of the states and bodies that take part, with "; " between'),
    ('v_engagements', 16, 'topics', 'text', 'What it was about, with "; " between'),
    ('v_engagements', 17, 'plover', 'text', 'PLOVER event and mode'),
    ('v_engagements', 18, 'cameo', 'text', 'CAMEO code'),
    ('v_engagements', 19, 'reports', 'number', 'Reports that tell of it'),
    ('v_engagements', 20, 'conflicts', 'number', 'Conflicts about it'),
    ('v_statements', 0, NULL, NULL, 'Something said, promised, refused'),
    ('v_statements', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_statements', 2, 'kind', 'text', 'said, praised, condemned, criticised, accused, urged, committed, refused, denied, thanked, congratulated, invited, conveyed or warned'),
    ('v_statements', 3, 'speaker', 'text', 'Who spoke; empty for an unnamed office-holder'),
    ('v_statements', 4, 'speaker_id', 'text', 'Actor id of the speaker'),
    ('v_statements', 5, 'speaker_office', 'text', 'Office of the speaker, as the report gives it'),
    ('v_statements', 6, 'speaker_of', 'text', 'ISO 3166-1 alpha-2 code or body id of that office'),
    ('v_statements', 7, 'addressee', 'text', 'To whom'),
    ('v_statements', 8, 'addressee_of', 'text', 'ISO 3166-1 alpha-2 code or body id of the office of the addressee'),
    ('v_statements', 9, 'target', 'text', 'About whom, where praised, blamed or thanked'),
    ('v_statements', 10, 'target_of', 'text', 'ISO 3166-1 alpha-2 code or body id of the office of the target'),
    ('v_statements', 11, 'direct_quote', 'number', '1 where the words are given as the speaker''s own'),
    ('v_statements', 12, 'via', 'text', 'Channel, such as X or press conference'),
    ('v_statements', 13, 'words', 'text', 'The words of the report, as published'),
    ('v_statements', 14, 'topics', 'text', 'What it was about, with "; " between'),
    ('v_statements', 15, 'engagement', 'text', 'Id of the engagement at which it was said'),
    ('v_statements', 16, 'report', 'text', 'Id of the report'),
    ('v_statements', 17, 'outlet', 'text', 'Outlet of the report'),
    ('v_statements', 18, 'published', 'text', 'Date of the report in EDTF; not that of the statement'),
    ('v_agreements', 0, NULL, NULL, 'Something signed, agreed, refused or planned between parties'),
    ('v_agreements', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_agreements', 2, 'instrument', 'text', 'What it is called'),
    ('v_agreements', 3, 'status', 'text', 'signed, agreed, extended, refused, planned or terminated'),
    ('v_agreements', 4, 'parties', 'text', 'Signatories, where named, with "; " between'),
    ('v_agreements', 5, 'countries', 'text', 'Codes of the states bound, with "; " between'),
    ('v_agreements', 6, 'amount', 'number', 'Its value in units of the currency'),
    ('v_agreements', 7, 'currency', 'text', 'ISO 4217 code'),
    ('v_agreements', 8, 'report', 'text', 'Id of the report'),
    ('v_agreements', 9, 'outlet', 'text', 'Outlet of the report'),
    ('v_agreements', 10, 'published', 'text', 'Date of the report in EDTF; not that of the agreement'),
    ('v_agreements', 11, 'conflicts', 'number', 'Conflicts about it'),
    ('v_deliveries', 0, NULL, NULL, 'What was ordered, delivered, is pending, and why it is late'),
    ('v_deliveries', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_deliveries', 2, 'item', 'text', 'Designation of the goods'),
    ('v_deliveries', 3, 'item_id', 'text', 'Actor id of the goods'),
    ('v_deliveries', 4, 'supplier', 'text', 'ISO 3166-1 alpha-2 code of the supplier''s country'),
    ('v_deliveries', 5, 'recipient', 'text', 'ISO 3166-1 alpha-2 code of the recipient''s country'),
    ('v_deliveries', 6, 'unit', 'text', 'What is counted'),
    ('v_deliveries', 7, 'ordered', 'number', 'Number ordered, as stated'),
    ('v_deliveries', 8, 'delivered', 'number', 'Number delivered, as stated'),
    ('v_deliveries', 9, 'pending', 'number', 'Number pending, as stated'),
    ('v_deliveries', 10, 'derived_ordered', 'number', 'Number ordered, worked out: delivered and pending'),
    ('v_deliveries', 11, 'derived_delivered', 'number', 'Number delivered, worked out: ordered less pending'),
    ('v_deliveries', 12, 'derived_pending', 'number', 'Number pending, worked out: ordered less delivered'),
    ('v_deliveries', 13, 'as_of', 'text', 'EDTF date that the numbers hold for'),
    ('v_deliveries', 14, 'status', 'text', 'ordered, delivered, pending, delayed, discussed or cancelled'),
    ('v_deliveries', 15, 'cause', 'text', 'Why late, in the words of the report'),
    ('v_deliveries', 16, 'amount', 'number', 'Value of the contract in units of the currency'),
    ('v_deliveries', 17, 'currency', 'text', 'ISO 4217 code'),
    ('v_deliveries', 18, 'report', 'text', 'Id of the report'),
    ('v_deliveries', 19, 'outlet', 'text', 'Outlet of the report'),
    ('v_deliveries', 20, 'published', 'text', 'Date of the report in EDTF'),
    ('v_deliveries', 21, 'conflicts', 'number', 'Conflicts about it'),
    ('v_parties', 0, NULL, NULL, 'One party to an engagement, a statement or an agreement'),
    ('v_parties', 1, 'record', 'text', 'Id of the record'),
    ('v_parties', 2, 'record_type', 'text', 'engagement, statement or agreement'),
    ('v_parties', 3, 'role', 'text', 'party, speaker, addressee, target or signatory'),
    ('v_parties', 4, 'actor', 'text', 'Actor id'),
    ('v_parties', 5, 'name', 'text', 'English or romanised name; empty for an unnamed office-holder'),
    ('v_parties', 6, 'name_hi', 'text', 'Hindi name'),
    ('v_parties', 7, 'actor_kind', 'text', 'Kind of the actor'),
    ('v_parties', 8, 'office', 'text', 'Office in plain English, as the reports give it, also where they are wrong'),
    ('v_parties', 9, 'office_of', 'text', 'ISO 3166-1 alpha-2 code or body id that the office is of'),
    ('v_parties', 10, 'country', 'text', 'ISO 3166-1 alpha-2 code or body id that the actor is of'),
    ('v_claims', 0, NULL, NULL, 'One field value read from one report'),
    ('v_claims', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_claims', 2, 'record', 'text', 'Id of the record'),
    ('v_claims', 3, 'record_type', 'text', 'engagement, statement, agreement or delivery'),
    ('v_claims', 4, 'field', 'text', 'Field of the record, as a path'),
    ('v_claims', 5, 'value', 'text', 'The value'),
    ('v_claims', 6, 'modality', 'text', 'asserted, reported, planned, possible or denied'),
    ('v_claims', 7, 'quote', 'text', 'The words, as published, at the first place'),
    ('v_claims', 8, 'prefix', 'text', 'Words before'),
    ('v_claims', 9, 'suffix', 'text', 'Words after'),
    ('v_claims', 10, 'start', 'number', 'First Unicode code point in the report''s text, counted from 0'),
    ('v_claims', 11, 'end', 'number', 'One past the last code point'),
    ('v_claims', 12, 'line', 'number', 'Line of the input, counted from 1'),
    ('v_claims', 13, 'places', 'number', 'How many places it was read from'),
    ('v_claims', 14, 'rule', 'text', 'Rule that read it'),
    ('v_claims', 15, 'attributed_to', 'text', 'On whose word the report says so, the nearest to the reader first, with "; " between'),
    ('v_claims', 16, 'report', 'text', 'Id of the report'),
    ('v_claims', 17, 'outlet', 'text', 'Outlet of the report'),
    ('v_claims', 18, 'published', 'text', 'Date of the report in EDTF'),
    ('v_copies', 0, NULL, NULL, 'A report that copies another, or is copied: a group of copies is one witness'),
    ('v_copies', 1, 'report', 'text', 'Id of the report'),
    ('v_copies', 2, 'original', 'text', 'Id of the first of its group'),
    ('v_conflicts', 0, NULL, NULL, 'Values of one field that cannot all stand'),
    ('v_conflicts', 1, 'id', 'text', 'Id, which stays the same'),
    ('v_conflicts', 2, 'record', 'text', 'Id of the record or actor'),
    ('v_conflicts', 3, 'field', 'text', 'Field, as a path'),
    ('v_conflicts', 4, 'kind', 'text', 'contradiction, slip, more-precise, newer or rounding'),
    ('v_conflicts', 5, 'state', 'text', 'open, settled, both-stand or unsure'),
    ('v_conflicts', 6, 'values', 'text', 'The values, with " / " between'),
    ('v_conflicts', 7, 'sides', 'number', 'How many values there are'),
    ('v_operations', 0, NULL, NULL, 'One decision of a person, or its taking back'),
    ('v_operations', 1, 'number', 'number', 'Its place in the log, from 1'),
    ('v_operations', 2, 'id', 'text', 'Id'),
    ('v_operations', 3, 'kind', 'text', 'judge, replay, undo or restore'),
    ('v_operations', 4, 'at', 'text', 'When, RFC 3339'),
    ('v_operations', 5, 'by', 'text', 'By whom'),
    ('v_operations', 6, 'why', 'text', 'Why, in the person''s words'),
    ('v_operations', 7, 'undoes', 'text', 'Of undo: id of the operation that is taken back'),
    ('v_operations', 8, 'back_to', 'number', 'Of restore: all operations after this number are taken back'),
    ('v_operations', 9, 'stands', 'number', '1 unless it was taken back'),
    ('v_operations', 10, 'judgements', 'number', 'How many judgements it is made of'),
    ('v_judgements', 0, NULL, NULL, 'One judgement on one thing that a report says'),
    ('v_judgements', 1, 'number', 'number', 'Its number, from 1'),
    ('v_judgements', 2, 'operation', 'text', 'Id of the operation it is part of'),
    ('v_judgements', 3, 'at', 'text', 'When, RFC 3339'),
    ('v_judgements', 4, 'by', 'text', 'By whom'),
    ('v_judgements', 5, 'why', 'text', 'Why, in the person''s words'),
    ('v_judgements', 6, 'verb', 'text', 'accept, set, merge, split, not-same, both-stand, unsure or not-verifiable'),
    ('v_judgements', 7, 'field', 'text', 'Field, as a path; empty where records or actors were put together or set apart'),
    ('v_judgements', 8, 'value', 'text', 'The value that stands'),
    ('v_judgements', 9, 'on', 'text', 'Telling or actor that it is on, as the report has it'),
    ('v_judgements', 10, 'record', 'text', 'Present id of its record or actor'),
    ('v_judgements', 11, 'stands', 'number', '1 unless it was taken back'),
    ('described', 0, NULL, NULL, 'This list: what the views and their columns mean'),
    ('described', 1, 'view', 'text', 'Name of the view'),
    ('described', 2, 'place', 'number', '0 for the view itself, then its columns in order'),
    ('described', 3, 'column', 'text', 'Name of the column; empty for the view itself'),
    ('described', 4, 'kind', 'text', 'text or number'),
    ('described', 5, 'about', 'text', 'What it means');

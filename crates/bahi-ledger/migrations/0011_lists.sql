-- What lists of reports and searches by the beginning of a name walk along.

DROP INDEX report_outlet;
CREATE INDEX report_outlet ON report (outlet, day DESC, id);
CREATE INDEX report_language ON report (outlet, head ->> '$.language', published);
CREATE INDEX seen_en ON seen (lower(en)) WHERE en IS NOT NULL;
CREATE INDEX seen_hi ON seen (hi) WHERE hi IS NOT NULL;
CREATE INDEX spelling_text ON spelling (text);

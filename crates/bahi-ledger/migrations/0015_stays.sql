-- What began on a day and has no end told is taken to be over some weeks later, so that it is looked for among what is of about as
-- many days; until now it was one with whatever came after. Such tellings stood on the last shelf, without a last day.
INSERT OR IGNORE INTO unsettled
    SELECT DISTINCT t.report FROM telling_key k JOIN telling t ON t.id = k.telling
     WHERE k.span = 3 AND k.last = 9223372036854775807;

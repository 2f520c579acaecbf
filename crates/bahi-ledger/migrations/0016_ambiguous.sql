-- What is told of no time, and may be one with tellings of several times, is one with none of them: it stands on a shelf of its own
-- (span 6), where nothing but it is looked for. Until now it went with the first that fitted it.
INSERT OR IGNORE INTO unsettled
    SELECT DISTINCT t.report FROM telling_key k JOIN telling t ON t.id = k.telling WHERE k.span = 5;

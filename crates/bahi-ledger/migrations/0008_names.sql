-- By which an actor is found by name without looking at all of them.

-- Derived: people whom knowledge lacks, and names that people gave, by keys of how their words sound.
CREATE TABLE sounded (
    key   INTEGER NOT NULL,
    actor TEXT NOT NULL,                  -- A-…, as in `actor_said`
    alone INTEGER NOT NULL,               -- whether the word may be all of the name
    PRIMARY KEY (key, actor, alone)
) STRICT, WITHOUT ROWID;
CREATE INDEX sounded_actor ON sounded (actor);

-- Derived: whatever is nobody, by the folded words of its names, all letters of a name as one word, and its capitals.
CREATE TABLE called (
    word  TEXT NOT NULL,
    actor TEXT NOT NULL,                  -- A-…, as in `actor_said`
    PRIMARY KEY (word, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX called_actor ON called (actor);

-- The version of the knowledge whose names `called` has.
CREATE TABLE called_with (
    knowledge TEXT NOT NULL
) STRICT;

-- Actors whose names may be others by now.
CREATE TABLE unheard (
    actor TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- No `OR IGNORE`: within an upsert it would mean what the upsert says.
CREATE TRIGGER seen_came AFTER INSERT ON seen
BEGIN INSERT INTO unheard SELECT new.actor WHERE NOT EXISTS (SELECT 1 FROM unheard WHERE actor = new.actor); END;
CREATE TRIGGER seen_became AFTER UPDATE OF en, hi ON seen WHEN new.en IS NOT old.en OR new.hi IS NOT old.hi
BEGIN INSERT INTO unheard SELECT new.actor WHERE NOT EXISTS (SELECT 1 FROM unheard WHERE actor = new.actor); END;
CREATE TRIGGER seen_went AFTER DELETE ON seen
BEGIN INSERT INTO unheard SELECT old.actor WHERE NOT EXISTS (SELECT 1 FROM unheard WHERE actor = old.actor); END;
CREATE TRIGGER spelling_came AFTER INSERT ON spelling
BEGIN INSERT INTO unheard SELECT new.actor WHERE NOT EXISTS (SELECT 1 FROM unheard WHERE actor = new.actor); END;
CREATE TRIGGER spelling_went AFTER DELETE ON spelling
BEGIN INSERT INTO unheard SELECT old.actor WHERE NOT EXISTS (SELECT 1 FROM unheard WHERE actor = old.actor); END;
CREATE TRIGGER name_judged AFTER INSERT ON standing BEGIN
    INSERT OR IGNORE INTO unheard SELECT k.key FROM judgement j JOIN judged k ON k.judgement = j.number
        WHERE j.operation = new.operation AND k.key LIKE 'A-%' AND j.field LIKE 'name/%';
END;
CREATE TRIGGER name_not_judged AFTER DELETE ON standing BEGIN
    INSERT OR IGNORE INTO unheard SELECT k.key FROM judgement j JOIN judged k ON k.judgement = j.number
        WHERE j.operation = old.operation AND k.key LIKE 'A-%' AND j.field LIKE 'name/%';
END;

-- What is there already.
INSERT INTO unheard SELECT actor FROM seen;

-- Schema 6: what people settle after a sync.
ALTER TABLE staff ADD COLUMN devices TEXT;

-- The versions of each open conflict, as the record's state has them, for the screens: written by sync with `conflicts`
-- and gone with it. `device` is hexadecimal; `words` NULL = emptied; `base` is what the author wrote it on, NULL = not
-- known; `was_offline` = it reached the hub long after it was written.
CREATE TABLE conflict_versions (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    time INTEGER NOT NULL,
    device TEXT NOT NULL CHECK (length(device) = 16),
    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
    was_offline INTEGER NOT NULL CHECK (was_offline IN (0, 1)),
    written_at_ms INTEGER NOT NULL,
    words TEXT,
    base TEXT,
    PRIMARY KEY (type, id, field, time, device)
) STRICT, WITHOUT ROWID;

-- A refusal that a person has set aside stays, and is counted no more.
ALTER TABLE refusals ADD COLUMN set_aside_at_ms INTEGER;

-- The texts of what was refused: they can be copied also when the record itself had to leave the tablet.
CREATE TABLE refused_texts (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (type, id, field)
) STRICT, WITHOUT ROWID;

-- What two people wrote unaware of each other and is no longer said: registers that lost, texts that a person did not
-- choose. Kept on the tablet where that was noticed.
CREATE TABLE replaced_values (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    time INTEGER NOT NULL,
    device TEXT NOT NULL CHECK (length(device) = 16),
    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
    written_at_ms INTEGER NOT NULL,
    value ANY,
    PRIMARY KEY (type, id, field, time, device)
) STRICT, WITHOUT ROWID;

-- The last runs of sync, for people.
CREATE TABLE sync_runs (
    began_at_ms INTEGER PRIMARY KEY,
    took_ms INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    received INTEGER NOT NULL,
    is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1))
) STRICT;

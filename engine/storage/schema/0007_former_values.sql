-- Schema 7: what fields said before somebody changed them on this tablet, for people who look back.

-- Only what was changed, never what was first written. One row per change; of two changes of a field within one
-- millisecond the first is kept. An erased record takes its rows along.
CREATE TABLE former_values (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    changed_by BLOB NOT NULL CHECK (length(changed_by) = 16),
    value ANY,
    PRIMARY KEY (type, id, changed_at_ms, field)
) STRICT, WITHOUT ROWID;

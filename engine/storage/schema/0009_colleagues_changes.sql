-- Schema 9: what fields said before a colleague changed them stays too, when their change comes in.

-- One row per change. Who made it: of a change on this tablet the member of staff, of a colleague's the device whose stamp
-- it has, hexadecimal as in staff.devices. `counter` tells a colleague's changes of one millisecond apart, as their stamps
-- do; of a field's changes on this tablet within one the first is kept. An erased record takes its rows along.
ALTER TABLE former_values RENAME TO former_values_of_schema_8;
CREATE TABLE former_values (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    counter INTEGER NOT NULL DEFAULT 0,
    changed_by BLOB CHECK (length(changed_by) = 16),
    device TEXT CHECK (length(device) = 16),
    value ANY,
    PRIMARY KEY (type, id, changed_at_ms, counter, field),
    CHECK ((changed_by IS NULL) <> (device IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO former_values (type, id, field, changed_at_ms, changed_by, value)
    SELECT type, id, field, changed_at_ms, changed_by, value FROM former_values_of_schema_8;
DROP TABLE former_values_of_schema_8;

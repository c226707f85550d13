-- Schema 9: what fields said before a colleague changed them stays too, when their change comes in.

-- One row per change of a record, never for what was first written. Who made it: of a change on this tablet the member of
-- staff, of a colleague's the device whose stamp it has, hexadecimal as in staff.devices. `fields` is a JSON object from
-- the fields' numbers to what they said; an id stands as hexadecimal. Rows are added at the end: a pull that changes
-- thousands of records writes full pages. An erased record takes its rows along.
ALTER TABLE former_values RENAME TO former_values_of_schema_8;
CREATE TABLE former_values (
    seq INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    changed_at_ms INTEGER NOT NULL,
    changed_by BLOB CHECK (length(changed_by) = 16),
    device TEXT CHECK (length(device) = 16),
    fields TEXT NOT NULL,
    CHECK ((changed_by IS NULL) <> (device IS NULL))
) STRICT;
INSERT INTO former_values (type, id, changed_at_ms, changed_by, fields)
    SELECT type, id, changed_at_ms, changed_by,
           json_group_object(field, CASE typeof(value) WHEN 'blob' THEN hex(value) ELSE value END)
    FROM former_values_of_schema_8 GROUP BY type, id, changed_at_ms, changed_by;
DROP TABLE former_values_of_schema_8;
CREATE INDEX former_values_by_record ON former_values (type, id);

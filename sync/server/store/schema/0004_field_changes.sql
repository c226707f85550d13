-- Hub schema 4. When which field of a record last changed (api/field_changes.h); empty for what was stored by an older hub.
ALTER TABLE records ADD COLUMN changes BLOB NOT NULL DEFAULT x'';

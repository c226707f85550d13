-- Hub schema 3 on PostgreSQL, as schema/0004_field_changes.sql: when which field of a record last changed
-- (api/field_changes.h); empty for what was stored by an older hub.
ALTER TABLE records ADD COLUMN changes bytea NOT NULL DEFAULT '';

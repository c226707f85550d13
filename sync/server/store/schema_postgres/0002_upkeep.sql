-- Hub schema 2 on PostgreSQL, as schema/0003_upkeep.sql: what the hub needs to let old deletions go and to find copies that
-- drifted apart.
-- Hidden records up to `floor` may be gone.
ALTER TABLE organisations ADD COLUMN floor bigint NOT NULL DEFAULT 0;
-- The seq up to which the device has everything; 0 = not known.
ALTER TABLE devices ADD COLUMN position bigint NOT NULL DEFAULT 0;
-- When a deletion hid the record; NULL while it is in sight, and for erased ones.
ALTER TABLE records ADD COLUMN hidden_at_ms bigint;
-- Over `state`; empty for what was stored by an older hub.
ALTER TABLE records ADD COLUMN digest bytea NOT NULL DEFAULT '';
CREATE INDEX records_hidden ON records (org_id, seq) WHERE hidden_at_ms IS NOT NULL;
CREATE INDEX records_in_scope ON records (org_id, scope, type, id);

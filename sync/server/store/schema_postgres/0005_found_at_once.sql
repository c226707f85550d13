-- Hub schema 5 on PostgreSQL, as schema/0006_found_at_once.sql: what a device holds of a scope, where a record departed from and what
-- was set aside of it are found without reading the rest.
CREATE INDEX records_held ON records (held_by, scope) WHERE held_by <> 0;
CREATE INDEX departures_by_record ON departures (org_id, type, id);
CREATE INDEX set_aside_by_record ON set_aside (org_id, type, id);

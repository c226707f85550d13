-- Hub schema 6. Found without reading the rest: what a device holds of a scope, where a record departed from, what was set aside of
-- it.
-- By device alone: each belongs to one organisation.
CREATE INDEX records_held ON records (held_by, scope) WHERE held_by <> 0;
CREATE INDEX departures_by_record ON departures (org_id, type, id);
CREATE INDEX set_aside_by_record ON set_aside (org_id, type, id);

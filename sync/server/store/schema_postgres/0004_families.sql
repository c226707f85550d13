-- Hub schema 4 on PostgreSQL, as schema/0005_families.sql: on which family a record hangs, so that a family that moves finds
-- its own; NULL: on none. A nil id: not noted yet, in rows of an older hub.
ALTER TABLE records ADD COLUMN family uuid DEFAULT '00000000-0000-0000-0000-000000000000';
CREATE INDEX records_of_family ON records (org_id, family) WHERE family IS NOT NULL;

-- Hub schema 5. On which family a record hangs, so that a family that moves finds its own; NULL: on none.
-- A nil id: not noted yet, in rows of an older hub (api/family_moves.h). A type that hangs on families only from some later
-- schema on: that one sets the family of its rows to nil.
ALTER TABLE records ADD COLUMN family BLOB DEFAULT x'00000000000000000000000000000000' CHECK (length(family) = 16);
CREATE INDEX records_of_family ON records (org_id, family) WHERE family IS NOT NULL;

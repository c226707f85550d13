-- Schema 12: a member of a family who lives elsewhere, what was opened last, and indexes for what a place's page counts.

ALTER TABLE persons ADD COLUMN street TEXT;
ALTER TABLE persons ADD COLUMN postcode TEXT;
ALTER TABLE persons ADD COLUMN municipality TEXT;

-- Types of record that got columns. What newer tablets filled in before this one was updated waits in the rows' causal
-- blobs; whoever reads those puts it into its column and strikes the type out (sync/capture/new_columns.h).
CREATE TABLE new_columns (type INTEGER PRIMARY KEY) STRICT;
INSERT INTO new_columns (type) VALUES (2);

-- What was opened last on this tablet, by whoever works on it: never sent, and gone when it passes to another person.
CREATE TABLE opened (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- The first look at one of the largest schools counts its year: what parents came for stands in the index by place,
-- which families came from there and which no service knew in indexes of their own. None costs a contact an entry more.
DROP INDEX contacts_by_place;
CREATE INDEX contacts_by_place ON contacts (place_id, at, family_id, deleted, themes);
CREATE INDEX families_by_origin ON families (origin_place_id, id) WHERE origin_place_id IS NOT NULL AND deleted = 0;
CREATE INDEX families_not_known_before ON families (id) WHERE known_before = 0;

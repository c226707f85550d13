-- Schema 13: contacts that no family's and no place's page shows.

-- Who wrote one finds it by this until it gets a name; none of the others costs an entry.
CREATE INDEX contacts_unnamed ON contacts (author_id, at, id)
    WHERE family_id IS NULL AND place_id IS NULL AND deleted = 0;

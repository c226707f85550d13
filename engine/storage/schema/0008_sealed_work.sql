-- Schema 8: what somebody wrote on this tablet where whoever works here now may not look. It waits unread until its author
-- works here again.
CREATE TABLE sealed_work (
    staff BLOB NOT NULL CHECK (length(staff) = 16),
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    state BLOB NOT NULL, -- what was to be sent
    PRIMARY KEY (staff, type, id)
) STRICT, WITHOUT ROWID;

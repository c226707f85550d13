-- Schema 11: a tablet that passes into other hands begins empty for them (sync/capture/sealed_work.h).

-- 1 = not sent yet: it goes up from here, as its author's.
ALTER TABLE sealed_work ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
CREATE INDEX sealed_work_waiting ON sealed_work (staff, type, id) WHERE waits = 1;

-- Whose sealed work the sent batch carries; NULL = what the outbox held.
ALTER TABLE sent_batch ADD COLUMN author BLOB CHECK (length(author) = 16);

-- The drafts of whoever worked here before, until they work here again.
CREATE TABLE sealed_drafts (
    staff BLOB NOT NULL CHECK (length(staff) = 16),
    id BLOB NOT NULL CHECK (length(id) = 16),
    saved_at_ms INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (staff, id)
) STRICT, WITHOUT ROWID;

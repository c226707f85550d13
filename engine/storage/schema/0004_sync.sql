-- Schema 4: sync/capture's own order and memory. `outbox.version` is a number of its own, one for each change that is
-- queued (sync_state "queued"), so that the oldest work goes first and an acknowledgement clears exactly what was sent.
-- `outbox.fields` are the numbers of the changed fields; 0 among them means the whole record.
CREATE UNIQUE INDEX outbox_by_version ON outbox (version);

-- The batch that was sent and not answered yet: repeated byte for byte under its number until the hub has answered, so
-- that nothing is applied twice. One row or none.
CREATE TABLE sent_batch (
    slot INTEGER PRIMARY KEY CHECK (slot = 1),
    batch INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- The outbox versions that it carries.
CREATE TABLE sent_records (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    version INTEGER NOT NULL,
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Schema 5. While the hub's changes come a second time from the beginning (sync/capture/restart.h): the records that it has not
-- brought yet as they are here.
CREATE TABLE unconfirmed_records (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

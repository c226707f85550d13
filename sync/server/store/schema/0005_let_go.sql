-- Hub schema 5. Where each record lay whose deletion the hub let go: tablets there still have it, hidden, and are told when it comes
-- back elsewhere.
CREATE TABLE let_go (
    org_id BLOB NOT NULL,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    PRIMARY KEY (org_id, type, id)
) STRICT, WITHOUT ROWID;

-- Hub schema 1. A released file never changes: the next change is 0002_*.sql.
-- Everything belongs to an organisation. Moments are INTEGER UTC milliseconds; device ids, incarnations, batch numbers and
-- stamp times are unsigned 64-bit numbers kept as INTEGER of the same bits.

CREATE TABLE organisations (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    team_scope BLOB NOT NULL CHECK (length(team_scope) = 16),
    epoch INTEGER NOT NULL,
    cursor_key BLOB NOT NULL CHECK (length(cursor_key) = 32),
    last_seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    org_id BLOB NOT NULL REFERENCES organisations (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE scopes (
    org_id BLOB NOT NULL REFERENCES organisations (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
    org_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    scope BLOB NOT NULL,
    may INTEGER NOT NULL CHECK (may IN (1, 2)), -- 1 read, 2 read and write
    ended_at_ms INTEGER,
    PRIMARY KEY (org_id, user_id, scope),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
    FOREIGN KEY (org_id, scope) REFERENCES scopes (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    id INTEGER NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    enrolled_at_ms INTEGER NOT NULL,
    last_seen_at_ms INTEGER,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
) STRICT;

-- One-time codes, by their hash alone; an expired one is deleted. `device` is the one that used it up.
CREATE TABLE enrolment_codes (
    code_hash BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
    org_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    device INTEGER REFERENCES devices (id),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nonces (
    device INTEGER NOT NULL,
    nonce BLOB NOT NULL,
    seen_at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX nonces_by_time ON nonces (seen_at_ms);

CREATE TABLE records (
    rowid INTEGER PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organisations (id),
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    seq INTEGER NOT NULL,
    held_by INTEGER NOT NULL, -- the device that has exactly this state; 0 = none
    held_incarnation INTEGER NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (org_id, type, id)
) STRICT;
CREATE UNIQUE INDEX records_by_scope ON records (org_id, scope, seq);

CREATE TABLE departures (
    org_id BLOB NOT NULL,
    scope BLOB NOT NULL, -- the one that was left
    seq INTEGER NOT NULL,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (org_id, scope, seq),
    UNIQUE (org_id, scope, type, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    device INTEGER NOT NULL REFERENCES devices (id),
    incarnation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL CHECK (length(content) = 32), -- SHA-256 of what was pushed
    answer BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, incarnation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    device INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    given INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, claimed)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside (
    rowid INTEGER PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organisations (id),
    type INTEGER NOT NULL,
    id BLOB NOT NULL,
    scope BLOB NOT NULL,
    user_id BLOB NOT NULL,
    device INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    state BLOB NOT NULL
) STRICT;

CREATE TABLE held_scopes (
    device INTEGER NOT NULL REFERENCES devices (id),
    scope BLOB NOT NULL,
    PRIMARY KEY (device, scope)
) STRICT, WITHOUT ROWID;

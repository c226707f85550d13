-- Hub schema 1 on PostgreSQL. A released file never changes: the next change is 0002_*.sql.
-- The same tables as schema/0001_hub.sql and 0002_accepted_stamps.sql have. Moments are bigint UTC milliseconds; device
-- ids, incarnations, batch numbers and stamp times are unsigned 64-bit numbers kept as bigint of the same bits.

CREATE TABLE organisations (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    team_scope uuid NOT NULL,
    epoch bigint NOT NULL,
    cursor_key bytea NOT NULL CHECK (octet_length(cursor_key) = 32),
    last_seq bigint NOT NULL DEFAULT 0 -- its row lock is the organisation's write lock (docs/adr/0011)
) WITH (fillfactor = 50); -- written by every transaction: room for the new version beside the old one

CREATE TABLE users (
    org_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    active boolean NOT NULL,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE scopes (
    org_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    name text NOT NULL COLLATE "C",
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);

CREATE TABLE grants (
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    scope uuid NOT NULL,
    may bigint NOT NULL CHECK (may IN (1, 2)), -- 1 read, 2 read and write
    ended_at_ms bigint,
    PRIMARY KEY (org_id, user_id, scope),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
    FOREIGN KEY (org_id, scope) REFERENCES scopes (org_id, id)
);

CREATE TABLE devices (
    id bigint PRIMARY KEY,
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    enrolled_at_ms bigint NOT NULL,
    last_seen_at_ms bigint,
    revoked boolean NOT NULL DEFAULT false,
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX devices_by_organisation ON devices (org_id);

-- One-time codes, by their hash alone; an expired one is deleted. `device` is the one that used it up.
CREATE TABLE enrolment_codes (
    code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    expires_at_ms bigint NOT NULL,
    device bigint REFERENCES devices (id),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX enrolment_codes_by_time ON enrolment_codes (expires_at_ms);

CREATE TABLE nonces (
    device bigint NOT NULL,
    nonce bytea NOT NULL,
    seen_at_ms bigint NOT NULL,
    PRIMARY KEY (device, nonce)
);
CREATE INDEX nonces_by_time ON nonces (seen_at_ms);

CREATE TABLE records (
    org_id uuid NOT NULL REFERENCES organisations (id),
    type bigint NOT NULL,
    id uuid NOT NULL,
    scope uuid NOT NULL,
    seq bigint NOT NULL,
    held_by bigint NOT NULL, -- the device that has exactly this state; 0 = none
    held_incarnation bigint NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (org_id, type, id)
);
CREATE UNIQUE INDEX records_by_scope ON records (org_id, scope, seq);

CREATE TABLE departures (
    org_id uuid NOT NULL,
    scope uuid NOT NULL, -- the one that was left
    seq bigint NOT NULL,
    type bigint NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (org_id, scope, type, id),
    UNIQUE (org_id, scope, seq)
);

CREATE TABLE batches (
    device bigint NOT NULL REFERENCES devices (id),
    incarnation bigint NOT NULL,
    number bigint NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) = 32), -- SHA-256 of what was pushed
    answer bytea NOT NULL,
    at_ms bigint NOT NULL,
    PRIMARY KEY (device, incarnation, number)
);

CREATE TABLE corrections (
    device bigint NOT NULL,
    claimed bigint NOT NULL,
    given bigint NOT NULL,
    at_ms bigint NOT NULL,
    PRIMARY KEY (device, claimed)
);

-- The latest stamp of each device that was taken as it came: one that is corrected later lies after it.
CREATE TABLE accepted_stamps (
    device bigint PRIMARY KEY,
    time bigint NOT NULL
);

CREATE TABLE set_aside (
    place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES organisations (id),
    type bigint NOT NULL,
    id uuid NOT NULL,
    scope uuid NOT NULL,
    user_id uuid NOT NULL,
    device bigint NOT NULL,
    received_at_ms bigint NOT NULL,
    reason bigint NOT NULL,
    state bytea NOT NULL
);
CREATE INDEX set_aside_by_organisation ON set_aside (org_id, place);

CREATE TABLE held_scopes (
    device bigint NOT NULL REFERENCES devices (id),
    scope uuid NOT NULL,
    PRIMARY KEY (device, scope)
);

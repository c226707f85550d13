-- Schema 2: what the screens look up, drafts, the audit, this tablet's own facts, and the first tables of sync/capture.

-- --- lookups of the views -------------------------------------------------------------------------------------------
-- `deleted` closes the indexes that answer "last contact" and "reach" without touching a row.
CREATE INDEX persons_by_family ON persons (family_id);
CREATE INDEX persons_by_school ON persons (school_id) WHERE school_id IS NOT NULL;
CREATE INDEX contact_persons_by_place ON contact_persons (place_id);
CREATE INDEX places_by_external_id ON places (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_by_family ON contacts (family_id, at, deleted);
CREATE INDEX contacts_by_place ON contacts (place_id, at, family_id, deleted);
CREATE INDEX contacts_by_time ON contacts (at, deleted, family_id);
CREATE INDEX contacts_by_author ON contacts (author_id, at);
CREATE INDEX contacts_by_appointment ON contacts (appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX questions_by_family ON questions (family_id, state);
CREATE INDEX questions_by_owner ON questions (owner_id, state);
CREATE INDEX referrals_by_family ON referrals (family_id, step);
CREATE INDEX referrals_by_owner ON referrals (owner_id, step);
CREATE INDEX referrals_by_partner ON referrals (partner_id);
CREATE INDEX follow_ups_by_family ON follow_ups (family_id, state, due_day);
CREATE INDEX follow_ups_by_place ON follow_ups (place_id, state, due_day) WHERE place_id IS NOT NULL;
CREATE INDEX follow_ups_by_owner ON follow_ups (owner_id, state, due_day);
CREATE INDEX follow_ups_by_day ON follow_ups (state, due_day);
CREATE INDEX appointments_by_family ON appointments (family_id, starts_at) WHERE family_id IS NOT NULL;
CREATE INDEX appointments_by_place ON appointments (place_id, starts_at) WHERE place_id IS NOT NULL;
CREATE INDEX appointments_by_owner ON appointments (owner_id, starts_at);
CREATE INDEX appointments_by_time ON appointments (starts_at);
CREATE INDEX group_events_by_place ON group_events (place_id, starts_at);
CREATE INDEX group_events_by_time ON group_events (starts_at);
CREATE INDEX consents_by_family ON consents (family_id);
CREATE INDEX agreements_by_partner ON agreements (partner_id);
CREATE INDEX campaign_calls_by_campaign ON campaign_calls (campaign_id, owner_id);
CREATE INDEX campaign_calls_by_family ON campaign_calls (family_id);
CREATE INDEX signals_by_time ON signals (noted_at);

-- --- this tablet's own facts: who it belongs to, device keys, organisation, clock (meta.h) --------------------------
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- --- drafts: never stamped, never sent ------------------------------------------------------------------------------
CREATE TABLE drafts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    saved_at_ms INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_time ON drafts (saved_at_ms);

-- --- audit: who wrote or looked, chained so that an edit, a gap or a cut shows (audit.h) ----------------------------
-- hash = BLAKE2b-256 over the previous entry's hash and every column of this one. `fields` are numbers of schema.h as a
-- JSON array: what changed, never to what.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    at_ms INTEGER NOT NULL,
    staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
    verb TEXT NOT NULL,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_record ON audit (id, seq);

-- --- sync/capture (columns and further tables: 0004) ----------------------------------------------------------------
-- What the hub has not got yet. An acknowledgement clears an entry only when its version is the one that was sent.
CREATE TABLE outbox (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    version INTEGER NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_id ON outbox (id);

CREATE TABLE sync_state (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What the hub refused, kept with its reason until somebody has handled it.
CREATE TABLE refusals (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    reason INTEGER NOT NULL,
    refused_at_ms INTEGER NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Fields with more than one version standing.
CREATE TABLE conflicts (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    field INTEGER NOT NULL,
    noticed_at_ms INTEGER NOT NULL,
    PRIMARY KEY (type, id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_by_id ON conflicts (id);

-- Records of types that only a newer version knows: carried, never shown.
CREATE TABLE unknown_records (
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    state BLOB NOT NULL,
    PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Schema 1. A released file never changes: the next change is 0002_*.sql.
-- Record tables mirror engine/domain/schema.h, column by column (a test holds them together). Every one has:
--   id       UUIDv7, 16 bytes            scope    who may see it, 16 bytes
--   deleted  1 = hidden by a deletion     causal   stamps, kept losers, set elements, unknown fields: sync's own form
--   version  grows by one with each local write or applied change; the outbox clears by it
-- Moments are INTEGER UTC milliseconds, days ISO text, sets JSON arrays of text; a field that is not filled in is NULL.

CREATE TABLE families (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    name TEXT,
    state TEXT,
    known_before INTEGER CHECK (known_before IN (0, 1)),
    first_contact_day TEXT,
    street TEXT,
    postcode TEXT,
    municipality TEXT,
    languages TEXT,
    needs_interpreter INTEGER CHECK (needs_interpreter IN (0, 1)),
    phone TEXT,
    target_groups TEXT,
    safety_remark TEXT,
    note TEXT,
    origin_place_id BLOB CHECK (length(origin_place_id) = 16)
) STRICT;

CREATE TABLE persons (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    family_id BLOB CHECK (length(family_id) = 16),
    given_name TEXT,
    family_name TEXT,
    relation TEXT,
    birth_day TEXT,
    phone TEXT,
    email TEXT,
    school_id BLOB CHECK (length(school_id) = 16),
    school_class TEXT,
    languages TEXT,
    note TEXT
) STRICT;

CREATE TABLE places (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    name TEXT,
    kind TEXT,
    street TEXT,
    postcode TEXT,
    municipality TEXT,
    neighbourhood TEXT,
    network TEXT,
    phone TEXT,
    email TEXT,
    external_id TEXT,
    first_meeting_day TEXT,
    note TEXT
) STRICT;

CREATE TABLE contact_persons (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    place_id BLOB CHECK (length(place_id) = 16),
    name TEXT,
    function TEXT,
    phone TEXT,
    email TEXT,
    weekdays TEXT,
    preferred_channel TEXT,
    note TEXT
) STRICT;

CREATE TABLE partners (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    name TEXT,
    domains TEXT,
    services TEXT,
    conditions TEXT,
    opening_hours TEXT,
    street TEXT,
    postcode TEXT,
    municipality TEXT,
    phone TEXT,
    email TEXT,
    roles TEXT
) STRICT;

CREATE TABLE contacts (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    kind TEXT,
    family_id BLOB CHECK (length(family_id) = 16),
    place_id BLOB CHECK (length(place_id) = 16),
    contact_person_id BLOB CHECK (length(contact_person_id) = 16),
    at INTEGER,
    duration_minutes INTEGER,
    themes TEXT,
    participants TEXT,
    note TEXT,
    adults INTEGER,
    children INTEGER,
    author_id BLOB CHECK (length(author_id) = 16),
    appointment_id BLOB CHECK (length(appointment_id) = 16)
) STRICT;

CREATE TABLE themes (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    code TEXT,
    label_nl TEXT,
    label_fr TEXT,
    label_en TEXT,
    retired INTEGER CHECK (retired IN (0, 1))
) STRICT;

CREATE TABLE questions (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    family_id BLOB CHECK (length(family_id) = 16),
    contact_id BLOB CHECK (length(contact_id) = 16),
    themes TEXT,
    "text" TEXT,
    state TEXT,
    opened_at INTEGER,
    answered_at INTEGER,
    answer TEXT,
    owner_id BLOB CHECK (length(owner_id) = 16)
) STRICT;

CREATE TABLE referrals (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    family_id BLOB CHECK (length(family_id) = 16),
    question_id BLOB CHECK (length(question_id) = 16),
    contact_id BLOB CHECK (length(contact_id) = 16),
    partner_id BLOB CHECK (length(partner_id) = 16),
    what TEXT,
    step TEXT,
    warm_step TEXT,
    introduction TEXT,
    discussed_at INTEGER,
    consented_at INTEGER,
    introduced_at INTEGER,
    accepted_at INTEGER,
    answered_at INTEGER,
    closed_at INTEGER,
    answer TEXT,
    answer_note TEXT,
    owner_id BLOB CHECK (length(owner_id) = 16)
) STRICT;

CREATE TABLE follow_ups (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    family_id BLOB CHECK (length(family_id) = 16),
    place_id BLOB CHECK (length(place_id) = 16),
    contact_id BLOB CHECK (length(contact_id) = 16),
    what TEXT,
    due_day TEXT,
    channel TEXT,
    state TEXT,
    settled_at INTEGER,
    settled_note TEXT,
    owner_id BLOB CHECK (length(owner_id) = 16)
) STRICT;

CREATE TABLE appointments (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    kind TEXT,
    family_id BLOB CHECK (length(family_id) = 16),
    place_id BLOB CHECK (length(place_id) = 16),
    title TEXT,
    starts_at INTEGER,
    duration_minutes INTEGER,
    "where" TEXT,
    note TEXT,
    state TEXT,
    owner_id BLOB CHECK (length(owner_id) = 16)
) STRICT;

CREATE TABLE group_events (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    place_id BLOB CHECK (length(place_id) = 16),
    name TEXT,
    starts_at INTEGER,
    adults INTEGER,
    children INTEGER,
    partners TEXT,
    themes TEXT,
    note TEXT
) STRICT;

CREATE TABLE agreements (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    partner_id BLOB CHECK (length(partner_id) = 16),
    purpose TEXT,
    legal_ground TEXT,
    fields TEXT,
    starts_day TEXT,
    ends_day TEXT,
    needs_consent INTEGER CHECK (needs_consent IN (0, 1))
) STRICT;

CREATE TABLE consents (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    family_id BLOB CHECK (length(family_id) = 16),
    partner_id BLOB CHECK (length(partner_id) = 16),
    purpose TEXT,
    given_by_id BLOB CHECK (length(given_by_id) = 16),
    given_day TEXT,
    until_day TEXT,
    withdrawn_day TEXT
) STRICT;

CREATE TABLE campaigns (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    name TEXT,
    purpose TEXT,
    agreement_id BLOB CHECK (length(agreement_id) = 16),
    starts_day TEXT,
    deadline_day TEXT,
    erase_day TEXT
) STRICT;

CREATE TABLE campaign_calls (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    campaign_id BLOB CHECK (length(campaign_id) = 16),
    family_id BLOB CHECK (length(family_id) = 16),
    person_id BLOB CHECK (length(person_id) = 16),
    owner_id BLOB CHECK (length(owner_id) = 16),
    result TEXT,
    reason TEXT,
    call_back_at INTEGER,
    handed_over INTEGER CHECK (handed_over IN (0, 1)),
    note TEXT
) STRICT;

CREATE TABLE signals (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    "text" TEXT,
    themes TEXT,
    place_id BLOB CHECK (length(place_id) = 16),
    noted_at INTEGER,
    state TEXT,
    answer TEXT,
    contact_id BLOB CHECK (length(contact_id) = 16),
    owner_id BLOB CHECK (length(owner_id) = 16)
) STRICT;

CREATE TABLE stories (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    title TEXT,
    "text" TEXT,
    domain TEXT,
    why TEXT,
    level TEXT,
    told_day TEXT
) STRICT;

CREATE TABLE staff (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    scope BLOB NOT NULL CHECK (length(scope) = 16),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    causal BLOB NOT NULL DEFAULT x'',
    name TEXT,
    role TEXT,
    active INTEGER CHECK (active IN (0, 1))
) STRICT;

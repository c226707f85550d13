-- Schema 10: what Vandaag and a place's page show, found without reading the rest.

-- Only what is open stands in them, so that a settled promise costs no look and no write.
DROP INDEX IF EXISTS follow_ups_by_owner;
DROP INDEX IF EXISTS referrals_by_owner;
DROP INDEX IF EXISTS questions_by_owner;
CREATE INDEX follow_ups_open ON follow_ups (owner_id, due_day) WHERE state = 'open' AND deleted = 0;
CREATE INDEX referrals_open ON referrals (owner_id, discussed_at, consented_at, introduced_at, accepted_at)
    WHERE step IN ('discussed', 'consented', 'introduced', 'accepted') AND deleted = 0;
CREATE INDEX questions_open ON questions (owner_id, opened_at, family_id) WHERE state = 'open' AND deleted = 0;

CREATE INDEX contacts_sit_days ON contacts (place_id, at) WHERE kind = 'sit_day' AND deleted = 0;

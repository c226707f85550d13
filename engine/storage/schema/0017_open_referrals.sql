-- Schema 17: what makes a referral open is said without a list. For a list of more than two SQLite builds a table in
-- memory at each write of a referral, to see whether it belongs in the index: a twelfth of a first pull.

DROP INDEX referrals_open;
CREATE INDEX referrals_open
    ON referrals (owner_id, discussed_at, consented_at, introduced_at, accepted_at, answered_at, step)
    WHERE (step = 'discussed' OR step = 'consented' OR step = 'introduced' OR step = 'accepted'
           OR (step = 'answered' AND answer = 'waiting_list'))
      AND deleted = 0;

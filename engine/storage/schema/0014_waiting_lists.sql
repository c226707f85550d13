-- Schema 14: a referral that ended on a waiting list stays open, so that somebody asks again.

DROP INDEX referrals_open;
CREATE INDEX referrals_open
    ON referrals (owner_id, discussed_at, consented_at, introduced_at, accepted_at, answered_at, step)
    WHERE (step IN ('discussed', 'consented', 'introduced', 'accepted')
           OR (step = 'answered' AND answer = 'waiting_list'))
      AND deleted = 0;

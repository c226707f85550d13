-- Hub schema 7 on PostgreSQL, as schema/0007_latest_stamp.sql: the latest stamp of all is found at once, and those that were given
-- count as taken.
INSERT INTO accepted_stamps (device, time) SELECT device, max(given) FROM corrections GROUP BY device
    ON CONFLICT (device) DO UPDATE SET time = greatest(accepted_stamps.time, excluded.time);
CREATE INDEX accepted_by_time ON accepted_stamps (time);

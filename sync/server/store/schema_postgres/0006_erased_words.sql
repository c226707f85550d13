-- Hub schema 6 on PostgreSQL alone: which erasures left words behind in the tables' files, until upkeep rewrites those.
CREATE TABLE erasures (
    place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at xid8 NOT NULL DEFAULT pg_current_xact_id() -- a session that looks from before it keeps the words alive
);
-- The planner's statistics quote what they sampled. Naming the type again drops those that were made; no plan needs them.
ALTER TABLE records ALTER COLUMN state TYPE bytea, ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE set_aside ALTER COLUMN state TYPE bytea, ALTER COLUMN state SET STATISTICS 0;

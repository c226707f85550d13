-- Hub schema 4 on PostgreSQL, as schema/0005_let_go.sql: where each record lay whose deletion the hub let go.
CREATE TABLE let_go (
    org_id uuid NOT NULL,
    type bigint NOT NULL,
    id uuid NOT NULL,
    scope uuid NOT NULL,
    PRIMARY KEY (org_id, type, id)
);

-- Hub schema 2. The latest stamp of each device that was taken as it came: one that is corrected later lies after it.
CREATE TABLE accepted_stamps (
    device INTEGER NOT NULL PRIMARY KEY,
    time INTEGER NOT NULL
) STRICT;

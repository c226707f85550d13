-- Schema 15: notes, questions, referrals, promises and appointments are found by their words (text_index.h). As in
-- schema 3 only folded words come here and no text is kept. One table for all five: its rowid is the record's with the
-- type above the lowest 40 bits. Which column a word stands in is of no use, so not kept (detail = none).
CREATE VIRTUAL TABLE search_texts USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- Its segments are merged by upkeep, a few pages at a time: FTS5 itself would now and then merge thousands at a commit.
INSERT INTO search_texts (search_texts, rank) VALUES ('automerge', 0);
INSERT INTO search_texts (search_texts, rank) VALUES ('crisismerge', 1000);

-- How far each type's table has been read, in the order of its rows: what a save or a first pull adds lies behind it and
-- costs them nothing. A row that changes before it is marked in search_pending.
CREATE TABLE texts_read (
    type INTEGER PRIMARY KEY,
    up_to INTEGER NOT NULL
) STRICT;
INSERT INTO texts_read (type, up_to) VALUES (6, 0), (8, 0), (9, 0), (10, 0), (11, 0);

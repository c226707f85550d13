-- Schema 3: search as you type (search.h). Words are folded before they come here (search_text.h): lower-case letters
-- and digits with single spaces between, so the plain `ascii` tokenizer cuts them. The tables hold no text, only which
-- word stands in which row; rowid is the record's. Notes are never in them.

CREATE VIRTUAL TABLE search_families USING fts5 (
    name, members, address, phone,
    content = '', contentless_delete = 1, detail = column, tokenize = 'ascii', prefix = '1 2 3 4'
);

CREATE VIRTUAL TABLE search_persons USING fts5 (
    name, phone,
    content = '', contentless_delete = 1, detail = column, tokenize = 'ascii', prefix = '1 2 3 4'
);

CREATE VIRTUAL TABLE search_places USING fts5 (
    name, address, phone,
    content = '', contentless_delete = 1, detail = column, tokenize = 'ascii', prefix = '1 2 3 4'
);

CREATE VIRTUAL TABLE search_contact_persons USING fts5 (
    name, place, phone,
    content = '', contentless_delete = 1, detail = column, tokenize = 'ascii', prefix = '1 2 3 4'
);

-- Records whose entry is stale. A write marks, refresh_search() works the marks off, the newest first.
CREATE TABLE search_pending (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    UNIQUE (type, id)
) STRICT;

-- Schema 18: what stands with families, persons, places and contact persons is found by its words, and signals are
-- (text_index.h): upkeep reads what is there already, in pieces. A contact shows the signals that were noted in it.
INSERT INTO texts_read (type, up_to) VALUES (1, 0), (2, 0), (3, 0), (4, 0), (17, 0);

CREATE INDEX signals_by_contact ON signals (contact_id);

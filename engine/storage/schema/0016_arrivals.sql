-- Schema 16: what changed on colleagues' tablets and came in here, in the order in which it came: what a tablet without a
-- network wrote days ago is news when it comes, and an address that was changed is news as much as a visit is.

-- Who: the device whose stamp the change has, hexadecimal as in staff.devices. Of a record that has gone the row says
-- nothing. Only the latest are kept (arrivals.h).
CREATE TABLE arrivals (
    seq INTEGER PRIMARY KEY,
    arrived_at_ms INTEGER NOT NULL,
    type INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    device TEXT NOT NULL CHECK (length(device) = 16)
) STRICT;

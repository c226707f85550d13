// The pulled half of an exchange: what the person may see now and the device doesn't have yet, in
// the hub's order, one page at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/result.h"
#include "sync/server/api/cursor.h"
#include "sync/server/auth/rights.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

struct Puller {
    const Device& device;
    std::uint64_t incarnation = 0;
    const Rights& rights;
    bool has_cursor = false;  // Without one it starts from the beginning.
    bool gives_own = false;   // What the device itself wrote is given too.
    Positions positions;
    // Of records that the same answer acknowledges: they were taken before the scope was lost,
    // which the cursor may never have told of.
    std::vector<RawId> lost_scopes;
    // All scopes, for a device that begins again: what it holds its cursor doesn't tell.
    std::vector<RawId> unknown_scopes;
    int records_max = 0;
    std::size_t bytes_max = 0;  // Of stored states; one record is always given.
};

struct Page {
    std::vector<Bytes> changes;  // States as CBOR, whole or what changed of them.
    std::vector<RawId> forget;
    Positions positions;
    bool has_more = false;
    // Scopes that the device holds records of from this page on.
    std::vector<RawId> newly_held;
    // Of those to be forgotten: where records count as held by the device.
    std::vector<RawId> released;
    // Scopes that the device has let go of: its cursor no longer holds them.
    std::vector<RawId> let_go;
};

// Fails: as the store. Cost: O(records given) and one look per scope.
Result<Page> pull_page(StoreTransaction& transaction, const Puller& puller);

// For a device whose role reads less or more than before: everything that it holds goes, and comes
// again from the next page on as far as it may be read now. Fails: as the store.
Result<Page> page_of_changed_sight(StoreTransaction& transaction, const Puller& puller);

// Writes down which scopes the device holds. Before the page is sent: a scope that was sent and
// not noted could never be taken back.
Status note_held_scopes(StoreTransaction& transaction, const Device& device, const Page& page);

}  // namespace oppad::hub

// Where a device stands in each scope's log, as the opaque text that it carries for the hub.
//
// Data model: (epoch, floor, scope → position and level), signed with the organisation's cursor key
// for one device. What doesn't verify, or is of another epoch, counts as "from the beginning": the
// device then gets everything again, and merging makes that harmless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/server/store/server_store.h"

namespace oppad::hub {

struct ScopePosition {
    RawId scope;
    Seq position = 0;  // The last entry of the scope's log that was delivered.
    // Where the hub stood when the device last had everything; 0 = never, or not known. While a
    // pull goes on in pages it stays behind `position`: what changes meanwhile moves to the end of
    // the log, past the device.
    Seq level = 0;
    bool operator==(const ScopePosition&) const = default;
};
using Positions = std::vector<ScopePosition>;  // Sorted by scope.

struct Cursor {
    Seq floor = 0;  // The organisation's when it was begun.
    // A second time from the beginning, and not at the end yet: own changes are given too.
    bool gives_own = false;
    // Whether whoever works with the tablet read families then (rights.h).
    bool reads_families = true;
    Positions positions;
};

std::string seal_cursor(const Organisation& organisation, sync::DeviceId device,
                        const Cursor& cursor);
std::optional<Cursor> open_cursor(const Organisation& organisation, sync::DeviceId device,
                                  std::string_view text);

// Whether the device stopped before deletions that are gone by now.
bool is_below_floor(const Organisation& organisation, const Cursor& cursor);
// Whether the device was further than the hub has ever been: the hub was put back, and not told.
bool is_ahead(const Cursor& cursor, Seq last_seq);
// The epoch that follows when is_ahead() was noticed.
std::uint64_t next_epoch(const Organisation& organisation, Instant now);
// Up to where the device has everything that it may see; 0 when that can't be told.
Seq lowest_position(const Positions& positions);

// 0 for a scope that isn't there.
Seq position_in(const Positions& positions, const RawId& scope);
Seq level_in(const Positions& positions, const RawId& scope);
bool holds(const Positions& positions, const RawId& scope);

}  // namespace oppad::hub

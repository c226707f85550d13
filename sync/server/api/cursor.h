// Where a device stands in each scope's log, as the opaque text that it carries for the hub.
//
// Data model: (epoch, scope → position), signed with the organisation's cursor key for one device.
// What doesn't verify, or is of another epoch, counts as "from the beginning": the device then
// gets everything again, and merging makes that harmless.
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
    bool operator==(const ScopePosition&) const = default;
};
using Positions = std::vector<ScopePosition>;  // Sorted by scope.

std::string seal_cursor(const Organisation& organisation, sync::DeviceId device,
                        const Positions& positions);
std::optional<Positions> open_cursor(const Organisation& organisation, sync::DeviceId device,
                                     std::string_view cursor);

// 0 for a scope that isn't there.
Seq position_in(const Positions& positions, const RawId& scope);
bool holds(const Positions& positions, const RawId& scope);

}  // namespace oppad::hub

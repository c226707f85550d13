// Which records hang on a family, on the hub.
#pragma once

#include <functional>
#include <optional>

#include "engine/core/result.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/record_state.h"

namespace oppad::hub {

// Nothing for a record of no family, for what was erased, and for types of newer versions.
std::optional<RawId> family_of(const sync::RecordState& state);

// Whether it sets that a record hangs on a family: a change of other fields doesn't.
bool sets_family(const sync::RecordState& change);

// `stored` with what it says. Errors end the visit.
using VisitMember = std::function<Status(const StoredState& stored, sync::RecordState state)>;

// Each record of the scope that hangs on the family, deleted ones and decayed ones that can be read
// too. The visitor may write it, provided that it doesn't hang on the family in this scope then:
// what is written comes by again. Cost: O(records of the scope).
Status visit_members(StoreTransaction& transaction, const RawId& family, const RawId& scope,
                     const VisitMember& visit);

}  // namespace oppad::hub

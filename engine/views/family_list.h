// The families that match what is typed, for every list of them.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "engine/views/families.h"
#include "engine/views/view_context.h"

namespace oppad::engine {

// At most `limit` rows, best first; those seen last when nothing is typed.
// Cost: O(limit) look-ups beside the search.
Result<FamiliesView> list_matching_families(const ViewContext& context, const std::string& query,
                                            std::size_t limit);

}  // namespace oppad::engine

// Rows of places with reach and silence, for the list and for the page that logs a contact.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/views/places.h"
#include "engine/views/view_context.h"

namespace oppad::engine {

// Every place, in no order.
Result<std::vector<PlaceRow>> list_place_rows(const ViewContext& context);
// One place. Requires: `place` is stored.
Result<PlaceRow> make_place_row(const ViewContext& context, const Place& place);

}  // namespace oppad::engine

// Whether search entries wait to be brought up to date (search_index.h works them off).
#pragma once

#include "engine/core/result.h"

namespace oppad::storage {

class Connection;

Result<bool> has_stale_search(Connection& connection);

}  // namespace oppad::storage

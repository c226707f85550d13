// This tablet's own facts as key and value: staff identity, device keys, organisation, clock. They
// live in the encrypted store and never sync.
#pragma once

#include <optional>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::storage {

class Connection;

Result<std::optional<Bytes>> get_meta(Connection& connection, std::string_view key);
// Requires: inside a transaction, or nothing else of the same step to be written.
Status set_meta(Connection& connection, std::string_view key, ByteView value);
Status drop_meta(Connection& connection, std::string_view key);

}  // namespace oppad::storage

#include "engine/storage/tables/stale_search.h"

#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectPending = R"sql(SELECT 1 FROM search_pending LIMIT 1)sql";

}  // namespace

Result<bool> has_stale_search(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectPending));
    return select.step();
}

}  // namespace oppad::storage

// The loop over a statement's rows, once for all tables.
#pragma once

#include "engine/core/check.h"
#include "engine/core/result.h"
#include "engine/storage/sqlite/statement.h"

namespace oppad::storage {

// Calls `read(row)` for every row. Requires: the SELECT has `columns` columns, in the order of the
// caller's Col.
template <class Columns, class Read>
Status each_row(Statement& select, Columns columns, Read read) {
    ENSURE(select.column_count() == static_cast<int>(columns));
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ok();
        read(select);
    }
}

}  // namespace oppad::storage

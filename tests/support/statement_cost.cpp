#include "tests/support/statement_cost.h"

#include <sqlcipher/sqlite3.h>

#include "engine/storage/sqlite/connection.h"

namespace oppad::test {

std::int64_t take_statement_steps(storage::Connection& connection) {
    std::int64_t steps = 0;
    sqlite3_stmt* statement = nullptr;
    while ((statement = sqlite3_next_stmt(connection.handle(), statement)) != nullptr)
        steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
}

}  // namespace oppad::test

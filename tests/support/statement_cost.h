// How much work SQLite has had with a connection's statements: a count that no load of the machine
// changes.
#pragma once

#include <cstdint>

namespace oppad::storage {
class Connection;
}

namespace oppad::test {

// Steps of SQLite's own machine (a row read takes a few) since the last call, over every statement
// that the connection keeps.
std::int64_t take_statement_steps(storage::Connection& connection);

}  // namespace oppad::test

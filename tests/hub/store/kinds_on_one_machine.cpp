#include "tests/hub/store/store_kinds.h"

namespace oppad::test {

std::vector<StoreKind> store_kinds() { return {{"SQLite", make_sqlite_maker}}; }

}  // namespace oppad::test

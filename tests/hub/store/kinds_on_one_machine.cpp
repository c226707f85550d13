#include "tests/hub/store/store_kinds.h"

namespace oppad::test {

std::vector<StoreKind> store_kinds() {
    return {{"SQLite", make_sqlite_maker}, {"SQLite of one process", make_workers_sqlite_maker}};
}

}  // namespace oppad::test

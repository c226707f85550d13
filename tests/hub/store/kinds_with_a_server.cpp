#include "tests/hub/store/store_kinds.h"

namespace oppad::test {

std::vector<StoreKind> store_kinds() { return {{"PostgreSQL", make_postgres_maker}}; }

}  // namespace oppad::test

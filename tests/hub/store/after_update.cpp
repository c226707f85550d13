#include "tests/hub/store/after_update.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::test {

void check_after_update(hub::ServerStore& store) {
    const auto organisations = required(store.list_organisations());
    REQUIRE(organisations.size() == 1);
    CHECK(organisations[0].id == id_of(1));
    CHECK(organisations[0].epoch == 3);
    CHECK(organisations[0].floor == 0);
    auto transaction = required(store.begin(id_of(1), hub::TransactionKind::kWrite));
    const auto kept = required(transaction->find_record({static_cast<RecordType>(6), id_of(9)}));
    REQUIRE(kept.has_value());
    CHECK(kept->scope == kTeam);
    CHECK(kept->state == Bytes{1, 2});
    CHECK(kept->digest.empty());
    CHECK(required(transaction->find_given_time({9000, 77})) == 500);
    CHECK(required(transaction->latest_taken_time()) == 500);
    require_success(transaction->note_taken_time({400, 77}));
    CHECK(required(transaction->latest_taken_time()) == 500);
    CHECK(required(transaction->put_record(state_of(8, kTeam, "nieuw"), std::nullopt)) == 2);
    CHECK(required(transaction->list_log(kTeam, 0, 10)).size() == 2);
    CHECK(required(transaction->list_set_aside()).empty());
    require_success(transaction->commit());
}

}  // namespace oppad::test

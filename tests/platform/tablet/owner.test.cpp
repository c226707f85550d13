// Whose tablet it is, before and after a hub knows it.
#include "platform/tablet/owner.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/storage/meta.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {

TEST_CASE("a store without an owner says so", "[platform][tablet]") {
    test::TestStore fixture;
    const auto owner = load_owner(fixture.connection());
    REQUIRE_FALSE(owner.has_value());
    CHECK(owner.error().code == ErrorCode::kNotFound);
}

TEST_CASE("the local owner keeps id and scope through a new name and a restart",
          "[platform][tablet]") {
    test::TestStore fixture;
    REQUIRE(save_local_owner(fixture.connection(), fixture.clock, fixture.entropy, "Griet"));
    const auto first = load_owner(fixture.connection());
    REQUIRE(first.has_value());
    CHECK_FALSE(first->id.is_nil());
    CHECK_FALSE(first->scope.is_nil());
    CHECK(first->name == "Griet");

    REQUIRE(save_local_owner(fixture.connection(), fixture.clock, fixture.entropy, "Zoë \"Z\""));
    fixture.reopen();
    const auto second = load_owner(fixture.connection());
    REQUIRE(second.has_value());
    CHECK(second->id == first->id);
    CHECK(second->scope == first->scope);
    CHECK(second->name == "Zoë \"Z\"");
}

TEST_CASE("a broken owner is told as damage, not as absence", "[platform][tablet]") {
    test::TestStore fixture;
    REQUIRE(storage::set_meta(fixture.connection(), "local_owner", as_bytes("{\"id\":7}")));
    const auto owner = load_owner(fixture.connection());
    REQUIRE_FALSE(owner.has_value());
    CHECK(owner.error().code == ErrorCode::kCorrupt);
}

}  // namespace oppad::platform

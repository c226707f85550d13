// What was erased is not in the bytes of the hub's file or its write-ahead log either.
#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"
#include "tests/support/planted_word.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr std::string_view kWord = "Kolibrie";

int pages_of(TestHub& hub) {
    const auto content = required(hub.files.read(hub.paths.key()));
    REQUIRE(content.has_value());
    const auto key = from_hex(as_text(*content).substr(0, 64));
    REQUIRE(key.has_value());
    return pages_with(hub.paths.database(), Secret::copy_of(*key), kWord);
}

struct ErasingHub {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    RecordKey key = leen.write_place("Kolibrie");

    ErasingHub() {
        leen.exchange_all();
        REQUIRE(pages_of(hub) > 0);
    }
    void erase() {
        hub.clock.advance(std::chrono::seconds{1});
        leen.erase(key);
        leen.exchange_all();
    }
};

}  // namespace

TEST_CASE("what was erased is in no page of the hub's file and its log", "[hub][api][hazard-47]") {
    ErasingHub world;
    SECTION("a record") {}
    SECTION("a record that was changed since, and is on the disk already") {
        world.hub.clock.advance(std::chrono::seconds{1});
        world.leen.rename(world.key, "Kolibrie van de brug");
        world.leen.exchange_all();
        require_success(world.hub.store->checkpoint());
        REQUIRE(pages_of(world.hub) > 0);
    }
    SECTION("a record of which something is set aside") {
        auto transaction = required(world.hub.store->begin(
            world.hub.administration->organisation().id, hub::TransactionKind::kWrite));
        hub::SetAside write{.key = world.key, .scope = world.leen.scope};
        write.state.assign(kWord.begin(), kWord.end());
        require_success(transaction->put_set_aside(write));
        require_success(transaction->commit());
    }
    world.erase();
    CHECK(pages_of(world.hub) == 0);
}

TEST_CASE("while somebody reads, an erasure waits for nobody, and the upkeep empties the log",
          "[hub][api][hazard-47]") {
    ErasingHub world;
    auto other = required(hub::open_hub(world.hub.paths, world.hub.files));
    {
        const auto reading = required(
            other->begin(world.hub.administration->organisation().id, hub::TransactionKind::kRead));
        REQUIRE(reading->last_seq());
        world.erase();
        CHECK(pages_of(world.hub) > 0);
    }
    require_success(other->checkpoint());
    CHECK(pages_of(world.hub) == 0);
}

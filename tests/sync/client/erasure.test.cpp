// Erasure reaches everything: a tablet that was away, its unsent work, what the hub set aside.
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::required;
using test::sync_all;

TEST_CASE("a tablet that comes back after an erasure keeps nothing of it, not even unsent work",
          "[sync][client][hub][hazard-47]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    test::TestTablet eraser = hub.inner.enrol("Wim Wisser");
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    eraser.exchange_all();
    bea.edit(family.id, [](Family& record) { record.note = "geheime nota"; });
    REQUIRE(bea.fixture.number("SELECT COUNT(*) FROM former_values") > 0);
    SECTION("an edit") {}
    SECTION("an edit and a removal") { bea.remove(key_of(family)); }
    SECTION("an edit whose answer was lost") {
        bea.way.is_offline = true;
        CHECK(bea.sync() != SyncState::kIdle);
        bea.way.is_offline = false;
    }
    hub.inner.clock.advance(std::chrono::seconds{1});
    eraser.erase(key_of(family));
    eraser.exchange_all();
    ann.wait(hub, std::chrono::hours{24 * 100});
    bea.fixture.clock.advance(std::chrono::hours{24 * 100});
    sync_all({&bea, &ann});
    for (RealTablet* tablet : {&ann, &bea}) {
        CHECK(tablet->fixture.number("SELECT COUNT(*) FROM families") == 0);
        CHECK(tablet->fixture.number("SELECT COUNT(*) FROM former_values") == 0);
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().refused == 0);
        CHECK(tablet->fixture.number("SELECT COUNT(*) FROM sent_batch") == 0);
    }
    RealTablet cor{hub, "Cor", 3};
    CHECK(cor.sync() == SyncState::kIdle);
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families") == 0);
    auto transaction = required(hub.inner.store->begin(hub.inner.administration->organisation().id,
                                                       hub::TransactionKind::kRead));
    const auto stored = required(transaction->find_record(key_of(family)));
    REQUIRE(stored.has_value());
    CHECK(as_text(stored->state).find("Peeters") == std::string_view::npos);
    CHECK(as_text(stored->state).find("geheime") == std::string_view::npos);
    CHECK(required(transaction->list_set_aside()).empty());
}

TEST_CASE("what was set aside of a record goes with its erasure",
          "[sync][client][hub][hazard-47]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    test::TestTablet eraser = hub.inner.enrol("Wim Wisser");
    hub::Administration& admin = *hub.inner.administration;
    const hub::Scope scope = required(admin.add_scope("Wijk Noord"));
    for (const char* name : {"Ann", "Wim Wisser"})
        test::require_success(admin.grant(hub.inner.user(name), scope, hub::Right::kWrite));
    ann.fixture.staff.scope = scope.id;
    const Family family = new_family(ann, "Peeters");
    REQUIRE(ann.sync() == SyncState::kIdle);
    eraser.exchange_all();
    ann.edit(family.id, [](Family& record) { record.note = "geheime nota"; });
    ann.wait(hub, std::chrono::minutes{1});
    test::require_success(admin.end_grant(hub.inner.user("Ann"), scope));
    ann.wait(hub, std::chrono::minutes{1});
    CHECK(ann.sync() == SyncState::kIdle);
    const auto count_set_aside = [&] {
        auto transaction =
            required(hub.inner.store->begin(admin.organisation().id, hub::TransactionKind::kRead));
        return required(transaction->list_set_aside()).size();
    };
    REQUIRE(count_set_aside() == 1);
    eraser.erase(key_of(family));
    eraser.exchange_all();
    CHECK(count_set_aside() == 0);
}

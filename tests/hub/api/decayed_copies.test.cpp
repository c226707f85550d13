// Copies on the hub that decayed: they stop nobody, and what the hub alone writes it writes anew.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/wire/staff_devices.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr std::uint8_t kNoCbor = 0xff;

// Replaces what the hub holds of a record, and not what it says of it.
void decay(TestHub& hub, const RecordKey& key, const Bytes& state) {
    auto transaction = required(
        hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kWrite));
    auto stored = required(transaction->find_record(key));
    REQUIRE(stored);
    hub::StoredState next = *stored;
    next.state = state;
    REQUIRE_FALSE(is_sound(next));
    REQUIRE(transaction->put_record(next, stored->scope));
    require_success(transaction->commit());
}

Bytes state_on_hub(TestHub& hub, const RecordKey& key) {
    auto transaction = required(
        hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kRead));
    const auto stored = required(transaction->find_record(key));
    return stored ? stored->state : Bytes{};
}

Bytes with_flipped_bit(Bytes state, std::string_view word) {
    const auto at = std::search(state.begin(), state.end(), word.begin(), word.end());
    REQUIRE(at != state.end());
    at[1] ^= 1;
    return state;
}

}  // namespace

TEST_CASE("a copy that can't be read stops nobody who begins again", "[hub][api][decay]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey broken = leen.write_place("De Brug");
    const RecordKey whole = leen.write_place("De Toren");
    leen.exchange_all();
    omar.exchange_all();
    decay(hub, broken, Bytes(9, kNoCbor));
    omar.cursor = "of another hub, or of this one before it was put back";
    const sync::SyncReply reply = omar.exchange();
    CHECK(reply.restart == sync::Restart::kHubPutBack);
    const auto gives = [&reply](const RecordKey& key) {
        return std::any_of(reply.changes.begin(), reply.changes.end(),
                           [&key](const sync::RecordState& state) { return state.key == key; });
    };
    CHECK(gives(whole));
    CHECK_FALSE(gives(broken));
}

TEST_CASE("that a record has left a scope is told though its copy decayed", "[hub][api][decay]") {
    TestHub hub;
    const hub::Scope north = required(hub.administration->add_scope("Noord"));
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    require_success(hub.administration->grant(hub.user("Leen Peeters"), north, hub::Right::kWrite));
    const RecordKey key = leen.write_place("De Brug");
    leen.exchange_all();
    omar.exchange_all();
    hub.clock.advance(std::chrono::seconds{1});
    leen.move(key, north.id);
    leen.exchange_all();
    decay(hub, key, with_flipped_bit(state_on_hub(hub, key), "Brug"));
    omar.exchange_all();
    CHECK_FALSE(omar.records.contains(key));
}

TEST_CASE("a colleague's decayed record is written anew by what the hub does next",
          "[hub][admin][decay]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    omar.exchange_all();
    const hub::User user = hub.user("Leen Peeters");
    const RecordKey key{RecordType::kStaff, user.id};
    SECTION("beyond reading") { decay(hub, key, Bytes(9, kNoCbor)); }
    SECTION("to another name") {
        decay(hub, key, with_flipped_bit(state_on_hub(hub, key), "Peeters"));
    }
    hub.clock.advance(std::chrono::seconds{1});
    require_success(hub.administration->set_active(user, false));
    omar.exchange_all();
    TestTablet nadia = hub.enrol("Nadia Aydin");
    nadia.exchange_all();
    for (const TestTablet* tablet : {&omar, &nadia}) {
        CHECK(tablet->name_of(key) == "Leen Peeters");
        const auto* devices =
            sync::find_field_state(tablet->records.at(key), sync::kStaffDevicesField);
        REQUIRE(devices != nullptr);
        REQUIRE(devices->elements.size() == 1);
        CHECK(devices->elements.front().element == sync::device_text(leen.device));
    }
}

// What every ServerStore must do where several connections, several organisations or a failed
// record are in play. Threads report what happened; only the case itself judges.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using hub::StoredState;
using hub::TransactionKind;

namespace {

constexpr std::size_t kCallers = 8;

// Each caller in a thread and with a store of its own.
template <class Call>
void call_at_once(Fixture& fixture, Call call) {
    std::vector<std::unique_ptr<hub::ServerStore>> stores;
    for (std::size_t caller = 0; caller < kCallers; ++caller) {
        stores.push_back(fixture.open(kWaitsLong));
    }
    std::vector<std::jthread> threads;
    for (std::size_t caller = 0; caller < kCallers; ++caller) {
        threads.emplace_back([&call, &stores, caller] { call(*stores[caller], caller); });
    }
}

hub::SetAside write_to(std::uint8_t id, const RawId& scope) {
    return {.key = {RecordType::kPlace, id_of(id)},
            .scope = scope,
            .user = id_of(7),
            .device = 0x8000000000000001,
            .received_at = Instant{500 + id},
            .reason = 3,
            .state = Bytes(3, id)};
}

}  // namespace

TEST_CASE("of several tablets with one code exactly one is enrolled", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        require_success(transaction->add_user({.id = id_of(7), .name = "Leen"}));
        require_success(transaction->add_code(hub::Digest{4}, id_of(7), Instant{1000}));
        require_success(transaction->commit());
    }
    std::array<std::optional<hub::Device>, kCallers> enrolled;
    std::array<std::string, kCallers> failures;
    call_at_once(fixture, [&](hub::ServerStore& store, std::size_t caller) {
        auto device =
            store.enrol_device(hub::Digest{4}, Bytes(32, static_cast<std::uint8_t>(caller)),
                               70'000 + caller, Instant{5});
        if (device) {
            enrolled[caller] = std::move(*device);
        } else {
            failures[caller] = device.error().detail;
        }
    });
    int count = 0;
    for (std::size_t caller = 0; caller < kCallers; ++caller) {
        CHECK(failures[caller].empty());
        count += enrolled[caller] ? 1 : 0;
    }
    CHECK(count == 1);
    CHECK(required(fixture.read()->list_devices()).size() == 1);
}

TEST_CASE("of several requests with one nonce exactly one is fresh", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    std::array<int, kCallers> fresh{};
    std::array<std::string, kCallers> failures;
    constexpr int kNonces = 20;
    call_at_once(fixture, [&](hub::ServerStore& store, std::size_t caller) {
        for (std::uint8_t nonce = 0; nonce < kNonces; ++nonce) {
            const auto is_fresh =
                store.remember_nonce(5, Bytes(16, nonce), Instant{100 + nonce}, Instant{50});
            if (!is_fresh) failures[caller] = is_fresh.error().detail;
            if (is_fresh && *is_fresh) ++fresh[caller];
        }
    });
    int count = 0;
    for (std::size_t caller = 0; caller < kCallers; ++caller) {
        CHECK(failures[caller].empty());
        count += fresh[caller];
    }
    CHECK(count == kNonces);
}

TEST_CASE("a record that breaks a rule is undone alone", "[hub][contract][hazard-30]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
        require_success(transaction->begin_savepoint());
        // It is there already.
        const auto twice = transaction->put_record(state_of(1, kTeam, "weer"), std::nullopt);
        CHECK(twice.error().code == ErrorCode::kConflict);
        require_success(transaction->rollback_savepoint());
        require_success(transaction->begin_savepoint());
        CHECK(required(transaction->put_record(state_of(2, kTeam, "twee"), std::nullopt)) == 3);
        require_success(transaction->put_set_aside(write_to(3, kNorth)));
        require_success(transaction->release_savepoint());
        require_success(transaction->begin_savepoint());
        require_success(transaction->put_set_aside(write_to(4, kNorth)));
        require_success(transaction->rollback_savepoint());
        require_success(transaction->put_batch({device.id, 1, 1}, {}, Instant{1}));
        require_success(transaction->commit());
    }
    auto transaction = fixture.write();
    const auto log = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(log.size() == 2);
    CHECK(text_of(log[0].record) == "een");
    CHECK(text_of(log[1].record) == "twee");
    CHECK(required(transaction->last_seq()) == 3);
    CHECK(required(transaction->list_set_aside()).size() == 1);
    CHECK(transaction->put_batch({device.id, 1, 1}, {}, Instant{2}).error().code ==
          ErrorCode::kConflict);
}

TEST_CASE("a savepoint left open isn't committed", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
        require_success(transaction->begin_savepoint());
        CHECK(required(transaction->put_record(state_of(2, kTeam, "half"), std::nullopt)) == 2);
        require_success(transaction->commit());
    }
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).size() == 1);
}

TEST_CASE("a record that moves on leaves one departure in each scope it was in",
          "[hub][contract][hazard-24]") {
    Fixture fixture{EACH_STORE()};
    const RawId south = id_of(51);
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "a"), std::nullopt)) == 1);
        CHECK(required(transaction->put_record(state_of(2, kTeam, "b"), std::nullopt)) == 2);
        CHECK_FALSE(required(transaction->has_departures()));
        CHECK(required(transaction->put_record(state_of(1, kNorth, "a1"), kTeam)) == 3);
        CHECK(required(transaction->has_departures()));
        CHECK(required(transaction->put_record(state_of(1, south, "a2"), kNorth)) == 4);
        CHECK(required(transaction->put_record(state_of(2, kTeam, "b1"), kTeam)) == 5);
        CHECK(required(transaction->put_record(state_of(1, kTeam, "a3"), south)) == 6);
        CHECK(required(transaction->put_record(state_of(1, south, "a4"), kTeam)) == 7);
        require_success(transaction->commit());
    }
    const RecordKey moved = state_of(1, kTeam, "a").key;
    CHECK_FALSE(required(fixture.read(2)->has_departed(kTeam, moved)));
    CHECK_FALSE(required(fixture.read(2)->has_departures()));
    auto transaction = fixture.read();
    const auto team = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(team.size() == 2);
    CHECK(team[0].seq == 5);
    CHECK_FALSE(team[0].departed);
    CHECK(team[1].seq == 7);
    CHECK(team[1].departed);
    CHECK(team[1].record.scope == south);
    CHECK(text_of(team[1].record) == "a4");
    CHECK(required(transaction->list_log(kTeam, 0, 1)).at(0).seq == 5);
    CHECK(required(transaction->list_log(kTeam, 5, 1)).at(0).seq == 7);
    CHECK(required(transaction->list_log(kTeam, 7, 1)).empty());
    const auto north = required(transaction->list_log(kNorth, 0, 10));
    REQUIRE(north.size() == 1);
    CHECK(north[0].departed);
    CHECK(north[0].seq == 4);
    CHECK_FALSE(required(transaction->list_log(south, 0, 10)).at(0).departed);
    CHECK(required(transaction->has_departed(kTeam, moved)));
    CHECK(required(transaction->has_departed(kNorth, moved)));
    CHECK_FALSE(required(transaction->has_departed(south, moved)));
    CHECK_FALSE(required(transaction->has_departed(kTeam, state_of(2, kTeam, "b").key)));
}

TEST_CASE("what is set aside stays in order and in its organisation", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        for (std::uint8_t id = 9; id > 3; --id) {
            require_success(transaction->put_set_aside(write_to(id, kNorth)));
        }
        require_success(transaction->commit());
    }
    const auto writes = required(fixture.read()->list_set_aside());
    REQUIRE(writes.size() == 6);
    for (std::uint8_t at = 0; at < 6; ++at) {
        const auto id = static_cast<std::uint8_t>(9 - at);
        CHECK(writes[at].key.id == id_of(id));
        CHECK(writes[at].state == Bytes(3, id));
    }
    CHECK(writes[0].received_at == Instant{509});
    CHECK(writes[0].reason == 3);
    CHECK(writes[0].scope == kNorth);
    CHECK(writes[0].user == id_of(7));
    CHECK(writes[0].device == 0x8000000000000001);
    CHECK(required(fixture.read(2)->list_set_aside()).empty());
}

TEST_CASE("what one device lets go of concerns no other device or scope", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    auto transaction = fixture.write();
    const auto put = [&](std::uint8_t id, const RawId& scope, sync::DeviceId held_by) {
        StoredState state = state_of(id, scope, "x");
        state.held_by = held_by;
        state.held_incarnation = 4;
        CHECK(required(transaction->put_record(state, std::nullopt)) > 0);
    };
    put(1, kTeam, device.id);
    put(2, kNorth, device.id);
    put(3, kTeam, 99);
    require_success(transaction->put_held_scope(device.id, kTeam));
    require_success(transaction->put_held_scope(device.id, kNorth));
    require_success(transaction->release_held_records(device.id, kTeam));
    require_success(transaction->drop_held_scope(device.id, kTeam));
    const auto held_by = [&](std::uint8_t id) {
        return required(transaction->find_record({RecordType::kPlace, id_of(id)}))->held_by;
    };
    CHECK(held_by(1) == 0);
    CHECK(held_by(2) == device.id);
    CHECK(held_by(3) == 99);
    CHECK(required(transaction->list_held_scopes(device.id)) == std::vector{kNorth});
    CHECK(required(transaction->list_held_scopes(99)).empty());
}

TEST_CASE("the same scope in two organisations is two scopes", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    for (std::uint8_t organisation = 1; organisation <= 2; ++organisation) {
        auto transaction = fixture.write(organisation);
        require_success(transaction->add_scope({kNorth, "Noord"}));
        require_success(transaction->add_user({.id = id_of(8), .name = "Sara"}));
        require_success(transaction->put_grant(
            {.user = id_of(8),
             .scope = kNorth,
             .right = organisation == 1 ? hub::Right::kRead : hub::Right::kWrite}));
        const char* text = organisation == 1 ? "van een" : "van twee";
        CHECK(required(transaction->put_record(state_of(1, kNorth, text), std::nullopt)) == 1);
        require_success(transaction->commit());
    }
    for (std::uint8_t organisation = 1; organisation <= 2; ++organisation) {
        auto transaction = fixture.write(organisation);
        const auto log = required(transaction->list_log(kNorth, 0, 10));
        REQUIRE(log.size() == 1);
        CHECK(text_of(log[0].record) == (organisation == 1 ? "van een" : "van twee"));
        CHECK(required(transaction->list_grants(id_of(8))).at(0).right ==
              (organisation == 1 ? hub::Right::kRead : hub::Right::kWrite));
        // Releasing in one leaves the other's alone.
        require_success(transaction->release_held_records(1, kNorth));
        CHECK(required(transaction->last_seq()) == 1);
    }
}

TEST_CASE("names and texts of any script come back as they were", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const std::string name = "Zoë D’Hondt \xf0\x9f\x8c\xb3 أمل";
    Bytes every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte.push_back(static_cast<std::uint8_t>(byte));
    auto transaction = fixture.write();
    require_success(transaction->add_user({.id = id_of(7), .name = name, .active = false}));
    StoredState state = state_of(1, kTeam, "");
    state.state = every_byte;
    CHECK(required(transaction->put_record(state, std::nullopt)) == 1);
    CHECK(required(transaction->find_user(id_of(7)))->name == name);
    CHECK_FALSE(required(transaction->find_user(id_of(7)))->active);
    CHECK(required(transaction->find_record(state.key))->state == every_byte);
    CHECK(required(transaction->put_record(state_of(2, kTeam, ""), std::nullopt)) == 2);
    CHECK(required(transaction->find_record({RecordType::kPlace, id_of(2)}))->state.empty());
}

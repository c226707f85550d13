// What every ServerStore must do, one behaviour each. Another implementation adds itself to
// store_kinds() and passes all of it unchanged.
#include "sync/server/store/server_store.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using hub::StoredState;
using hub::TransactionKind;

TEST_CASE("a store keeps its organisations", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const auto organisations = required(fixture.store->list_organisations());
    REQUIRE(organisations.size() == 2);
    CHECK(organisations[0].name == "Een");
    CHECK(organisations[0].epoch == 0xfedcba9876543210);
    CHECK(organisations[0].cursor_key == Bytes(32, 1));
    auto transaction = fixture.write();
    require_success(transaction->set_epoch(3));
    CHECK(required(transaction->load_organisation()).epoch == 3);
    const auto scopes = required(transaction->list_scopes());
    REQUIRE(scopes.size() == 1);
    CHECK(scopes[0].id == kTeam);
}

TEST_CASE("a record comes back as it was put, under growing numbers", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        StoredState first = state_of(1, kTeam, "een");
        first.held_by = 0xffffffffffffffff;
        first.held_incarnation = 0x8000000000000002;
        CHECK(required(transaction->put_record(first, std::nullopt)) == 1);
        CHECK(required(transaction->put_record(state_of(2, kTeam, "twee"), std::nullopt)) == 2);
        CHECK(required(transaction->put_record(state_of(2, kTeam, "twee b"), kTeam)) == 3);
        require_success(transaction->commit());
    }
    auto transaction = fixture.read();
    const auto found = required(transaction->find_record({RecordType::kPlace, id_of(1)}));
    REQUIRE(found.has_value());
    CHECK(text_of(*found) == "een");
    CHECK(found->held_by == 0xffffffffffffffff);
    CHECK(found->held_incarnation == 0x8000000000000002);
    CHECK(found->seq == 1);
    CHECK(required(transaction->last_seq()) == 3);
    CHECK_FALSE(required(transaction->find_record({RecordType::kFamily, id_of(1)})));
    const auto log = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(log.size() == 2);
    CHECK(log[1].seq == 3);
    CHECK(text_of(log[1].record) == "twee b");
}

TEST_CASE("a log is read in pages, without gaps or repeats", "[hub][contract][hazard-04]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        for (std::uint8_t id = 1; id <= 50; ++id) {
            const RawId scope = id % 2 == 0 ? kTeam : kNorth;
            const hub::Seq seq =
                required(transaction->put_record(state_of(id, scope, "x"), std::nullopt));
            CHECK(seq == id);
        }
        require_success(transaction->commit());
    }
    auto transaction = fixture.read();
    hub::Seq after = 0;
    int count = 0;
    for (;;) {
        const auto page = required(transaction->list_log(kTeam, after, 4));
        if (page.empty()) break;
        CHECK(page.size() <= 4);
        for (const hub::LogEntry& entry : page) {
            CHECK(entry.seq > after);
            CHECK(entry.seq % 2 == 0);
            after = entry.seq;
            ++count;
        }
    }
    CHECK(count == 25);
}

TEST_CASE("a moved record leaves a departure where it was", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    CHECK(required(transaction->put_record(state_of(1, kTeam, "hier"), std::nullopt)) == 1);
    CHECK(required(transaction->put_record(state_of(1, kNorth, "daar"), kTeam)) == 2);
    const auto left = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(left.size() == 1);
    CHECK(left[0].departed);
    CHECK(left[0].seq == 2);
    CHECK(left[0].record.scope == kNorth);
    const auto entered = required(transaction->list_log(kNorth, 0, 10));
    REQUIRE(entered.size() == 1);
    CHECK_FALSE(entered[0].departed);

    CHECK(required(transaction->put_record(state_of(1, kTeam, "terug"), kNorth)) == 3);
    const auto back = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(back.size() == 1);
    CHECK_FALSE(back[0].departed);
    CHECK(text_of(back[0].record) == "terug");
    CHECK(required(transaction->list_log(kNorth, 0, 10)).at(0).departed);
}

TEST_CASE("what isn't committed is gone", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "x"), std::nullopt)) == 1);
    }
    auto transaction = fixture.write();
    CHECK(required(transaction->last_seq()) == 0);
    CHECK(required(transaction->list_log(kTeam, 0, 10)).empty());
}

TEST_CASE("a savepoint undoes one record and no number is given twice", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
        require_success(transaction->begin_savepoint());
        CHECK(required(transaction->put_record(state_of(2, kTeam, "weg"), std::nullopt)) == 2);
        require_success(transaction->rollback_savepoint());
        require_success(transaction->begin_savepoint());
        CHECK(required(transaction->put_record(state_of(3, kTeam, "drie"), std::nullopt)) == 3);
        require_success(transaction->release_savepoint());
        require_success(transaction->commit());
    }
    auto transaction = fixture.read();
    const auto log = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(log.size() == 2);
    CHECK(log[0].seq == 1);
    CHECK(log[1].seq == 3);
}

TEST_CASE("a user's name, role and end are kept, of the own organisation alone",
          "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write(1);
        require_success(transaction->add_user({.id = id_of(7), .name = "Leen"}));
        require_success(transaction->change_user(
            {.id = id_of(7), .name = "Leen P.", .role = Role::kCoordinator, .active = false}));
        CHECK(transaction->change_user({.id = id_of(8), .name = "Omar"}).error().code ==
              ErrorCode::kNotFound);
        require_success(transaction->commit());
    }
    {
        auto transaction = fixture.write(2);
        CHECK(transaction->change_user({.id = id_of(7), .name = "X"}).error().code ==
              ErrorCode::kNotFound);
    }
    const auto user = required(fixture.read()->find_user(id_of(7)));
    REQUIRE(user);
    CHECK(user->name == "Leen P.");
    CHECK(user->role == Role::kCoordinator);
    CHECK_FALSE(user->active);
}

TEST_CASE("two organisations never see a bit of each other", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    {
        auto transaction = fixture.write(1);
        CHECK(required(transaction->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
        require_success(transaction->add_user({.id = id_of(7), .name = "Leen"}));
        require_success(transaction->put_grant({.user = id_of(7), .scope = kTeam}));
        require_success(transaction->commit());
    }
    auto transaction = fixture.write(2);
    CHECK_FALSE(required(transaction->find_record({RecordType::kPlace, id_of(1)})));
    CHECK(required(transaction->list_log(kTeam, 0, 10)).empty());
    CHECK(required(transaction->last_seq()) == 0);
    CHECK(required(transaction->list_users()).empty());
    CHECK_FALSE(required(transaction->find_user(id_of(7))));
    CHECK(required(transaction->list_grants(id_of(7))).empty());
    CHECK(required(transaction->list_devices()).empty());
    // The same id in another organisation is another record.
    CHECK(required(transaction->put_record(state_of(1, kTeam, "twee"), std::nullopt)) == 1);
}

TEST_CASE("a second writer waits, and is told when that takes too long",
          "[hub][contract][hazard-01]") {
    Fixture fixture{EACH_STORE()};
    const auto other = fixture.open();
    auto first = fixture.write();
    CHECK(required(first->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
    const auto second = other->begin(id_of(1), TransactionKind::kWrite);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::kBusy);

    // A reader isn't held up, and sees nothing of what isn't committed.
    {
        auto reader = required(other->begin(id_of(1), TransactionKind::kRead));
        CHECK(required(reader->last_seq()) == 0);
        require_success(first->commit());
        // Its snapshot stands still.
        CHECK(required(reader->list_log(kTeam, 0, 10)).empty());
    }
    first.reset();
    auto later = required(other->begin(id_of(1), TransactionKind::kWrite));
    CHECK(required(later->put_record(state_of(2, kTeam, "twee"), std::nullopt)) == 2);
}

TEST_CASE("a code enrols one device, once, in time", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    CHECK(device.user == id_of(7));
    CHECK(device.organisation == id_of(1));
    const auto enrol = [&](std::uint8_t code, std::uint8_t key, std::int64_t at_ms) {
        return required(
            fixture.store->enrol_device(hub::Digest{code}, Bytes(32, key), 77, Instant{at_ms}));
    };
    CHECK_FALSE(enrol(1, 8, 6).has_value());
    CHECK_FALSE(enrol(2, 9, 6).has_value());
    REQUIRE(enrol(1, 9, 999).has_value());
    CHECK(enrol(1, 9, 999)->id == device.id);
    CHECK_FALSE(enrol(1, 9, 1000).has_value());
    const auto found = required(fixture.store->find_device(device.id));
    REQUIRE(found.has_value());
    CHECK(found->public_key == Bytes(32, 9));
    CHECK_FALSE(found->revoked);
    CHECK_FALSE(required(fixture.store->find_device(77)).has_value());
}

TEST_CASE("a device is noted as seen and revoked", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    {
        auto transaction = fixture.write();
        require_success(transaction->note_device_seen(device.id, Instant{88}));
        require_success(transaction->note_position(device.id, 77));
        CHECK(required(transaction->list_devices()).at(0).position == 77);
        require_success(transaction->note_position(device.id, 70));  // It may go back.
        require_success(transaction->revoke_device(device.id));
        CHECK(transaction->revoke_device(12345).error().code == ErrorCode::kNotFound);
        require_success(transaction->commit());
    }
    const auto found = required(fixture.store->find_device(device.id));
    CHECK(found->revoked);
    CHECK(found->last_seen_at == Instant{88});
    CHECK(found->position == 70);
    CHECK(device.position == 0);
    auto other = fixture.write(2);
    CHECK(other->revoke_device(device.id).error().code == ErrorCode::kNotFound);
}

TEST_CASE("a nonce is fresh once, until it is forgotten", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const auto other = fixture.open();
    const Bytes nonce(16, 3);
    CHECK(required(fixture.store->remember_nonce(5, nonce, Instant{100}, Instant{0})));
    CHECK_FALSE(required(other->remember_nonce(5, nonce, Instant{150}, Instant{50})));
    CHECK(required(other->remember_nonce(6, nonce, Instant{150}, Instant{50})));
    CHECK(required(fixture.store->remember_nonce(5, nonce, Instant{300}, Instant{101})));
}

TEST_CASE("a batch's answer is kept under its number, the newest few", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    auto transaction = fixture.write();
    CHECK(required(transaction->newest_batch(device.id, 1)) == 0);
    for (std::uint64_t number = 1; number <= 40; ++number) {
        require_success(transaction->put_batch(
            {device.id, 1, number}, {hub::Digest{7}, Bytes(3, static_cast<std::uint8_t>(number))},
            Instant{1}));
    }
    CHECK(required(transaction->newest_batch(device.id, 1)) == 40);
    CHECK(required(transaction->newest_batch(device.id, 2)) == 0);
    const auto last = required(transaction->find_batch({device.id, 1, 40}));
    REQUIRE(last.has_value());
    CHECK(last->answer == Bytes(3, 40));
    CHECK(last->content == hub::Digest{7});
    CHECK(required(transaction->find_batch({device.id, 1, 41 - hub::kBatchesKept})));
    CHECK_FALSE(required(transaction->find_batch({device.id, 1, 40 - hub::kBatchesKept})));
    CHECK_FALSE(required(transaction->find_batch({device.id, 2, 40})));
}

TEST_CASE("corrections are found by claimed time", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    const auto put = [&](std::uint64_t claimed, std::uint64_t given) {
        require_success(transaction->put_correction({{claimed, 5}, given}, Instant{1}));
    };
    put(1000, 100);
    put(2000, 101);
    put(1500, 102);  // Claimed earlier, received later.
    CHECK(required(transaction->find_given_time({2000, 5})) == 101);
    CHECK(required(transaction->find_given_time({2001, 5})) == 0);
    CHECK(required(transaction->find_given_time({2000, 6})) == 0);
    CHECK(required(transaction->greatest_given_time({999, 5})) == 0);
    CHECK(required(transaction->greatest_given_time({1499, 5})) == 100);
    CHECK(required(transaction->greatest_given_time({5000, 5})) == 102);
}

TEST_CASE("the latest accepted stamp of each device is kept", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    CHECK(required(transaction->latest_taken_time()) == 0);
    require_success(transaction->note_taken_time({1000, 5}));
    require_success(transaction->note_taken_time({900, 5}));
    CHECK(required(transaction->latest_taken_time()) == 1000);
    require_success(transaction->note_taken_time({2000, 6}));
    require_success(transaction->note_taken_time({1500, 5}));
    CHECK(required(transaction->latest_taken_time()) == 2000);
}

TEST_CASE("two scopes of one organisation never share a name", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    CHECK(transaction->add_scope({id_of(60), "team"}).error().code == ErrorCode::kConflict);
}

TEST_CASE("a grant can be changed and ended", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    auto transaction = fixture.write();
    require_success(transaction->put_grant({.user = device.user, .scope = kTeam}));
    require_success(transaction->put_grant({device.user, kTeam, hub::Right::kRead, Instant{1234}}));
    const auto grants = required(transaction->list_grants(device.user));
    REQUIRE(grants.size() == 1);
    CHECK(grants[0].right == hub::Right::kRead);
    CHECK(grants[0].ended_at == Instant{1234});
}

TEST_CASE("what a device holds is noted and released", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    const hub::Device device = fixture.device();
    auto transaction = fixture.write();
    require_success(transaction->put_held_scope(device.id, kTeam));
    require_success(transaction->put_held_scope(device.id, kTeam));
    CHECK(required(transaction->list_held_scopes(device.id)) == std::vector{kTeam});
    StoredState state = state_of(1, kTeam, "x");
    state.held_by = device.id;
    CHECK(required(transaction->put_record(state, std::nullopt)) == 1);
    CHECK(required(transaction->holds_records(device.id, kTeam)));
    CHECK_FALSE(required(transaction->holds_records(device.id, kNorth)));
    CHECK_FALSE(required(transaction->holds_records(0, kTeam)));
    require_success(transaction->release_held_records(device.id, kTeam));
    CHECK_FALSE(required(transaction->holds_records(device.id, kTeam)));
    CHECK(required(transaction->find_record(state.key))->held_by == 0);
    require_success(transaction->drop_held_scope(device.id, kTeam));
    CHECK(required(transaction->list_held_scopes(device.id)).empty());
}

TEST_CASE("a record keeps its digest and the moment it was hidden", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    StoredState state = state_of(1, kTeam, "x");
    state.digest = Bytes(16, 7);
    state.hidden_at = Instant{4321};
    CHECK(required(transaction->put_record(state, std::nullopt)) == 1);
    const auto hidden = required(transaction->find_record(state.key));
    CHECK(hidden->digest == Bytes(16, 7));
    CHECK(hidden->hidden_at == Instant{4321});
    CHECK(required(transaction->list_log(kTeam, 0, 10)).at(0).record.digest == Bytes(16, 7));
    CHECK(required(transaction->put_record(state_of(1, kTeam, "y"), kTeam)) == 2);
    const auto back = required(transaction->find_record(state.key));
    CHECK(back->digest.empty());
    CHECK_FALSE(back->hidden_at.has_value());
}

TEST_CASE("records of one scope and type are listed by id", "[hub][contract]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    for (const std::uint8_t id : std::initializer_list<std::uint8_t>{9, 3, 5, 7}) {
        StoredState state = state_of(id, id == 5 ? kNorth : kTeam, "x");
        state.digest = Bytes(16, id);
        CHECK(required(transaction->put_record(state, std::nullopt)) > 0);
    }
    const auto ids = [&](std::uint8_t after, std::uint8_t last, int count_max) {
        std::vector<RawId> found;
        for (const StoredState& record : required(transaction->list_range(
                 kTeam, {RecordType::kPlace, id_of(after)}, id_of(last), count_max))) {
            CHECK(record.scope == kTeam);
            CHECK(record.digest == Bytes(16, record.key.id.bytes[0]));
            CHECK(text_of(record) == "x");
            found.push_back(record.key.id);
        }
        return found;
    };
    CHECK(ids(0, 255, 10) == std::vector{id_of(3), id_of(7), id_of(9)});
    CHECK(ids(3, 7, 10) == std::vector{id_of(7)});
    CHECK(ids(0, 255, 2) == std::vector{id_of(3), id_of(7)});
    CHECK(required(transaction->list_range(kTeam, {RecordType::kFamily, RawId{}}, id_of(255), 10))
              .empty());
}

TEST_CASE("hidden records are trimmed by position or age, and raise the floor",
          "[hub][contract][hazard-19]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    const auto put = [&](std::uint8_t id, std::optional<Instant> hidden_at) {
        StoredState state = state_of(id, kTeam, "x");
        state.hidden_at = hidden_at;
        CHECK(required(transaction->put_record(state, std::nullopt)) == id);
    };
    put(1, std::nullopt);
    put(2, Instant{5000});
    put(3, Instant{9000});
    put(4, Instant{100});
    put(5, Instant{9000});
    CHECK(required(transaction->trim_hidden(0, Instant{50}, 10)) == 0);
    CHECK(required(transaction->load_organisation()).floor == 0);
    CHECK(required(transaction->trim_hidden(3, Instant{50}, 1)) == 1);
    CHECK(required(transaction->load_organisation()).floor == 2);
    CHECK(required(transaction->trim_hidden(3, Instant{101}, 10)) == 2);
    CHECK(required(transaction->load_organisation()).floor == 4);
    const auto left = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(left.size() == 2);
    CHECK(left[0].seq == 1);
    CHECK(left[1].seq == 5);
    // A hidden record that moved takes its departure along.
    StoredState moved = state_of(5, kNorth, "x");
    moved.hidden_at = Instant{9000};
    CHECK(required(transaction->put_record(moved, kTeam)) == 6);
    CHECK(required(transaction->trim_hidden(6, Instant{0}, 10)) == 1);
    CHECK(required(transaction->list_log(kTeam, 0, 10)).size() == 1);
    CHECK(required(transaction->list_log(kNorth, 0, 10)).empty());
}

TEST_CASE("what was let go and comes back elsewhere is told where it lay",
          "[hub][contract][hazard-19][hazard-23]") {
    Fixture fixture{EACH_STORE()};
    const auto let_go = [&fixture](std::uint8_t id) {
        auto transaction = fixture.write();
        StoredState removed = state_of(id, kTeam, "x");
        removed.hidden_at = Instant{100};
        CHECK(required(transaction->put_record(removed, std::nullopt)) > 0);
        CHECK(required(transaction->trim_hidden(0, Instant{101}, 10)) == 1);
        require_success(transaction->commit());
    };
    const auto come_back = [&fixture](std::uint8_t id, const RawId& scope) {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(id, scope, "y"), std::nullopt)) > 0);
        require_success(transaction->commit());
    };
    let_go(1);
    let_go(2);
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).empty());
    come_back(1, kNorth);
    come_back(2, kTeam);
    come_back(3, kNorth);
    auto log = required(fixture.read()->list_log(kTeam, 0, 10));
    REQUIRE(log.size() == 2);
    CHECK(log[0].departed);
    CHECK(log[0].record.key.id == id_of(1));
    CHECK(log[0].record.scope == kNorth);
    CHECK_FALSE(log[1].departed);
    // It was let go once: whoever comes to the team's scope afterwards hears nothing anew.
    const auto last = log[1].seq;
    auto transaction = fixture.write();
    CHECK(required(transaction->put_record(state_of(1, kTeam, "z"), kNorth)) > last);
    log = required(transaction->list_log(kTeam, last, 10));
    REQUIRE(log.size() == 1);
    CHECK_FALSE(log[0].departed);
}

TEST_CASE("a write that comes twice is set aside once", "[hub][contract][hazard-23]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    hub::SetAside write{.key = {RecordType::kPlace, id_of(1)}, .scope = kTeam, .user = id_of(7)};
    write.device = 9;
    write.state = {1, 2};
    require_success(transaction->put_set_aside(write));
    write.received_at = Instant{5};  // On a second stick.
    require_success(transaction->put_set_aside(write));
    CHECK(required(transaction->list_set_aside()).size() == 1);
    write.state = {1, 3};
    require_success(transaction->put_set_aside(write));
    write.device = 10;
    require_success(transaction->put_set_aside(write));
    CHECK(required(transaction->list_set_aside()).size() == 3);
}

TEST_CASE("what was set aside of an erased record can be dropped", "[hub][contract][hazard-47]") {
    Fixture fixture{EACH_STORE()};
    auto transaction = fixture.write();
    hub::SetAside write{.key = {RecordType::kPlace, id_of(1)}, .scope = kTeam, .user = id_of(7)};
    require_success(transaction->put_set_aside(write));
    write.key.id = id_of(2);
    require_success(transaction->put_set_aside(write));
    require_success(transaction->drop_set_aside({RecordType::kPlace, id_of(1)}));
    const auto left = required(transaction->list_set_aside());
    REQUIRE(left.size() == 1);
    CHECK(left[0].key.id == id_of(2));
}

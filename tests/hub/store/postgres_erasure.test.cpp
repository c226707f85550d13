// What was erased is in no file of the database after the next upkeep: searched for in the bytes of
// the cluster's own files, where no query looks.
#include <catch2/catch_test_macros.hpp>

#include "sync/server/store/postgres_store.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr const char* kWord = "Kolibrie";

PostgresCluster& cluster() { return PostgresCluster::of_this_program(); }

// A fresh database: one that was lent before holds what was deleted from it.
struct ErasingHub {
    std::string url = cluster().make_database();
    TestHub hub{hub::HubPaths{.postgres_url = url}};
    TestTablet leen = hub.enrol("Leen Peeters");
    RecordKey stays = leen.write_place("De Brug");
    RecordKey key = leen.write_place(kWord);

    ErasingHub() {
        leen.exchange_all();
        REQUIRE(cluster().times_in_files(url, kWord) > 0);
    }
    ErasingHub(const ErasingHub&) = delete;
    ErasingHub& operator=(const ErasingHub&) = delete;
    std::unique_ptr<hub::StoreTransaction> begin(hub::ServerStore& store,
                                                 hub::TransactionKind kind) const {
        return required(store.begin(hub.administration->organisation().id, kind));
    }
    // As the hub itself does, past a tablet's limits.
    void store_long_state() const {
        auto transaction = begin(*hub.store, hub::TransactionKind::kWrite);
        auto record = required(transaction->find_record(stays));
        REQUIRE(record.has_value());
        const RawId scope = record->scope;
        record->key.id = id_of(9);
        record->state.assign(8'000, 0);
        TestEntropy{}.fill(record->state);
        const std::string_view word = kWord;
        std::copy(word.begin(), word.end(), record->state.begin());
        CHECK(required(transaction->put_record(*record, std::nullopt)) > 0);
        require_success(transaction->commit());
        auto erasing = begin(*hub.store, hub::TransactionKind::kWrite);
        record->state.assign(10, 0);
        require_success(erasing->drop_set_aside(record->key));
        CHECK(required(erasing->put_record(*record, scope)) > 0);
        require_success(erasing->commit());
    }
    void set_aside() const {
        auto transaction = begin(*hub.store, hub::TransactionKind::kWrite);
        hub::SetAside write{.key = key, .scope = leen.scope};
        const std::string_view word = kWord;
        write.state.assign(word.begin(), word.end());
        require_success(transaction->put_set_aside(write));
        require_success(transaction->commit());
    }
    void erase() {
        hub.clock.advance(std::chrono::seconds{1});
        leen.erase(key);
        leen.exchange_all();
    }
    std::string file_of_records() const {
        return cluster().ask(url, "SELECT pg_relation_filenode('oppad_hub.records')");
    }
};

}  // namespace

TEST_CASE("what was erased is in no file of the database after the upkeep",
          "[hub][postgres][hazard-47]") {
    ErasingHub world;
    SECTION("a record") {}
    SECTION("one too long for a page") { world.store_long_state(); }
    SECTION("what was set aside of it") { world.set_aside(); }
    SECTION("of which the server made statistics") { cluster().ask(world.url, "ANALYZE"); }
    world.erase();
    REQUIRE(cluster().times_in_files(world.url, kWord) > 0);
    require_success(world.hub.store->checkpoint());
    CHECK(cluster().times_in_files(world.url, kWord) == 0);
    TestTablet omar = world.hub.enrol("Omar Haddad");
    omar.exchange_all();
    CHECK(omar.name_of(world.stays) == "De Brug");
    CHECK_FALSE(omar.name_of(world.key).has_value());
    CHECK(cluster().times_in_files(world.url, "De Brug") > 0);
}

TEST_CASE("the upkeep rewrites a database's files after an erasure alone, and once",
          "[hub][postgres][hazard-47]") {
    ErasingHub world;
    const std::string first = world.file_of_records();
    require_success(world.hub.store->checkpoint());
    CHECK(world.file_of_records() == first);
    world.erase();
    require_success(world.hub.store->checkpoint());
    const std::string second = world.file_of_records();
    CHECK(second != first);
    require_success(world.hub.store->checkpoint());
    CHECK(world.file_of_records() == second);
}

TEST_CASE("while a session looks from before an erasure, the upkeep leaves it for the next time",
          "[hub][postgres][hazard-47]") {
    ErasingHub world;
    const auto other = required(hub::open_hub(world.hub.paths, world.hub.files));
    {
        const auto reading = world.begin(*other, hub::TransactionKind::kRead);
        REQUIRE(reading->list_users());  // Its view is that of now; it holds no lock on records.
        world.erase();
        CHECK(world.hub.store->checkpoint().error().code == ErrorCode::kBusy);
        CHECK(cluster().times_in_files(world.url, kWord) > 0);
    }
    require_success(world.hub.store->checkpoint());
    CHECK(cluster().times_in_files(world.url, kWord) == 0);
}

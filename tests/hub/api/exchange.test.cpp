// Pushes and pulls between tablets through the hub's API, in process: what one wrote the other
// gets, once, in pages, whatever is repeated or lost on the way.
#include "sync/server/api/exchange.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using sync::RefusalReason;

TEST_CASE("what one tablet writes reaches the other", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad", Role::kNurse);
    const RecordKey key = leen.write_place("De Brug");

    const sync::SyncReply pushed = leen.exchange();
    REQUIRE(pushed.receipts.size() == 1);
    CHECK(pushed.receipts[0].key == key);
    CHECK(pushed.receipts[0].corrected.empty());
    CHECK(pushed.refusals.empty());
    omar.exchange_all();
    CHECK(omar.name_of(key) == "De Brug");

    omar.rename(key, "De Nieuwe Brug");
    omar.exchange_all();
    leen.exchange_all();
    CHECK(leen.name_of(key) == "De Nieuwe Brug");
    CHECK(leen.records == omar.records);
}

TEST_CASE(
    "a stored record that can't be read is refused alone, and the rest of the batch lands once",
    "[hub][api][hazard-30]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.exchange_all();
    const RecordKey broken = leen.write_place("Broken");
    leen.exchange();
    {
        const auto organisations = required(hub.store->list_organisations());
        auto transaction =
            required(hub.store->begin(organisations.front().id, hub::TransactionKind::kWrite));
        auto stored = required(transaction->find_record(broken));
        REQUIRE(stored);
        stored->state = {0xff};
        stored->digest = {};  // As an older hub stored it: nothing says that it decayed.
        required(transaction->put_record(*stored, stored->scope));
        require_success(transaction->commit());
    }
    const std::int64_t before = hub.last_seq();
    leen.rename(broken, "Still broken");
    const RecordKey sound = leen.write_place("Sound");
    sync::SyncRequest request = leen.next_request();
    const auto response = hub.answer(leen.signed_request(request));
    const auto reply = message_in<sync::SyncReply>(response);
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals.front().key == broken);
    REQUIRE(reply.receipts.size() == 1);
    CHECK(reply.receipts.front().key == sound);
    CHECK(hub.last_seq() == before + 1);
}

TEST_CASE("a new user reaches every tablet as a colleague", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.exchange_all();
    const hub::User nurse = required(hub.administration->add_user("Omar Haddad", Role::kNurse));
    leen.exchange_all();
    const auto found = leen.records.find({RecordType::kStaff, nurse.id});
    REQUIRE(found != leen.records.end());
    CHECK(std::get<std::string>(found->second.fields[0].versions[0].value) == "Omar Haddad");
    CHECK(found->second.scope == leen.scope);
}

TEST_CASE("a tablet's own changes are not sent back to it", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.exchange_all();
    const RecordKey key = leen.write_place("De Brug");
    CHECK(leen.exchange().changes.empty());
    leen.rename(key, "De Nieuwe Brug");
    CHECK(leen.exchange().changes.empty());
    CHECK(leen.exchange().changes.empty());

    SECTION("but come back where a merge changed them") {
        TestTablet omar = hub.enrol("Omar Haddad");
        omar.exchange_all();
        hub.clock.advance(std::chrono::seconds{1});
        leen.rename(key, "Brug aan de Leie");
        hub.clock.advance(std::chrono::seconds{1});
        omar.rename(key, "Brug aan de Schelde");
        omar.exchange_all();
        CHECK(leen.exchange().changes.size() == 2);  // Also the colleague.
        CHECK(leen.name_of(key) == "Brug aan de Schelde");
    }
    SECTION("and all come back to a new incarnation of its store") {
        leen.incarnation = 2;
        leen.batch = 1;
        leen.cursor.clear();
        leen.records.clear();
        leen.exchange_all();
        CHECK(leen.name_of(key) == "De Nieuwe Brug");
    }
}

TEST_CASE("a first push with a cursor from the beginning brings no echo", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    const sync::SyncReply reply = leen.exchange();
    REQUIRE(reply.changes.size() == 1);
    CHECK(reply.changes[0].key.type == RecordType::kStaff);
}

TEST_CASE("a repeated batch changes nothing and gets the stored answer", "[hub][api][hazard-07]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    leen.write_place("Buiten bereik", hub.entropy.id());
    const sync::SyncRequest request = leen.next_request();
    const auto first = message_in<sync::SyncReply>(hub.answer(leen.signed_request(request)));
    const std::int64_t seq = hub.last_seq();
    hub.reopen();
    for (int repeat = 0; repeat < 5; ++repeat) {
        const auto again = message_in<sync::SyncReply>(hub.answer(leen.signed_request(request)));
        REQUIRE(again.receipts.size() == 1);
        CHECK(again.receipts[0].key == first.receipts[0].key);
        REQUIRE(again.refusals.size() == 1);
        CHECK(again.refusals[0].key == first.refusals[0].key);
    }
    CHECK(hub.last_seq() == seq);
}

TEST_CASE("the same batch number with other content is refused and applies nothing",
          "[hub][api][hazard-08]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    const std::uint64_t number = leen.batch;
    leen.exchange();
    const std::int64_t seq = hub.last_seq();
    const RecordKey other = leen.write_place("Iets anders");
    sync::SyncRequest reused = leen.next_request();

    SECTION("the last number") { reused.batch = number; }
    SECTION("a number whose answer is no longer kept") {
        for (int batches = 0; batches < hub::kBatchesKept + 2; ++batches) {
            leen.waiting.clear();
            leen.write_place("Plaats");
            leen.exchange();
        }
        reused.batch = number;
    }
    const std::int64_t seq_before = std::max(seq, hub.last_seq());
    const hub::Response response = hub.answer(leen.signed_request(reused));
    CHECK(response.status == 409);
    CHECK(hub.failure_in(response).code == "batch_reused");
    CHECK(hub.last_seq() == seq_before);
    leen.waiting.clear();
    leen.records.clear();
    leen.incarnation = 2;
    leen.cursor.clear();
    leen.exchange_all();
    CHECK_FALSE(leen.name_of(other).has_value());
}

TEST_CASE("refused records don't hold up the rest of their batch", "[hub][api][hazard-30]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    std::vector<RecordKey> good;
    for (int count = 0; count < 20; ++count) good.push_back(leen.write_place("Plaats"));
    const RecordKey elsewhere = leen.write_place("Elders", hub.entropy.id());
    sync::RecordState staff = leen.waiting.front();
    staff.key = {RecordType::kStaff, hub.entropy.id()};
    leen.waiting.push_back(staff);
    sync::RecordState broken = leen.waiting.front();
    broken.key.id = hub.entropy.id();
    broken.fields[0].merge = MergeKind::kSet;
    broken.fields[0].versions.clear();
    leen.waiting.push_back(broken);
    good.push_back(leen.write_place("Na de slechte"));

    const sync::SyncReply reply = leen.exchange();
    CHECK(reply.receipts.size() == good.size());
    std::map<RecordKey, RefusalReason> refused;
    for (const sync::Refusal& refusal : reply.refusals) refused[refusal.key] = refusal.reason;
    REQUIRE(refused.size() == 3);
    CHECK(refused[elsewhere] == RefusalReason::kOutOfScope);
    CHECK(refused[staff.key] == RefusalReason::kNotAllowed);
    CHECK(refused[broken.key] == RefusalReason::kInvalid);
    omar.exchange_all();
    for (const RecordKey& key : good) CHECK(omar.name_of(key).has_value());
    CHECK_FALSE(omar.name_of(elsewhere).has_value());
}

TEST_CASE("paging brings every record once, whoever writes meanwhile", "[hub][api][hazard-05]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    std::vector<RecordKey> keys;
    for (int count = 0; count < 250; ++count) keys.push_back(leen.write_place("Plaats"));
    leen.exchange_all();

    omar.records_max = 7;
    std::size_t received = 0;
    int pages = 0;
    for (bool has_more = true; has_more; ++pages) {
        const sync::SyncReply reply = omar.exchange();
        CHECK(reply.changes.size() <= 7);
        received += reply.changes.size();
        has_more = reply.has_more;
        if (pages == 10) {
            hub.clock.advance(std::chrono::seconds{1});
            leen.rename(keys[3], "Hernoemd");
            leen.exchange();
        }
    }
    CHECK(received == 250 + 2 + 1);  // Two colleagues, and the renamed one twice.
    for (const RecordKey& key : keys) CHECK(omar.name_of(key).has_value());
    CHECK(omar.name_of(keys[3]) == "Hernoemd");
}

TEST_CASE("pages are cut by bytes too, and one large record still comes", "[hub][api][hazard-04]") {
    TestHub hub;
    hub.limits.page_bytes_max = 2'000;
    hub.reopen();
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey large = leen.write_place(std::string(5'000, 'x'));
    for (int count = 0; count < 60; ++count) leen.write_place("Plaats");
    leen.exchange_all();
    std::size_t most = 0;
    for (bool has_more = true; has_more;) {
        const sync::SyncReply reply = omar.exchange();
        most = std::max(most, reply.changes.size());
        has_more = reply.has_more;
    }
    CHECK(most < 40);
    CHECK(omar.name_of(large) == std::string(5'000, 'x'));
    CHECK(omar.records.size() == 61 + 2);
}

TEST_CASE("a cursor that isn't the hub's starts from the beginning", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey key = leen.write_place("De Brug");
    leen.exchange_all();
    omar.exchange_all();
    SECTION("changed by one character") {
        omar.cursor[omar.cursor.size() / 2] =
            omar.cursor[omar.cursor.size() / 2] == 'A' ? 'B' : 'A';
    }
    SECTION("another device's") { omar.cursor = leen.cursor; }
    SECTION("of an earlier epoch") {
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kWrite));
        require_success(transaction->set_epoch(42));
        require_success(transaction->commit());
    }
    SECTION("nonsense") { omar.cursor = "%%%"; }
    omar.records.clear();
    omar.exchange_all();
    CHECK(omar.name_of(key) == "De Brug");
}

TEST_CASE("an erased record stays erased and tells so", "[hub][api][hazard-20][hazard-47]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey key = leen.write_place("De Brug");
    leen.exchange_all();
    omar.exchange_all();
    hub.clock.advance(std::chrono::seconds{1});
    leen.erase(key);
    leen.exchange_all();
    hub.clock.advance(std::chrono::seconds{1});
    omar.rename(key, "Onwetend");
    const sync::SyncReply reply = omar.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals[0].reason == RefusalReason::kErased);
    CHECK_FALSE(omar.name_of(key).has_value());
    CHECK(omar.records.at(key).fields.empty());
}

TEST_CASE("a push of what the hub has already gives nobody anything to fetch", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const RecordKey key = leen.write_place("De Brug");
    leen.exchange_all();
    const std::int64_t seq = hub.last_seq();
    leen.waiting.push_back(leen.records.at(key));
    CHECK(leen.exchange().receipts.size() == 1);
    CHECK(hub.last_seq() == seq);
}

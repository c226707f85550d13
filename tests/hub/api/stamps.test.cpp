// Clocks lie: a stamp from too far ahead gets the hub's time, in order, once and for all, and the
// data is never refused for it.
#include "sync/server/api/stamps.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/merge/merge.h"
#include "sync/tuning.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr std::chrono::hours kYear{24 * 365};

std::uint64_t limit_of(TestHub& hub) {
    return sync::stamp_time(Instant{hub.clock.now().ms + sync::kHubAheadMsMax});
}

}  // namespace

TEST_CASE("a tablet a year ahead is corrected, not refused, and told so",
          "[hub][clock][hazard-15]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    leen.clock_error = kYear;
    const RecordKey key = leen.write_place("Van een jaar later");
    const sync::Stamp claimed = leen.records.at(key).scope_stamp;

    const sync::SyncReply reply = leen.exchange();
    REQUIRE(reply.receipts.size() == 1);
    REQUIRE(reply.receipts[0].corrected.size() == 1);
    CHECK(reply.receipts[0].corrected[0].claimed == claimed);
    const sync::Stamp given = reply.receipts[0].corrected[0].given;
    CHECK(given.device == leen.device);
    CHECK(given.time <= limit_of(hub));

    omar.exchange_all();
    CHECK(omar.name_of(key) == "Van een jaar later");
    CHECK(sync::latest_stamp(omar.records.at(key)) == given);

    SECTION("so that it does not beat what others write a minute later") {
        hub.clock.advance(std::chrono::minutes{1});
        omar.rename(key, "Van Omar");
        omar.exchange_all();
        TestTablet third = hub.enrol("Sara Claes");
        third.exchange_all();
        CHECK(third.name_of(key) == "Van Omar");
    }
    SECTION("and the same stamp becomes the same one in another batch") {
        sync::RecordState again;
        again.key = key;
        again.scope = leen.scope;
        again.scope_stamp = claimed;
        again.fields.push_back(
            {.number = 1, .versions = {{claimed, std::string{"Van een jaar later"}}}});
        leen.waiting.push_back(again);
        const std::int64_t seq = hub.last_seq();
        hub.clock.advance(std::chrono::minutes{1});
        const sync::SyncReply repeated = leen.exchange();
        REQUIRE(repeated.receipts.size() == 1);
        REQUIRE(repeated.receipts[0].corrected.size() == 1);
        CHECK(repeated.receipts[0].corrected[0].given == given);
        CHECK(hub.last_seq() == seq);
    }
}

TEST_CASE("what was taken while the hub's clock was ahead gives way to later edits",
          "[hub][clock][hazard-15]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    hub.clock.advance(kYear);
    const RecordKey key = leen.write_place("Van een jaar later");
    CHECK(leen.exchange().receipts.at(0).corrected.empty());
    omar.exchange_all();
    hub.clock.advance(-kYear);

    SECTION("of a colleague") {
        omar.rename(key, "Van Omar");
        omar.exchange_all();
        leen.exchange_all();
        CHECK(leen.name_of(key) == "Van Omar");
    }
    SECTION("of its author, whose stamps of then still stand") {
        leen.rename(key, "Van Leen");
        leen.exchange_all();
        omar.exchange_all();
        CHECK(omar.name_of(key) == "Van Leen");
    }
    SECTION("of a colleague whose own clock is ahead as well") {
        omar.clock_error = 2 * kYear;
        omar.rename(key, "Van Omar");
        const sync::SyncReply reply = omar.exchange();
        REQUIRE(reply.receipts.size() == 1);
        CHECK(reply.receipts[0].corrected.size() == 1);
        leen.exchange_all();
        CHECK(leen.name_of(key) == "Van Omar");
    }
}

TEST_CASE("two tablets ahead keep the order in which they saw each other", "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    TestTablet sara = hub.enrol("Sara Claes");
    leen.clock_error = kYear;
    omar.clock_error = 2 * kYear;
    const RecordKey key = leen.write_place("Van Leen");
    leen.exchange_all();
    // The hub's clock stands still all the while: the order is not the clock's.
    for (int turn = 0; turn < 3; ++turn) {
        for (TestTablet* writer : {&omar, &leen}) {
            const std::string name = writer == &omar ? "Van Omar" : "Weer van Leen";
            writer->exchange_all();
            writer->rename(key, name);
            writer->exchange_all();
            sara.exchange_all();
            CHECK(sara.name_of(key) == name);
        }
    }
}

TEST_CASE("what the hub itself wrote while its clock was ahead holds up no tablet's later edit",
          "[hub][clock][hazard-15]") {
    TestHub hub;
    hub.clock.advance(kYear);
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.exchange_all();  // The staff, stamped by the hub.
    hub.clock.advance(-kYear);
    const RecordKey key = leen.write_place("Eerst");
    leen.exchange_all();
    leen.rename(key, "Later");
    CHECK(leen.exchange().receipts.at(0).corrected.empty());
    TestTablet omar = hub.enrol("Omar Haddad");
    omar.exchange_all();
    CHECK(omar.name_of(key) == "Later");
}

TEST_CASE("corrected stamps keep the order in which they were written", "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    leen.clock_error = kYear;
    const RecordKey key = leen.write_place("Eerst");
    leen.rename(key, "Daarna");
    leen.exchange();
    leen.rename(key, "Ten slotte");
    leen.exchange();
    omar.exchange_all();
    CHECK(omar.name_of(key) == "Ten slotte");
}

TEST_CASE("a corrected stamp comes after what was accepted from that tablet before",
          "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    leen.clock_error = std::chrono::milliseconds{sync::kHubAheadMsMax - 1'000};
    const RecordKey key = leen.write_place("Nog net geloofd");
    CHECK(leen.exchange().receipts.at(0).corrected.empty());
    hub.reopen();
    leen.clock_error = kYear;
    leen.rename(key, "Daarna");
    CHECK(leen.exchange().receipts.at(0).corrected.size() == 1);
    omar.exchange_all();
    CHECK(omar.name_of(key) == "Daarna");
}

TEST_CASE("a note edited with a wrong clock and then seen makes no false conflict",
          "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    constexpr FieldNumber kNote = 12;
    REQUIRE(find_field(*find_spec(RecordType::kPlace), kNote)->merge == MergeKind::kText);
    leen.clock_error = kYear;
    const RecordKey key = leen.write_place("De Brug");
    const sync::Stamp first = leen.records.at(key).scope_stamp;
    const sync::Stamp second{first.time + 5, first.device};
    for (const sync::Stamp& stamp : {first, second}) {
        sync::RecordState piece{.key = key, .scope = leen.scope, .scope_stamp = first};
        piece.fields.push_back({.number = kNote,
                                .merge = MergeKind::kText,
                                .versions = {{stamp, std::string{"notitie"}}},
                                .context = {{first.device, stamp.time}}});
        leen.waiting.push_back(piece);
        leen.exchange();
    }
    omar.exchange_all();
    CHECK(sync::open_conflicts(omar.records.at(key)) == 0);
    const sync::FieldState* note = sync::find_field_state(omar.records.at(key), kNote);
    REQUIRE(note != nullptr);
    CHECK(note->versions.size() == 1);
    REQUIRE(note->context.size() == 1);
    CHECK(note->context[0].time <= limit_of(hub));
}

TEST_CASE("a context from the future without its write is cut to the hub's time", "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey key = leen.write_place("De Brug");
    sync::RecordState piece = leen.waiting.back();
    piece.fields = {{.number = 12,
                     .merge = MergeKind::kText,
                     .versions = {{piece.scope_stamp, std::string{"notitie"}}},
                     .context = {{leen.device, ~std::uint64_t{0} >> 1}}}};
    leen.waiting.push_back(piece);
    leen.exchange();
    omar.exchange_all();
    const sync::FieldState* note = sync::find_field_state(omar.records.at(key), 12);
    REQUIRE(note != nullptr);
    CHECK(note->context[0].time <= limit_of(hub));
}

TEST_CASE("a stamp of up to two minutes ahead is left as it is", "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.clock_error = std::chrono::milliseconds{sync::kHubAheadMsMax};
    leen.write_place("De Brug");
    CHECK(leen.exchange().receipts.at(0).corrected.empty());
}

TEST_CASE("an edit made after seeing a version beats it, with the clock in 1970", "[hub][clock]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey key = leen.write_place("De Brug");
    leen.exchange_all();
    omar.clock_error = -(hub.clock.now() - Instant{0});
    omar.exchange_all();
    omar.rename(key, "Uit 1970");
    omar.exchange_all();
    leen.exchange_all();
    CHECK(leen.name_of(key) == "Uit 1970");
}

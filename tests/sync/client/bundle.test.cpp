// Exchanges by file: a tablet without a network and the real hub, on virtual time.
#include <catch2/catch_test_macros.hpp>

#include "sync/capture/sync_state.h"
#include "sync/client/bundle_transfer.h"
#include "sync/server/api/bundle_exchange.h"
#include "sync/wire/bundle.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using hub::FailureKind;
using test::new_family;
using test::RealTablet;
using test::required;

namespace {

// Takes bundles as well.
class BundleHub final : public test::RealHub {
public:
    hub::Outcome<hub::AnsweredBundle> take(ByteView file) { return take_with(file, kWords); }
    hub::Outcome<hub::AnsweredBundle> take_with(ByteView file, const char* words) {
        return hub::answer_bundle(*inner.store, file, Secret::copy_of_text(words), inner.entropy,
                                  inner.clock.now());
    }
    // REQUIREs that it is answered.
    Bytes answer_to(ByteView file) {
        auto outcome = take(file);
        REQUIRE(std::holds_alternative<hub::AnsweredBundle>(outcome));
        return std::get<hub::AnsweredBundle>(std::move(outcome)).file;
    }

    static constexpr const char* kWords = "een zin voor deze stick";
};

struct FarTablet : RealTablet {
    FarTablet(BundleHub& hub, const std::string& name, std::uint64_t seed)
        : RealTablet(hub, name, seed) {}
    Bytes write_bundle() {
        return required(export_bundle(*capture, *client->identity(), entropy,
                                      Secret::copy_of_text(BundleHub::kWords), session_tuning))
            .file;
    }
    Result<ImportedAnswer> take(ByteView file) {
        auto identity = required(find_identity(fixture.connection()));
        REQUIRE(identity);
        auto imported = import_answer(*capture, *identity, entropy, file);
        connect();  // Whoever imports holds the store alone; the client comes after it.
        return imported;
    }
    std::string cursor() { return required(get_text(fixture.connection(), kCursorKey)); }
};

FailureKind failure_in(const hub::Outcome<hub::AnsweredBundle>& outcome) {
    REQUIRE(std::holds_alternative<FailureKind>(outcome));
    return std::get<FailureKind>(outcome);
}

hub::AnsweredBundle overtaken_in(hub::Outcome<hub::AnsweredBundle> outcome) {
    REQUIRE(std::holds_alternative<hub::AnsweredBundle>(outcome));
    auto answered = std::get<hub::AnsweredBundle>(std::move(outcome));
    CHECK(answered.was_overtaken);
    return answered;
}

ErrorCode error_in(const Result<ImportedAnswer>& imported) {
    REQUIRE_FALSE(imported.has_value());
    return imported.error().code;
}

}  // namespace

TEST_CASE("work goes to the hub and others' work comes back on a stick", "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet bea{hub, "Bea", 2};
    const Family theirs = new_family(bea, "Theirs");
    REQUIRE(bea.sync() == SyncState::kIdle);
    const Family mine = new_family(ann, "Mine");
    const Bytes request = ann.write_bundle();
    ann.fixture.clock.advance(std::chrono::hours{24 * 9});  // The stick travels.
    hub.inner.clock.advance(std::chrono::hours{24 * 9});
    const ImportedAnswer imported = required(ann.take(hub.answer_to(request)));
    CHECK(imported.sent == 1);
    CHECK(imported.received >= 1);
    CHECK(ann.queued() == 0);
    CHECK(ann.find(theirs.id).has_value());
    REQUIRE(bea.sync() == SyncState::kIdle);
    CHECK(bea.find(mine.id).has_value());
}

TEST_CASE("a clock that is years off keeps no file from its hub", "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    ann.fixture.clock.advance(std::chrono::hours{24 * 700});
    const Family mine = new_family(ann, "Mine");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    CHECK(ann.queued() == 0);
    FarTablet bea{hub, "Bea", 2};
    CHECK(bea.find(mine.id).has_value());
}

TEST_CASE("a clock that was put back takes no edit back that goes on a stick",
          "[sync][bundle][hazard-16]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet bea{hub, "Bea", 2};
    const Family family = new_family(ann, "Peeters");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    ann.reboot();
    ann.fixture.clock.wall = ann.fixture.clock.wall + -std::chrono::hours{24 * 365};
    ann.edit(family.id, [](Family& record) { record.name = "Peeters-Claes"; });
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    REQUIRE(bea.sync() == SyncState::kIdle);
    CHECK(ann.load(family.id).name == "Peeters-Claes");
    CHECK(bea.load(family.id).name == "Peeters-Claes");
}

TEST_CASE("the same files again change nothing on either side", "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    new_family(ann, "Mine");
    const Bytes request = ann.write_bundle();
    const Bytes first = hub.answer_to(request);
    const std::int64_t seq = hub.inner.last_seq();
    const Bytes second = hub.answer_to(request);
    CHECK(hub.inner.last_seq() == seq);
    CHECK_FALSE(required(ann.take(first)).was_known);
    const std::string cursor = ann.cursor();
    CHECK(required(ann.take(first)).was_known);
    CHECK(required(ann.take(second)).was_known);
    CHECK(ann.cursor() == cursor);
    CHECK(ann.queued() == 0);
}

TEST_CASE("an online sync between the files does their work, and they change nothing after it",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    new_family(ann, "Mine");
    const Bytes request = ann.write_bundle();
    SECTION("before the hub has the file") {
        REQUIRE(ann.sync() == SyncState::kIdle);
        const std::int64_t seq = hub.inner.last_seq();
        const Bytes answer = hub.answer_to(request);  // Applied by its number already.
        CHECK(hub.inner.last_seq() == seq);
        CHECK(required(ann.take(answer)).was_known);
    }
    SECTION("after") {
        const Bytes answer = hub.answer_to(request);
        const std::int64_t seq = hub.inner.last_seq();
        REQUIRE(ann.sync() == SyncState::kIdle);  // Repeats the batch: the stored receipts.
        CHECK(hub.inner.last_seq() == seq);
        new_family(ann, "Later");
        REQUIRE(ann.sync() == SyncState::kIdle);
        new_family(ann, "Unsent");
        const std::string cursor = ann.cursor();
        CHECK(error_in(ann.take(answer)) == ErrorCode::kConflict);
        CHECK(ann.cursor() == cursor);
        CHECK(ann.queued() == 1);
    }
}

TEST_CASE("a batch made for a file goes in smaller ones over the network", "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    for (int number = 0; number < 1'100; ++number) new_family(ann, "F");
    const Bytes request = ann.write_bundle();
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.queued() == 0);
    CHECK(ann.client->status().refused == 0);
    // The stick comes later: older than what the tablet sent since, which takes it for no copy.
    const std::uint64_t incarnation = ann.client->identity()->incarnation;
    const auto late = overtaken_in(hub.take(request));
    CHECK(error_in(ann.take(late.file)) == ErrorCode::kConflict);
    CHECK(ann.client->identity()->incarnation == incarnation);
}

TEST_CASE("more than a page comes back in one file, and a stop between pages is gone on from",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet bea{hub, "Bea", 2};
    for (int number = 0; number < 60; ++number) new_family(bea, "F");
    REQUIRE(bea.sync() == SyncState::kIdle);
    FarTablet ann{hub, "Ann", 1};
    for (int number = 0; number < 60; ++number) new_family(bea, "G");
    REQUIRE(bea.sync() == SyncState::kIdle);
    new_family(ann, "Mine");
    ann.session_tuning.pull_records_max = 20;
    const Bytes request = ann.write_bundle();
    const Bytes answer = hub.answer_to(request);
    // Half of it, as after a crash: the pages taken so far are in, with their cursor.
    const auto head = required(read_bundle_head(answer));
    const Secret key = answer_key(ann.client->identity()->secret_key, head.id);
    auto half = required(decode_bundle_answer(required(open_bundle(answer, key))));
    REQUIRE(half.replies.size() >= 3);
    half.replies.resize(1);
    REQUIRE(ann.take(seal_bundle(head, key, encode(half))).has_value());
    const ImportedAnswer rest = required(ann.take(answer));
    CHECK_FALSE(rest.was_known);
    CHECK(rest.sent == 0);
    CHECK(rest.received == 40);
    CHECK(ann.fixture.number("SELECT count(*) FROM families") == 121);
}

TEST_CASE("a later export replaces an earlier one, and the earlier answer is refused",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    const Family one = new_family(ann, "One");
    const Bytes first = ann.write_bundle();
    const Family two = new_family(ann, "Two");
    const Bytes second = ann.write_bundle();
    const Bytes first_answer = hub.answer_to(first);
    CHECK(error_in(ann.take(first_answer)) == ErrorCode::kConflict);
    CHECK(ann.queued() == 2);
    CHECK(required(ann.take(hub.answer_to(second))).sent == 2);
    CHECK(ann.queued() == 0);
    FarTablet bea{hub, "Bea", 2};
    CHECK(bea.find(one.id).has_value());
    CHECK(bea.find(two.id).has_value());
}

TEST_CASE("files that are damaged, cut, foreign or opened with other words change nothing",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet bea{hub, "Bea", 2};
    new_family(ann, "Mine");
    const Bytes request = ann.write_bundle();
    const std::int64_t seq = hub.inner.last_seq();
    CHECK(failure_in(hub.take_with(request, "andere woorden hier")) == FailureKind::kBadSignature);
    CHECK(failure_in(hub.take(ByteView{request}.first(request.size() - 1))) ==
          FailureKind::kBadSignature);
    CHECK(failure_in(hub.take(ByteView{request}.first(40))) == FailureKind::kBadBody);
    CHECK(failure_in(hub.take(as_bytes("<html>"))) == FailureKind::kBadBody);
    Bytes newer = request;
    newer[12] = 2;
    CHECK(failure_in(hub.take(newer)) == FailureKind::kOtherVersion);
    CHECK(hub.inner.last_seq() == seq);

    const Bytes answer = hub.answer_to(request);
    for (std::size_t at = 0; at < answer.size(); at += 7) {
        Bytes changed = answer;
        changed[at] ^= 0x10;
        CHECK_FALSE(ann.take(changed).has_value());
        CHECK_FALSE(ann.take(ByteView{answer}.first(at)).has_value());
    }
    CHECK(error_in(bea.take(answer)) == ErrorCode::kDenied);
    CHECK(error_in(ann.take(request)) == ErrorCode::kInvalid);
    CHECK(failure_in(hub.take(answer)) == FailureKind::kBadBody);
    CHECK(ann.queued() == 1);
    CHECK(required(ann.take(answer)).sent == 1);
}

TEST_CASE("a tablet that was cut off, or that signs for another, gets nothing by file",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet bea{hub, "Bea", 2};
    new_family(ann, "Mine");
    const std::int64_t seq = hub.inner.last_seq();
    const Bytes request = ann.write_bundle();
    SECTION("revoked") {
        REQUIRE(hub.inner.administration->revoke_device(ann.client->identity()->device));
        CHECK(failure_in(hub.take(request)) == FailureKind::kRevoked);
    }
    SECTION("in another's name") {
        const auto head = required(read_bundle_head(request));
        const Secret key = bundle_key(Secret::copy_of_text(BundleHub::kWords), head.salt);
        auto forged = required(decode_bundle_request(required(open_bundle(request, key))));
        forged.device = bea.client->identity()->device;
        CHECK(failure_in(hub.take(seal_bundle(head, key, encode(forged)))) ==
              FailureKind::kBadBody);
    }
    CHECK(hub.inner.last_seq() == seq);
}

TEST_CASE("what a restored hub lacks comes back on a stick as well", "[sync][bundle][hazard-26]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    const Family before = new_family(ann, "Before");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    const std::string backup = hub.inner.back_up();
    const Family after = new_family(ann, "After");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    hub.inner.restore(backup);

    ann.session_tuning.pull_records_max = 1;  // Several pages: it ends with the last one alone.
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    CHECK(ann.find(after.id).has_value());
    CHECK(ann.queued() == 1);
    CHECK(required(ann.take(hub.answer_to(ann.write_bundle()))).sent == 1);
    FarTablet bea{hub, "Bea", 2};
    CHECK(bea.find(before.id).has_value());
    CHECK(bea.find(after.id).has_value());
}

TEST_CASE("two copies of a tablet that know sticks alone go apart, and both keep their work",
          "[sync][bundle][hazard-27][hazard-48]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet twin{hub, "Bea", 2};
    const Family old = new_family(ann, "Peeters");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    twin.put_back(ann.copy_of_store());
    twin.fixture.clock.wall = ann.fixture.clock.wall;
    const std::uint64_t incarnation = ann.client->identity()->incarnation;
    REQUIRE(twin.client->identity()->incarnation == incarnation);
    ann.edit(old.id, [](Family& family) { family.phone = "014"; });
    const Family of_ann = new_family(ann, "Claes");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    const std::int64_t seq = hub.inner.last_seq();
    std::optional<Family> of_twin;
    SECTION("with work of its own") { of_twin = new_family(twin, "Mertens"); }
    SECTION("with nothing but a question") {}
    const Bytes told = overtaken_in(hub.take(twin.write_bundle())).file;
    CHECK(hub.inner.last_seq() == seq);
    CHECK(required(twin.take(told)).is_copy);
    CHECK(twin.client->identity()->incarnation != incarnation);
    CHECK(twin.client->identity()->stamping != ann.client->identity()->stamping);
    CHECK(error_in(twin.take(told)) == ErrorCode::kConflict);
    CHECK_FALSE(required(twin.take(hub.answer_to(twin.write_bundle()))).is_copy);
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    for (FarTablet* tablet : {&ann, &twin}) {
        CHECK(tablet->queued() == 0);
        CHECK(tablet->load(of_ann.id).name == "Claes");
        CHECK(tablet->load(old.id).phone == "014");
        if (of_twin) CHECK(tablet->load(of_twin->id).name == "Mertens");
    }
}

TEST_CASE("copies that wrote several files before one of them was answered go apart as well",
          "[sync][bundle][hazard-27][hazard-48]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    FarTablet twin{hub, "Bea", 2};
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    twin.put_back(ann.copy_of_store());
    const std::uint64_t incarnation = ann.client->identity()->incarnation;
    const Family of_twin = new_family(twin, "Mertens");
    REQUIRE(twin.sync() == SyncState::kIdle);
    const Family of_ann = new_family(ann, "Claes");
    // Each file takes a number of its own, and none of them ever arrives.
    for (int files = 0; files < 3; ++files) ann.write_bundle();
    SECTION("over the network") {}
    SECTION("by file") {
        CHECK(required(ann.take(overtaken_in(hub.take(ann.write_bundle())).file)).is_copy);
    }
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->identity()->incarnation != incarnation);
    REQUIRE(twin.sync() == SyncState::kIdle);
    for (FarTablet* tablet : {&ann, &twin}) {
        CHECK(tablet->queued() == 0);
        CHECK(tablet->find(of_ann.id).has_value());
        CHECK(tablet->find(of_twin.id).has_value());
    }
}

TEST_CASE("a tablet whose first file was answered unseen sends the next one under its old name",
          "[sync][bundle]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    const std::uint64_t incarnation = ann.client->identity()->incarnation;
    new_family(ann, "Peeters");
    const Bytes first = ann.write_bundle();
    hub.answer_to(first);  // That stick is lost.
    new_family(ann, "Claes");
    ann.write_bundle();
    SECTION("over the network") { REQUIRE(ann.sync() == SyncState::kIdle); }
    SECTION("by file") { REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value()); }
    CHECK(ann.queued() == 0);
    CHECK(ann.client->identity()->incarnation == incarnation);
}

TEST_CASE("an answer to what a store held before it was put back clears nothing",
          "[sync][bundle][hazard-27]") {
    BundleHub hub;
    FarTablet ann{hub, "Ann", 1};
    const Family family = new_family(ann, "Peeters");
    REQUIRE(ann.take(hub.answer_to(ann.write_bundle())).has_value());
    const std::string backup = ann.copy_of_store();
    ann.edit(family.id, [](Family& record) { record.phone = "014"; });
    const Bytes answer = hub.answer_to(ann.write_bundle());
    ann.put_back(backup);
    ann.edit(family.id, [](Family& record) { record.phone = "015"; });
    ann.write_bundle();
    CHECK(error_in(ann.take(answer)) == ErrorCode::kConflict);
    CHECK(ann.queued() == 1);
    REQUIRE(ann.sync() == SyncState::kIdle);
    FarTablet bea{hub, "Bea", 2};
    CHECK(bea.load(family.id).phone == "015");
}

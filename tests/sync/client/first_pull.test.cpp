// A first pull that is disturbed: the power goes at every write of the tablet, others change and
// remove what is not fetched yet, and this tablet has unsent work of its own meanwhile.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/support/faulty_disk.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
namespace fs = std::filesystem;

namespace {

constexpr int kFamilies = 20;

std::vector<Family> write_families(RealTablet& tablet, int count) {
    std::vector<Family> families;
    for (int number = 0; number < count; ++number)
        families.push_back(new_family(tablet, ("F" + std::to_string(number)).c_str()));
    return families;
}

void use_small_pages(RealTablet& tablet, int first, int most) {
    tablet.session_tuning.pull_records_max = first;
    tablet.session_tuning.large_pull_records_max = most;
}

void check_equal(RealTablet& a, RealTablet& b, const std::vector<Family>& families) {
    for (const Family& family : families) CHECK(a.state(key_of(family)) == b.state(key_of(family)));
    const char* count = "SELECT COUNT(*) FROM families";
    CHECK(a.fixture.number(count) == b.fixture.number(count));
    CHECK(b.fixture.number("SELECT COUNT(*) - COUNT(DISTINCT id) FROM families") == 0);
    const char* whole = "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'";
    CHECK(b.fixture.number(whole) == 1);
}

// A tablet that is enrolled and has only unsent work of its own, to begin again with as often as
// wanted.
class Beginner {
public:
    explicit Beginner(RealHub& hub) : tablet(hub, "Bea", 2) {
        use_small_pages(tablet, 4, 8);
        own = new_family(tablet, "Eigen werk");  // Unsent.
        tablet.close();
        fs::copy(tablet.fixture.paths.folder, untouched());
        tablet.reboot();
    }

    void start_over() {
        tablet.close();
        fs::remove_all(tablet.fixture.paths.folder);
        fs::copy(untouched(), tablet.fixture.paths.folder);
        tablet.reboot();
    }

    RealTablet tablet;
    Family own;

private:
    [[nodiscard]] std::string untouched() const {
        return tablet.fixture.folder.path() + "/untouched";
    }
};

}  // namespace

TEST_CASE("a first pull whose power goes at any write goes on where it was, and loses nothing",
          "[sync][client][hub][first-pull][hazard-06][hazard-37]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    test::FaultyDisk disk;
    Beginner bea{hub};  // Level with an empty hub.
    const std::vector<Family> families = write_families(ann, kFamilies);
    REQUIRE(ann.sync() == SyncState::kIdle);
    int points = 0;
    bool has_fired = true;
    while (has_fired) {
        INFO("write " << points + 1);
        bea.start_over();
        disk.arm(test::Fault::kInputOutput, test::FaultSpan::kForEver, ++points);
        bea.tablet.run();
        has_fired = disk.has_fired();
        bea.tablet.lose_power(disk);
        REQUIRE(bea.tablet.load(bea.own.id).name == "Eigen werk");
        REQUIRE(bea.tablet.sync() == SyncState::kIdle);
        REQUIRE(bea.tablet.queued() == 0);
        REQUIRE(ann.sync() == SyncState::kIdle);
        REQUIRE(ann.load(bea.own.id).name == "Eigen werk");
        check_equal(ann, bea.tablet, families);
    }
    CHECK(points > 10);
}

TEST_CASE("the next page is under way while one is taken in, and is dropped if that one fails",
          "[sync][client][hub][first-pull]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    test::FaultyDisk disk;
    RealTablet bea{hub, "Bea", 2};
    use_small_pages(bea, 4, 4);
    bea.session_tuning.held_records_max = 0;
    bea.connect();
    const std::vector<Family> families = write_families(ann, kFamilies);
    REQUIRE(ann.sync() == SyncState::kIdle);
    const int sent_before = bea.way.sent;
    disk.arm(test::Fault::kDiskFull, test::FaultSpan::kForEver, 1);
    CHECK(bea.sync() == SyncState::kNoSpace);
    CHECK(bea.way.sent - sent_before == 2);
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 0);
    disk.disarm();
    REQUIRE(bea.sync() == SyncState::kIdle);
    check_equal(ann, bea, families);
}

namespace {

// A tablet to which five pages come while its engine is busy: the first of them is taken in, and
// held.
struct BusyBeginner {
    BusyBeginner() {
        families = write_families(ann, kFamilies);
        REQUIRE(ann.sync() == SyncState::kIdle);
        use_small_pages(bea, 4, 4);
        bea.connect();
        bea.way.engine_is_busy = true;
        bea.client->sync_now();
        bea.client->step();
        carry();
    }
    void carry() {
        while (bea.way.deliver()) {
        }
    }
    void take_the_rest() {
        bea.way.engine_is_busy = false;
        while (bea.way.take_one() || bea.way.deliver()) bea.client->step();
        bea.settle();
        REQUIRE(bea.sync() == SyncState::kIdle);
    }

    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    test::FaultyDisk disk;  // Of the tablet that follows.
    RealTablet bea{hub, "Bea", 2};
    std::vector<Family> families;
};

}  // namespace

TEST_CASE("pages come ahead of a busy engine, three and no more",
          "[sync][client][hub][first-pull]") {
    BusyBeginner beginner;
    RealTablet& bea = beginner.bea;
    CHECK(bea.way.untaken() == 4);
    REQUIRE(bea.way.take_one());
    CHECK(bea.way.waiting() == 1);
    beginner.carry();
    CHECK(bea.way.untaken() == 4);
    beginner.take_the_rest();
    check_equal(beginner.ann, bea, beginner.families);
}

TEST_CASE("work that is saved while pages come goes up before the rest of them",
          "[sync][client][hub][first-pull][hazard-37]") {
    BusyBeginner beginner;
    RealTablet& bea = beginner.bea;
    REQUIRE(bea.way.take_one());
    const Family own = new_family(bea, "Eigen werk");
    bea.client->note_save();
    SECTION("and goes with the pages before it through a power cut") {
        const char* count = "SELECT COUNT(*) FROM families";
        const auto families = bea.fixture.number(count);
        CHECK(families > 1);
        bea.lose_power(beginner.disk);
        CHECK(bea.fixture.number(count) == families);
    }
    SECTION("and what is under way is taken in") {
        const auto most = bea.way.untaken() + bea.way.waiting();
        const int sent = bea.way.sent;
        for (auto left = most; left > 0; --left) {
            beginner.carry();
            CHECK(bea.way.sent == sent);
            REQUIRE(bea.way.take_one());
        }
        CHECK(bea.way.sent == sent + 1);
    }
    beginner.take_the_rest();
    REQUIRE(beginner.ann.sync() == SyncState::kIdle);
    CHECK(beginner.ann.load(own.id).name == "Eigen werk");
    check_equal(beginner.ann, bea, beginner.families);
}

TEST_CASE("pages that were held and found no room come again, and none is skipped",
          "[sync][client][hub][first-pull][hazard-06]") {
    BusyBeginner beginner;
    RealTablet& bea = beginner.bea;
    REQUIRE(bea.way.take_one());
    beginner.carry();
    REQUIRE(bea.fixture.connection().in_transaction());
    beginner.disk.arm(test::Fault::kDiskFull, test::FaultSpan::kOnce, 1);
    CHECK_FALSE(bea.fixture.connection().settle());  // As any save would.
    beginner.disk.disarm();
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 0);
    beginner.take_the_rest();
    check_equal(beginner.ann, bea, beginner.families);
}

TEST_CASE("a record that cannot be taken in among held pages is set aside, and no page is lost",
          "[sync][client][hub][first-pull]") {
    BusyBeginner beginner;
    RealTablet& bea = beginner.bea;
    // What a table refuses of one family, whichever page it is on.
    REQUIRE(bea.fixture.connection().execute(
        "CREATE TEMP TRIGGER refused BEFORE INSERT ON main.families WHEN NEW.name = 'F9' "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END"));
    REQUIRE(bea.way.take_one());
    REQUIRE(bea.fixture.connection().in_transaction());
    beginner.take_the_rest();
    const auto there = bea.fixture.number("SELECT COUNT(*) FROM families");
    CHECK(there == beginner.ann.fixture.number("SELECT COUNT(*) FROM families") - 1);
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM unknown_records") == 1);
}

TEST_CASE("records that change and go during a paged first pull end as they are on the hub",
          "[sync][client][hub][first-pull][hazard-05]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    const std::vector<Family> families = write_families(ann, 120);
    REQUIRE(ann.sync() == SyncState::kIdle);
    const std::string code = hub.code_for("Bea");
    test::OnlineTablet bea{hub, code, 2};
    bea.reboot();
    REQUIRE(bea.fixture.connection().execute("DELETE FROM families"));
    REQUIRE(bea.fixture.connection().execute("DELETE FROM sync_state WHERE key = 'cursor'"));
    bea.session_tuning.pull_records_max = 8;
    bea.session_tuning.large_pull_records_max = 16;
    bea.reboot();
    test::TestEntropy dice{5};
    int turns = 0;
    bea.way.on_the_way = [&] {
        if (++turns > 12) return;
        for (int change = 0; change < 5; ++change) {
            const Family& family = families[dice.next() % families.size()];
            if (!ann.find(family.id)) continue;
            if (dice.next() % 3 == 0)
                ann.remove(key_of(family));
            else
                ann.edit(family.id, [&](Family& record) { record.phone = std::to_string(turns); });
        }
        REQUIRE(ann.sync() == SyncState::kIdle);
    };
    REQUIRE(bea.sync() == SyncState::kIdle);
    CHECK(turns > 8);
    for (const Family& family : families)
        CHECK(bea.state(key_of(family)) == ann.state(key_of(family)));
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 120);
    CHECK(bea.fixture.number("SELECT COUNT(DISTINCT id) FROM families") == 120);
}

TEST_CASE("pages grow while the hub answers quickly, and start small again when it does not",
          "[sync][client][hub][first-pull]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    write_families(ann, 58);  // And two colleagues make 60 records.
    REQUIRE(ann.sync() == SyncState::kIdle);
    RealTablet bea{hub, "Bea", 2};
    REQUIRE(bea.fixture.connection().execute("DELETE FROM sync_state WHERE key = 'cursor'"));
    use_small_pages(bea, 4, 32);
    bea.reboot();
    const int before = bea.way.sent;
    SECTION("quick") {
        REQUIRE(bea.sync() == SyncState::kIdle);
        CHECK(bea.way.sent - before == 4);  // 4, 8, 16, 32 records.
    }
    SECTION("slow") {
        bea.way.on_the_way = [&] { bea.fixture.clock.advance(std::chrono::seconds{3}); };
        REQUIRE(bea.sync() == SyncState::kIdle);
        CHECK(bea.way.sent - before == 15);
    }
}

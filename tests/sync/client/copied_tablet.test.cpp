// A tablet's store that was copied, or put back from a backup: another life with numbers of its
// own.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sync/wire/signature.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

bool contains(const TextSet& set, const std::string& element) {
    return std::binary_search(set.begin(), set.end(), element);
}

}  // namespace

TEST_CASE("a tablet put back from a backup is noticed at its first exchange and gets all again",
          "[sync][client][hub][hazard-27]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family old = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    const std::string copy = ann.copy_of_store();
    const Family lost = new_family(ann, "Claes");
    ann.edit(old.id, [](Family& family) { family.note = "van het oude leven"; });
    sync_all({&ann, &bea});
    const SyncIdentity& before = *ann.client->identity();
    const std::uint64_t incarnation = before.incarnation;
    const DeviceId stamping = before.stamping;
    ann.put_back(copy);
    SECTION("with nothing to send") {}
    SECTION("with work to send") {
        ann.edit(old.id, [](Family& family) { family.phone = "014"; });
    }
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->identity()->incarnation != incarnation);
    CHECK(ann.client->identity()->stamping != stamping);
    CHECK(ann.capture->clock().device() == ann.client->identity()->stamping);
    CHECK(ann.load(lost.id).name == "Claes");
    CHECK(ann.load(old.id).note == "van het oude leven");
    ann.reboot();
    CHECK(ann.capture->clock().device() == ann.client->identity()->stamping);
    ann.edit(old.id, [](Family& family) { family.note = "van het nieuwe leven"; });
    sync_all({&ann, &bea});
    CHECK(bea.load(old.id).note == "van het nieuwe leven");
    CHECK(bea.state(key_of(old)) == ann.state(key_of(old)));
    CHECK(ann.client->status().open_conflicts == 0);
    CHECK(ann.queued() == 0);
}

TEST_CASE("two copies of one tablet never give one stamp or number to two writes",
          "[sync][client][hub][hazard-27][hazard-48]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet twin{hub, "Bea", 2};
    RealTablet cor{hub, "Cor", 3};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &twin, &cor});
    twin.put_back(ann.copy_of_store());
    REQUIRE(twin.client->identity()->incarnation == ann.client->identity()->incarnation);
    twin.fixture.clock.wall = ann.fixture.clock.wall;
    // The same moment, the same number of writes: the same stamps until one of them is told.
    ann.edit(family.id, [](Family& record) { record.note = "van de ene"; });
    twin.edit(family.id, [](Family& record) { record.note = "van de andere"; });
    twin.edit(family.id, [](Family& record) { record.note = "van de andere, verbeterd"; });
    const Family of_ann = new_family(ann, "Claes");
    const Family of_twin = new_family(twin, "Mertens");
    SECTION("when the one is first") { sync_all({&ann, &twin}); }
    SECTION("when the other is first") { sync_all({&twin, &ann}); }
    SECTION("when an answer is lost in between") {
        ann.way.replies_to_drop = 1;
        CHECK(ann.sync() != SyncState::kIdle);
        sync_all({&twin, &ann});
    }
    sync_all({&ann, &twin, &cor});
    CHECK(ann.client->identity()->incarnation != twin.client->identity()->incarnation);
    CHECK(ann.client->identity()->stamping != twin.client->identity()->stamping);
    for (RealTablet* tablet : {&ann, &twin, &cor}) {
        CHECK(tablet->load(of_ann.id).name == "Claes");
        CHECK(tablet->load(of_twin.id).name == "Mertens");
        CHECK(tablet->state(key_of(family)) == cor.state(key_of(family)));
        CHECK(tablet->client->status().open_conflicts == 1);
        CHECK(tablet->queued() == 0);
    }
    // Everybody knows whose hand each was.
    const Staff owner = cor.load(ann.client->identity()->staff.id);
    CHECK(contains(owner.devices, device_text(ann.client->identity()->stamping)));
    CHECK(contains(owner.devices, device_text(twin.client->identity()->stamping)));
    const RecordState state = cor.state(key_of(family));
    const std::vector<Version> notes = standing_versions(*find_field_state(state, 13));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].stamp.device != notes[1].stamp.device);
}

// Its work that waited when the copy was made has two names from then on: the deletion knows the
// one, and what may have been written on under the other stays in sight.
TEST_CASE("a copy's deletion hides nothing that the other store sent, and a second one does",
          "[sync][client][hub][hazard-48]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet twin{hub, "Bea", 2};
    sync_all({&ann, &twin});
    const Family family = new_family(ann, "Peeters");
    twin.put_back(ann.copy_of_store());
    twin.fixture.clock.wall = ann.fixture.clock.wall;
    ann.edit(family.id, [](Family& record) { record.note = "verder geschreven"; });
    twin.remove(key_of(family));
    sync_all({&ann, &twin});
    for (RealTablet* tablet : {&ann, &twin}) {
        CHECK_FALSE(is_hidden(tablet->state(key_of(family))));
        CHECK(tablet->load(family.id).note == "verder geschreven");
    }
    twin.remove(key_of(family));
    sync_all({&twin, &ann});
    CHECK(is_hidden(ann.state(key_of(family))));
    CHECK(is_hidden(twin.state(key_of(family))));
}

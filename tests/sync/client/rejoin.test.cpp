// Tablets that their hub doesn't know any more, or has signed off, and that join it anew.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/capture/sealed_work.h"
#include "sync/wire/signature.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

bool contains(const TextSet& set, const std::string& element) {
    return std::binary_search(set.begin(), set.end(), element);
}

}  // namespace

TEST_CASE("a tablet that a restored hub doesn't know joins anew with all of its work",
          "[sync][client][hub][hazard-26][hazard-29]") {
    const bool came_later = GENERATE(false, true);
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    const Family old = new_family(ann, "Peeters");
    REQUIRE(ann.sync() == SyncState::kIdle);
    if (!came_later) REQUIRE(hub.inner.administration->add_user("Bea", Role::kOutreacher));
    const std::string backup = hub.inner.back_up();
    if (came_later) REQUIRE(hub.inner.administration->add_user("Bea", Role::kOutreacher));
    RealTablet bea{hub, 2, "Bea"};
    const DeviceId before = bea.client->identity()->device;
    const Family sent = new_family(bea, "Claes");
    sync_all({&bea, &ann});
    hub.inner.restore(backup);
    bea.edit(old.id, [](Family& family) { family.phone = "014"; });
    const Family unsent = new_family(bea, "Mertens");
    const std::string code = came_later ? hub.code_for("Bea") : hub.next_code_for("Bea");
    CHECK(bea.sync() == SyncState::kDeviceUnknown);
    CHECK_FALSE(bea.join(code, SyncState::kNotEnrolled).has_value());
    CHECK_FALSE(bea.join("BAD0-BAD0-BAD0", SyncState::kDeviceUnknown).has_value());
    CHECK(bea.client->status().state == SyncState::kDeviceUnknown);
    CHECK(bea.client->identity()->device == before);
    REQUIRE(bea.join(code, SyncState::kDeviceUnknown).has_value());
    CHECK(bea.client->status().state == SyncState::kIdle);
    sync_all({&bea, &ann});
    RealTablet cor{hub, "Cor", 3};
    for (RealTablet* tablet : {&ann, &bea, &cor}) {
        CHECK(tablet->load(old.id).phone == "014");
        CHECK(tablet->load(sent.id).name == "Claes");
        CHECK(tablet->load(unsent.id).name == "Mertens");
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().refused == 0);
    }
    const SyncIdentity& now = *bea.client->identity();
    CHECK(now.device != before);
    const Staff owner = cor.load(now.staff.id);
    CHECK(contains(owner.devices, device_text(before)));
    CHECK(contains(owner.devices, device_text(now.device)));
    bea.reboot();
    CHECK(bea.sync() == SyncState::kIdle);
    CHECK(bea.client->identity()->device == now.device);
}

TEST_CASE(
    "a tablet that was signed off brings its unsent work under a fresh code, and keeps no "
    "records that are not for its person",
    "[sync][client][hub][hazard-28][hazard-29][hazard-45]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    hub::Administration& admin = *hub.inner.administration;
    const auto scope = admin.add_scope("Wijk Noord");
    REQUIRE(scope);
    REQUIRE(admin.grant(hub.inner.user("Ann"), *scope, hub::Right::kWrite));
    const Family everybodys = new_family(ann, "Peeters");
    const RawId team = ann.fixture.staff.scope;
    ann.fixture.staff.scope = scope->id;
    const Family anns = new_family(ann, "Claes");
    ann.fixture.staff.scope = team;
    sync_all({&ann, &bea});
    ann.edit(everybodys.id, [](Family& family) { family.phone = "014"; });
    Contact visit;
    visit.id = {ann.entropy.id()};
    visit.family_id = everybodys.id;
    visit.author_id = ann.client->identity()->staff.id;
    ann.save(visit);
    REQUIRE(admin.revoke_device(ann.client->identity()->device));
    REQUIRE(ann.sync() == SyncState::kDeviceRefused);
    SECTION("as the same person") {
        REQUIRE(ann.join(hub.next_code_for("Ann"), SyncState::kDeviceRefused).has_value());
        CHECK(ann.find(anns.id).has_value());
    }
    SECTION("in other hands") {
        REQUIRE(ann.join(hub.next_code_for("Bea"), SyncState::kDeviceRefused).has_value());
        CHECK_FALSE(ann.find(anns.id).has_value());
    }
    sync_all({&ann, &bea});
    CHECK(bea.load(everybodys.id).phone == "014");
    CHECK(bea.load(visit.id).author_id == visit.author_id);  // Whoever brought it.
    CHECK(ann.queued() == 0);
    CHECK(ann.client->status().refused == 0);
}

TEST_CASE(
    "what somebody wrote where the next person may not look waits unread, and goes up as theirs",
    "[sync][client][hub][hazard-28][hazard-45]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    RealTablet cor{hub, "Cor", 3};
    hub::Administration& admin = *hub.inner.administration;
    const auto north = admin.add_scope("Noord");
    REQUIRE(north);
    for (const char* name : {"Ann", "Cor"})
        REQUIRE(admin.grant(hub.inner.user(name), *north, hub::Right::kWrite));
    const RawId team = ann.fixture.staff.scope;
    ann.fixture.staff.scope = north->id;
    const Family known = new_family(ann, "Peeters");
    sync_all({&ann, &cor});
    const DeviceId of_ann = ann.client->identity()->device;
    ann.edit(known.id, [](Family& family) { family.note = "kolibrie"; });
    const Family unsent = new_family(ann, "Kolibrie");
    ann.fixture.staff.scope = team;
    const Family for_all = new_family(ann, "Claes");

    REQUIRE(admin.revoke_device(of_ann));
    REQUIRE(ann.sync() == SyncState::kDeviceRefused);
    REQUIRE(ann.join(hub.next_code_for("Bea"), SyncState::kDeviceRefused).has_value());
    sync_all({&ann, &bea, &cor});
    CHECK(cor.load(for_all.id).name == "Claes");
    CHECK(cor.state(test::key_of(for_all)).scope_stamp.device == of_ann);
    const auto count = [&ann](const char* sql) { return ann.fixture.number(sql); };
    const auto check_unseen = [&] {
        CHECK_FALSE(ann.find(known.id).has_value());
        CHECK_FALSE(ann.find(unsent.id).has_value());
        CHECK(count("SELECT count(*) FROM families WHERE name <> 'Claes'") == 0);
        CHECK(count("SELECT count(*) FROM refusals") == 0);
        CHECK(count("SELECT count(*) FROM refused_texts") == 0);
        CHECK(count("SELECT count(*) FROM sealed_work") == 2);
        CHECK(ann.queued() == 0);
        CHECK(ann.client->status().refused == 0);
    };
    check_unseen();
    ann.reboot();
    CHECK(ann.sync() == SyncState::kIdle);
    check_unseen();

    // What Bea herself may not write is told to her, as ever.
    Family of_bea;
    of_bea.id = {ann.entropy.id()};
    of_bea.name = "Claes";
    of_bea.scope = north->id;
    ann.save(of_bea);
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->status().refused == 1);

    REQUIRE(admin.revoke_device(ann.client->identity()->device));
    REQUIRE(ann.sync() == SyncState::kDeviceRefused);
    REQUIRE(ann.join(hub.next_code_for("Ann"), SyncState::kDeviceRefused).has_value());
    sync_all({&ann, &cor});
    CHECK(cor.load(known.id).note == "kolibrie");
    CHECK(cor.load(unsent.id).name == "Kolibrie");
    CHECK(cor.state(test::key_of(unsent)).scope_stamp.device == of_ann);
    CHECK(ann.client->status().refused == 0);
    CHECK_FALSE(ann.find(of_bea.id).has_value());
    CHECK(count("SELECT count(*) FROM sealed_work") == 1);
}

TEST_CASE("sealed work of an erased record goes with it", "[sync][client][hub][hazard-28]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    const Family family = new_family(ann, "Kolibrie");
    const RecordState state = ann.state(test::key_of(family));
    {
        auto transaction = storage::Transaction::begin(ann.fixture.connection());
        REQUIRE(transaction);
        REQUIRE(seal(ann.fixture.connection(), ann.entropy.id(), state, Sealed::kKept));
        REQUIRE(transaction->commit());
    }
    CHECK(ann.fixture.number("SELECT count(*) FROM sealed_work") == 1);
    RecordState erased{.key = state.key, .scope = state.scope};
    erased.erased = Stamp{1, 9};
    ann.receive(test::reply_with({erased}));
    CHECK(ann.fixture.number("SELECT count(*) FROM sealed_work") == 0);
}

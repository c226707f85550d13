// The tablet's sync against the real hub (HubApi over its store), both in this process, on virtual
// time: by example, and as random histories with lost answers, restarts and wrong clocks.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <map>

#include "sync/wire/digest.h"
#include "sync/wire/signature.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::OnlineTablet;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

// Splitmix by name: one random choice after the other, from one seed.
struct Dice {
    explicit Dice(std::uint64_t seed) : entropy(seed) {}
    std::uint64_t below(std::uint64_t bound) { return entropy.next() % bound; }
    test::TestEntropy entropy;
};

// The oracle: notes that nobody who had seen them has overwritten. Each text is written once.
using StandingNotes = std::map<std::string, RecordKey>;

std::vector<std::string> notes_of(const RecordState& state) {
    std::vector<std::string> notes;
    const FieldState* field = find_field_state(state, 13);
    if (field == nullptr) return notes;
    for (const Version& version : standing_versions(*field)) {
        if (const auto* text = std::get_if<std::string>(&version.value)) notes.push_back(*text);
    }
    return notes;
}

void write_note(OnlineTablet& tablet, Id<Family> id, const std::string& text,
                StandingNotes& standing) {
    const RecordKey key{RecordType::kFamily, id.raw};
    for (const std::string& seen : notes_of(tablet.state(key))) standing.erase(seen);
    tablet.edit(id, [&text](Family& family) { family.note = text; });
    standing.emplace(text, key);
}

void edit_something(OnlineTablet& tablet, Dice& dice, std::vector<Id<Family>>& families,
                    StandingNotes& standing) {
    if (families.empty() || dice.below(4) == 0) {
        families.push_back(new_family(tablet, "Gezin").id);
        return;
    }
    const Id<Family> id = families[dice.below(families.size())];
    if (!tablet.find(id)) return;
    switch (dice.below(5)) {
        case 0:
            return tablet.remove({RecordType::kFamily, id.raw});
        case 1:
            return tablet.edit(
                id, [&](Family& family) { family.phone = std::to_string(dice.below(1'000)); });
        case 2:
            return tablet.edit(id, [&](Family& family) {
                family.languages = dice.below(2) == 0 ? TextSet{"ar", "nl"} : TextSet{"fr"};
            });
        default:
            return write_note(tablet, id, "nota " + std::to_string(dice.entropy.next()), standing);
    }
}

void meddle(OnlineTablet& tablet, Dice& dice) {
    switch (dice.below(6)) {
        case 0:
            tablet.way.replies_to_drop = static_cast<int>(dice.below(3));
            break;
        case 1:
            tablet.reboot();
            break;
        case 2:
            tablet.reboot();
            tablet.fixture.clock.wall =
                tablet.fixture.clock.wall +
                std::chrono::hours{static_cast<int>(dice.below(20'000)) - 10'000};
            break;
        case 3:
            tablet.session_tuning.batch_records_max = 1 + static_cast<int>(dice.below(5));
            tablet.session_tuning.pull_records_max = 1 + static_cast<int>(dice.below(5));
            tablet.session_tuning.large_pull_records_max = 2 + static_cast<int>(dice.below(10));
            tablet.reboot();
            break;
        default:
            tablet.run();
    }
}

}  // namespace

TEST_CASE("everybody hears whose tablet a tablet is", "[sync][hub]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    sync_all({&ann, &bea});
    const Staff seen = ann.load(bea.client->identity()->staff.id);
    CHECK(seen.name == "Bea");
    CHECK(seen.devices == TextSet{device_text(bea.capture->clock().device())});
    const auto transaction = test::required(hub.inner.store->begin(
        hub.inner.administration->organisation().id, hub::TransactionKind::kRead));
    const auto stored = test::required(
        transaction->find_record({RecordType::kStaff, bea.client->identity()->staff.id.raw}));
    REQUIRE(stored.has_value());
    const StateDigest digest = digest_of_encoded(stored->state);
    CHECK(stored->digest == Bytes(digest.begin(), digest.end()));
}

TEST_CASE("what one wrote reaches the other through the real hub", "[sync][client][hub]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).name == "Peeters");
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    bea.edit(family.id, [](Family& record) { record.note = "belt dinsdag"; });
    sync_all({&ann, &bea});
    CHECK(ann.client->status().open_conflicts == 1);
    CHECK(bea.client->status().open_conflicts == 1);
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("what was removed and restored on one tablet is back on the other",
          "[sync][client][hub][hazard-20]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.remove(key_of(family));
    SECTION("when the other had seen the removal") {
        sync_all({&ann, &bea});
        REQUIRE_FALSE(bea.find(family.id).has_value());
        ann.restore(key_of(family));
    }
    SECTION("when it had not") { ann.restore(key_of(family)); }
    SECTION("when the other restores it") {
        sync_all({&ann, &bea});
        bea.restore(key_of(family));
    }
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).name == "Peeters");
    CHECK(ann.load(family.id).note == family.note);
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
    CHECK(ann.queued() + bea.queued() == 0);
    ann.remove(key_of(family));
    sync_all({&ann, &bea});
    CHECK_FALSE(bea.find(family.id).has_value());
}

TEST_CASE("an edit that a removal had not seen brings the record back on both",
          "[sync][client][hub][hazard-18]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.remove(key_of(family));
    bea.edit(family.id, [](Family& record) { record.note = "belde terug"; });
    SECTION("the removal arrives first") { sync_all({&ann, &bea}); }
    SECTION("the edit arrives first") { sync_all({&bea, &ann}); }
    CHECK(ann.load(family.id).note == "belde terug");
    CHECK(bea.load(family.id).name == "Peeters");
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("a restored record brings its open conflict back", "[sync][client][hub]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    bea.edit(family.id, [](Family& record) { record.note = "belt dinsdag"; });
    sync_all({&ann, &bea});
    ann.remove(key_of(family));
    sync_all({&ann, &bea});
    REQUIRE(ann.client->status().open_conflicts == 0);
    ann.restore(key_of(family));
    sync_all({&ann, &bea});
    CHECK(ann.client->status().open_conflicts == 1);
    CHECK(bea.client->status().open_conflicts == 1);
}

TEST_CASE("a tablet that was used before enrolment brings all of it to the hub",
          "[sync][client][hub][adopt]") {
    RealHub hub;
    const std::string code = hub.code_for("Ann");
    test::EarlierWork earlier;
    OnlineTablet ann{hub, code, 1, earlier};
    RealTablet bea{hub, "Bea", 2};
    sync_all({&ann, &bea});
    CHECK(ann.client->status().refused == 0);
    CHECK(bea.load(earlier.heard.id).name == "Peeters");
    CHECK(bea.load(earlier.unheard.id).name == "Claes");
    CHECK(bea.load(earlier.contact.id).author_id == ann.client->identity()->staff.id);
    CHECK(bea.state(key_of(earlier.heard)) == ann.state(key_of(earlier.heard)));
}

TEST_CASE("edits that a lost scope left unsent are refused and kept, and its records leave",
          "[sync][client][hub][hazard-23]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    hub::Administration& admin = *hub.inner.administration;
    const auto scope = admin.add_scope("Wijk Noord");
    REQUIRE(scope);
    REQUIRE(admin.grant(hub.inner.user("Ann"), *scope, hub::Right::kWrite));
    ann.fixture.staff.scope = scope->id;
    const Family family = new_family(ann, "Peeters");
    REQUIRE(ann.sync() == SyncState::kIdle);
    ann.edit(family.id, [](Family& record) { record.note = "nog niet verzonden"; });
    hub.inner.clock.advance(std::chrono::minutes{1});
    REQUIRE(admin.end_grant(hub.inner.user("Ann"), *scope));
    hub.inner.clock.advance(std::chrono::minutes{1});
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK_FALSE(ann.find(family.id).has_value());
    CHECK(ann.client->status().refused == 1);
    CHECK(ann.queued() == 0);
}

TEST_CASE("work that a lost scope had refused is in the record again when the scope is back",
          "[sync][client][hub][hazard-22][hazard-23]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    hub::Administration& admin = *hub.inner.administration;
    const auto scope = admin.add_scope("Wijk Noord");
    REQUIRE(scope);
    for (const char* name : {"Ann", "Bea"})
        REQUIRE(admin.grant(hub.inner.user(name), *scope, hub::Right::kWrite));
    ann.fixture.staff.scope = scope->id;
    const Family family = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    ann.edit(family.id, [](Family& record) { record.note = "geweigerd"; });
    hub.inner.clock.advance(std::chrono::minutes{1});
    REQUIRE(admin.end_grant(hub.inner.user("Ann"), *scope));
    hub.inner.clock.advance(std::chrono::minutes{1});
    REQUIRE(ann.sync() == SyncState::kIdle);
    REQUIRE(ann.client->status().refused == 1);
    REQUIRE(admin.grant(hub.inner.user("Ann"), *scope, hub::Right::kWrite));
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.load(family.id).note == "geweigerd");
    SECTION("the next edit takes it along") {
        ann.edit(family.id, [](Family& record) { record.phone = "014"; });
    }
    SECTION("or the author sends it again") {
        REQUIRE(ann.capture->settle_refusal(key_of(family), RefusalChoice::kSendAgain));
    }
    sync_all({&ann, &bea});
    CHECK(bea.load(family.id).note == "geweigerd");
    CHECK(ann.client->status().refused == 0);
    CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}

TEST_CASE("children arrive before their parents, and without them, and none is lost",
          "[sync][client][hub][hazard-32]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    Family family;
    family.id = {ann.entropy.id()};
    family.name = "Peeters";
    Contact contact;
    contact.id = {ann.entropy.id()};
    contact.family_id = family.id;
    contact.author_id = ann.client->identity()->staff.id;
    ann.save(contact);
    ann.session_tuning.batch_records_max = 1;
    ann.reboot();
    SECTION("in the same run") {
        ann.save(family);
        sync_all({&ann, &bea});
    }
    SECTION("long before") {
        sync_all({&ann, &bea});
        CHECK(bea.load(contact.id).family_id == family.id);
        ann.save(family);
        sync_all({&ann, &bea});
    }
    SECTION("after it was removed elsewhere") {
        ann.save(family);
        sync_all({&ann, &bea});
        bea.remove(key_of(family));
        Contact later = contact;
        later.id = {ann.entropy.id()};
        ann.save(later);
        sync_all({&ann, &bea});
        CHECK(bea.load(later.id).family_id == family.id);
        bea.restore(key_of(family));
        sync_all({&ann, &bea});
    }
    CHECK(bea.load(contact.id).family_id == family.id);
    CHECK(bea.load(family.id).name == "Peeters");
    CHECK(ann.client->status().refused == 0);
    CHECK(ann.queued() == 0);
}

TEST_CASE(
    "a record made and deleted between two pulls is not in sight on an older tablet or a new one",
    "[sync][client][hub][hazard-21]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    sync_all({&ann, &bea});
    const Family family = new_family(ann, "Kort");
    SECTION("the hub heard of both at once") {}
    SECTION("the hub heard of one after the other") { REQUIRE(ann.sync() == SyncState::kIdle); }
    ann.remove(key_of(family));
    sync_all({&ann, &bea});
    RealTablet cor{hub, "Cor", 3};
    sync_all({&cor});
    for (RealTablet* tablet : {&bea, &cor}) CHECK_FALSE(tablet->find(family.id).has_value());
}

TEST_CASE(
    "random histories of three tablets end equal, with every note kept or overwritten "
    "knowingly",
    "[sync][client][hub][sim]") {
    const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, 7)));
    INFO("seed " << seed);
    Dice dice{seed};
    RealHub hub;
    RealTablet ann{hub, "Ann", seed * 10 + 1};
    RealTablet bea{hub, "Bea", seed * 10 + 2};
    RealTablet cor{hub, "Cor", seed * 10 + 3};
    const std::vector<RealTablet*> tablets{&ann, &bea, &cor};
    std::vector<Id<Family>> families;
    StandingNotes standing;
    for (int turn = 0; turn < 120; ++turn) {
        RealTablet& tablet = *tablets[dice.below(tablets.size())];
        const auto pause = std::chrono::milliseconds{static_cast<int>(dice.below(60'000))};
        hub.inner.clock.advance(pause);
        for (RealTablet* each : tablets) each->fixture.clock.advance(pause);
        if (dice.below(3) > 0)
            edit_something(tablet, dice, families, standing);
        else
            meddle(tablet, dice);
    }
    for (RealTablet* tablet : tablets) tablet->way.replies_to_drop = 0;
    sync_all({&ann, &bea, &cor});
    sync_all({&ann, &bea, &cor});
    REQUIRE_FALSE(standing.empty());
    for (const auto& [text, key] : standing) {
        const std::vector<std::string> kept = notes_of(bea.state(key));
        CHECK(std::count(kept.begin(), kept.end(), text) == 1);
    }
    for (const Id<Family>& id : families) {
        const RecordKey key{RecordType::kFamily, id.raw};
        const RecordState state = ann.state(key);
        CHECK(bea.state(key) == state);
        CHECK(cor.state(key) == state);
        CHECK(ann.find(id).has_value() == !is_hidden(state));
    }
    for (RealTablet* tablet : tablets) {
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().refused == 0);
    }
}

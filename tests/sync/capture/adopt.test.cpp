// A tablet that was used before it belonged to a hub brings all of its work along.
#include "sync/capture/adopt.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

namespace {

constexpr DeviceId kDevice = 42;
const RawId kTeam{{0x7e, 7}};
const RawId kColleague{{0x11, 9}};

Adoption adoption_of(Tablet& tablet) {
    Adoption adoption{.device = kDevice, .local_staff = tablet.fixture.staff.id.raw};
    adoption.staff.id = {kColleague};
    adoption.staff.scope = kTeam;
    return adoption;
}

void adopt(Tablet& tablet) {
    auto transaction = storage::Transaction::begin(tablet.fixture.connection());
    REQUIRE(transaction);
    REQUIRE(
        adopt_records(tablet.fixture.connection(), tablet.capture->clock(), adoption_of(tablet)));
    REQUIRE(transaction->commit());
}

Contact new_contact(Tablet& tablet, const Family& family) {
    Contact contact;
    contact.id = {tablet.entropy.id()};
    contact.family_id = family.id;
    contact.author_id = tablet.fixture.staff.id;
    contact.note = "eerste bezoek";
    return contact;
}

// Written while no capture listened: no stamps, no outbox.
template <class Record>
void save_unheard(Tablet& tablet, const Record& record) {
    tablet.fixture.changes = &tablet.fixture.null_sink;
    tablet.fixture.save(record);
}

}  // namespace

TEST_CASE("work from before enrolment becomes the given device's", "[sync][capture]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    tablet.edit(family.id, [](Family& record) { record.note = "tweede"; });
    adopt(tablet);
    const RecordState state = tablet.state(key_of(family));
    CHECK(state.scope_stamp.device == kDevice);
    const FieldState* note = find_field_state(state, 13);
    CHECK(note->context.size() == 1);
    CHECK(note->context.front().device == kDevice);
    tablet.edit(family.id, [](Family& record) { record.name = "Peters"; });
    const RecordState renamed = tablet.state(key_of(family));
    CHECK(find_field_state(renamed, 1)->versions.front().stamp.device == kDevice);
}

TEST_CASE("work from before enrolment moves to the hub's scope and colleague",
          "[sync][capture][adopt]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Contact contact = new_contact(tablet, family);
    SECTION("written through the capture") { tablet.save(contact); }
    SECTION("written while no capture listened") { save_unheard(tablet, contact); }
    adopt(tablet);
    CHECK(tablet.queued() == 2);
    CHECK(tablet.load(family.id).scope == kTeam);
    const Contact adopted = tablet.load(contact.id);
    CHECK(adopted.scope == kTeam);
    CHECK(adopted.author_id == Id<Staff>{kColleague});
    CHECK(adopted.family_id == family.id);
    const Batch batch = tablet.send();
    REQUIRE(batch.push.size() == 2);
    for (const RecordState& state : batch.push) {
        CHECK(state.scope == kTeam);
        CHECK(state.scope_stamp.time != 0);
        CHECK(state == tablet.state(state.key));
    }
}

TEST_CASE("a removal that no capture heard stays a removal", "[sync][capture][adopt]") {
    Tablet tablet{1};
    Family family;
    family.id = {tablet.entropy.id()};
    family.name = "Peeters";
    SECTION("of a record that was never stamped") { save_unheard(tablet, family); }
    SECTION("of a record that was") { tablet.save(family); }
    tablet.fixture.changes = &tablet.fixture.null_sink;
    storage::UnitOfWork work = tablet.fixture.begin("delete");
    REQUIRE(work.remove(key_of(family)));
    REQUIRE(work.commit());
    adopt(tablet);
    CHECK_FALSE(tablet.find(family.id).has_value());
    CHECK(is_hidden(tablet.state(key_of(family))));
    CHECK(tablet.queued() == 1);
}

TEST_CASE("made-up colleagues stay here unsent, and the local person's own entry goes",
          "[sync][capture][adopt]") {
    Tablet tablet{1};
    Staff colleague;
    colleague.id = {tablet.entropy.id()};
    colleague.name = "Sara";
    tablet.save(colleague);
    tablet.save(tablet.fixture.staff);
    adopt(tablet);
    CHECK(tablet.queued() == 0);
    CHECK(tablet.find(colleague.id).has_value());
    CHECK_FALSE(tablet.find(tablet.fixture.staff.id).has_value());
}

TEST_CASE("more records than a page are all adopted, in one transaction",
          "[sync][capture][adopt]") {
    Tablet tablet{1};
    constexpr int kFamilies = 2'100;
    tablet.fixture.changes = &tablet.fixture.null_sink;
    {
        storage::UnitOfWork work = tablet.fixture.begin("demo");
        for (int count = 0; count < kFamilies; ++count) {
            Family family;
            family.id = {tablet.entropy.id()};
            family.name = "Gezin";
            REQUIRE(work.save(family));
        }
        REQUIRE(work.commit());
    }
    const std::int64_t commits = tablet.fixture.connection().commit_count();
    adopt(tablet);
    CHECK(tablet.fixture.connection().commit_count() == commits + 1);
    CHECK(tablet.queued() == kFamilies);
    CHECK(tablet.fixture.number("SELECT COUNT(DISTINCT scope) FROM families") == 1);
}

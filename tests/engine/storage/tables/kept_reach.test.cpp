// The kept reach of places and what parents come for there against a plain count, over whatever
// happens to contacts, families and places: saved, moved, removed, restored, purged and rolled
// back.
#include "engine/storage/tables/kept_reach.h"

#include <rapidcheck.h>

#include <map>

#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/tables/kept_themes.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using oppad::storage::PlaceReach;
using oppad::test::TestStore;

namespace {

constexpr int kPlaces = 20;  // More than are counted one by one.
constexpr int kPlacesMet = 3;
constexpr int kFamilies = 4;
constexpr int kContacts = 6;
constexpr std::int64_t kHour = 3'600'000;
constexpr Instant kFrom{test::kTestStart.ms - 10 * kHour};
constexpr Instant kUntil{test::kTestStart.ms + 10 * kHour};

// A range grows with the case's size otherwise: small cases would write one contact over and over.
int within(int from, int until) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, until));
}

template <class Record>
Id<Record> nth(int index) {
    RawId id;
    id.bytes[0] = static_cast<std::uint8_t>(Schema<Record>::type);
    id.bytes[15] = static_cast<std::uint8_t>(index + 1);
    return {id};
}

template <class Record>
std::optional<Id<Record>> maybe_nth(int count) {
    const int index = within(-1, count);
    return index < 0 ? std::nullopt : std::optional{nth<Record>(index)};
}

// Spelled out once more, without the rules of keeping.
std::map<RawId, int> counted(TestStore& fixture, Instant from, Instant until) {
    std::map<RawId, int> families;
    for (int i = 0; i < kPlaces; ++i) {
        const auto place = nth<Place>(i);
        const auto stored =
            storage::find_record(fixture.connection(), {RecordType::kPlace, place.raw});
        REQUIRE(stored.has_value());
        if (*stored && !(*stored)->deleted) families[place.raw] = 0;
    }
    const auto reach = storage::count_reach(fixture.connection(), from, until);
    REQUIRE(reach.has_value());
    for (const PlaceReach& one : *reach) {
        const auto shown = families.find(one.id.raw);
        if (shown != families.end()) shown->second = one.families;
    }
    return families;
}

std::map<RawId, int> kept(TestStore& fixture, Instant from, Instant until) {
    const auto reach = storage::look_up_reach(fixture.connection(), from, until);
    if (!reach) FAIL("look_up_reach: " << reach.error().detail);
    std::map<RawId, int> families;
    for (const PlaceReach& one : *reach) families.emplace(one.id.raw, one.families);
    return families;
}

Contact any_contact() {
    Contact contact;
    contact.id = nth<Contact>(within(0, kContacts));
    contact.kind = ContactKind::kSitDay;
    contact.family_id = maybe_nth<Family>(kFamilies);
    contact.place_id = maybe_nth<Place>(kPlacesMet);
    if (within(0, 4) == 0) contact.contact_person_id = nth<ContactPerson>(0);
    contact.at = {test::kTestStart.ms + within(-12, 12) * kHour};
    for (const char* theme : {"debt", "food", "work"})
        if (within(0, 2) == 0) contact.themes.push_back(theme);
    return contact;
}

Family any_family() {
    Family family;
    family.id = nth<Family>(within(0, kFamilies));
    family.name = "Peeters";
    family.known_before = within(0, 2) == 0;
    family.origin_place_id = maybe_nth<Place>(kPlacesMet);
    return family;
}

Place any_place() {
    Place place;
    place.id = nth<Place>(within(0, kPlaces));
    place.name = "De Regenboog";
    place.kind = PlaceKind::kSchool;
    return place;
}

RecordKey any_key() {
    switch (within(0, 3)) {
        case 0:
            return {RecordType::kContact, any_contact().id.raw};
        case 1:
            return {RecordType::kFamily, any_family().id.raw};
        default:
            return {RecordType::kPlace, any_place().id.raw};
    }
}

// One write of whatever kind; a refused one leaves the store as it was.
void write_something(TestStore& fixture) {
    const int what = within(0, 10);
    if (what == 9) {  // As erasure does.
        auto transaction = storage::Transaction::begin(fixture.connection());
        REQUIRE(transaction.has_value());
        fixture.keep(storage::purge_record(fixture.connection(), any_key()));
        fixture.keep(transaction->commit());
        return;
    }
    storage::UnitOfWork work = fixture.begin("test");
    if (what < 4) fixture.keep(work.save(any_contact()));
    if (what == 4 || what == 5) fixture.keep(work.save(any_family()));
    if (what == 6) fixture.keep(work.save(any_place()));
    if (what == 7 && !work.remove(any_key())) return;
    if (what == 8 && !work.restore(any_key())) return;
    const bool is_kept = within(0, 5) > 0;
    if (is_kept) fixture.keep(work.commit());  // Else it is rolled back.
}

// Both before and after what is written next.
void expect_plain_counts(TestStore& fixture, const Id<Place>& place, Instant until) {
    storage::Connection& connection = fixture.connection();
    const auto reach = storage::look_up_reach_at(connection, place, kFrom, until);
    const auto plain_reach = storage::count_reach_at(connection, place, kFrom, until);
    REQUIRE((reach.has_value() && plain_reach.has_value()));
    RC_ASSERT(*reach == *plain_reach);
    const auto themes = storage::look_up_themes_at(connection, place, kFrom, until);
    const auto plain_themes = storage::count_themes_at(connection, place, kFrom, until);
    REQUIRE((themes.has_value() && plain_themes.has_value()));
    RC_ASSERT(*themes == *plain_themes);
}

}  // namespace

TEST_CASE("what is kept of places equals a plain count whatever is written",
          "[storage][reach][property]") {
    const bool holds = rc::check([] {
        TestStore fixture;
        const int places = within(0, kPlaces);
        for (int i = 0; i < places; ++i) {
            Place place;
            place.id = nth<Place>(i);
            place.name = "De Toren";
            fixture.save(place);
        }
        const int writes = within(1, 40);
        for (int i = 0; i < writes; ++i) {
            write_something(fixture);
            if (within(0, 3) > 0) continue;
            const bool other_year = within(0, 8) == 0;
            const Instant until = other_year ? Instant{kUntil.ms - 4 * kHour} : kUntil;
            for (int met = 0; met < kPlacesMet; ++met)
                expect_plain_counts(fixture, nth<Place>(met), until);
            RC_ASSERT(kept(fixture, kFrom, until) == counted(fixture, kFrom, until));
        }
        RC_ASSERT(kept(fixture, kFrom, kUntil) == counted(fixture, kFrom, kUntil));
    });
    CHECK(holds);
}

TEST_CASE("looking at reach is no write", "[storage][reach]") {
    TestStore fixture;
    Place place;
    place.id = nth<Place>(0);
    place.name = "De Toren";
    fixture.save(place);
    const std::int64_t before = fixture.store->revision();
    CHECK(kept(fixture, kFrom, kUntil).size() == 1);
    CHECK(fixture.store->revision() == before);
}

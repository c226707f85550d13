// What was logged without a family and without a place can be found again, and named.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

Id<Contact> meet(TestDesk& desk, ContactDraft draft) {
    desk.fixture.clock.advance(1min);
    draft.kind = ContactKind::kNeutralGround;
    draft.adults = 1;
    draft.begun_at = desk.fixture.clock.now();
    return desk.done<Contact>(LogContact{std::move(draft)});
}

std::vector<Id<Contact>> listed(TestDesk& desk, int limit = 10) {
    std::vector<Id<Contact>> ids;
    for (const UnnamedContact& row : desk.look<UnnamedView>(LookUnnamed{limit}).rows)
        ids.push_back(row.id);
    return ids;
}
using Ids = std::vector<Id<Contact>>;

}  // namespace

TEST_CASE("an anonymous contact without a place is listed until it gets a name",
          "[views][unnamed]") {
    TestDesk desk;
    CHECK(listed(desk).empty());
    ContactDraft draft = desk.draft();
    draft.themes = {"food"};
    const Id<Contact> contact = meet(desk, draft);
    const auto view = desk.look<UnnamedView>(LookUnnamed{10});
    REQUIRE(view.rows.size() == 1);
    CHECK(view.rows[0].id == contact);
    CHECK(view.rows[0].kind == ContactKind::kNeutralGround);
    CHECK(view.rows[0].themes == TextSet{"food"});
    CHECK(view.rows[0].at == desk.fixture.clock.now());
    CHECK_FALSE(view.has_more);

    Contact opened = desk.get(contact);
    SECTION("of a family that is here") {
        Contact named = opened;
        named.family_id = desk.family("Maes");
        desk.done<Contact>(EditContact{.contact = named, .opened = opened});
        CHECK(listed(desk).empty());
    }
    SECTION("or is found on a place's page") {
        Contact placed = opened;
        placed.place_id = desk.place("De Regenboog");
        desk.done<Contact>(EditContact{.contact = placed, .opened = opened});
        CHECK(listed(desk).empty());
    }
    SECTION("or is deleted, and is back when that is taken back") {
        desk.done<Contact>(DeleteContact{.id = contact, .undo = false});
        CHECK(listed(desk).empty());
        desk.done<Contact>(DeleteContact{.id = contact, .undo = true});
        CHECK(listed(desk) == Ids{contact});
    }
}

TEST_CASE("unnamed contacts stand newest first, as many as are asked for", "[views][unnamed]") {
    TestDesk desk;
    const Id<Contact> first = meet(desk, desk.draft());
    const Id<Contact> second = meet(desk, desk.draft());
    const Id<Contact> third = meet(desk, desk.draft());
    CHECK(listed(desk) == Ids{third, second, first});
    CHECK(listed(desk, 2) == Ids{third, second});
    CHECK(desk.look<UnnamedView>(LookUnnamed{2}).has_more);
    CHECK_FALSE(desk.look<UnnamedView>(LookUnnamed{3}).has_more);
}

TEST_CASE("what a colleague, a family or a place has is not listed as unnamed",
          "[views][unnamed]") {
    TestDesk desk;
    Contact of_colleague;
    of_colleague.at = desk.fixture.clock.now();
    of_colleague.author_id = Id<Staff>{desk.fixture.entropy.id()};
    desk.given(of_colleague);
    desk.contact_with(desk.family("Maes"));
    ContactDraft at_school = desk.draft();
    at_school.place_id = desk.place("De Regenboog");
    meet(desk, at_school);
    CHECK(listed(desk).empty());
}

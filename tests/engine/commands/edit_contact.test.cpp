// Changing what was logged: every field, back again, a name for somebody who had none.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

EditContact change_of(const Contact& before, const Contact& after) {
    EditContact edit;
    edit.contact = after;
    edit.opened = before;
    return edit;
}

EditContact undo_of(const EditContact& edit) {
    EditContact undo;
    undo.contact = *edit.opened;
    undo.opened = edit.contact;
    if (edit.made_family) undo.unmade_family_id = edit.made_family->id;
    return undo;
}

Id<Contact> anonymous_at(TestDesk& desk, const Id<Place>& place) {
    ContactDraft draft = desk.draft();
    draft.kind = ContactKind::kSchoolContact;
    draft.place_id = place;
    draft.adults = 1;
    draft.question = "Hoe vraag ik een schooltoelage aan?";
    draft.follow_up.emplace().what = "Terugbellen";
    return desk.done<Contact>(LogContact{draft});
}

Family named(TestDesk& desk, const char* name) {
    Family family;
    family.id.raw = desk.fixture.entropy.id();
    family.name = name;
    return family;
}

int reach_of(TestDesk& desk) {
    return desk.look<PlacesView>(LookPlaces{}).rows.at(0).families_reached;
}

}  // namespace

TEST_CASE("every part of a logged contact can be changed, and changed back", "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(desk.contact_with(desk.family("Nowak")));
    Contact after = before;
    after.kind = ContactKind::kPhoneCall;
    after.at = before.at + -std::chrono::hours(50);
    after.place_id = desk.place("De Toren");
    after.themes = {"debt", "housing"};
    after.note = "Belde zelf op.";
    after.adults = 2;
    const EditContact edit = change_of(before, after);
    desk.done<Contact>(edit);
    const Contact stored = desk.get(before.id);
    CHECK(stored.kind == ContactKind::kPhoneCall);
    CHECK(stored.at == after.at);
    CHECK(stored.place_id == after.place_id);
    CHECK(stored.themes == after.themes);
    CHECK(stored.note == after.note);
    CHECK(stored.adults == 2);
    CHECK(stored.author_id == before.author_id);
    desk.done<Contact>(undo_of(edit));
    CHECK(to_values(desk.get(before.id)) == to_values(before));
}

TEST_CASE("what a colleague changed meanwhile stays when a contact is edited or the edit undone",
          "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(desk.contact_with(desk.family("Nowak")));
    Contact after = before;
    after.note = "Mijn aanvulling.";
    const EditContact edit = change_of(before, after);
    Contact colleagues = before;
    colleagues.themes = {"food"};
    desk.given(colleagues);
    desk.done<Contact>(edit);
    CHECK(desk.get(before.id).themes == TextSet{"food"});
    desk.done<Contact>(undo_of(edit));
    CHECK(desk.get(before.id).themes == TextSet{"food"});
    CHECK(desk.get(before.id).note.empty());
}

TEST_CASE("a contact is not moved into the future, nor to a family that is gone",
          "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(desk.contact_with(desk.family("Nowak")));
    Contact after = before;
    after.at = desk.fixture.clock.now() + 1h;
    after.family_id = Id<Family>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(change_of(before, after));
    CHECK(has(problems, ProblemCode::kInTheFuture, "at"));
    CHECK(has(problems, ProblemCode::kGone, "family_id"));
    CHECK(desk.get(before.id).at == before.at);
    Contact nowhere = before;
    nowhere.id.raw = desk.fixture.entropy.id();
    CHECK(has(desk.problems(change_of(before, nowhere)), ProblemCode::kGone, "id"));
}

TEST_CASE("an anonymous contact that is named takes its steps along and is reached once",
          "[commands][edit]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    const Id<Family> family = desk.family("Haddad");
    ContactDraft known = desk.draft();
    known.family_id = family;
    known.place_id = place;
    desk.done<Contact>(LogContact{known});
    const Contact before = desk.get(anonymous_at(desk, place));
    CHECK(reach_of(desk) == 2);
    Contact after = before;
    after.family_id = family;
    const EditContact edit = change_of(before, after);
    desk.done<Contact>(edit);
    CHECK(reach_of(desk) == 1);
    auto page = desk.look<FamilyPage>(LookFamily{family});
    CHECK(page.open_items.size() == 2);
    desk.done<Contact>(undo_of(edit));
    CHECK(reach_of(desk) == 2);
    CHECK(desk.look<FamilyPage>(LookFamily{family}).open_items.empty());
}

TEST_CASE("a family that was made with an edit goes again with its undo", "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(anonymous_at(desk, desk.place("De Toren")));
    EditContact edit = change_of(before, before);
    edit.made_family = named(desk, "Okafor");
    edit.contact.family_id = edit.made_family->id;
    const Id<Family> id = edit.made_family->id;
    desk.done<Contact>(edit);
    desk.done<Contact>(edit);  // A second tap.
    const Family made = desk.get(id);
    CHECK(made.name == "Okafor");
    CHECK(made.state == FamilyState::kInGuidance);
    CHECK(made.first_contact_day.has_value());
    CHECK(made.origin_place_id == before.place_id);

    SECTION("when nothing else hangs on it") {
        desk.done<Contact>(undo_of(edit));
        CHECK_FALSE(desk.find(id));
        CHECK_FALSE(desk.get(before.id).family_id);
    }
    SECTION("but not when somebody added to it") {
        desk.contact_with(id);
        desk.done<Contact>(undo_of(edit));
        CHECK(desk.find(id));
    }
}

TEST_CASE("a family that was here takes what it lacks of what was typed, and gives it back",
          "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(anonymous_at(desk, desk.place("De Toren")));
    const Id<Family> family = desk.family("Haddad");
    EditContact edit = change_of(before, before);
    edit.contact.family_id = family;
    edit.made_family = named(desk, "");
    edit.made_family->id = family;
    edit.made_family->phone = "0470 12 34 56";
    edit.made_family->street = "Dorp 2";
    edit.made_family->known_before = false;
    const Outcome outcome = desk.desk.run(edit);
    REQUIRE(outcome.saved());
    CHECK(desk.get(family).name == "Haddad");
    CHECK(desk.get(family).phone == "+32470123456");
    CHECK(desk.get(family).street == "Dorp 2");
    CHECK(desk.get(family).known_before == false);
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK(desk.get(family).phone.empty());
    CHECK(desk.get(family).street.empty());
    CHECK_FALSE(desk.get(family).known_before);
    CHECK_FALSE(desk.get(before.id).family_id);
}

TEST_CASE("what can't take the place of what a family has is noted of it, and taken back",
          "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(anonymous_at(desk, desk.place("De Toren")));
    Family here = desk.get(desk.family("Haddad"));
    here.phone = "+32470123456";
    here.street = "Dorp 2";
    here.postcode = "2400";
    here.note = "Bel na vier uur";
    desk.given(here);
    EditContact edit = change_of(before, before);
    edit.contact.family_id = here.id;
    edit.made_family = named(desk, "");
    edit.made_family->id = here.id;
    std::string noted = here.note;
    SECTION("another number and address") {
        edit.made_family->phone = "014 31 22 33";
        edit.made_family->street = "Kerkstraat 8";
        edit.made_family->municipality = "Mol";
        noted += "\n014 31 22 33\nKerkstraat 8, Mol";
    }
    SECTION("what is no number") {
        edit.made_family->phone = "014 31 2";
        noted += "\n014 31 2";
    }
    SECTION("the same") {
        edit.made_family->phone = "0470/12.34.56";
        edit.made_family->street = "Dorp 2";
        edit.made_family->municipality = "Mol";
    }
    const Outcome outcome = desk.desk.run(edit);
    REQUIRE(outcome.saved());
    CHECK(desk.get(here.id).phone == here.phone);
    CHECK(desk.get(here.id).street == "Dorp 2");
    CHECK(desk.get(here.id).note == noted);
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK(desk.get(here.id).note == here.note);
    CHECK(desk.get(here.id).municipality.empty());
}

TEST_CASE("a made family needs a name", "[commands][edit]") {
    TestDesk desk;
    const Contact before = desk.get(anonymous_at(desk, desk.place("De Toren")));
    EditContact edit = change_of(before, before);
    edit.made_family = named(desk, "  ");
    edit.contact.family_id = edit.made_family->id;
    CHECK(has(desk.problems(edit), ProblemCode::kMissing, "name"));
    CHECK_FALSE(desk.get(before.id).family_id);
}

TEST_CASE("a contact that is logged afterwards can be a family's first", "[commands][edit]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    desk.contact_with(family);
    ContactDraft earlier = desk.draft();
    earlier.family_id = family;
    earlier.at = desk.fixture.clock.now() + -std::chrono::hours(24 * 40);
    desk.done<Contact>(LogContact{earlier});
    const Clock& clock = desk.fixture.clock;
    CHECK(desk.get(family).first_contact_day == engine::local_day(clock, *earlier.at));
}

TEST_CASE("a family's first contact follows a change, and the change back", "[commands][edit]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    const auto first = [&] { return desk.get(family).first_contact_day; };
    const Day today = engine::today(desk.fixture.clock);
    const Instant long_ago = desk.fixture.clock.now() + -std::chrono::hours(24 * 365 * 7);
    SECTION("of the year, to an earlier one") {
        const Contact before = desk.get(desk.contact_with(family));
        Contact after = before;
        after.at = long_ago;
        const EditContact edit = change_of(before, after);
        desk.done<Contact>(edit);
        CHECK(first() == engine::local_day(desk.fixture.clock, long_ago));
        desk.done<Contact>(undo_of(edit));
        CHECK(first() == today);
    }
    SECTION("of the name of who was nobody's") {
        const Contact before = desk.get(anonymous_at(desk, desk.place("De Toren")));
        Contact after = before;
        after.family_id = family;
        const EditContact edit = change_of(before, after);
        desk.done<Contact>(edit);
        CHECK(first() == today);
        desk.done<Contact>(undo_of(edit));
        CHECK_FALSE(first());
    }
    SECTION("of the family, to another one") {
        ContactDraft earlier = desk.draft();
        earlier.family_id = family;
        earlier.at = long_ago;
        const Contact before = desk.get(desk.done<Contact>(LogContact{earlier}));
        desk.contact_with(family);
        Contact after = before;
        after.family_id = desk.family("Haddad");
        desk.done<Contact>(change_of(before, after));
        CHECK(first() == today);
        CHECK(desk.get(*after.family_id).first_contact_day ==
              engine::local_day(desk.fixture.clock, long_ago));
    }
}

TEST_CASE("the page of a contact shows it as it is stored", "[views][edit]") {
    TestDesk desk;
    const Id<Contact> id = desk.contact_with(desk.family("Nowak"));
    CHECK(to_values(desk.look<ContactPage>(LookContact{id}).contact) == to_values(desk.get(id)));
    desk.done<Contact>(DeleteContact{id, false});
    CHECK(desk.desk.look(LookContact{id}).error().code == ErrorCode::kNotFound);
}

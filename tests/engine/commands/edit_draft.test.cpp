// A change of a logged contact that was not finished: kept like every draft, gone once it is made.
#include <filesystem>

#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

struct Change {
    Contact before;
    ContactDraft draft;
};

// Everything that a contact can hold, half way through being changed.
Change begun_change(TestDesk& desk) {
    Contact contact;
    contact.kind = ContactKind::kHomeVisit;
    contact.family_id = desk.family("Nowak");
    contact.place_id = desk.place("De Toren");
    contact.at = desk.fixture.clock.now();
    contact.duration_minutes = 45;
    contact.themes = {"debt", "food"};
    contact.participants = {to_text(desk.fixture.entropy.id())};
    contact.note = "Zoals het was: \"brief\"\nمرحبا";
    contact.adults = 1;
    contact.author_id = desk.fixture.staff.id;
    Change change;
    change.before = desk.get(desk.given(contact));
    change.draft.id = change.before.id.raw;
    change.draft.edited = change.before;
    change.draft.begun_at = contact.at;
    change.draft.note = "Wat erbij komt.";
    return change;
}

std::optional<ContactDraft> newest_draft(TestDesk& desk) {
    return desk.look<LogContactPage>(LookLogContact{}).draft;
}

EditContact made_of(const Change& change) {
    EditContact edit;
    edit.contact = change.before;
    edit.contact.note = change.draft.note;
    edit.opened = change.before;
    return edit;
}

}  // namespace

TEST_CASE("a change that was being typed is there after the program was killed",
          "[commands][drafts][edit]") {
    TestDesk desk;
    const Change change = begun_change(desk);
    REQUIRE(desk.desk.run(SaveDraft{change.draft}).saved());
    // What lies on disk at that moment, without anything having been closed.
    const std::string folder = desk.fixture.folder.path() + "/killed";
    std::filesystem::copy(desk.fixture.paths.folder, folder);
    std::filesystem::remove(folder + "/oppad.db-shm");
    auto store = storage::Store::open({folder}, test::test_key());
    REQUIRE(store);
    Desk again{*store, desk.fixture.null_sink, desk.fixture.clock, desk.fixture.entropy,
               desk.fixture.staff};
    const auto view = again.look(LookContact{change.before.id});
    REQUIRE(view);
    const auto& page = std::get<ContactPage>(*view);
    CHECK(to_values(page.contact) == to_values(change.before));
    REQUIRE(page.draft);
    CHECK(page.draft->note == "Wat erbij komt.");
    REQUIRE(page.draft->edited);
    CHECK(page.draft->edited->id == change.before.id);
    CHECK(to_values(*page.draft->edited) == to_values(change.before));
}

TEST_CASE("a change leaves the disk when it is made or thrown away, the contact stays",
          "[commands][drafts][edit]") {
    TestDesk desk;
    const Change change = begun_change(desk);
    REQUIRE(desk.desk.run(SaveDraft{change.draft}).saved());
    REQUIRE(newest_draft(desk));
    SECTION("made") {
        desk.done<Contact>(made_of(change));
        CHECK(desk.get(change.before.id).note == "Wat erbij komt.");
    }
    SECTION("thrown away") {
        REQUIRE(desk.desk.run(DiscardDraft{change.draft.id}).saved());
        CHECK(to_values(desk.get(change.before.id)) == to_values(change.before));
    }
    CHECK_FALSE(newest_draft(desk));
    CHECK_FALSE(desk.look<ContactPage>(LookContact{change.before.id}).draft);
}

TEST_CASE("a change that is refused keeps what was typed", "[commands][drafts][edit]") {
    TestDesk desk;
    const Change change = begun_change(desk);
    REQUIRE(desk.desk.run(SaveDraft{change.draft}).saved());
    EditContact edit = made_of(change);
    edit.contact.at = desk.fixture.clock.now() + std::chrono::hours(1);
    CHECK_FALSE(desk.problems(edit).empty());
    REQUIRE(newest_draft(desk));
    CHECK(newest_draft(desk)->note == "Wat erbij komt.");
}

TEST_CASE("a change of a contact that was deleted waits until the contact is back",
          "[commands][drafts][edit]") {
    TestDesk desk;
    const Change change = begun_change(desk);
    REQUIRE(desk.desk.run(SaveDraft{change.draft}).saved());
    desk.done<Contact>(DeleteContact{change.before.id, false});
    CHECK_FALSE(newest_draft(desk));
    desk.done<Contact>(DeleteContact{change.before.id, true});
    CHECK(newest_draft(desk));
}

TEST_CASE("a keystroke that comes after a contact was logged makes no draft of it",
          "[commands][drafts][edit]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.family_id = desk.family("Nowak");
    const Id<Contact> id = desk.done<Contact>(LogContact{draft});
    CHECK_FALSE(desk.problems(SaveDraft{draft}).empty());
    CHECK_FALSE(desk.look<ContactPage>(LookContact{id}).draft);
}

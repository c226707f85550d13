// Signals: where their writer finds them again, corrected and taken away; and that they tell of no
// family anywhere but under its own contact.
#include "engine/domain/signal.h"

#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

struct Noted {
    TestDesk desk;
    Id<Family> family = desk.family("Peeters");
    Id<Place> place = desk.place("De Regenboog");
    Id<Contact> contact = log("Geen plaats meer in de opvang");

    Id<Contact> log(const char* signal) {
        ContactDraft draft = desk.draft();
        draft.family_id = family;
        draft.place_id = place;
        draft.themes = {"child_care"};
        draft.signal = signal;
        return desk.done<Contact>(LogContact{draft});
    }
    std::vector<NotedSignal> in_contact() {
        return desk.look<ContactPage>(LookContact{contact}).signals;
    }
    Id<Signal> id() { return in_contact().at(0).id; }
};

// As a form knows it: its own fields alone.
EditSignal edit_of(const Id<Signal>& id, const char* before, const char* after) {
    Signal opened;
    opened.id = id;
    opened.text = before;
    Signal edited = opened;
    edited.text = after;
    return {edited, opened};
}

}  // namespace

TEST_CASE("a signal stands under the contact in which it was noted", "[commands][signals]") {
    Noted here;
    const auto in_contact = here.in_contact();
    REQUIRE(in_contact.size() == 1);
    CHECK(in_contact[0].text == "Geen plaats meer in de opvang");
    CHECK(in_contact[0].state == SignalState::kNoted);
    const auto page = here.desk.look<FamilyPage>(LookFamily{here.family});
    REQUIRE(page.timeline.size() == 1);
    CHECK(page.timeline[0].signals == in_contact);
    const auto at_place = here.desk.look<PlacePage>(LookPlace{here.place});
    REQUIRE(at_place.contacts.size() == 1);
    CHECK(at_place.contacts[0].signals == in_contact);
    CHECK(at_place.contacts[0].text.empty());
}

TEST_CASE("a signal is put in other words, and the rest of it stays", "[commands][signals]") {
    Noted here;
    const EditSignal edit = edit_of(here.id(), "Geen plaats meer in de opvang", "Opvang zit vol");
    here.desk.done<Signal>(edit);
    const Signal stored = here.desk.get(here.id());
    CHECK(stored.text == "Opvang zit vol");
    CHECK(stored.themes == TextSet{"child_care"});
    CHECK(stored.place_id == here.place);
    CHECK(stored.contact_id == here.contact);
    CHECK(stored.state == SignalState::kNoted);
    const auto history =
        here.desk.look<HistoryView>(LookHistory{{RecordType::kSignal, stored.id.raw}});
    REQUIRE(history.changes.size() == 1);
    CHECK(history.changes[0].words == "Geen plaats meer in de opvang");
    here.desk.done<Signal>(EditSignal{*edit.opened, edit.signal});
    CHECK(here.desk.get(here.id()).text == "Geen plaats meer in de opvang");
    const EditSignal emptied = edit_of(here.id(), "Geen plaats meer in de opvang", " ");
    CHECK(has(here.desk.problems(emptied), ProblemCode::kMissing, "text"));
    CHECK(has(here.desk.problems(EditSignal{}), ProblemCode::kGone, "id"));
}

TEST_CASE("how far a signal is, its answer and its themes are changed, and told of in its history",
          "[commands][signals]") {
    Noted here;
    const NotedSignal noted = here.in_contact().at(0);
    CHECK(noted.themes == TextSet{"child_care"});
    EditSignal edit = edit_of(noted.id, noted.text.c_str(), noted.text.c_str());
    edit.opened->themes = edit.signal.themes = noted.themes;
    edit.opened->state = noted.state;
    edit.signal.state = SignalState::kAnswered;
    edit.signal.answer = "Er komt een opvang bij";
    edit.signal.themes = {"child_care", "work"};
    here.desk.done<Signal>(edit);
    const NotedSignal now = here.in_contact().at(0);
    CHECK(now.state == SignalState::kAnswered);
    CHECK(now.answer == "Er komt een opvang bij");
    CHECK(now.themes == TextSet{"child_care", "work"});
    CHECK(here.desk.get(here.id()).contact_id == here.contact);
    const auto history =
        here.desk.look<HistoryView>(LookHistory{{RecordType::kSignal, noted.id.raw}});
    CHECK(history.changes.size() == 3);
    while (here.desk.desk.step()) {
    }
    const auto page = here.desk.look<SearchPage>(LookSearch{"opvang"});
    REQUIRE(page.texts.size() == 1);
    REQUIRE(page.texts[0].signal);
    CHECK(*page.texts[0].signal == now);
    here.desk.done<Signal>(EditSignal{*edit.opened, edit.signal});
    CHECK(here.in_contact().at(0) == noted);
}

TEST_CASE("a signal that was noted by mistake is taken away, and brought back",
          "[commands][signals]") {
    Noted here;
    const Id<Signal> id = here.id();
    const RecordKey key{RecordType::kSignal, id.raw};
    here.desk.done<Signal>(RemoveRecord{key});
    CHECK(here.in_contact().empty());
    here.desk.done<Signal>(RemoveRecord{key, true});
    CHECK(here.id() == id);
}

TEST_CASE("a signal is found by its words, without a word of whose contact it was",
          "[commands][signals][search]") {
    Noted here;
    while (here.desk.desk.step()) {
    }
    const auto page = here.desk.look<SearchPage>(LookSearch{"opvang"});
    REQUIRE(page.texts.size() == 1);
    const FoundText& found = page.texts[0];
    CHECK(found.key == RecordKey{RecordType::kSignal, here.id().raw});
    CHECK(found.day.has_value());
    CHECK(found.place_name == "De Regenboog");
    CHECK_FALSE(found.family_id);
    CHECK(found.family_name.empty());
    REQUIRE(found.signal);
    CHECK(found.signal->id == here.id());
    CHECK(found.signal->text == "Geen plaats meer in de opvang");
}

// What was opened last: the way back to it, on this tablet alone.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

void open_page(TestDesk& desk, RecordType type, const RawId& id) {
    desk.fixture.clock.advance(1s);
    const Outcome outcome = desk.desk.run(NoteOpened{{type, id}});
    CHECK(outcome.saved());
}

std::vector<std::string> names(TestDesk& desk) {
    std::vector<std::string> found;
    for (const OpenedItem& item : desk.look<OpenedView>(LookOpened{}).rows)
        found.push_back(item.name);
    return found;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what was opened last stands first, each once, of every kind with a page",
          "[views][opened]") {
    TestDesk desk;
    CHECK(names(desk).empty());
    const Id<Family> maes = desk.family("Maes");
    const Id<Family> claes = desk.family("Claes");
    const Id<Place> school = desk.place("De Regenboog");
    open_page(desk, RecordType::kFamily, maes.raw);
    open_page(desk, RecordType::kPlace, school.raw);
    open_page(desk, RecordType::kFamily, claes.raw);
    CHECK(names(desk) == Names{"Claes", "De Regenboog", "Maes"});
    open_page(desk, RecordType::kFamily, maes.raw);
    CHECK(names(desk) == Names{"Maes", "Claes", "De Regenboog"});
    CHECK(desk.problems(NoteOpened{{RecordType::kContact, maes.raw}}).size() == 1);
}

TEST_CASE("what was opened survives a restart, and is gone with its record", "[views][opened]") {
    TestDesk desk;
    const Id<Family> maes = desk.family("Maes");
    const Id<Family> claes = desk.family("Claes");
    open_page(desk, RecordType::kFamily, maes.raw);
    open_page(desk, RecordType::kFamily, claes.raw);
    desk.fixture.reopen();
    Desk again{*desk.fixture.store, desk.fixture.null_sink, desk.fixture.clock,
               desk.fixture.entropy, desk.fixture.staff};
    const Result<View> view = again.look(LookOpened{});
    REQUIRE(view);
    REQUIRE(std::get<OpenedView>(*view).rows.size() == 2);
    CHECK(std::get<OpenedView>(*view).rows[0].name == "Claes");
    REQUIRE(again.run(MergeFamilies{.kept = maes, .merged = claes}).saved());
    const Result<View> merged = again.look(LookOpened{});
    REQUIRE(merged);
    REQUIRE(std::get<OpenedView>(*merged).rows.size() == 1);
    CHECK(std::get<OpenedView>(*merged).rows[0].name == "Maes");
}

TEST_CASE("only the newest are kept, and opening makes no other view anew", "[views][opened]") {
    TestDesk desk;
    const Id<Family> first = desk.family("Eerst");
    open_page(desk, RecordType::kFamily, first.raw);
    const std::int64_t page = desk.desk.revision_of(LookFamily{first});
    const std::int64_t search = desk.desk.revision_of(LookSearch{"maes"});
    const std::int64_t opened = desk.desk.revision_of(LookOpened{});
    for (int i = 0; i < storage::kOpenedMax; ++i)
        open_page(desk, RecordType::kFamily, desk.fixture.entropy.id());
    CHECK(desk.desk.revision_of(LookFamily{first}) == page);
    CHECK(desk.desk.revision_of(LookSearch{"maes"}) == search);
    CHECK(desk.desk.revision_of(LookOpened{}) > opened);
    CHECK(desk.fixture.number("SELECT count(*) FROM opened") == storage::kOpenedMax);
    CHECK(names(desk).empty());  // Thirty since, none of which is here.
    CHECK(desk.fixture.number("SELECT count(*) FROM audit WHERE verb = 'note_opened'") == 0);
}

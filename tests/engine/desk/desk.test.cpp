// The engine's door end to end: a contact is logged on a real encrypted store and every screen
// tells it; what is refused leaves no trace.
#include "engine/desk.h"

#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

TEST_CASE("a logged contact shows on every screen it concerns", "[desk]") {
    TestDesk desk;
    const Id<Place> school = desk.place("VBS De Regenboog");
    const Id<Family> family = desk.family("Yılmaz-Peeters");
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    draft.place_id = school;
    draft.themes = {"school_costs", "food"};
    draft.note = "vraagt hulp met de rekening";
    desk.done<Contact>(LogContact{draft});

    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.timeline.size() == 1);
    CHECK(page.timeline.front().text == "vraagt hulp met de rekening");
    CHECK(page.timeline.front().is_mine);
    CHECK(page.timeline_total == 1);

    const auto places = desk.look<PlacesView>(LookPlaces{});
    REQUIRE(places.rows.size() == 1);
    CHECK(places.rows.front().families_reached == 1);
    CHECK_FALSE(places.rows.front().is_silent);
    CHECK(places.school_count == 1);

    const auto families = desk.look<FamiliesView>(LookFamilies{});
    REQUIRE(families.rows.size() == 1);
    CHECK(families.rows.front().last_contact_at == desk.fixture.clock.now());

    const auto today = desk.look<TodayView>(LookToday{});
    CHECK(today.has_families);
    CHECK(today.silent_place_count == 0);
}

TEST_CASE("the revision grows with a write and stands still without one", "[desk]") {
    TestDesk desk;
    const std::int64_t before = desk.desk.revision();
    desk.family("De Smet");
    const std::int64_t after = desk.desk.revision();
    CHECK(after > before);
    desk.problems(SaveFamily{});
    desk.look<TodayView>(LookToday{});
    CHECK(desk.desk.revision() == after);
}

TEST_CASE("a kept draft moves only the looks that show drafts", "[desk]") {
    TestDesk desk;
    const std::int64_t places = desk.desk.revision_of(LookPlaces{});
    const std::int64_t page = desk.desk.revision_of(LookLogContact{});
    ContactDraft draft = desk.draft();
    draft.note = "half a sentence";
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    CHECK(desk.desk.revision_of(LookPlaces{}) == places);
    CHECK(desk.desk.revision_of(LookLogContact{}) > page);
    draft.family_id = desk.family("De Smet");
    const std::int64_t families = desk.desk.revision_of(LookFamilies{});
    CHECK(families > places);
    desk.done<Contact>(LogContact{draft});  // Writes records, and drops the draft.
    CHECK(desk.desk.revision_of(LookFamilies{}) > families);
}

TEST_CASE("what sync brought and upkeep puts into the index moves only the looks that search",
          "[desk]") {
    TestDesk desk;
    const Id<Family> family = desk.family("De Smet");
    auto transaction = storage::Transaction::begin(desk.fixture.connection());
    REQUIRE(transaction);
    auto record =
        storage::find_record(desk.fixture.connection(), {RecordType::kFamily, family.raw});
    REQUIRE(record);
    REQUIRE(storage::put_record(desk.fixture.connection(), **record));
    REQUIRE(transaction->commit());
    const std::int64_t today = desk.desk.revision_of(LookToday{});
    const std::int64_t families = desk.desk.revision_of(LookFamilies{});
    while (desk.desk.step()) {
    }
    CHECK(desk.desk.revision_of(LookToday{}) == today);
    CHECK(desk.desk.revision_of(LookFamilies{}) > families);
}

TEST_CASE("upkeep after an unlock comes to an end and changes nothing", "[desk]") {
    TestDesk desk;
    desk.family("Vandewalle");
    desk.place("De Toren");
    while (desk.desk.step()) {
    }
    desk.fixture.reopen();
    engine::Desk again{*desk.fixture.store, desk.fixture.null_sink, desk.fixture.clock,
                       desk.fixture.entropy, desk.fixture.staff};
    const std::int64_t before = again.revision();
    int pieces = 0;
    while (again.step() && pieces < 20) ++pieces;
    CHECK(pieces > 0);
    CHECK(pieces < 20);
    CHECK(again.revision() == before);
    const Result<View> found = again.look(LookFamilies{"Vandewale"});
    REQUIRE(found.has_value());
    CHECK(std::get<FamiliesView>(*found).rows.size() == 1);
}

TEST_CASE("a refused command writes nothing at all", "[desk]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.new_family_name = "Nowak";
    draft.follow_up = PromiseFollowUp{};
    draft.follow_up->due_day = Day{};  // 1970, and without a text.
    const Problems problems = desk.problems(LogContact{draft});
    CHECK(test::has(problems, ProblemCode::kMissing, "what"));
    CHECK(test::has(problems, ProblemCode::kInThePast, "due_day"));
    CHECK(desk.rows("SELECT count(*) FROM families") == 0);
    CHECK(desk.rows("SELECT count(*) FROM contacts") == 0);
    CHECK(desk.rows("SELECT count(*) FROM audit") == 0);
}

TEST_CASE("what was saved is there after the store is opened again", "[desk]") {
    TestDesk desk;
    const Id<Family> family = desk.family("El Amrani");
    desk.fixture.reopen();
    CHECK(desk.get(family).name == "El Amrani");
}

TEST_CASE("a change sink that fails makes an error and leaves no trace", "[desk]") {
    struct FailingSink : storage::NullSink {
        Result<Bytes> record(const RecordChange&) override {
            return Error{ErrorCode::kDiskFull, "sink: full"};
        }
    };
    TestDesk desk;
    FailingSink sink;
    Desk failing{*desk.fixture.store, sink, desk.fixture.clock, desk.fixture.entropy,
                 desk.fixture.staff};
    Family family;
    family.name = "Peeters";
    const Outcome outcome = failing.run(SaveFamily{family, std::nullopt});
    REQUIRE(outcome.error);
    CHECK(outcome.error->code == ErrorCode::kDiskFull);
    CHECK(desk.rows("SELECT count(*) FROM families") == 0);
}

TEST_CASE("looking for a family or place that is not here says so", "[desk]") {
    TestDesk desk;
    const Result<View> family = desk.desk.look(LookFamily{{desk.fixture.entropy.id()}});
    REQUIRE_FALSE(family);
    CHECK(family.error().code == ErrorCode::kNotFound);
    const Result<View> place = desk.desk.look(LookPlace{{desk.fixture.entropy.id()}});
    REQUIRE_FALSE(place);
    CHECK(place.error().code == ErrorCode::kNotFound);
}

TEST_CASE("upkeep comes to an end and loses nothing", "[desk]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Claes");
    int steps = 0;
    while (desk.desk.step() && steps < 1000) ++steps;
    CHECK(steps < 1000);
    CHECK(desk.get(family).name == "Claes");
}

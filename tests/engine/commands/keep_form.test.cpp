// What is half filled in, in the window's words: kept as drafts are, and never beside the record
// that came of it.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

const Bytes kOne{'o', 'n', 'e'};
const Bytes kTwo{'t', 'w', 'o'};

Bytes kept(Desk& desk) {
    Result<Bytes> form = desk.kept_form();
    REQUIRE(form);
    return std::move(*form);
}

SaveFamily named(const std::string& name) {
    SaveFamily save;
    save.family.name = name;
    return save;
}

}  // namespace

TEST_CASE("a form is kept until it is over, through a restart", "[commands][kept_form]") {
    TestDesk desk;
    CHECK(kept(desk.desk).empty());
    REQUIRE(desk.desk.run(KeepForm{kOne}).saved());
    REQUIRE(desk.desk.run(KeepForm{kTwo}).saved());
    desk.fixture.reopen();
    Desk again{*desk.fixture.store, desk.fixture.null_sink, desk.fixture.clock,
               desk.fixture.entropy, desk.fixture.staff};
    CHECK(kept(again) == kTwo);
    REQUIRE(again.run(KeepForm{}).saved());
    REQUIRE(again.run(KeepForm{}).saved());
    CHECK(kept(again).empty());
}

TEST_CASE("a form is over in the same transaction in which what came of it is saved",
          "[commands][kept_form]") {
    TestDesk desk;
    REQUIRE(desk.desk.run(KeepForm{kOne}).saved());
    SECTION("saved: nothing is kept") {
        const std::int64_t before = desk.desk.revision();
        REQUIRE(desk.desk.run(named("Peeters"), KeepForm{}).saved());
        CHECK(desk.desk.revision() == before + 1);
        CHECK(kept(desk.desk).empty());
    }
    SECTION("saved, and another goes on") {
        REQUIRE(desk.desk.run(named("Peeters"), KeepForm{kTwo}).saved());
        CHECK(kept(desk.desk) == kTwo);
    }
    SECTION("refused: it is kept as it was") {
        CHECK_FALSE(desk.desk.run(named(""), KeepForm{}).saved());
        CHECK(kept(desk.desk) == kOne);
    }
}

TEST_CASE("a form is no draft of a contact, and no entry of the audit", "[commands][kept_form]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "Mama belt terug";
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const std::int64_t audited = desk.rows("SELECT count(*) FROM audit");
    desk.fixture.clock.advance(std::chrono::minutes(1));
    REQUIRE(desk.desk.run(KeepForm{kOne}).saved());
    CHECK(desk.rows("SELECT count(*) FROM audit") == audited);
    CHECK(desk.look<DraftsView>(LookDrafts{}).rows.size() == 1);
    const auto page = desk.look<LogContactPage>(LookLogContact{});
    REQUIRE(page.draft);
    CHECK(page.draft->note == "Mama belt terug");
}

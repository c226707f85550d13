// A family's sheet leaves the store: noted for whom, and for a partner only with an agreement.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

constexpr const char* kNoted = "SELECT count(*) FROM audit WHERE verb LIKE 'print_sheet_for_%'";

struct Shared {
    TestDesk desk;
    Id<Family> family = desk.family("El Amrani");
    Id<Consent> consent;

    Shared() {
        Consent agreed;
        agreed.family_id = family;
        agreed.partner_id = desk.partner("Huis van het Kind");
        agreed.purpose = "Aanmelding kleuter";
        agreed.given_day = engine::today(desk.fixture.clock);
        agreed.until_day = add_days(engine::today(desk.fixture.clock), 30);
        consent = desk.done<Consent>(SaveConsent{agreed, std::nullopt});
    }
    PrintSheet for_partner() { return {family, SheetPurpose::kPartner, consent}; }
};

}  // namespace

TEST_CASE("a sheet is noted in the audit with whom it is for, and changes nothing",
          "[commands][sheet]") {
    TestDesk desk;
    const Id<Family> family = desk.family("El Amrani");
    const std::int64_t version = desk.rows("SELECT sum(version) FROM families");
    desk.done<Family>(PrintSheet{family, SheetPurpose::kOwnUse, std::nullopt});
    CHECK(desk.rows("SELECT count(*) FROM audit WHERE verb = 'print_sheet_for_own_use'") == 1);
    CHECK(desk.rows("SELECT sum(version) FROM families") == version);
}

TEST_CASE("a sheet for a partner needs an agreement of that family that holds",
          "[commands][sheet]") {
    Shared shared;
    TestDesk& desk = shared.desk;
    SECTION("with one") {
        desk.done<Family>(shared.for_partner());
        CHECK(desk.rows(kNoted) == 1);
    }
    SECTION("without") {
        const PrintSheet none{shared.family, SheetPurpose::kPartner, std::nullopt};
        CHECK(has(desk.problems(none), ProblemCode::kMissing, "consent_id"));
    }
    SECTION("of another family") {
        PrintSheet other = shared.for_partner();
        other.family_id = desk.family("Nowak");
        CHECK(has(desk.problems(other), ProblemCode::kGone, "consent_id"));
    }
    SECTION("withdrawn") {
        desk.done<Consent>(WithdrawConsent{shared.consent, false});
        CHECK(has(desk.problems(shared.for_partner()), ProblemCode::kGone, "consent_id"));
    }
    SECTION("over") {
        desk.fixture.clock.advance(std::chrono::hours(24 * 31));
        CHECK(has(desk.problems(shared.for_partner()), ProblemCode::kGone, "consent_id"));
    }
}

TEST_CASE("a family that is not here has no sheet", "[commands][sheet]") {
    TestDesk desk;
    const PrintSheet sheet{{desk.fixture.entropy.id()}, SheetPurpose::kFamily, std::nullopt};
    CHECK(has(desk.problems(sheet), ProblemCode::kGone, "id"));
    CHECK(desk.rows(kNoted) == 0);
}

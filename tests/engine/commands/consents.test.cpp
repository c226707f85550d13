// What may be shared with whom, until when; and a partner that is made in place.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

Day in_days(TestDesk& desk, int days) { return add_days(engine::today(desk.fixture.clock), days); }

Consent agreed(TestDesk& desk) {
    Consent consent;
    consent.family_id = desk.family("El Amrani");
    consent.partner_id = desk.partner("Huis van het Kind");
    consent.purpose = "Aanmelding kleuter";
    consent.given_day = in_days(desk, 0);
    consent.until_day = in_days(desk, 30);
    return consent;
}

}  // namespace

TEST_CASE("a consent shows on the family's page until it is withdrawn", "[commands][consent]") {
    TestDesk desk;
    const Consent consent = agreed(desk);
    const auto id = desk.done<Consent>(SaveConsent{consent, std::nullopt});
    const auto shared = [&] {
        return desk.look<FamilyPage>(LookFamily{*consent.family_id}).shared_with;
    };
    REQUIRE(shared().size() == 1);
    CHECK(shared()[0].partner_name == "Huis van het Kind");
    desk.done<Consent>(WithdrawConsent{id, false});
    CHECK(shared().empty());
    CHECK(desk.get(id).withdrawn_day == in_days(desk, 0));
    desk.done<Consent>(WithdrawConsent{id, true});
    CHECK(shared().size() == 1);
}

TEST_CASE("a consent that is over or withdrawn stays to be looked up", "[commands][consent]") {
    TestDesk desk;
    Consent consent = agreed(desk);
    const auto withdrawn = desk.done<Consent>(SaveConsent{consent, std::nullopt});
    desk.done<Consent>(WithdrawConsent{withdrawn, false});
    consent.until_day = in_days(desk, 2);
    const auto over = desk.done<Consent>(SaveConsent{consent, std::nullopt});
    const auto page = [&] { return desk.look<FamilyPage>(LookFamily{*consent.family_id}); };
    REQUIRE(page().shared_with.size() == 1);
    CHECK(page().shared_with[0].consent.id == over);
    REQUIRE(page().once_shared.size() == 1);
    CHECK(page().once_shared[0].consent.id == withdrawn);
    desk.fixture.clock.advance(std::chrono::hours(72));
    CHECK(page().shared_with.empty());
    CHECK(page().once_shared.size() == 2);
}

TEST_CASE("a consent names family, partner and purpose, and isn't over before it begins",
          "[commands][consent]") {
    TestDesk desk;
    const Problems empty = desk.problems(SaveConsent{});
    CHECK(has(empty, ProblemCode::kMissing, "family_id"));
    CHECK(has(empty, ProblemCode::kMissing, "partner_id"));
    CHECK(has(empty, ProblemCode::kMissing, "purpose"));
    Consent consent = agreed(desk);
    consent.until_day = in_days(desk, -1);
    consent.given_day = in_days(desk, 1);
    const Problems dated = desk.problems(SaveConsent{consent, std::nullopt});
    CHECK(has(dated, ProblemCode::kInThePast, "until_day"));
    CHECK(has(dated, ProblemCode::kInTheFuture, "given_day"));
}

TEST_CASE("a referral can go to a partner that is made with it", "[commands][referral]") {
    TestDesk desk;
    ReferToPartner wish;
    wish.family_id = desk.family("El Amrani");
    wish.new_partner_name = "  Buurthuis ";
    const auto partner_of = [&](const Id<Referral>& id) {
        const Referral referral = desk.get(id);
        REQUIRE(referral.partner_id);
        return desk.get(*referral.partner_id).name;
    };
    CHECK(partner_of(desk.done<Referral>(wish)) == "Buurthuis");
    wish.new_partner_name = std::string(kTextCharsMax + 1, 'x');
    CHECK(has(desk.problems(wish), ProblemCode::kTooLong, "new_partner_name"));

    ContactDraft draft = desk.draft();
    draft.family_id = wish.family_id;
    draft.referral.emplace().new_partner_name = "Fietspunt";
    desk.done<Contact>(LogContact{draft});
    const auto page = desk.look<FamilyPage>(LookFamily{*wish.family_id});
    const auto named = [](const OpenItem& item) { return item.partner_name == "Fietspunt"; };
    CHECK(std::count_if(page.open_items.begin(), page.open_items.end(), named) == 1);
    CHECK(desk.look<PartnersView>(LookPartners{}).rows.size() == 2);
}

TEST_CASE("a draft keeps the partner that is to be made", "[commands][referral]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.referral.emplace().new_partner_name = "Buurthuis";
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    const auto page = desk.look<LogContactPage>(LookLogContact{draft.id, {}, {}});
    REQUIRE(page.draft);
    REQUIRE(page.draft->referral);
    CHECK(page.draft->referral->new_partner_name == "Buurthuis");
}

TEST_CASE("an appointment that is moved keeps what the form did not show", "[commands][agenda]") {
    TestDesk desk;
    Appointment planned;
    planned.kind = ContactKind::kHomeVisit;
    planned.family_id = desk.family("El Amrani");
    planned.starts_at = desk.fixture.clock.now() + std::chrono::hours(2);
    planned.note = "Bel eerst aan bij de buren.";
    const auto id = desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    Appointment opened;  // The form knows these fields alone.
    opened.id = id;
    opened.starts_at = planned.starts_at;
    Appointment moved = opened;
    moved.starts_at = planned.starts_at + std::chrono::hours(24);
    desk.done<Appointment>(PlanAppointment{moved, opened});
    const Appointment stored = desk.get(id);
    CHECK(stored.starts_at == moved.starts_at);
    CHECK(stored.note == planned.note);
    CHECK(stored.kind == planned.kind);
    CHECK(stored.state == AppointmentState::kPlanned);
    const auto page = desk.look<FamilyPage>(LookFamily{*planned.family_id});
    REQUIRE(page.planned.size() == 1);
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kCancelled});
    CHECK(desk.look<FamilyPage>(LookFamily{*planned.family_id}).planned.empty());
}

TEST_CASE("a consent names a service that is not in the list", "[commands][consent]") {
    TestDesk desk;
    Consent consent = agreed(desk);
    consent.partner_id.reset();
    CHECK(has(desk.problems(SaveConsent{consent, std::nullopt, "  "}), ProblemCode::kMissing,
              "partner_id"));
    consent.purpose.clear();
    desk.problems(SaveConsent{consent, std::nullopt, "Buurthuis"});
    CHECK(desk.look<PartnersView>(LookPartners{}).rows.size() == 1);  // Nothing was written.
    consent.purpose = "Aanmelding kleuter";
    desk.done<Consent>(SaveConsent{consent, std::nullopt, "Buurthuis"});
    const auto page = desk.look<FamilyPage>(LookFamily{*consent.family_id});
    REQUIRE(page.shared_with.size() == 1);
    CHECK(page.shared_with[0].partner_name == "Buurthuis");
    CHECK(desk.look<PartnersView>(LookPartners{}).rows.size() == 2);
}

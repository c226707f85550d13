// Promises, questions, appointments: making them, settling them, taking that back.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

const Day kToday{std::chrono::year{2026} / 11 / 23};

PromiseFollowUp promise(const Id<Family>& family) {
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "schooltoelage navragen";
    promise.due_day = add_days(kToday, 3);
    return promise;
}

}  // namespace

TEST_CASE("a promise is open, owned by who made it, and seen today", "[commands]") {
    TestDesk desk;
    const auto id = desk.done<FollowUp>(promise(desk.family("Peeters")));
    const FollowUp follow_up = desk.get(id);
    CHECK(follow_up.state == FollowUpState::kOpen);
    CHECK(follow_up.owner_id == desk.fixture.staff.id);
    const auto today = desk.look<TodayView>(LookToday{});
    REQUIRE(today.open_items.size() == 1);
    CHECK(today.open_items.front().what == "schooltoelage navragen");
    CHECK(today.open_items.front().family_name == "Peeters");
}

TEST_CASE("a promise needs words, and no day that is over", "[commands]") {
    TestDesk desk;
    PromiseFollowUp wrong;
    wrong.due_day = add_days(kToday, -1);
    wrong.family_id = Id<Family>{desk.fixture.entropy.id()};
    wrong.place_id = Id<Place>{desk.fixture.entropy.id()};
    wrong.contact_id = Id<Contact>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(wrong);
    CHECK(has(problems, ProblemCode::kMissing, "what"));
    CHECK(has(problems, ProblemCode::kInThePast, "due_day"));
    CHECK(has(problems, ProblemCode::kGone, "family_id"));
    CHECK(has(problems, ProblemCode::kGone, "place_id"));
    CHECK(has(problems, ProblemCode::kGone, "contact_id"));
}

TEST_CASE("a promise is settled once, late or not, and can be opened again", "[commands]") {
    TestDesk desk;
    const auto id = desk.done<FollowUp>(promise(desk.family("Peeters")));
    desk.fixture.clock.advance(240h);  // A week late: settling it is not promising it.
    desk.done<FollowUp>(SettleFollowUp{id, FollowUpState::kDone, "toegekend"});
    CHECK(desk.get(id).settled_at == desk.fixture.clock.now());
    desk.done<FollowUp>(SettleFollowUp{id, FollowUpState::kDone, "tweede tik"});
    CHECK(desk.get(id).settled_note == "toegekend");
    CHECK(has(desk.problems(SettleFollowUp{id, FollowUpState::kCancelled, ""}),
              ProblemCode::kAlreadySettled, "state"));
    desk.done<FollowUp>(SettleFollowUp{id, FollowUpState::kOpen, ""});
    const FollowUp open = desk.get(id);
    CHECK(open.state == FollowUpState::kOpen);
    CHECK_FALSE(open.settled_at);
    CHECK(open.settled_note.empty());
}

TEST_CASE("a promise that is late is put off, and the rest of it stays", "[commands]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    const auto id = desk.done<FollowUp>(promise(family));
    desk.fixture.clock.advance(240h);
    FollowUp opened;  // As a form knows it: its own fields alone.
    opened.id = id;
    opened.what = "schooltoelage navragen";
    opened.due_day = add_days(kToday, 3);
    FollowUp edited = opened;
    edited.what = "schooltoelage aanvragen";
    desk.done<FollowUp>(EditFollowUp{edited, opened});  // That it is late is not to be mended.
    edited.due_day = add_days(kToday, 9);
    CHECK(has(desk.problems(EditFollowUp{edited, opened}), ProblemCode::kInThePast, "due_day"));
    edited.due_day = add_days(kToday, 20);
    desk.done<FollowUp>(EditFollowUp{edited, opened});
    FollowUp stored = desk.get(id);
    CHECK(stored.what == "schooltoelage aanvragen");
    CHECK(stored.due_day == add_days(kToday, 20));
    CHECK(stored.family_id == family);
    CHECK(stored.owner_id == desk.fixture.staff.id);
    CHECK(stored.state == FollowUpState::kOpen);
    CHECK(has(desk.problems(EditFollowUp{}), ProblemCode::kGone, "id"));
}

TEST_CASE("a promise that was late when it was put off is late again once that is undone",
          "[commands][undo]") {
    TestDesk desk;
    const auto id = desk.done<FollowUp>(promise(desk.family("Peeters")));
    desk.fixture.clock.advance(240h);
    const FollowUp opened = desk.get(id);
    FollowUp edited = opened;
    edited.due_day = add_days(kToday, 20);
    desk.done<FollowUp>(EditFollowUp{edited, opened});
    // Only its undo may bring back a day that is over.
    CHECK(has(desk.problems(EditFollowUp{opened, edited}), ProblemCode::kInThePast, "due_day"));
    FollowUp wordless = opened;
    wordless.what = " ";
    CHECK(has(desk.problems(EditFollowUp{wordless, edited, true}), ProblemCode::kMissing, "what"));
    desk.done<FollowUp>(EditFollowUp{opened, edited, true});
    CHECK(desk.get(id).due_day == add_days(kToday, 3));
}

TEST_CASE("settling what is not here, or as nothing, is refused", "[commands]") {
    TestDesk desk;
    const RawId nobody = desk.fixture.entropy.id();
    CHECK(has(desk.problems(SettleFollowUp{{nobody}, FollowUpState::kDone, ""}), ProblemCode::kGone,
              "id"));
    CHECK(has(desk.problems(AnswerQuestion{{nobody}, QuestionState::kAnswered, ""}),
              ProblemCode::kGone, "id"));
    CHECK(has(desk.problems(SettleAppointment{{nobody}, AppointmentState::kHeld}),
              ProblemCode::kGone, "id"));
    CHECK(has(desk.problems(DeleteContact{{nobody}, false}), ProblemCode::kGone, "id"));
    CHECK(has(desk.problems(SettleFollowUp{{nobody}, FollowUpState::kUnknown, ""}),
              ProblemCode::kMissing, "state"));
}

TEST_CASE("a question stays open until it is answered, and can be opened again", "[commands]") {
    TestDesk desk;
    OpenQuestion asked;
    asked.family_id = desk.family("Nowak");
    asked.text = "Waar vinden we een speelplein?";
    asked.themes = {"leisure"};
    const auto id = desk.done<Question>(asked);
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 1);
    desk.done<Question>(AnswerQuestion{id, QuestionState::kAnswered, "de speelbabbel"});
    CHECK(desk.get(id).answer == "de speelbabbel");
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 0);
    CHECK(has(desk.problems(AnswerQuestion{id, QuestionState::kClosed, ""}),
              ProblemCode::kAlreadySettled, "state"));
    desk.done<Question>(AnswerQuestion{id, QuestionState::kOpen, ""});
    CHECK_FALSE(desk.get(id).answered_at);
}

TEST_CASE("the words of a question are corrected, and what else is known of it stays",
          "[commands]") {
    TestDesk desk;
    OpenQuestion asked;
    asked.family_id = desk.family("Nowak");
    asked.text = "Waar vinden we een speelplein?";
    const auto id = desk.done<Question>(asked);
    desk.fixture.clock.advance(1h);
    Question opened;  // As a form knows it: its own fields alone.
    opened.id = id;
    opened.text = asked.text;
    Question edited = opened;
    edited.text = "Waar vinden we kinderopvang? ";
    edited.themes = {"leisure"};
    desk.done<Question>(EditQuestion{edited, opened});
    const Question stored = desk.get(id);
    CHECK(stored.text == "Waar vinden we kinderopvang?");
    CHECK(stored.themes == TextSet{"leisure"});
    CHECK(stored.family_id == asked.family_id);
    CHECK(stored.state == QuestionState::kOpen);
    const auto history = desk.look<HistoryView>(LookHistory{{RecordType::kQuestion, id.raw}});
    CHECK(history.changes.size() == 2);
    desk.done<Question>(EditQuestion{opened, edited});
    CHECK(desk.get(id).text == asked.text);
    CHECK(desk.get(id).themes.empty());
    edited.text = " ";
    CHECK(has(desk.problems(EditQuestion{edited, opened}), ProblemCode::kMissing, "text"));
    CHECK(has(desk.problems(EditQuestion{}), ProblemCode::kGone, "id"));
}

TEST_CASE("a question needs words and a family that is here", "[commands]") {
    TestDesk desk;
    OpenQuestion asked;
    asked.family_id = Id<Family>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(asked);
    CHECK(has(problems, ProblemCode::kMissing, "text"));
    CHECK(has(problems, ProblemCode::kGone, "family_id"));
}

TEST_CASE("an appointment is planned, moved, held and taken back", "[commands]") {
    TestDesk desk;
    Appointment record;
    record.kind = ContactKind::kSitDay;
    record.place_id = desk.place("Het Kompas");
    record.starts_at = desk.fixture.clock.now() + 2h;
    const auto id = desk.done<Appointment>(PlanAppointment{record, std::nullopt});
    Appointment planned = desk.get(id);
    CHECK(planned.state == AppointmentState::kPlanned);
    CHECK(planned.owner_id == desk.fixture.staff.id);
    planned.starts_at = planned.starts_at + 24h;
    desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    CHECK(desk.get(id).starts_at == planned.starts_at);

    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kHeld});
    CHECK(has(desk.problems(SettleAppointment{id, AppointmentState::kCancelled}),
              ProblemCode::kAlreadySettled, "state"));
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kPlanned});
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kCancelled});
    CHECK(desk.get(id).state == AppointmentState::kCancelled);
}

TEST_CASE("an appointment of yesterday can be noted on but not planned", "[commands]") {
    TestDesk desk;
    Appointment record;
    record.kind = ContactKind::kHomeVisit;
    record.starts_at = desk.fixture.clock.now() + -24h;
    CHECK(has(desk.problems(PlanAppointment{record, std::nullopt}), ProblemCode::kInThePast,
              "starts_at"));
    record.id = desk.given(record);
    record.note = "was niet thuis";
    desk.done<Appointment>(PlanAppointment{record, std::nullopt});
    CHECK(desk.get(record.id).note == "was niet thuis");
}

TEST_CASE("an appointment that was over when it was moved is back once that is undone",
          "[commands][undo]") {
    TestDesk desk;
    Appointment record;
    record.kind = ContactKind::kHomeVisit;
    record.starts_at = desk.fixture.clock.now() + 2h;
    const auto id = desk.done<Appointment>(PlanAppointment{record, std::nullopt});
    desk.fixture.clock.advance(240h);
    const Appointment opened = desk.get(id);
    Appointment moved = opened;
    moved.starts_at = desk.fixture.clock.now() + 24h;
    desk.done<Appointment>(PlanAppointment{moved, opened});
    CHECK(has(desk.problems(PlanAppointment{opened, moved}), ProblemCode::kInThePast, "starts_at"));
    desk.done<Appointment>(PlanAppointment{opened, moved, true});
    CHECK(desk.get(id).starts_at == record.starts_at);
    record.starts_at = opened.starts_at;  // Of a new one nothing is undone.
    CHECK(has(desk.problems(PlanAppointment{record, std::nullopt, true}), ProblemCode::kInThePast,
              "starts_at"));
}

TEST_CASE("a consent that was over when it was prolonged is over again once that is undone",
          "[commands][undo]") {
    TestDesk desk;
    Consent consent;
    consent.family_id = desk.family("El Amrani");
    consent.partner_id = desk.partner("Huis van het Kind");
    consent.purpose = "Aanmelding kleuter";
    consent.given_day = kToday;
    consent.until_day = add_days(kToday, 3);
    const auto id = desk.done<Consent>(SaveConsent{consent, std::nullopt});
    desk.fixture.clock.advance(240h);
    const Consent opened = desk.get(id);
    Consent prolonged = opened;
    prolonged.until_day = add_days(kToday, 100);
    desk.done<Consent>(SaveConsent{prolonged, opened});
    CHECK(has(desk.problems(SaveConsent{opened, prolonged}), ProblemCode::kInThePast, "until_day"));
    desk.done<Consent>(SaveConsent{opened, prolonged, {}, true});
    CHECK(desk.get(id).until_day == add_days(kToday, 3));
}

// A referral's way from talk to answer: the order, the dates, what was warm, and the question that
// it answers.
#include <algorithm>

#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

struct Asked {
    Id<Question> question;
    Id<Referral> referral;
};

Asked ask(TestDesk& desk) {
    OpenQuestion question;
    question.family_id = desk.family("El Amrani");
    question.text = "Hulp met schulden";
    const auto question_id = desk.done<Question>(question);
    ReferToPartner wish;
    wish.question_id = question_id;
    wish.partner_id = desk.partner("CAW");
    return {question_id, desk.done<Referral>(wish)};
}

AdvanceReferral to(const Id<Referral>& id, ReferralStep step) {
    AdvanceReferral command;
    command.id = id;
    command.step = step;
    return command;
}

void introduce(TestDesk& desk, const Id<Referral>& id) {
    desk.done<Referral>(to(id, ReferralStep::kConsented));
    desk.done<Referral>(to(id, ReferralStep::kIntroduced));
}

}  // namespace

TEST_CASE("a referral begins as discussed and belongs to the question's family",
          "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    const Referral referral = desk.get(asked.referral);
    CHECK(referral.step == ReferralStep::kDiscussed);
    CHECK(referral.discussed_at == desk.fixture.clock.now());
    CHECK(referral.warm_step == ReferralStep::kUnknown);
    CHECK(referral.family_id == desk.get(asked.question).family_id);
}

TEST_CASE("a referral names a partner or says what is asked", "[commands][referral]") {
    TestDesk desk;
    CHECK(has(desk.problems(ReferToPartner{}), ProblemCode::kMissing, "partner_id"));
    ReferToPartner gone;
    gone.partner_id = Id<Partner>{desk.fixture.entropy.id()};
    gone.question_id = Id<Question>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(gone);
    CHECK(has(problems, ProblemCode::kGone, "partner_id"));
    CHECK(has(problems, ProblemCode::kGone, "question_id"));
}

TEST_CASE("a step before the ones it needs is refused", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    CHECK(has(desk.problems(to(id, ReferralStep::kIntroduced)), ProblemCode::kWrongOrder, "step"));
    CHECK(has(desk.problems(to(id, ReferralStep::kAccepted)), ProblemCode::kWrongOrder, "step"));
    introduce(desk, id);
    CHECK(has(desk.problems(to(id, ReferralStep::kConsented)), ProblemCode::kWrongOrder, "step"));
    CHECK(has(desk.problems(to(id, ReferralStep::kUnknown)), ProblemCode::kMissing, "step"));
}

TEST_CASE("a referral that begins dates a family's consent only when it was given",
          "[commands][referral]") {
    TestDesk desk;
    ReferToPartner wish;
    wish.family_id = desk.family("El Amrani");
    wish.partner_id = desk.partner("CAW");
    const auto way =
        GENERATE(Introduction::kCalled, Introduction::kWritten, Introduction::kWentAlong);
    SECTION("nothing was asked yet") {
        const Referral referral = desk.get(desk.done<Referral>(wish));
        CHECK(referral.step == ReferralStep::kDiscussed);
        CHECK_FALSE(referral.consented_at);
    }
    SECTION("it agreed, and is still to be introduced") {
        wish.consented = true;
        const Referral referral = desk.get(desk.done<Referral>(wish));
        CHECK(referral.step == ReferralStep::kConsented);
        CHECK(referral.consented_at == desk.fixture.clock.now());
        CHECK_FALSE(referral.introduced_at);
    }
    SECTION("it agreed and was introduced") {
        wish.consented = true;
        wish.introduction = way;
        const Referral referral = desk.get(desk.done<Referral>(wish));
        CHECK(referral.step == ReferralStep::kIntroduced);
        CHECK(referral.consented_at == desk.fixture.clock.now());
        CHECK(referral.introduced_at == desk.fixture.clock.now());
        CHECK(referral.introduction == way);
    }
    SECTION("none is introduced without it") {
        wish.introduction = way;
        CHECK(has(desk.problems(wish), ProblemCode::kWrongOrder, "consented"));
        ContactDraft draft = desk.draft();
        draft.family_id = wish.family_id;
        draft.referral = wish;
        CHECK(has(desk.problems(LogContact{draft}), ProblemCode::kWrongOrder, "consented"));
        CHECK(desk.rows("SELECT count(*) FROM referrals") == 0);
    }
}

TEST_CASE("each step is dated once", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    desk.fixture.clock.advance(1h);
    const Instant consented = desk.fixture.clock.now();
    desk.done<Referral>(to(id, ReferralStep::kConsented));
    desk.fixture.clock.advance(1h);
    desk.done<Referral>(to(id, ReferralStep::kConsented));
    CHECK(desk.get(id).consented_at == consented);
}

TEST_CASE("the step that was done in person is remembered", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    desk.done<Referral>(to(id, ReferralStep::kConsented));
    AdvanceReferral along = to(id, ReferralStep::kIntroduced);
    along.warm = true;
    along.introduction = Introduction::kWentAlong;
    desk.done<Referral>(along);
    desk.done<Referral>(to(id, ReferralStep::kAccepted));
    const Referral referral = desk.get(id);
    CHECK(referral.warm_step == ReferralStep::kIntroduced);
    CHECK(referral.introduction == Introduction::kWentAlong);
}

TEST_CASE("an answer that helped answers the question too", "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    CHECK(has(desk.problems(answer), ProblemCode::kMissing, "answer"));
    answer.answer = ReferralAnswer::kHelped;
    answer.note = "afbetaalplan";
    desk.done<Referral>(answer);
    const Question question = desk.get(asked.question);
    CHECK(question.state == QuestionState::kAnswered);
    CHECK(question.answer == "afbetaalplan");
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 0);
}

TEST_CASE("an answer that is corrected to one that helped answers with the remark that stands",
          "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kNotHelped;
    answer.note = "afbetaalplan";
    desk.done<Referral>(answer);
    answer.answer = ReferralAnswer::kHelped;
    answer.opened_note = answer.note;  // Left in the field.
    desk.done<Referral>(answer);
    CHECK(desk.get(asked.question).answer == "afbetaalplan");
}

TEST_CASE("a waiting list leaves the question open until help comes", "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kWaitingList;
    desk.done<Referral>(answer);
    CHECK(desk.get(asked.question).state == QuestionState::kOpen);
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 1);
    desk.fixture.clock.advance(720h);
    answer.answer = ReferralAnswer::kPartly;
    desk.done<Referral>(answer);
    CHECK(desk.get(asked.question).state == QuestionState::kAnswered);
    CHECK(desk.get(asked.referral).answered_at == desk.fixture.clock.now());
}

TEST_CASE("who is on a waiting list is asked after when its term ends", "[commands][referral]") {
    TestDesk desk;
    // Without a question: nothing else would remind of it.
    ReferToPartner wish;
    wish.family_id = desk.family("El Amrani");
    wish.partner_id = desk.partner("CAW");
    const auto id = desk.done<Referral>(wish);
    introduce(desk, id);
    AdvanceReferral waits = to(id, ReferralStep::kAnswered);
    waits.answer = ReferralAnswer::kWaitingList;
    desk.done<Referral>(waits);
    desk.fixture.clock.advance(24h * kWaitingListDays);
    const auto in_term = desk.look<TodayView>(LookToday{});
    CHECK(in_term.overdue_count == 0);
    REQUIRE(in_term.open_items.size() == 1);
    CHECK(in_term.open_items[0].answer == ReferralAnswer::kWaitingList);
    CHECK(in_term.open_items[0].days_silent == kWaitingListDays);
    desk.fixture.clock.advance(24h * 2);
    CHECK(desk.look<TodayView>(LookToday{}).overdue_count == 1);

    // Still on it: somebody asked, and the term begins anew.
    desk.done<Referral>(waits);
    CHECK(desk.look<TodayView>(LookToday{}).overdue_count == 0);
    CHECK(desk.look<FamilyPage>(LookFamily{*wish.family_id}).open_items.size() == 1);
    desk.done<Referral>(to(id, ReferralStep::kClosed));
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 0);
    CHECK(desk.look<FamilyPage>(LookFamily{*wish.family_id}).open_items.empty());
}

TEST_CASE("a wrong answer is corrected, and the question that it answered opens again",
          "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kHelped;
    answer.note = "afbetaalplan";
    desk.done<Referral>(answer);
    desk.fixture.clock.advance(24h * 3);
    answer.answer = ReferralAnswer::kNotHelped;
    answer.note = "inkomen te hoog";
    const Outcome corrected = desk.desk.run(answer);
    REQUIRE(corrected.saved());
    CHECK(desk.get(asked.referral).answer == ReferralAnswer::kNotHelped);
    CHECK(desk.get(asked.referral).answer_note == "inkomen te hoog");
    CHECK(desk.get(asked.question).state == QuestionState::kOpen);
    CHECK(desk.get(asked.question).answer.empty());

    REQUIRE(corrected.undo);
    REQUIRE(desk.desk.run(*corrected.undo).saved());
    CHECK(desk.get(asked.question).state == QuestionState::kAnswered);
}

TEST_CASE("a correction leaves a question alone that was answered otherwise",
          "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AnswerQuestion otherwise;
    otherwise.id = asked.question;
    otherwise.state = QuestionState::kAnswered;
    otherwise.answer = "zelf opgelost";
    desk.done<Question>(otherwise);
    desk.fixture.clock.advance(1h);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kHelped;
    desk.done<Referral>(answer);
    answer.answer = ReferralAnswer::kNotHelped;
    desk.done<Referral>(answer);
    CHECK(desk.get(asked.question).state == QuestionState::kAnswered);
    CHECK(desk.get(asked.question).answer == "zelf opgelost");
}

TEST_CASE("an answer that is corrected twice still opens the question that came with it",
          "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kHelped;
    answer.note = "afbetaalplan";
    desk.done<Referral>(answer);
    const Instant first = desk.fixture.clock.now();
    desk.fixture.clock.advance(24h);
    answer.answer = ReferralAnswer::kPartly;
    answer.note = "afbetaalplan, voor de helft";
    const Outcome partly = desk.desk.run(answer);
    REQUIRE(partly.undo);
    CHECK(desk.get(asked.question).state == QuestionState::kAnswered);
    CHECK(desk.get(asked.question).answered_at == desk.fixture.clock.now());
    CHECK(desk.get(asked.question).answer == "afbetaalplan, voor de helft");
    SECTION("to one that did not help") {
        desk.fixture.clock.advance(24h);
        answer.answer = ReferralAnswer::kNotHelped;
        answer.note = "inkomen te hoog";
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.question).state == QuestionState::kOpen);
        CHECK(desk.get(asked.question).answer.empty());
        CHECK_FALSE(desk.get(asked.question).answered_at);
    }
    SECTION("and taken back") {
        REQUIRE(desk.desk.run(*partly.undo).saved());
        CHECK(desk.get(asked.question).answered_at == first);
        CHECK(desk.get(asked.question).answer == "afbetaalplan");
    }
}

TEST_CASE("a remark stands until another is written or it is emptied", "[commands][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    AdvanceReferral consented = to(asked.referral, ReferralStep::kConsented);
    consented.note = "liefst na vier uur";
    desk.done<Referral>(consented);
    desk.done<Referral>(to(asked.referral, ReferralStep::kIntroduced));  // Says nothing of it.
    CHECK(desk.get(asked.referral).answer_note == "liefst na vier uur");
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kHelped;
    SECTION("an earlier remark is no answer") {
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.referral).answer_note == "liefst na vier uur");
        CHECK(desk.get(asked.question).state == QuestionState::kAnswered);
        CHECK(desk.get(asked.question).answer.empty());
    }
    SECTION("unless it was left in the field") {
        answer.note = "liefst na vier uur";
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.question).answer == "liefst na vier uur");
    }
    SECTION("also while a waiting list comes in between") {
        answer.answer = ReferralAnswer::kWaitingList;
        desk.done<Referral>(answer);
        answer.answer = ReferralAnswer::kHelped;
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.question).answer.empty());
    }
    SECTION("left in the field, it does not take the place of a colleague's") {
        Referral theirs = desk.get(asked.referral);
        theirs.answer_note = "bel eerst";
        desk.given(theirs);
        answer.note = "liefst na vier uur";
        answer.opened_note = answer.note;
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.referral).answer_note == "bel eerst");
        CHECK(desk.get(asked.question).answer == "bel eerst");
    }
    SECTION("emptied") {
        answer.note = "";
        desk.done<Referral>(answer);
        CHECK(desk.get(asked.referral).answer_note.empty());
        CHECK(desk.get(asked.question).answer.empty());
    }
}

TEST_CASE("who only wrote made no warm referral", "[commands][referral]") {
    TestDesk desk;
    ReferToPartner wish;
    wish.family_id = desk.family("El Amrani");
    wish.partner_id = desk.partner("CAW");
    wish.consented = true;
    wish.warm = true;
    wish.introduction = Introduction::kWritten;
    CHECK(desk.get(desk.done<Referral>(wish)).warm_step == ReferralStep::kUnknown);
    const Id<Referral> later = ask(desk).referral;
    desk.done<Referral>(to(later, ReferralStep::kConsented));
    AdvanceReferral written = to(later, ReferralStep::kIntroduced);
    written.warm = true;
    written.introduction = Introduction::kWritten;
    desk.done<Referral>(written);
    CHECK(desk.get(later).warm_step == ReferralStep::kUnknown);
}

TEST_CASE("a family's page tells each step with its day", "[views][referral]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    const Instant begun = desk.fixture.clock.now();
    desk.fixture.clock.advance(24h * 2);
    desk.done<Referral>(to(asked.referral, ReferralStep::kConsented));
    AdvanceReferral along = to(asked.referral, ReferralStep::kIntroduced);
    along.introduction = Introduction::kWentAlong;
    desk.done<Referral>(along);
    const auto family = *desk.get(asked.question).family_id;
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    const auto item =
        std::ranges::find(page.timeline, TimelineKind::kReferral, &TimelineItem::kind);
    REQUIRE(item != page.timeline.end());
    REQUIRE(item->steps.size() == 3);
    CHECK(item->steps[0].step == ReferralStep::kDiscussed);
    CHECK(item->steps[0].at == begun);
    CHECK(item->steps[2].step == ReferralStep::kIntroduced);
    CHECK(item->steps[2].at == desk.fixture.clock.now());
    CHECK(item->introduction == Introduction::kWentAlong);
}

TEST_CASE("a closed referral takes no further step", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    desk.done<Referral>(to(id, ReferralStep::kClosed));  // The family changed its mind.
    desk.done<Referral>(to(id, ReferralStep::kClosed));
    CHECK(
        has(desk.problems(to(id, ReferralStep::kConsented)), ProblemCode::kAlreadySettled, "step"));
}

TEST_CASE("a referral without an answer is late after seven days", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    introduce(desk, id);
    desk.fixture.clock.advance(24h * 7);
    CHECK(desk.look<TodayView>(LookToday{}).overdue_count == 0);
    desk.fixture.clock.advance(24h * 2);
    const auto today = desk.look<TodayView>(LookToday{});
    REQUIRE(today.overdue_count == 1);
    CHECK(today.open_items.front().days_overdue == 2);
    CHECK(today.open_items.front().days_silent == 9);
    CHECK(today.open_items.front().partner_name == "CAW");
}

TEST_CASE("a step that was tapped by mistake is taken back, and the question opens again",
          "[commands][referral][undo]") {
    TestDesk desk;
    const Asked asked = ask(desk);
    introduce(desk, asked.referral);
    AdvanceReferral answer = to(asked.referral, ReferralStep::kAnswered);
    answer.answer = ReferralAnswer::kHelped;
    answer.note = "afbetaalplan";
    const Outcome outcome = desk.desk.run(answer);
    REQUIRE(outcome.undo);

    // Somebody noted something meanwhile: that stays.
    Question question = desk.get(asked.question);
    question.text = "Hulp met schulden bij twee diensten";
    desk.given(question);

    REQUIRE(desk.desk.run(*outcome.undo).saved());
    const Referral referral = desk.get(asked.referral);
    CHECK(referral.step == ReferralStep::kIntroduced);
    CHECK(referral.answer == ReferralAnswer::kUnknown);
    CHECK(referral.answer_note.empty());
    CHECK_FALSE(referral.answered_at);
    CHECK(desk.get(asked.question).state == QuestionState::kOpen);
    CHECK(desk.get(asked.question).answer.empty());
    CHECK(desk.get(asked.question).text == question.text);
    CHECK(desk.look<TodayView>(LookToday{}).open_item_count == 1);
}

TEST_CASE("a referral that was closed by mistake goes on where it was",
          "[commands][referral][undo]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    desk.done<Referral>(to(id, ReferralStep::kConsented));
    const Outcome closed = desk.desk.run(to(id, ReferralStep::kClosed));
    REQUIRE(closed.undo);
    REQUIRE(desk.desk.run(*closed.undo).saved());
    CHECK_FALSE(desk.get(id).closed_at);
    desk.done<Referral>(to(id, ReferralStep::kIntroduced));
}

TEST_CASE("what a referral asks is corrected, and its steps stay", "[commands][referral]") {
    TestDesk desk;
    const Id<Referral> id = ask(desk).referral;
    introduce(desk, id);
    Referral opened;  // As a form knows it: its own fields alone.
    opened.id = id;
    Referral edited = opened;
    edited.what = "budgetbegeleiding ";
    desk.fixture.clock.advance(1h);
    desk.done<Referral>(EditReferral{edited, opened});
    const Referral stored = desk.get(id);
    CHECK(stored.what == "budgetbegeleiding");
    CHECK(stored.partner_id);
    CHECK(stored.step == ReferralStep::kIntroduced);
    CHECK(stored.introduced_at);
    const auto history = desk.look<HistoryView>(LookHistory{{RecordType::kReferral, id.raw}});
    CHECK(history.changes.size() == 5);  // Two steps with their days, and this.
    desk.done<Referral>(EditReferral{opened, edited});
    CHECK(desk.get(id).what.empty());
}

TEST_CASE("a referral still names a partner or says what is asked once it is edited",
          "[commands][referral]") {
    TestDesk desk;
    ReferToPartner wish;
    wish.family_id = desk.family("El Amrani");
    wish.what = "schuldhulp";
    const auto id = desk.done<Referral>(wish);
    Referral opened;
    opened.id = id;
    opened.what = "schuldhulp";
    Referral edited = opened;
    edited.what = "  ";
    CHECK(has(desk.problems(EditReferral{edited, opened}), ProblemCode::kMissing, "what"));
    edited.partner_id = Id<Partner>{desk.fixture.entropy.id()};
    CHECK(has(desk.problems(EditReferral{edited, opened}), ProblemCode::kGone, "partner_id"));
    edited.partner_id = desk.partner("CAW");
    desk.done<Referral>(EditReferral{edited, opened});
    CHECK(desk.get(id).partner_id == edited.partner_id);
    CHECK(desk.get(id).what.empty());
    CHECK(has(desk.problems(EditReferral{}), ProblemCode::kGone, "id"));
}

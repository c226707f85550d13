#include "engine/commands/next_steps.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"

namespace oppad::engine {

namespace {

bool has_what_it_needs(const Referral& referral, ReferralStep step) {
    switch (step) {
        using enum ReferralStep;
        case kIntroduced:
            return referral.consented_at.has_value();
        case kAccepted:
        case kAnswered:
            return referral.introduced_at.has_value();
        case kUnknown:
        case kDiscussed:
        case kConsented:
        case kClosed:  // A family may change its mind at any step.
            return true;
    }
    return false;
}

// A step is dated once: repeating it (another answer after the waiting list) keeps its first day,
// except for the answer, whose last word counts.
void date_step(Referral& referral, ReferralStep step, Instant now) {
    const auto date = [now](std::optional<Instant>& at) {
        if (!at) at = now;
    };
    switch (step) {
        using enum ReferralStep;
        case kUnknown:
            return;
        case kDiscussed:
            return date(referral.discussed_at);
        case kConsented:
            return date(referral.consented_at);
        case kIntroduced:
            return date(referral.introduced_at);
        case kAccepted:
            return date(referral.accepted_at);
        case kAnswered:
            referral.answered_at = now;
            return;
        case kClosed:
            return date(referral.closed_at);
    }
}

std::optional<Problem> order_problem(const Referral& referral, const AdvanceReferral& command) {
    if (command.step == ReferralStep::kUnknown) return Problem{ProblemCode::kMissing, "step"};
    if (referral.step == ReferralStep::kClosed)
        return Problem{ProblemCode::kAlreadySettled, "step"};
    if (command.step < referral.step || !has_what_it_needs(referral, command.step))
        return Problem{ProblemCode::kWrongOrder, "step"};
    const bool is_answer = command.step == ReferralStep::kAnswered;
    if (is_answer && command.answer == ReferralAnswer::kUnknown)
        return Problem{ProblemCode::kMissing, "answer"};
    return std::nullopt;
}

bool helped(const Referral& referral) {
    return referral.answer == ReferralAnswer::kHelped || referral.answer == ReferralAnswer::kPartly;
}

// An answer that helped answers the question; one that is corrected goes along with it, and to one
// that did not help opens the question that was answered with it. A remark that came before the
// answer, and was not given with it (`has_note`), is none.
std::optional<Question> question_after(const Referral& stored, const Referral& referral,
                                       const Question& question, bool has_note) {
    Question after = question;
    const bool came_with_it = question.state == QuestionState::kAnswered && helped(stored) &&
                              stored.answered_at && question.answered_at == stored.answered_at;
    const bool is_open = question.state == QuestionState::kOpen;
    if (helped(referral)) {
        if (!is_open && !came_with_it) return std::nullopt;
        after.state = QuestionState::kAnswered;
        after.answered_at = referral.answered_at;
        const bool is_its_answer = came_with_it && question.answer == stored.answer_note;
        if (has_note && (after.answer.empty() || is_its_answer))
            after.answer = referral.answer_note;
        return after;
    }
    if (!came_with_it) return std::nullopt;
    after.state = QuestionState::kOpen;
    after.answered_at.reset();
    if (after.answer == stored.answer_note) after.answer.clear();
    return after;
}

// The question too; `undo` gets what it was and became.
Status settle_question(Context& context, const Referral& stored, const Referral& referral,
                       bool has_note, UndoStep& undo) {
    if (!referral.question_id) return ok();
    TRY_ASSIGN(const std::optional<Question> question, context.work.find(*referral.question_id));
    if (!question) return ok();
    undo.question_after = question_after(stored, referral, *question, has_note);
    if (!undo.question_after) return ok();
    undo.question_before = question;
    return context.work.save(*undo.question_after);
}

}  // namespace

Result<Outcome> advance_referral(Context& context, const AdvanceReferral& command) {
    TRY_ASSIGN(std::optional<Referral> referral, context.work.find(command.id));
    if (!referral) return refused(ProblemCode::kGone, "id");
    const bool repeats_closing =
        referral->step == ReferralStep::kClosed && command.step == ReferralStep::kClosed;
    if (repeats_closing) return written(command.id);  // A second tap.
    if (const std::optional<Problem> problem = order_problem(*referral, command))
        return refused(problem->code, problem->field);

    const Referral stored = *referral;
    // Still on the waiting list is news: it says that somebody asked again.
    const bool repeats = referral->step == command.step && referral->answer == command.answer &&
                         command.answer != ReferralAnswer::kWaitingList;
    if (!repeats) date_step(*referral, command.step, context.clock.now());
    referral->step = command.step;
    if (command.warm && is_in_person(command.introduction)) referral->warm_step = command.step;
    if (command.introduction != Introduction::kUnknown)
        referral->introduction = command.introduction;
    if (command.step == ReferralStep::kAnswered) referral->answer = command.answer;
    const bool is_left_alone = command.note && command.note == command.opened_note;
    if (command.note && !is_left_alone) referral->answer_note = *command.note;
    normalise(*referral);
    Outcome outcome;
    outcome.problems = validate(*referral, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, stored, *referral);
    if (!outcome.problems.empty()) return outcome;
    TRY(context.work.save(*referral));
    UndoStep undo{.before = stored, .after = *referral};
    if (command.step == ReferralStep::kAnswered)
        TRY(settle_question(context, stored, *referral, command.note.has_value(), undo));
    outcome = written(command.id);
    outcome.undo = std::move(undo);
    return outcome;
}

}  // namespace oppad::engine

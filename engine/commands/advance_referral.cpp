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

// The question too, when the answer helped; `undo` gets what it was and became.
Status answer_question_of(Context& context, const Referral& referral, UndoStep& undo) {
    const bool helped =
        referral.answer == ReferralAnswer::kHelped || referral.answer == ReferralAnswer::kPartly;
    if (!referral.question_id || !helped) return ok();
    TRY_ASSIGN(std::optional<Question> question, context.work.find(*referral.question_id));
    if (!question || question->state != QuestionState::kOpen) return ok();
    undo.question_before = *question;
    question->state = QuestionState::kAnswered;
    question->answered_at = context.clock.now();
    if (question->answer.empty()) question->answer = referral.answer_note;
    undo.question_after = *question;
    return context.work.save(*question);
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
    const bool repeats = referral->step == command.step && referral->answer == command.answer;
    if (!repeats) date_step(*referral, command.step, context.clock.now());
    referral->step = command.step;
    if (command.warm) referral->warm_step = command.step;
    if (command.introduction != Introduction::kUnknown)
        referral->introduction = command.introduction;
    if (command.step == ReferralStep::kAnswered) referral->answer = command.answer;
    if (!command.note.empty()) referral->answer_note = command.note;
    normalise(*referral);
    Outcome outcome;
    outcome.problems = validate(*referral, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, stored, *referral);
    if (!outcome.problems.empty()) return outcome;
    TRY(context.work.save(*referral));
    UndoStep undo{.before = stored, .after = *referral};
    if (command.step == ReferralStep::kAnswered) TRY(answer_question_of(context, *referral, undo));
    outcome = written(command.id);
    outcome.undo = std::move(undo);
    return outcome;
}

}  // namespace oppad::engine

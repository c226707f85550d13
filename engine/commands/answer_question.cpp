#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/question.h"

namespace oppad::engine {

Result<Outcome> answer_question(Context& context, const AnswerQuestion& command) {
    if (command.state == QuestionState::kUnknown) return refused(ProblemCode::kMissing, "state");
    TRY_ASSIGN(std::optional<Question> question, context.work.find(command.id));
    if (!question) return refused(ProblemCode::kGone, "id");
    const bool undoes = command.state == QuestionState::kOpen;
    if (question->state == command.state) return written(command.id);  // A second tap.
    if (!undoes && question->state != QuestionState::kOpen)
        return refused(ProblemCode::kAlreadySettled, "state");

    const Question stored = *question;
    question->state = command.state;
    question->answered_at = undoes ? std::nullopt : std::optional{context.clock.now()};
    question->answer = undoes ? std::string{} : command.answer;
    normalise(*question);
    Outcome outcome;
    outcome.problems = validate(*question, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, stored, *question);
    if (!outcome.problems.empty()) return outcome;
    TRY(context.work.save(*question));
    return written(command.id);
}

}  // namespace oppad::engine

// The undo of an edit that is asked as the same command with both records the other way round.
#pragma once

#include "engine/commands/write_record.h"

namespace oppad::engine {

// Takes `after` back to `before`; what somebody changed since stays as they left it. A day that
// stood there before may be over by now, which is no problem of an undo. `problems` as for
// register_or_edit().
template <class Record>
Result<Outcome> undo_edit(Context& context, Record before, Record after, Problems problems) {
    TRY_ASSIGN(const std::optional<Record> stored, context.work.find(before.id));
    if (!stored) return refused(ProblemCode::kGone, "id");
    normalise(before);
    normalise(after);  // It is what was typed.
    const Record record = all_taken_back(before, after, *stored);
    Problems found = validate(record, present_at(context.clock));
    std::erase_if(found,
                  [](const Problem& problem) { return problem.code == ProblemCode::kInThePast; });
    problems.insert(problems.end(), found.begin(), found.end());
    return save_unless(std::move(problems), context, record, stored);
}

}  // namespace oppad::engine

// What became of a command.
#pragma once

#include <optional>

#include "engine/commands/commands.h"
#include "engine/core/result.h"
#include "engine/domain/problem.h"
#include "engine/domain/value.h"

namespace oppad::engine {

// What ui/ spells engine::Problem lives in the domain, beside validate().
using oppad::kNoteCharsMax;
using oppad::kTextCharsMax;
using oppad::Problem;
using oppad::ProblemCode;
using oppad::Problems;

// Written exactly when `problems` and `error` are both empty.
struct Outcome {
    Problems problems;
    std::optional<Error> error;
    std::optional<RecordKey> record;  // The main record that was written.
    std::optional<Command> undo;      // Where only what was written tells how to take it back.

    [[nodiscard]] bool saved() const { return problems.empty() && !error; }
};

}  // namespace oppad::engine

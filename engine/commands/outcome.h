// What became of a command.
#pragma once

#include <optional>

#include "engine/commands/problem.h"
#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::engine {

// Written exactly when `problems` and `error` are both empty.
struct Outcome {
    Problems problems;
    std::optional<Error> error;
    std::optional<RecordKey> record;  // The main record that was written.

    [[nodiscard]] bool saved() const { return problems.empty() && !error; }
};

}  // namespace oppad::engine

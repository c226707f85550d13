// One contact that was logged, as it is stored: what its editing begins from, and the signals that
// were noted in it.
#pragma once

#include <optional>
#include <vector>

#include "engine/commands/commands.h"
#include "engine/views/noted_signal.h"

namespace oppad::engine {

struct ContactPage {
    Contact contact;
    std::optional<ContactDraft> draft;  // A change of it that was begun and left on disk.
    std::vector<NotedSignal> signals = {};
};

}  // namespace oppad::engine

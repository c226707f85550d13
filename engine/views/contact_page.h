// One contact that was logged, as it is stored: what its editing begins from.
#pragma once

#include <optional>

#include "engine/commands/commands.h"

namespace oppad::engine {

struct ContactPage {
    Contact contact;
    std::optional<ContactDraft> draft;  // A change of it that was begun and left on disk.
};

}  // namespace oppad::engine

// Most Significant Change (MSC-verhaal): a story, its domain, why it matters, where it was
// selected.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"

namespace oppad {

struct Story {
    Id<Story> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string title;
    std::string text;
    std::string domain;
    std::string why;
    std::string level;  // At which level it was selected.
    std::optional<Day> told_day;
};

}  // namespace oppad

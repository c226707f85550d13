// Words that are chosen with a tap and taken back with a second one.
#pragma once

#include <algorithm>
#include <string>

#include "engine/domain/value.h"

namespace oppad::ui {

inline bool holds(const TextSet& set, const std::string& word) {
    return std::find(set.begin(), set.end(), word) != set.end();
}

// In the order of the taps: what saves it sorts it.
inline void toggle(TextSet& set, const std::string& word) {
    const auto found = std::find(set.begin(), set.end(), word);
    if (found == set.end()) {
        set.push_back(word);
    } else {
        set.erase(found);
    }
}

}  // namespace oppad::ui

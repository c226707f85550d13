// Who changed what in a record, when, and what it said before.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Newest first; of a family its members' changes too. Returns the lower edge.
// Requires: LookHistory of `key` is watched.
float draw_history(Stage& stage, const Rect& area, const RecordKey& key);

// The former words of one field, as people read them.
std::string former_words(const Stage& stage, const engine::ReplacedValue& value);

}  // namespace oppad::ui

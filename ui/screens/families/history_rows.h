// Who changed what in a record, when, and what it said before.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Newest first; of a family its members' changes too. Returns the lower edge.
// Requires: LookHistory of `key` is watched.
float draw_history(Stage& stage, const Rect& area, const RecordKey& key);

// By what whoever manages the hub knows a family, when it asks to be erased there; a tap copies it.
// Returns the lower edge.
float draw_family_id(Stage& stage, const Rect& area, const Id<Family>& family);

// The former words of one field, as people read them.
std::string former_words(const Stage& stage, const engine::ReplacedValue& value);

}  // namespace oppad::ui

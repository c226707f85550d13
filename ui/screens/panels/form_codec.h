// What is half filled in as bytes, for the engine to keep while the tablet is locked: JSON by the
// names of the fields, so that a version that knows more or fewer of them reads the rest.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/bytes.h"
#include "ui/screens/app_state.h"

namespace oppad::ui {

// Empty for a panel that is never kept: one that asks for a code, or is only read.
Bytes encode_form(const PanelState& form);

// What comes back after a lock.
struct Unfinished {
    std::vector<Stop> stops;          // That lead to it; empty = it waits on another screen.
    std::optional<Id<Place>> beside;  // The list of places.
    std::optional<PanelState> form;
    std::optional<engine::ResolveConflict> conflict;  // Its own text, on the Sync screen.
};
// Of `form`, if there is one, and of the conflict that is edited; empty when there is neither.
Bytes encode_unfinished(const AppState& state, const PanelState* form);
// Nothing for what is damaged, or written by a version whose words mean something else.
std::optional<Unfinished> decode_unfinished(ByteView content);

}  // namespace oppad::ui

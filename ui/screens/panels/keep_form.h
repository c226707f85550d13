// Keeps what is half filled in on disk, encrypted as drafts are, so that it comes back after a
// lock: the form on a panel, and one's own text for a conflict.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// Asks to keep what has changed, within a second; what is over, at once.
void keep_form(Stage& stage);
// When that is to be done next, if ever.
[[nodiscard]] std::optional<std::chrono::milliseconds> keep_form_at(const AppState& state);
// What became of what was to be kept.
void take_kept_form(Stage& stage, std::uint64_t ticket, const engine::Outcome& outcome);
// Both at once: before the tablet locks, and before what is filled in is asked for.
void flush_form(Stage& stage);
// Asks for what the form comes to. Once that is saved, nothing of it is kept. Returns the ticket.
std::uint64_t end_form(Stage& stage, engine::Command command);
// The same for the text of one's own in a conflict.
std::uint64_t end_conflict(Stage& stage, engine::Command command);

// Opens what was kept, where it was filled in. Requires: nothing is open yet.
void bring_back_form(AppState& state, ByteView kept);

}  // namespace oppad::ui

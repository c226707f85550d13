// Keeps the draft that is being written on disk, within a second, and tries again while the disk
// refuses it: also when the page has gone on to another contact.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

inline constexpr std::chrono::milliseconds kKeepAfterKey{450};
inline constexpr std::chrono::milliseconds kKeepWhileTyping{900};

// Asks to keep the draft: at most kKeepAfterKey after the last key, kKeepWhileTyping while typing.
void keep_drafts(Stage& stage);
// When that is to be done next, if ever.
[[nodiscard]] std::optional<std::chrono::milliseconds> keep_drafts_at(const AppState& state);
// The draft on the page, at once; also what waits for the answer to a save, which may be a refusal.
void flush_log_contact(Stage& stage);
// All of them at once: before the tablet locks.
void flush_drafts(Stage& stage);

// The words on the page, for whatever asks to write them.
[[nodiscard]] LeftDraft words_of(const LogContactState& log);
// What became of a draft that was to be kept.
void take_kept_draft(Stage& stage, std::uint64_t ticket, LeftDraft left,
                     const engine::Outcome& outcome);
// Puts a draft that is not on disk back on the page; nil = the last one. Returns whether it did.
bool take_left_draft(Stage& stage, const RawId& id);
// Those that are not on disk, the last one last: tried again, and gone on with.
void bring_back_drafts(AppState& state, const std::vector<engine::ContactDraft>& drafts);
// It is over: what is still under way of it doesn't bring it back.
void forget_draft(AppState& state, const RawId& id);

}  // namespace oppad::ui

// What every screen is given: where to draw, what to show, what to remember, where to ask.
#pragma once

#include <algorithm>
#include <optional>

#include "ui/frame/canvas.h"
#include "ui/screens/app_state.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::ui {

struct Stage {
    Canvas& canvas;
    const Snapshot& snapshot;
    AppState& state;
    Intents& intents;
    Instant now;

    [[nodiscard]] const Catalog& texts() const { return canvas.texts(); }
    [[nodiscard]] const std::string& tr(Text text) const { return canvas.tr(text); }
    [[nodiscard]] const UtcOffset& utc_offset() const { return snapshot.utc_offset; }
    [[nodiscard]] Day today() const { return day_of(now, snapshot.utc_offset); }
    [[nodiscard]] std::string code_label(std::string_view code) const {
        return canvas.labels().label(code, canvas.texts().language());
    }
};

// Why `look` could not be answered; unset when it was, or still may be.
[[nodiscard]] inline std::optional<ErrorCode> failure_of(const Stage& stage,
                                                         const engine::Look& look) {
    for (const FailedLook& failed : stage.snapshot.failed) {
        if (failed.look == look) return failed.code;
    }
    return std::nullopt;
}

// The answer to `look`, or the one that `last` kept while a newer one is on its way. None where it
// failed: nothing else is shown as if it were the answer.
template <class ViewType>
const ViewType* find_or_keep(const Stage& stage, const engine::Look& look,
                             std::shared_ptr<const engine::View>& last) {
    for (const auto& [asked, view] : stage.snapshot.views) {
        if (asked == look) last = view;
    }
    if (failure_of(stage, look)) last.reset();
    return last == nullptr ? nullptr : std::get_if<ViewType>(last.get());
}

// Whether the subject of `look` is not on this tablet (any more).
[[nodiscard]] inline bool is_gone(const Stage& stage, const engine::Look& look) {
    const auto& gone = stage.snapshot.gone;
    return std::find(gone.begin(), gone.end(), look) != gone.end();
}

// Under about this many logical pixels at 100 % text, columns stand under each other.
inline constexpr float kTwoColumns = 1000;
[[nodiscard]] inline bool has_two_columns(const Stage& stage) {
    return stage.canvas.roominess() >= kTwoColumns;
}

[[nodiscard]] inline bool is_low_screen(const Stage& stage) { return stage.canvas.is_low(); }

}  // namespace oppad::ui

// How often in a row the disk refused to keep something, and when it is asked again: after longer
// and longer, so that a full disk is not asked all day.
#pragma once

#include <algorithm>
#include <chrono>

#include "engine/core/result.h"

namespace oppad::ui {

inline constexpr std::chrono::milliseconds kAskAgainFirst{2'000};
inline constexpr std::chrono::milliseconds kAskAgainLast{60'000};

struct Refusals {
    int count = 0;
    ErrorCode last = ErrorCode::kInternal;  // Meaningful when it was refused.
    std::chrono::milliseconds again_at{0};
};

inline void note_refusal(Refusals& refusals, ErrorCode code, std::chrono::milliseconds now) {
    constexpr int kDoublings = 5;
    const int doublings = std::min(refusals.count, kDoublings);
    refusals.again_at = now + std::min(kAskAgainLast, kAskAgainFirst * (1 << doublings));
    refusals.last = code;
    ++refusals.count;
}

}  // namespace oppad::ui

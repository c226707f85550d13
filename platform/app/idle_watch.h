// When the tablet locks itself: so long after the last touch or key. Time spent suspended counts,
// by whichever clock has counted it: where the steady one stood still, the one on the wall has
// jumped. A clock that is set far ahead locks once for nothing, and what was being written is kept.
#pragma once

#include <chrono>

#include "engine/core/time.h"

namespace oppad::platform {

// Thread: window.
class IdleWatch {
public:
    struct Moment {
        std::chrono::milliseconds steady{0};
        Instant wall;
    };

    void touched(const Moment& now) { touched_at_ = now; }
    // Of the steady clock.
    [[nodiscard]] std::chrono::milliseconds due_at(std::chrono::minutes allowed) const {
        return touched_at_.steady + allowed;
    }
    [[nodiscard]] bool is_due(const Moment& now, std::chrono::minutes allowed) const {
        return now.steady >= due_at(allowed) || now.wall >= touched_at_.wall + allowed;
    }

private:
    Moment touched_at_;
};

}  // namespace oppad::platform

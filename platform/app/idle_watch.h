// When the tablet locks itself: so long after the last touch or key. Time spent suspended counts.
#pragma once

#include <chrono>

namespace oppad::platform {

// Thread: window. All times are of the steady clock.
class IdleWatch {
public:
    void touched(std::chrono::milliseconds now) { touched_at_ = now; }
    [[nodiscard]] std::chrono::milliseconds due_at(std::chrono::minutes allowed) const {
        return touched_at_ + allowed;
    }
    [[nodiscard]] bool is_due(std::chrono::milliseconds now, std::chrono::minutes allowed) const {
        return now >= due_at(allowed);
    }

private:
    std::chrono::milliseconds touched_at_{0};
};

}  // namespace oppad::platform

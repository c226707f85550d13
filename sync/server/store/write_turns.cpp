#include "sync/server/store/write_turns.h"

namespace oppad::hub {

std::optional<WriteTurns::Turn> WriteTurns::take(std::chrono::milliseconds longest) {
    std::unique_lock lock{mutex_};
    if (!given_back_.wait_for(lock, longest, [this] { return !is_taken_; })) return std::nullopt;
    is_taken_ = true;
    return std::optional<Turn>{std::in_place, *this};
}

void WriteTurns::give_back() {
    {
        const std::lock_guard lock{mutex_};
        is_taken_ = false;
    }
    given_back_.notify_one();
}

}  // namespace oppad::hub

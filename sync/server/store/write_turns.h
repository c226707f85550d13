// Writers of one process to one database, one after another.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace oppad::hub {

// SQLite has writers look again after pauses of up to 100 ms, while nobody may be writing any more;
// whoever is unlucky often enough gives up. Here the next one goes on at once. Other processes
// still meet at SQLite's own lock. Thread: any.
class WriteTurns {
public:
    // Until it ends. Borrows the turns.
    class Turn {
    public:
        explicit Turn(WriteTurns& owner) : owner_(&owner) {}
        Turn(Turn&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (owner_ != nullptr) owner_->give_back();
        }

    private:
        WriteTurns* owner_;
    };

    // Nothing once that time has passed.
    std::optional<Turn> take(std::chrono::milliseconds longest);

private:
    void give_back();

    std::mutex mutex_;
    std::condition_variable given_back_;
    bool is_taken_ = false;
};

}  // namespace oppad::hub

// The system's wish that the program ends (SIGTERM at shutdown, SIGINT, SIGHUP), turned from a
// signal into a flag and a ring of the window's bell.
#pragma once

#include <atomic>
#include <thread>

#include "platform/app/mailbox.h"

namespace oppad::platform {

// Make it before any other thread: the signals are blocked for all threads that come after.
class StopSignal {
public:
    // Borrows `bell`.
    explicit StopSignal(WindowBell& bell);
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    // Thread: any.
    [[nodiscard]] bool is_raised() const { return raised_; }

private:
    std::atomic<bool> raised_{false};
    std::thread waiter_;
};

}  // namespace oppad::platform

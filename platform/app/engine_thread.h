// The one engine thread: pumps an EngineLoop between the mailbox's intents and its snapshots.
#pragma once

#include <thread>

#include "platform/app/engine_loop.h"
#include "platform/app/mailbox.h"

namespace oppad::platform {

// Borrows both; the loop is the thread's alone until finish() returns. Thread: window.
class EngineThread {
public:
    EngineThread(EngineLoop& loop, Mailbox& mailbox);
    // As finish().
    ~EngineThread();
    EngineThread(const EngineThread&) = delete;
    EngineThread& operator=(const EngineThread&) = delete;

    // Carries out what was posted, locks the store and waits for the end of the thread.
    void finish();

private:
    Mailbox& mailbox_;
    std::thread thread_;
};

// One turn of the thread, apart from it so that it can be tried out: waits `rest` at most, takes
// what came, works, publishes. Returns the next rest, or nothing after the last turn.
std::optional<std::chrono::milliseconds> turn(EngineLoop& loop, Mailbox& mailbox,
                                              std::chrono::milliseconds rest);

}  // namespace oppad::platform

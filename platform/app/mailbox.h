// The one lock between the window and the engine thread. Down go intents, up comes the newest
// snapshot; either side can wake the other. Nothing is computed and nothing is freed while it is
// held.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "platform/app/annotated_mutex.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::platform {

// Wakes the window out of its wait for events.
class WindowBell {
public:
    virtual ~WindowBell() = default;
    // Thread: any. Returns at once.
    virtual void ring() = 0;
};

class Mailbox {
public:
    // Borrows `bell`.
    explicit Mailbox(WindowBell& bell) : bell_(bell) {}

    // Hands intents over, in their order, and wakes the engine. Thread: window.
    void post(std::vector<ui::Intent> intents);
    // The newest snapshot, or nothing before the first. Thread: window.
    [[nodiscard]] std::shared_ptr<const ui::Snapshot> snapshot() const;
    // Asks the engine to finish what was posted and to end. Thread: window.
    void stop();

    // Wakes the engine: a reply of the network waits. Thread: any.
    void nudge();

    struct Delivery {
        std::vector<ui::Intent> intents;
        bool stopping = false;  // Nothing more comes after these intents.
    };
    // Waits for intents, a nudge or a stop, `longest` at most. Thread: engine.
    Delivery wait(std::chrono::milliseconds longest);
    // Replaces the snapshot and rings the bell. Thread: engine.
    void publish(std::shared_ptr<const ui::Snapshot> snapshot);

private:
    WindowBell& bell_;
    mutable Mutex mutex_;
    Condition arrived_;
    // State below is protected by mutex_.
    std::vector<ui::Intent> intents_ OPPAD_THREAD(guarded_by(mutex_));
    std::shared_ptr<const ui::Snapshot> snapshot_ OPPAD_THREAD(guarded_by(mutex_));
    bool nudged_ OPPAD_THREAD(guarded_by(mutex_)) = false;
    bool stopping_ OPPAD_THREAD(guarded_by(mutex_)) = false;
};

}  // namespace oppad::platform

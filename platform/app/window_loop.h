// The window's loop: waits for events, shows the newest snapshot, draws only when something is
// there to be drawn, hands intents over, and locks after idling.
#pragma once

#include <memory>

#include "engine/ports/clock.h"
#include "platform/app/idle_watch.h"
#include "platform/app/mailbox.h"
#include "platform/app/stop_signal.h"
#include "platform/app/window_glfw.h"
#include "ui/frame/app.h"

namespace oppad::platform {

// Thread: window. Borrows everything.
class WindowLoop {
public:
    WindowLoop(Window& window, ui::App& app, Mailbox& mailbox, const Clock& clock,
               const StopSignal& stop);

    // Returns when the person closes the window or the system wants an end; the last keystrokes
    // are posted by then.
    void run();

private:
    void show_newest();
    void lock_when_idle();
    void wait_for_something();
    void draw();
    void hand_over();
    void note_firsts();
    [[nodiscard]] std::chrono::minutes idle_allowed() const;

    Window& window_;
    ui::App& app_;
    Mailbox& mailbox_;
    const Clock& clock_;
    const StopSignal& stop_;
    IdleWatch idle_;
    std::shared_ptr<const ui::Snapshot> shown_;
    bool must_draw_ = true;
    bool drew_once_ = false;
    bool drew_work_ = false;  // A view of the store, since the last unlock.
    bool locking_ = false;  // Asked for; what comes before the lock is not shown any more.
};

}  // namespace oppad::platform

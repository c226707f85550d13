// The window's loop: waits for events, shows the newest snapshot, draws only when something is
// there to be drawn, hands intents over, and locks after idling.
#pragma once

#include <memory>
#include <vector>

#include "engine/ports/clock.h"
#include "platform/app/idle_watch.h"
#include "platform/app/lock_veil.h"
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
    // Where they ask for the lock, nothing of anybody is shown any more.
    void hand_over(std::vector<ui::Intent> intents);
    void note_firsts();
    [[nodiscard]] IdleWatch::Moment moment() const;
    [[nodiscard]] std::chrono::minutes idle_allowed() const;

    Window& window_;
    ui::App& app_;
    Mailbox& mailbox_;
    const Clock& clock_;
    const StopSignal& stop_;
    IdleWatch idle_;
    LockVeil veil_;
    std::shared_ptr<const ui::Snapshot> shown_;
    bool must_draw_ = true;
    bool drew_once_ = false;
    bool drew_work_ = false;  // A view of the store, since the last unlock.
};

}  // namespace oppad::platform

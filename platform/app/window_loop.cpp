#include "platform/app/window_loop.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/log.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// A suspended tablet does not count down its waits: this often it is looked whether the time to
// lock has passed meanwhile. So long what was on the screen may show after waking up.
constexpr milliseconds kIdleLookInterval{1'000};

// A stop does not wait for an animation, only for input that is queued.
constexpr int kLastFramesMax = 100;

}  // namespace

WindowLoop::WindowLoop(Window& window, ui::App& app, Mailbox& mailbox, const Clock& clock,
                       const StopSignal& stop)
    : window_(window), app_(app), mailbox_(mailbox), clock_(clock), stop_(stop) {
    idle_.touched(moment());
}

void WindowLoop::run() {
    while (!window_.should_close() && !stop_.is_raised()) {
        show_newest();
        lock_when_idle();
        if (window_.take_input_seen()) {
            idle_.touched(moment());
            must_draw_ = true;
        }
        const auto wake_at = app_.wake_at();
        const bool is_due = must_draw_ || (wake_at && clock_.steady() >= *wake_at);
        // Before the first snapshot it isn't known what may be shown.
        if (shown_ && is_due) {
            draw();
            hand_over(app_.take_intents());
        } else {
            wait_for_something();
        }
    }
    // What was typed up to the very end is taken in before it is kept.
    for (int frame = 0; shown_ && frame < kLastFramesMax; ++frame) {
        draw();
        if (!must_draw_) break;
    }
    app_.flush_draft();
    app_.forget_copied();
    mailbox_.post(app_.take_intents());
}

void WindowLoop::show_newest() {
    auto newest = mailbox_.snapshot();
    if (!newest || newest == shown_) return;
    if (!veil_.lets_through(*newest)) return;
    shown_ = newest;
    app_.show(std::move(newest));
    must_draw_ = true;
}

void WindowLoop::lock_when_idle() {
    if (veil_.is_drawn() || !shown_ || shown_->lock != ui::LockState::kUnlocked) return;
    if (!idle_.is_due(moment(), idle_allowed())) return;
    app_.flush_draft();
    std::vector<ui::Intent> intents = app_.take_intents();
    intents.emplace_back(ui::LockNow{});
    hand_over(std::move(intents));
}

void WindowLoop::wait_for_something() {
    std::optional<milliseconds> until = app_.wake_at();
    const milliseconds now = clock_.steady();
    if (shown_ && shown_->lock == ui::LockState::kUnlocked) {
        const milliseconds look = std::min(idle_.due_at(idle_allowed()), now + kIdleLookInterval);
        until = until ? std::min(*until, look) : look;
    }
    if (!until) {
        window_.wait(std::nullopt);
    } else {
        window_.wait(std::max(*until - now, milliseconds{0}));
    }
}

void WindowLoop::draw() {
    window_.poll();
    if (app_.prepare(window_.surface())) window_.upload_fonts();
    window_.begin_frame();
    must_draw_ = app_.frame({.now = clock_.now(), .steady = clock_.steady()});
    window_.end_frame();
    note_firsts();
}

// What a person waits for at the start and after the PIN; the time stands in the line itself.
void WindowLoop::note_firsts() {
    if (!std::exchange(drew_once_, true)) log::write(log::Level::kInfo, "first_frame", {});
    const bool shows_work =
        shown_ && shown_->lock == ui::LockState::kUnlocked && !shown_->views.empty();
    if (shows_work && !drew_work_) log::write(log::Level::kInfo, "first_frame_of_work", {});
    drew_work_ = shows_work || (drew_work_ && shown_->lock == ui::LockState::kUnlocked);
}

void WindowLoop::hand_over(std::vector<ui::Intent> intents) {
    const bool locks = asks_for_lock(intents);
    mailbox_.post(std::move(intents));
    if (!locks || !shown_) return;
    shown_ = veil_.draw_over(*shown_);
    app_.show(shown_);
    must_draw_ = true;
}

IdleWatch::Moment WindowLoop::moment() const {
    return {.steady = clock_.steady(), .wall = clock_.now()};
}

std::chrono::minutes WindowLoop::idle_allowed() const {
    return std::chrono::minutes{app_.preferences().idle_lock_minutes};
}

}  // namespace oppad::platform

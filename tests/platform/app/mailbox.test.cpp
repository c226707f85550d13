// The mailbox and the engine thread with real threads: these are what the thread sanitizer is run
// over. No case sleeps; each waits on the mailbox itself.
#include "platform/app/mailbox.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "platform/app/engine_thread.h"
#include "tests/platform/app/fake_shelf.h"
#include "tests/platform/app/fake_tablet.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// Long beyond any hiccup of a busy machine; a passing case never waits for it.
constexpr milliseconds kLongest{60'000};

// Lets a case wait for what the engine publishes, as the window waits for its events.
class WaitingBell final : public WindowBell {
public:
    void ring() override {
        ++rings_;
        rings_.notify_all();
    }
    // Waits until ring() was called more often than `seen`; returns how often.
    int wait_beyond(int seen) const {
        rings_.wait(seen);
        return rings_;
    }
    [[nodiscard]] int count() const { return rings_; }

private:
    std::atomic<int> rings_{0};
};

std::shared_ptr<const ui::Snapshot> wait_for_lock_state(const Mailbox& mailbox,
                                                        const WaitingBell& bell,
                                                        ui::LockState wanted) {
    for (;;) {
        const int seen = bell.count();
        const auto snapshot = mailbox.snapshot();
        if (snapshot && snapshot->lock == wanted) return snapshot;
        bell.wait_beyond(seen);
    }
}

template <class... Intents>
std::vector<ui::Intent> list(Intents... intents) {
    std::vector<ui::Intent> all;
    (all.emplace_back(std::move(intents)), ...);
    return all;
}

TEST_CASE("intents arrive in the order in which they were posted", "[platform][app]") {
    WaitingBell bell;
    Mailbox mailbox{bell};
    mailbox.post(list(ui::Run{1, engine::SaveDraft{}}, ui::Run{2, engine::SaveDraft{}}));
    mailbox.post(list(ui::Run{3, engine::SaveDraft{}}));
    const auto delivery = mailbox.wait(kLongest);
    REQUIRE(delivery.intents.size() == 3);
    for (std::size_t index = 0; index < 3; ++index) {
        CHECK(std::get<ui::Run>(delivery.intents[index]).ticket == index + 1);
    }
    CHECK_FALSE(delivery.stopping);
}

TEST_CASE("a nudge ends the wait once, also when it comes before it", "[platform][app]") {
    WaitingBell bell;
    Mailbox mailbox{bell};
    mailbox.nudge();
    CHECK(mailbox.wait(kLongest).intents.empty());
    CHECK(mailbox.wait(milliseconds{0}).intents.empty());
    std::thread other{[&mailbox] { mailbox.nudge(); }};
    CHECK(mailbox.wait(kLongest).intents.empty());
    other.join();
}

TEST_CASE("what was posted before the stop is still delivered", "[platform][app]") {
    WaitingBell bell;
    Mailbox mailbox{bell};
    mailbox.post(list(ui::LockNow{}));
    mailbox.stop();
    const auto delivery = mailbox.wait(kLongest);
    CHECK(delivery.intents.size() == 1);
    CHECK(delivery.stopping);
}

TEST_CASE("publishing replaces the snapshot and rings the bell", "[platform][app]") {
    WaitingBell bell;
    Mailbox mailbox{bell};
    CHECK(mailbox.snapshot() == nullptr);
    mailbox.publish(std::make_shared<const ui::Snapshot>());
    const auto kept = mailbox.snapshot();
    mailbox.publish(std::make_shared<const ui::Snapshot>());
    CHECK(mailbox.snapshot() != kept);
    CHECK(kept.use_count() == 1);
    CHECK(bell.count() == 2);
}

TEST_CASE("an unlock by the window opens the tablet on the engine thread", "[platform][app]") {
    test::TabletLog log;
    test::FakeGate gate{log};
    const test::StillClock clock;
    test::MemoryFiles files;
    test::FakeShelf shelf;
    WaitingBell bell;
    Mailbox mailbox{bell};
    EngineLoop loop{gate, clock, files, shelf, "/store"};
    EngineThread thread{loop, mailbox};
    wait_for_lock_state(mailbox, bell, ui::LockState::kLocked);
    mailbox.post(
        list(ui::Unlock{Secret::copy_of_text("123456")}, ui::Watch{{engine::LookToday{}}}));
    wait_for_lock_state(mailbox, bell, ui::LockState::kUnlocked);
    thread.finish();
    CHECK(log.opened == 1);
    CHECK(log.closed == 1);
    CHECK(mailbox.snapshot()->lock == ui::LockState::kLocked);
}

TEST_CASE("the last draft is saved by a stop that follows it at once", "[platform][app]") {
    test::TabletLog log;
    test::FakeGate gate{log};
    const test::StillClock clock;
    test::MemoryFiles files;
    test::FakeShelf shelf;
    WaitingBell bell;
    Mailbox mailbox{bell};
    EngineLoop loop{gate, clock, files, shelf, "/store"};
    EngineThread thread{loop, mailbox};
    mailbox.post(list(ui::Unlock{Secret::copy_of_text("123456")}));
    wait_for_lock_state(mailbox, bell, ui::LockState::kUnlocked);
    for (int count = 0; count < 500; ++count) {
        engine::ContactDraft draft;
        draft.note = std::to_string(count);
        mailbox.post(list(ui::Run{static_cast<std::uint64_t>(count), engine::SaveDraft{draft}}));
    }
    thread.finish();
    REQUIRE(log.drafts.size() == 500);
    CHECK(log.drafts.back() == "499");
}

}  // namespace
}  // namespace oppad::platform

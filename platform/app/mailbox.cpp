#include "platform/app/mailbox.h"

#include <iterator>
#include <utility>

namespace oppad::platform {

void Mailbox::post(std::vector<ui::Intent> intents) {
    if (intents.empty()) return;
    {
        const MutexLock lock{mutex_};
        intents_.insert(intents_.end(), std::make_move_iterator(intents.begin()),
                        std::make_move_iterator(intents.end()));
    }
    arrived_.notify();
}

std::shared_ptr<const ui::Snapshot> Mailbox::snapshot() const {
    const MutexLock lock{mutex_};
    return snapshot_;
}

void Mailbox::stop() {
    {
        const MutexLock lock{mutex_};
        stopping_ = true;
    }
    arrived_.notify();
}

void Mailbox::nudge() {
    {
        const MutexLock lock{mutex_};
        nudged_ = true;
    }
    arrived_.notify();
}

Mailbox::Delivery Mailbox::wait(std::chrono::milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    const MutexLock lock{mutex_};
    while (intents_.empty() && !nudged_ && !stopping_) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left <= std::chrono::milliseconds{0}) break;
        arrived_.wait_for(mutex_, left);
    }
    nudged_ = false;
    return {std::exchange(intents_, {}), stopping_};
}

void Mailbox::publish(std::shared_ptr<const ui::Snapshot> snapshot) {
    {
        const MutexLock lock{mutex_};
        snapshot_.swap(snapshot);
    }
    // The former snapshot, if this was its last owner, is freed here, without the lock.
    snapshot.reset();
    bell_.ring();
}

}  // namespace oppad::platform

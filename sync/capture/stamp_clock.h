// The store's hybrid clock: what HybridClock says, kept on disk in the transaction that uses it.
#pragma once

#include <chrono>
#include <optional>

#include "engine/core/result.h"
#include "engine/ports/clock.h"
#include "sync/wire/clock.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Borrows the connection and the wall clock. Thread: engine only.
class StampClock {
public:
    static Result<StampClock> open(storage::Connection& connection, const Clock& wall,
                                   DeviceId device);

    // Requires: inside the transaction of what is stamped.
    Result<Stamp> tick();
    // Requires: inside the transaction that stores what was seen.
    Status receive(const Stamp& seen);
    // After a correction: the next tick follows `last`. Requires: nothing stamped later by this
    // device is left anywhere.
    Status set_back(std::uint64_t last);
    // To be called when a transaction that used set_back() did not commit.
    Status reload();

    // The hub's time as far as it is known: the wall clock and the learned difference.
    [[nodiscard]] Instant now() const { return wall_->now() + hub_ahead_; }
    // For spans: never set, never learned.
    [[nodiscard]] std::chrono::milliseconds steady() const { return wall_->steady(); }
    [[nodiscard]] const Clock& wall() const { return *wall_; }
    void learn_hub_time(Instant hub_now);
    // Whether that can still be relied on: it was learned since this object was made, and the wall
    // clock has gone as the steady one since, but for a drift. If not, it has been set, or the
    // device has slept.
    [[nodiscard]] bool knows_hub_time() const;
    // The latest stamp time received from others, 0 for none: what is stamped here comes after it.
    [[nodiscard]] Result<std::uint64_t> latest_received() const;

    void use_device(DeviceId device) { clock_ = HybridClock{device, clock_.last()}; }
    [[nodiscard]] DeviceId device() const { return clock_.device(); }
    [[nodiscard]] std::uint64_t last() const { return clock_.last(); }

private:
    StampClock(storage::Connection& connection, const Clock& wall, HybridClock clock)
        : connection_(&connection), wall_(&wall), clock_(clock) {}

    storage::Connection* connection_;
    const Clock* wall_;
    HybridClock clock_;
    std::chrono::milliseconds hub_ahead_{0};
    std::optional<std::chrono::milliseconds> wall_over_steady_;  // When it was learned.
};

}  // namespace oppad::sync

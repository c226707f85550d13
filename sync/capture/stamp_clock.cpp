#include "sync/capture/stamp_clock.h"

#include "engine/storage/sqlite/connection.h"
#include "sync/capture/sync_state.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

using Ms = std::chrono::milliseconds;

// More than a bad quartz drifts in two days, less than the minute from which stamps are set back.
constexpr Ms kDriftMax{20'000};

Ms wall_over_steady(const Clock& clock) { return Ms{clock.now().ms} - clock.steady(); }

}  // namespace

Result<StampClock> StampClock::open(storage::Connection& connection, const Clock& wall,
                                    DeviceId device) {
    TRY_ASSIGN(const std::uint64_t last, get_number(connection, kClockKey));
    return StampClock{connection, wall, HybridClock{device, last}};
}

Result<Stamp> StampClock::tick() {
    const Stamp stamp = clock_.tick(now());
    TRY(set_number(*connection_, kClockKey, stamp.time));
    return stamp;
}

Status StampClock::receive(const Stamp& seen) {
    if (is_planted(PlantedBug::kNoClockAdvance)) return ok();
    const std::uint64_t before = clock_.last();
    clock_.receive(seen);
    TRY_ASSIGN(const std::uint64_t received, latest_received());
    if (received < seen.time) TRY(set_number(*connection_, kReceivedKey, seen.time));
    return clock_.last() == before ? ok() : set_number(*connection_, kClockKey, clock_.last());
}

void StampClock::learn_hub_time(Instant hub_now) {
    hub_ahead_ = hub_now - wall_->now();
    wall_over_steady_ = wall_over_steady(*wall_);
}

bool StampClock::knows_hub_time() const {
    if (!wall_over_steady_) return false;
    const Ms moved = wall_over_steady(*wall_) - *wall_over_steady_;
    return moved <= kDriftMax && moved >= -kDriftMax;
}

Result<std::uint64_t> StampClock::latest_received() const {
    return get_number(*connection_, kReceivedKey);
}

Status StampClock::set_back(std::uint64_t last) {
    clock_ = HybridClock{clock_.device(), last};
    return set_number(*connection_, kClockKey, last);
}

Status StampClock::reload() {
    TRY_ASSIGN(const std::uint64_t last, get_number(*connection_, kClockKey));
    clock_ = HybridClock{clock_.device(), last};
    return ok();
}

}  // namespace oppad::sync

#include "sync/capture/stamp_clock.h"

#include "engine/storage/sqlite/connection.h"
#include "sync/capture/sync_state.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

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
    return clock_.last() == before ? ok() : set_number(*connection_, kClockKey, clock_.last());
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

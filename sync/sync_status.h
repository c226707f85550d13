// How sync stands, for people: the one thing of sync that ui/ may see.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/time.h"

namespace oppad::sync {

enum class SyncState {
    kNotEnrolled,  // This tablet belongs to no hub yet.
    kIdle,         // Everything that could go has gone.
    kWaiting,      // No hub within reach, or nothing tried yet; the next try is set.
    kConnecting,
    kExchanging,        // Sending and receiving; see the counts.
    kPaused,            // By the person.
    kDeviceRefused,     // The hub has revoked this tablet.
    kDeviceUnknown,     // The hub knows no such tablet: it was put back to before its enrolment.
    kHubOtherVersion,   // The hub or the tablet must be updated; nothing is lost.
    kNotOurHub,         // Something answered that is not the hub: the login page of a network.
    kOtherCertificate,  // What answers can't prove to be the hub; it was told nothing.
    kAltered,           // What reached the hub was not what left: a proxy takes parts out.
    kTooSlow,           // Connected, but hardly a byte gets through.
    kNoSpace,           // The tablet's or the hub's disk is full.
    kClockUnknown,      // The hub refuses our time; being corrected.
};

// A person can enrol the tablet anew, with a fresh code.
constexpr bool may_join_anew(SyncState state) {
    return state == SyncState::kDeviceRefused || state == SyncState::kDeviceUnknown;
}

// Counts are records. A value, copied between threads.
struct SyncStatus {
    SyncState state = SyncState::kNotEnrolled;
    int to_send = 0;           // On this tablet only.
    int sent_now = 0;          // In the run that goes on, or in the last one.
    int to_send_at_start = 0;  // Of that run: the denominator of progress.
    int received_now = 0;
    int refused = 0;         // Came back from the hub with a reason; wait to be handled.
    int open_conflicts = 0;  // Two people wrote; both kept.
    std::optional<Instant> last_complete_at;
    std::optional<std::int64_t> last_run_ms;
    std::optional<Instant> next_try_at;
    std::string hub_url;  // With whom; empty = nobody yet.

    bool operator==(const SyncStatus&) const = default;
};

}  // namespace oppad::sync

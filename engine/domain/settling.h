// What people settle after a sync, and how far a record has got: words that engine, sync and
// screens share.
#pragma once

#include <cstdint>
#include <string>

namespace oppad {

// How far a record has got. The later ones ask more of a person.
enum class Whereabouts : std::uint8_t {
    kSafe,      // The hub has all of it.
    kOnItsWay,  // Sent; the answer is not known yet.
    kOnlyHere,  // Waits on this tablet.
    kRefused,   // The hub refused it; see the Sync screen.
};

// Why the hub refused a record. Stored; the numbers are those of the wire.
enum class RefusalCause : std::uint8_t {
    kUnknown = 0,     // Of a newer hub.
    kOutOfScope = 1,  // The person may not write there.
    kNotAllowed = 2,  // Not with this role.
    kInvalid = 3,     // Broken or too large.
    kErased = 4,      // The record was erased.
};

enum class RefusalChoice : std::uint8_t {
    kSendAgain,    // As it is now.
    kSetAside,     // Seen: it stays on this tablet and is asked about no more.
    kTakeUpAgain,  // Undoes kSetAside.
};

// Names one version of a field: when and on which tablet it was written.
struct VersionMark {
    std::int64_t time = 0;  // Of its stamp.
    std::string device;     // 16 hexadecimal digits.
    bool operator==(const VersionMark&) const = default;
};

}  // namespace oppad

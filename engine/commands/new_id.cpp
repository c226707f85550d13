#include "engine/commands/new_id.h"

#include <algorithm>

namespace oppad::engine {

namespace {

constexpr std::size_t kTimeBytes = 6;

}  // namespace

RawId new_raw_id(const Clock& clock, Entropy& entropy) {
    RawId id;
    entropy.fill(std::span{id.bytes}.subspan(kTimeBytes));
    const std::int64_t ms = std::max<std::int64_t>(clock.now().ms, 0);  // A tablet set before 1970.
    for (std::size_t at = 0; at < kTimeBytes; ++at)
        id.bytes[at] = static_cast<std::uint8_t>(ms >> (8 * (kTimeBytes - 1 - at)));
    id.bytes[6] = static_cast<std::uint8_t>(0x70U | (id.bytes[6] & 0x0FU));  // Version 7.
    id.bytes[8] = static_cast<std::uint8_t>(0x80U | (id.bytes[8] & 0x3FU));  // RFC 9562's variant.
    return id;
}

}  // namespace oppad::engine

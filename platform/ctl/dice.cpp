#include "platform/ctl/dice.h"

namespace oppad::platform {

RawId Dice::id_at(Instant instant) {
    RawId id;
    auto moment = static_cast<std::uint64_t>(instant.ms);
    for (std::size_t i = 6; i-- > 0; moment >>= 8U) {
        id.bytes[i] = static_cast<std::uint8_t>(moment & 0xFFU);
    }
    std::uint64_t chance = next();
    for (std::size_t i = 6; i < 16; ++i) {
        if (i == 14) chance = next();
        id.bytes[i] = static_cast<std::uint8_t>(chance & 0xFFU);
        chance >>= 8U;
    }
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x70U);  // Version 7.
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);  // RFC variant.
    return id;
}

}  // namespace oppad::platform

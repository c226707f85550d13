#include "platform/app/fresh_ids.h"

namespace oppad::platform {

RawId FreshIds::make_id() {
    RawId id;
    entropy_.fill(id.bytes);
    auto ms = static_cast<std::uint64_t>(clock_.now().ms);
    for (std::size_t index = 6; index-- > 0; ms >>= 8U) {
        id.bytes[index] = static_cast<std::uint8_t>(ms & 0xFFU);
    }
    id.bytes[6] = static_cast<std::uint8_t>(0x70U | (id.bytes[6] & 0x0FU));  // Version 7.
    id.bytes[8] = static_cast<std::uint8_t>(0x80U | (id.bytes[8] & 0x3FU));  // Variant.
    return id;
}

}  // namespace oppad::platform

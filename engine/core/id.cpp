#include "engine/core/id.h"

#include <algorithm>

namespace oppad {

std::string to_text(const RawId& id) { return to_hex(id.bytes); }

std::optional<RawId> parse_id(std::string_view text) {
    std::string digits(text);
    if (digits.size() == 36) std::erase(digits, '-');
    if (digits.size() != 32) return std::nullopt;
    const std::optional<Bytes> bytes = from_hex(digits);
    if (!bytes) return std::nullopt;
    return id_from_bytes(*bytes);
}

std::optional<RawId> id_from_bytes(ByteView bytes) {
    RawId id;
    if (bytes.size() != id.bytes.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

}  // namespace oppad

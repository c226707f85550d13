// Identity of a record: a UUIDv7 made on the device that wrote the record first, so that no hub is
// needed to name a thing. `Id<Family>` and `Id<Person>` don't mix; RawId is for generic rooms.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"

namespace oppad {

// 16 bytes, big-endian as in RFC 9562. All zero means "no id".
struct RawId {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] bool is_nil() const { return *this == RawId{}; }
    bool operator==(const RawId& other) const { return bytes == other.bytes; }
    bool operator<(const RawId& other) const { return bytes < other.bytes; }
};

// 32 lower-case hexadecimal digits, no dashes.
std::string to_text(const RawId& id);
// Accepts 32 digits with or without the usual dashes.
std::optional<RawId> parse_id(std::string_view text);
// Returns nothing unless `bytes` holds exactly 16.
std::optional<RawId> id_from_bytes(ByteView bytes);

// A record's id, typed by the record it names.
template <class Record>
struct Id {
    RawId raw;

    [[nodiscard]] bool is_nil() const { return raw.is_nil(); }
    bool operator==(const Id& other) const { return raw == other.raw; }
    bool operator<(const Id& other) const { return raw < other.raw; }
};

}  // namespace oppad

template <>
struct std::hash<oppad::RawId> {
    std::size_t operator()(const oppad::RawId& id) const noexcept {
        std::size_t value = 0;  // The last bytes of a UUIDv7 are random: good enough as a hash.
        std::memcpy(&value, id.bytes.data() + 8, sizeof value);
        return value;
    }
};

#include "sync/server/api/cursor.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace oppad::hub {

namespace {

// version, epoch, then (scope, position) …, then the seal.
constexpr std::uint8_t kCursorVersion = 1;
constexpr std::size_t kHeadBytes = 1 + 8;
constexpr std::size_t kEntryBytes = 16 + 8;
constexpr std::size_t kSealBytes = 16;
constexpr std::size_t kTextCharsMax = 64 * 1024;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

using Seal = std::array<std::uint8_t, kSealBytes>;

void append_number(Bytes& bytes, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    }
}

std::uint64_t read_number(ByteView bytes) {
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes.first(8)) number = (number << 8) | byte;
    return number;
}

// Over the device too: another device's cursor says nothing about this one.
Seal seal_of(const Organisation& organisation, sync::DeviceId device, ByteView content) {
    Bytes sealed{content.begin(), content.end()};
    append_number(sealed, device);
    Seal seal{};
    crypto_generichash(seal.data(), seal.size(), sealed.data(), sealed.size(),
                       organisation.cursor_key.data(), organisation.cursor_key.size());
    return seal;
}

std::string to_base64(ByteView bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
    text.pop_back();  // The terminating zero.
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.empty() || text.size() > kTextCharsMax) return std::nullopt;
    Bytes bytes(text.size());
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                          nullptr, kBase64) != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    // libsodium reads bytes above 127 as "_": a cursor has one form alone.
    if (to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

bool before(const ScopePosition& entry, const RawId& scope) { return entry.scope < scope; }

}  // namespace

std::string seal_cursor(const Organisation& organisation, sync::DeviceId device,
                        const Positions& positions) {
    Bytes content{kCursorVersion};
    append_number(content, organisation.epoch);
    for (const ScopePosition& entry : positions) {
        content.insert(content.end(), entry.scope.bytes.begin(), entry.scope.bytes.end());
        append_number(content, static_cast<std::uint64_t>(entry.position));
    }
    const Seal seal = seal_of(organisation, device, content);
    content.insert(content.end(), seal.begin(), seal.end());
    return to_base64(content);
}

std::optional<Positions> open_cursor(const Organisation& organisation, sync::DeviceId device,
                                     std::string_view cursor) {
    const std::optional<Bytes> bytes = from_base64(cursor);
    if (!bytes || bytes->size() < kHeadBytes + kSealBytes) return std::nullopt;
    const ByteView content = ByteView{*bytes}.first(bytes->size() - kSealBytes);
    const Seal seal = seal_of(organisation, device, content);
    if (sodium_memcmp(seal.data(), bytes->data() + content.size(), kSealBytes) != 0) {
        return std::nullopt;
    }
    if (content[0] != kCursorVersion || read_number(content.subspan(1)) != organisation.epoch ||
        (content.size() - kHeadBytes) % kEntryBytes != 0) {
        return std::nullopt;
    }
    Positions positions;
    for (std::size_t at = kHeadBytes; at < content.size(); at += kEntryBytes) {
        positions.push_back({.scope = id_from_bytes(content.subspan(at, 16)).value_or(RawId{}),
                             .position = static_cast<Seq>(read_number(content.subspan(at + 16)))});
    }
    return positions;
}

Seq position_in(const Positions& positions, const RawId& scope) {
    const auto at = std::lower_bound(positions.begin(), positions.end(), scope, before);
    return at != positions.end() && at->scope == scope ? at->position : 0;
}

bool holds(const Positions& positions, const RawId& scope) {
    const auto at = std::lower_bound(positions.begin(), positions.end(), scope, before);
    return at != positions.end() && at->scope == scope;
}

}  // namespace oppad::hub

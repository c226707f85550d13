#include "sync/server/api/cursor.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace oppad::hub {

namespace {

// version, epoch, floor, flags, then (scope, position) …, each with its level where a flag says so
// and else level with its position, then the seal. Version 1 had neither floor nor flags, version 2
// no levels.
constexpr std::uint8_t kCursorVersion = 3;
constexpr std::uint8_t kCursorVersionBare = 1;
constexpr std::uint8_t kGivesOwn = 1;
constexpr std::uint8_t kTellsLevels = 2;
constexpr std::uint8_t kReadsNoFamilies = 4;
constexpr std::size_t kHeadBytes = 1 + 8 + 8 + 1;
constexpr std::size_t kHeadBytesBare = 1 + 8;
constexpr std::size_t kEntryBytes = 16 + 8;
constexpr std::size_t kLevelBytes = 8;
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
                        const Cursor& cursor) {
    Bytes content{kCursorVersion};
    append_number(content, organisation.epoch);
    append_number(content, static_cast<std::uint64_t>(cursor.floor));
    const bool tells_levels =
        std::any_of(cursor.positions.begin(), cursor.positions.end(),
                    [](const ScopePosition& entry) { return entry.level != entry.position; });
    content.push_back(static_cast<std::uint8_t>((cursor.gives_own ? kGivesOwn : 0) |
                                                (tells_levels ? kTellsLevels : 0) |
                                                (cursor.reads_families ? 0 : kReadsNoFamilies)));
    for (const ScopePosition& entry : cursor.positions) {
        content.insert(content.end(), entry.scope.bytes.begin(), entry.scope.bytes.end());
        append_number(content, static_cast<std::uint64_t>(entry.position));
        if (tells_levels) append_number(content, static_cast<std::uint64_t>(entry.level));
    }
    const Seal seal = seal_of(organisation, device, content);
    content.insert(content.end(), seal.begin(), seal.end());
    return to_base64(content);
}

std::optional<Cursor> open_cursor(const Organisation& organisation, sync::DeviceId device,
                                  std::string_view text) {
    const std::optional<Bytes> bytes = from_base64(text);
    if (!bytes || bytes->size() < kHeadBytesBare + kSealBytes) return std::nullopt;
    const ByteView content = ByteView{*bytes}.first(bytes->size() - kSealBytes);
    const Seal seal = seal_of(organisation, device, content);
    if (sodium_memcmp(seal.data(), bytes->data() + content.size(), kSealBytes) != 0) {
        return std::nullopt;
    }
    const std::uint8_t version = content[0];
    const std::size_t head_bytes = version == kCursorVersionBare ? kHeadBytesBare : kHeadBytes;
    if (version < kCursorVersionBare || version > kCursorVersion ||
        read_number(content.subspan(1)) != organisation.epoch || content.size() < head_bytes) {
        return std::nullopt;
    }
    Cursor cursor;
    bool tells_levels = false;
    if (version != kCursorVersionBare) {
        cursor.floor = static_cast<Seq>(read_number(content.subspan(9)));
        cursor.gives_own = (content[17] & kGivesOwn) != 0;
        cursor.reads_families = (content[17] & kReadsNoFamilies) == 0;
        tells_levels = (content[17] & kTellsLevels) != 0;
    }
    const std::size_t entry_bytes = kEntryBytes + (tells_levels ? kLevelBytes : 0);
    if ((content.size() - head_bytes) % entry_bytes != 0) return std::nullopt;
    for (std::size_t at = head_bytes; at < content.size(); at += entry_bytes) {
        ScopePosition entry{.scope = id_from_bytes(content.subspan(at, 16)).value_or(RawId{}),
                            .position = static_cast<Seq>(read_number(content.subspan(at + 16)))};
        if (tells_levels) {
            entry.level = static_cast<Seq>(read_number(content.subspan(at + kEntryBytes)));
        } else if (version == kCursorVersion) {
            entry.level = entry.position;
        }
        cursor.positions.push_back(entry);
    }
    return cursor;
}

bool is_below_floor(const Organisation& organisation, const Cursor& cursor) {
    // One that was begun after the last trimming misses nothing, however far it has come.
    if (cursor.floor >= organisation.floor) return false;
    return std::any_of(cursor.positions.begin(), cursor.positions.end(),
                       [&organisation](const ScopePosition& entry) {
                           return entry.position > 0 && entry.position < organisation.floor;
                       });
}

bool is_ahead(const Cursor& cursor, Seq last_seq) {
    return std::any_of(
        cursor.positions.begin(), cursor.positions.end(),
        [last_seq](const ScopePosition& entry) { return entry.position > last_seq; });
}

std::uint64_t next_epoch(const Organisation& organisation, Instant now) {
    Bytes content;
    append_number(content, organisation.epoch);
    append_number(content, static_cast<std::uint64_t>(now.ms));
    std::array<std::uint8_t, kSealBytes> hash{};
    crypto_generichash(hash.data(), hash.size(), content.data(), content.size(),
                       organisation.cursor_key.data(), organisation.cursor_key.size());
    return read_number(hash);
}

Seq lowest_position(const Positions& positions) {
    const auto lowest = std::min_element(
        positions.begin(), positions.end(),
        [](const ScopePosition& a, const ScopePosition& b) { return a.position < b.position; });
    return lowest == positions.end() ? 0 : lowest->position;
}

namespace {

const ScopePosition* find_scope(const Positions& positions, const RawId& scope) {
    const auto at = std::lower_bound(positions.begin(), positions.end(), scope, before);
    return at != positions.end() && at->scope == scope ? &*at : nullptr;
}

}  // namespace

Seq position_in(const Positions& positions, const RawId& scope) {
    const ScopePosition* found = find_scope(positions, scope);
    return found != nullptr ? found->position : 0;
}

Seq level_in(const Positions& positions, const RawId& scope) {
    const ScopePosition* found = find_scope(positions, scope);
    return found != nullptr ? found->level : 0;
}

bool holds(const Positions& positions, const RawId& scope) {
    return find_scope(positions, scope) != nullptr;
}

}  // namespace oppad::hub

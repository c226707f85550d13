#include "sync/server/api/field_changes.h"

#include <algorithm>
#include <utility>

namespace oppad::hub {

namespace {

struct FieldChanges {
    Seq seq = 0;
    Seq whole = 0;
    std::vector<std::pair<FieldNumber, Seq>> later;  // Each field once, in the order of its number.
};

void put_number(Bytes& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        bytes.push_back(static_cast<std::uint8_t>(number & 0x7f) | 0x80);
    bytes.push_back(static_cast<std::uint8_t>(number));
}

// Takes a number off the front; nothing at what is none.
std::optional<std::uint64_t> take_number(ByteView& bytes) {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const std::uint8_t byte = bytes.front();
        bytes = bytes.subspan(1);
        number |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80) return number;
    }
    return std::nullopt;
}

Bytes to_bytes(const FieldChanges& changes) {
    Bytes bytes;
    put_number(bytes, static_cast<std::uint64_t>(changes.seq));
    put_number(bytes, static_cast<std::uint64_t>(changes.whole));
    for (const auto& [field, seq] : changes.later) {
        put_number(bytes, field);
        put_number(bytes, static_cast<std::uint64_t>(seq));
    }
    return bytes;
}

// Nothing when it doesn't describe the state beside it.
std::optional<FieldChanges> changes_of(const StoredState& stored) {
    ByteView bytes = stored.changes;
    const auto seq = take_number(bytes);
    const auto whole = take_number(bytes);
    if (!whole || static_cast<Seq>(*seq) != stored.seq) return std::nullopt;
    FieldChanges changes{.seq = stored.seq, .whole = static_cast<Seq>(*whole), .later = {}};
    changes.later.reserve(bytes.size() / 2);
    while (!bytes.empty()) {
        const auto field = take_number(bytes);
        const auto changed_at = take_number(bytes);
        if (!changed_at) return std::nullopt;
        changes.later.emplace_back(static_cast<FieldNumber>(*field), static_cast<Seq>(*changed_at));
    }
    return changes;
}

}  // namespace

Bytes note_whole(Seq seq) { return to_bytes({.seq = seq, .whole = seq, .later = {}}); }

Bytes note_changes(const StoredState& stored, const sync::RecordState& claimed, Seq seq) {
    std::optional<FieldChanges> changes = changes_of(stored);
    if (!changes) return note_whole(seq);
    changes->seq = seq;
    auto& later = changes->later;
    for (const sync::FieldState& field : claimed.fields) {
        const auto at = std::lower_bound(
            later.begin(), later.end(), field.number,
            [](const auto& noted, FieldNumber number) { return noted.first < number; });
        if (at != later.end() && at->first == field.number)
            at->second = seq;
        else
            later.insert(at, {field.number, seq});
    }
    return to_bytes(*changes);
}

std::optional<std::vector<FieldNumber>> changed_since(const StoredState& stored, Seq level) {
    const std::optional<FieldChanges> changes = changes_of(stored);
    if (!changes || level < changes->whole) return std::nullopt;
    std::vector<FieldNumber> fields;
    for (const auto& [field, seq] : changes->later) {
        if (seq > level) fields.push_back(field);
    }
    return fields;
}

}  // namespace oppad::hub

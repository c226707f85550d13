// Private to sync/wire: a record's state as CBOR without a tree: the same bytes as print_tree() of
// to_tree(), and back.
#pragma once

#include <algorithm>

#include "sync/wire/cbor.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

enum class StateParts : std::uint8_t {
    kWhole,
    kBody,  // Without its key, and without a scope that is nil.
};

void write(CborWriter& writer, const RecordState& state, StateParts parts = StateParts::kWhole);
void write(CborWriter& writer, const RecordKey& key);
void write(CborWriter& writer, const Stamp& stamp);
void write(CborWriter& writer, const Value& value);
void write(CborWriter& writer, const CausalContext& context);
void write(CborWriter& writer, const FieldState& field);
void write(CborWriter& writer, const Deletion& deletion);

bool read(CborReader& reader, std::string& text);
bool read(CborReader& reader, Value& value);
bool read(CborReader& reader, Version& version);
bool read(CborReader& reader, SetElement& element);
bool read(CborReader& reader, Seen& seen);
bool read(CborReader& reader, FieldState& field);
bool read(CborReader& reader, Deletion& deletion);
bool read(CborReader& reader, Stamp& stamp);
bool read(CborReader& reader, RecordKey& key);
// False also for what make_canonical() refuses. With kBody the key stays as it was.
bool read(CborReader& reader, RecordState& state, StateParts parts = StateParts::kWhole);

// A list, each element by its own read().
template <class List>
bool read_list(CborReader& reader, List& list) {
    std::size_t count = 0;
    if (!reader.array(count)) return false;
    list.clear();
    constexpr std::size_t kUsualMax = 32;  // A hostile message may announce any number.
    list.reserve(std::min(count, kUsualMax));
    for (std::size_t at = 0; at < count; ++at) {
        if (!read(reader, list.emplace_back())) return false;
    }
    return true;
}

// A map: `take(key)` reads the value of each entry, or skips it.
template <class Take>
bool read_map(CborReader& reader, Take take) {
    std::size_t entries = 0;
    if (!reader.map(entries)) return false;
    for (std::size_t at = 0; at < entries; ++at) {
        std::string_view key;
        if (!reader.key(key) || !is_utf8(key) || !take(key)) return false;
    }
    return true;
}

}  // namespace oppad::sync

#include "sync/wire/record_cbor.h"

#include <limits>

#include "sync/wire/canonical.h"

namespace oppad::sync {

namespace {

// Whether the context says no more than the versions' own stamps do.
bool is_own_context(const FieldState& field) {
    if (field.versions.size() == 1) {
        const Stamp& stamp = field.versions.front().stamp;
        return field.context.size() == 1 && field.context.front() == Seen{stamp.device, stamp.time};
    }
    CausalContext own;
    for (const Version& version : field.versions) include(own, version.stamp);
    return field.context == own;
}

bool has_elements(CborReader& reader, std::size_t wanted) {
    std::size_t count = 0;
    return reader.array(count) && count == wanted;
}

struct Found {
    bool key = false;
    bool scope = false;
};

}  // namespace

void write(CborWriter& writer, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        writer.signed_number(*number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        writer.text(*text);
    } else if (const auto* id = std::get_if<RawId>(&value)) {
        writer.id(*id);
    } else if (const auto* set = std::get_if<TextSet>(&value)) {
        writer.array(set->size());
        for (const std::string& element : *set) writer.text(element);
    } else {
        writer.null();
    }
}

void write(CborWriter& writer, const CausalContext& context) {
    writer.array(context.size());
    for (const Seen& seen : context) write(writer, Stamp{seen.time, seen.device});
}

void write(CborWriter& writer, const FieldState& field) {
    const bool tells_context =
        field.merge != MergeKind::kRegister && !field.context.empty() && !is_own_context(field);
    writer.array(tells_context ? 4 : 3);
    writer.number(field.number);
    writer.number(static_cast<std::uint64_t>(field.merge));
    writer.array(field.versions.size() + field.elements.size());
    for (const Version& version : field.versions) {
        writer.array(2);
        write(writer, version.stamp);
        write(writer, version.value);
    }
    for (const SetElement& element : field.elements) {
        writer.array(3);
        write(writer, element.stamp);
        writer.text(element.element);
        writer.number(element.present ? 1 : 0);
    }
    if (tells_context) write(writer, field.context);
}

void write(CborWriter& writer, const Deletion& deletion) {
    writer.array(2);
    write(writer, deletion.stamp);
    write(writer, deletion.context);
}

bool read(CborReader& reader, std::string& text) { return reader.text(text); }

bool read(CborReader& reader, Value& value) {
    switch (reader.next()) {
        case CborReader::Kind::kNumber:
            return reader.signed_number(value.emplace<std::int64_t>());
        case CborReader::Kind::kText:
            return reader.text(value.emplace<std::string>());
        case CborReader::Kind::kBytes:
            return reader.id(value.emplace<RawId>());
        case CborReader::Kind::kArray:
            return read_list(reader, value.emplace<TextSet>());
        case CborReader::Kind::kMap:
        case CborReader::Kind::kOther:
            break;
    }
    value = Value{};
    return reader.null();
}

bool read(CborReader& reader, Version& version) {
    return has_elements(reader, 2) && read(reader, version.stamp) && read(reader, version.value);
}

bool read(CborReader& reader, SetElement& element) {
    int present = 0;
    if (!has_elements(reader, 3) || !read(reader, element.stamp) || !reader.text(element.element) ||
        !reader.int_number(present) || present > 1)
        return false;
    element.present = present == 1;
    return true;
}

bool read(CborReader& reader, Seen& seen) {
    Stamp stamp;
    if (!read(reader, stamp)) return false;
    seen = {stamp.device, stamp.time};
    return true;
}

bool read(CborReader& reader, FieldState& field) {
    std::size_t parts = 0;
    int number = 0;
    int merge = 0;
    if (!reader.array(parts) || parts < 3 || parts > 4 || !reader.int_number(number) ||
        !reader.int_number(merge))
        return false;
    if (number > std::numeric_limits<FieldNumber>::max() || merge < 1 || merge > 4) return false;
    field.number = static_cast<FieldNumber>(number);
    field.merge = static_cast<MergeKind>(merge);
    const bool has_content = field.merge == MergeKind::kSet ? read_list(reader, field.elements)
                                                            : read_list(reader, field.versions);
    return has_content && (parts == 3 || read_list(reader, field.context));
}

bool read(CborReader& reader, Deletion& deletion) {
    return has_elements(reader, 2) && read(reader, deletion.stamp) &&
           read_list(reader, deletion.context);
}

namespace {

template <class Entries>
void write_list(CborWriter& writer, const char* key, const Entries& entries) {
    if (entries.empty()) return;
    writer.text(key);
    writer.array(entries.size());
    for (const auto& entry : entries) write(writer, entry);
}

bool read_entry(CborReader& reader, std::string_view key, StateParts parts, RecordState& state,
                Found& found) {
    if (key == "k" && parts == StateParts::kWhole) {
        found.key = true;
        return read(reader, state.key);
    }
    if (key == "s") {
        found.scope = true;
        return reader.id(state.scope);
    }
    if (key == "z") return read(reader, state.scope_stamp);
    if (key == "f") return read_list(reader, state.fields);
    if (key == "d") return read_list(reader, state.deletions);
    if (key == "e") return read(reader, state.erased.emplace());
    return reader.skip();
}

}  // namespace

void write(CborWriter& writer, const Stamp& stamp) {
    writer.array(2);
    writer.number(stamp.time);
    writer.number(stamp.device);
}

void write(CborWriter& writer, const RecordKey& key) {
    writer.array(2);
    writer.number(static_cast<std::uint64_t>(key.type));
    writer.id(key.id);
}

void write(CborWriter& writer, const RecordState& state, StateParts parts) {
    const bool has_key = parts == StateParts::kWhole;
    const bool has_scope = has_key || !state.scope.is_nil();
    const bool has_scope_stamp = state.scope_stamp.time != 0;
    std::size_t entries = state.deletions.empty() ? 0 : 1;
    entries += state.erased ? 1 : 0;
    entries += state.fields.empty() ? 0 : 1;
    entries += has_key ? 1 : 0;
    entries += has_scope ? 1 : 0;
    entries += has_scope_stamp ? 1 : 0;
    writer.map(entries);
    write_list(writer, "d", state.deletions);
    if (state.erased) {
        writer.text("e");
        write(writer, *state.erased);
    }
    write_list(writer, "f", state.fields);
    if (has_key) {
        writer.text("k");
        write(writer, state.key);
    }
    if (has_scope) {
        writer.text("s");
        writer.id(state.scope);
    }
    if (has_scope_stamp) {
        writer.text("z");
        write(writer, state.scope_stamp);
    }
}

bool read(CborReader& reader, Stamp& stamp) {
    return has_elements(reader, 2) && reader.number(stamp.time) && reader.number(stamp.device);
}

bool read(CborReader& reader, RecordKey& key) {
    int type = 0;
    if (!has_elements(reader, 2) || !reader.int_number(type) || !reader.id(key.id)) return false;
    if (type < 1 || type > std::numeric_limits<std::uint16_t>::max() || key.id.is_nil())
        return false;
    key.type = static_cast<RecordType>(type);
    return true;
}

bool read(CborReader& reader, RecordState& state, StateParts parts) {
    Found found;
    const bool is_read = read_map(
        reader, [&](std::string_view key) { return read_entry(reader, key, parts, state, found); });
    if (!is_read || (parts == StateParts::kWhole && !(found.key && found.scope))) return false;
    return make_canonical(state).has_value();
}

}  // namespace oppad::sync

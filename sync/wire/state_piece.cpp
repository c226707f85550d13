// Part of a stored state, cut out of its bytes.
#include <algorithm>

#include "sync/wire/cbor.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

// Passes over a list of fields, and keeps those that are wanted.
bool read_fields(CborReader& reader, const std::vector<FieldNumber>& wanted,
                 std::vector<ByteView>& kept) {
    std::size_t count = 0;
    if (!reader.array(count)) return false;
    kept.reserve(wanted.size());
    for (std::size_t field = 0; field < count; ++field) {
        const std::size_t start = reader.at();
        std::size_t parts = 0;
        int number = 0;
        if (!reader.array(parts) || parts == 0 || !reader.int_number(number)) return false;
        for (std::size_t part = 1; part < parts; ++part) {
            if (!reader.skip()) return false;
        }
        if (std::binary_search(wanted.begin(), wanted.end(), number))
            kept.push_back(reader.since(start));
    }
    return true;
}

struct Cut {
    std::size_t entries = 0;
    ByteView before;  // Of the entries around that of the fields.
    std::vector<ByteView> fields;
    ByteView after;
};

bool cut_fields(CborReader& reader, const std::vector<FieldNumber>& wanted, Cut& cut) {
    if (!reader.map(cut.entries)) return false;
    std::size_t start = reader.at();
    bool has_fields = false;
    for (std::size_t entry = 0; entry < cut.entries; ++entry) {
        const ByteView before = reader.since(start);
        std::string_view key;
        if (!reader.key(key)) return false;
        if (key != "f") {
            if (!reader.skip()) return false;
            continue;
        }
        if (has_fields || !read_fields(reader, wanted, cut.fields)) return false;
        has_fields = true;
        cut.before = before;
        start = reader.at();
    }
    cut.after = reader.since(start);
    if (has_fields && cut.fields.empty()) --cut.entries;
    return reader.is_at_end();
}

}  // namespace

Result<Bytes> piece_of(ByteView state, const std::vector<FieldNumber>& fields) {
    CborReader reader{state};
    Cut cut;
    if (!cut_fields(reader, fields, cut)) return Error{ErrorCode::kInvalid, "no state"};
    CborWriter piece;
    piece.reserve(state.size());
    piece.map(cut.entries);
    piece.item(cut.before);
    if (!cut.fields.empty()) {
        piece.text("f");
        piece.array(cut.fields.size());
        for (const ByteView field : cut.fields) piece.item(field);
    }
    piece.item(cut.after);
    return piece.take();
}

}  // namespace oppad::sync

#include "tests/fuzz/entry_points.h"

#include <algorithm>
#include <array>

namespace oppad::fuzz {

namespace {

constexpr std::array kEntryPoints = std::to_array<EntryPoint>({
    {"cbor", fuzz_cbor},
    {"json", fuzz_json},
    {"record", fuzz_record},
    {"piece", fuzz_piece},
    {"compression", fuzz_compression},
    {"columns", fuzz_columns},
    {"bundle", fuzz_bundle},
    {"cursor", fuzz_cursor},
    {"signature", fuzz_signature},
    {"http", fuzz_http},
    {"signed", fuzz_signed},
    {"stick", fuzz_stick},
    {"exchange", fuzz_exchange},
    {"po", fuzz_po},
    {"csv", fuzz_csv},
    {"key_file", fuzz_key_file},
    {"draft", fuzz_draft},
});

}  // namespace

std::span<const EntryPoint> entry_points() { return kEntryPoints; }

const EntryPoint* find_entry_point(std::string_view name) {
    const auto* found =
        std::find_if(kEntryPoints.begin(), kEntryPoints.end(),
                     [name](const EntryPoint& entry) { return name == entry.name; });
    return found != kEntryPoints.end() ? found : nullptr;
}

}  // namespace oppad::fuzz

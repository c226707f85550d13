// Everything of Op Pad that reads what strangers wrote, each as a function of bytes: what libFuzzer
// drives, and what the ordinary tests feed the seeds to. A broken promise stops at a CHECK.
#pragma once

#include <span>
#include <string_view>

#include "engine/core/bytes.h"

namespace oppad::fuzz {

struct EntryPoint {
    const char* name;  // Of its folder in tests/fuzz/corpus.
    void (*run)(ByteView input);
};

std::span<const EntryPoint> entry_points();
// Nothing for a name that isn't there.
const EntryPoint* find_entry_point(std::string_view name);

// One file each (tests/fuzz/*.cpp).
void fuzz_cbor(ByteView input);
void fuzz_json(ByteView input);
void fuzz_record(ByteView input);
void fuzz_piece(ByteView input);
void fuzz_compression(ByteView input);
void fuzz_columns(ByteView input);
void fuzz_bundle(ByteView input);
void fuzz_cursor(ByteView input);
void fuzz_signature(ByteView input);
void fuzz_http(ByteView input);
void fuzz_signed(ByteView input);
void fuzz_stick(ByteView input);
void fuzz_exchange(ByteView input);
void fuzz_po(ByteView input);
void fuzz_csv(ByteView input);
void fuzz_key_file(ByteView input);
void fuzz_draft(ByteView input);

}  // namespace oppad::fuzz

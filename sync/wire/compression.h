// zstd for bodies on the wire, with a bound on what comes out: plain ("Content-Encoding: zstd");
// with the dictionary that both sides carry ("oppad-zstd-1"), without which a message of one record
// is as long as the names of its fields; or with it and in columns ("oppad-zstd-2", columns.h),
// which halves what many records need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::sync {

inline constexpr const char* kZstdEncoding = "zstd";
// sync/wire/dictionary/1.zdict. A better one gets the next number and stands beside it: what one
// side doesn't know is not used.
inline constexpr int kDictionaryNumber = 1;
inline constexpr const char* kDictionaryEncoding = "oppad-zstd-1";
// The same dictionary.
inline constexpr int kColumnsNumber = 2;
inline constexpr const char* kColumnsEncoding = "oppad-zstd-2";

enum class Packing : std::uint8_t { kPlain, kDictionary, kColumns };

// The word of Content-Encoding.
const char* encoding_of(Packing packing);
// Nothing for a word of another packing.
std::optional<Packing> packing_of(std::string_view encoding);
// Below this a frame's head costs more than it saves.
std::size_t packs_from_bytes(Packing packing);

// Level 3: a batch shrinks 4 to 6 times for well under a millisecond.
Bytes compress(ByteView content, Packing packing = Packing::kPlain);
// Fails: kInvalid for bytes that are no zstd frame, that end early, that name another dictionary,
// or that would give more than `bytes_max`. Cost: never more memory than `bytes_max` and a fixed
// window.
Result<Bytes> decompress(ByteView compressed, std::size_t bytes_max,
                         Packing packing = Packing::kPlain);

}  // namespace oppad::sync

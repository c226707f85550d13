// Private to sync/wire: bytes to a bounded JSON tree and back, and typed reading from such a tree
// that never throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

using Tree = nlohmann::json;

// Deeper or larger input is refused before it takes stack or memory. A record nests 7 deep.
inline constexpr std::size_t kTreeDepthMax = 16;
inline constexpr std::size_t kTreeNodesMax = 2'000'000;

// Fails: kInvalid for broken, truncated, too deep or too large input, invalid UTF-8 and fractions.
Result<Tree> parse_tree(ByteView bytes, WireForm form);
// JSON is printed on one line.
Bytes print_tree(const Tree& tree, WireForm form);

// Nothing when `tree` is no object or has no such key.
const Tree* find_key(const Tree& tree, const char* key);
bool read(const Tree& tree, std::int64_t& number);
bool read(const Tree& tree, std::uint64_t& number);
bool read(const Tree& tree, int& number);
bool read(const Tree& tree, std::string& text);
bool read(const Tree& tree, bool& flag);
// A byte string, or hexadecimal text.
bool read(const Tree& tree, Bytes& bytes);
bool read(const Tree& tree, RawId& id);

Tree bytes_tree(ByteView bytes, WireForm form);
// Numbers of 64 bits.
std::string hex_of(std::uint64_t number);
Tree number_tree(std::uint64_t number, WireForm form);
Tree id_tree(const RawId& id, WireForm form);

}  // namespace oppad::sync

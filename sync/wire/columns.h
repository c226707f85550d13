// A message's CBOR rearranged so that zstd finds what its records have in common, and back, byte
// for byte (PROTOCOL.md, "Columns"). Knows CBOR and stamps, no message: fields of newer versions
// fold as any other.
//
// Data model
//   row     an entry of a list that is a map: a record's state, a receipt. What stands between two
//           of them is a row as well, so that the rows one after another are the message.
//   shape   what rows have in common: the bytes between their values, and the kind of each value
//   column  the values of one kind that stand behind the same bytes, in the order of the rows
#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::sync {

struct Folded {
    Bytes content;
    // Where a stretch of another nature begins: what is packed apart packs better.
    std::vector<std::size_t> cuts;
};

// What is no CBOR as ours is kept as it is, behind a mark. Cost: O(bytes), one pass.
Folded fold(ByteView content);
// Fails: kInvalid for anything that fold() doesn't give, and for more than `bytes_max`.
// Cost: O(bytes of the result), however hostile.
Result<Bytes> unfold(ByteView folded, std::size_t bytes_max);

}  // namespace oppad::sync

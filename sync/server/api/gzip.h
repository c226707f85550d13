// gzip for plain tools that lack zstd, with a bound on what comes out.
#pragma once

#include <cstddef>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::hub {

Bytes gzip(ByteView content);
// Fails: kInvalid for bytes that are not exactly one gzip member, that end early, or that would
// give more than `bytes_max`. Cost: never more memory than `bytes_max` and a window of 32 kB.
Result<Bytes> gunzip(ByteView packed, std::size_t bytes_max);

}  // namespace oppad::hub

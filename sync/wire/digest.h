// Short proofs that two copies say the same: of one record, and of many whatever their order.
#pragma once

#include <array>
#include <cstdint>

#include "engine/core/bytes.h"
#include "sync/wire/record_state.h"

namespace oppad::sync {

// BLAKE2b of 16 bytes over the record's canonical CBOR, its key included. Part of the protocol.
using StateDigest = std::array<std::uint8_t, 16>;

StateDigest digest_of(const RecordState& state);
// Of a state that is encoded already.
StateDigest digest_of_encoded(ByteView state);

// Sums modulo 2^128: no order matters, and what is there twice does not cancel itself out, as it
// would with exclusive or.
struct RangeSum {
    int count = 0;
    StateDigest sum{};
    bool operator==(const RangeSum&) const = default;

    void add(const StateDigest& digest);
};

}  // namespace oppad::sync

// Randomness for ids, keys, nonces and jitter.
#pragma once

#include <cstdint>
#include <span>

namespace oppad {

class Entropy {
public:
    virtual ~Entropy() = default;
    // Fills `bytes` with random bytes fit for keys.
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace oppad

// Randomness of the operating system, through libsodium.
#pragma once

#include "engine/core/result.h"
#include "engine/ports/entropy.h"

namespace oppad::platform {

// Thread: any.
class SodiumEntropy final : public Entropy {
public:
    // Fails: kInternal when the system gives no randomness.
    static Result<SodiumEntropy> create();
    void fill(std::span<std::uint8_t> bytes) override;

private:
    SodiumEntropy() = default;
};

}  // namespace oppad::platform

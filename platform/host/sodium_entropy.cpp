#include "platform/host/sodium_entropy.h"

#include <sodium.h>

namespace oppad::platform {

Result<SodiumEntropy> SodiumEntropy::create() {
    if (sodium_init() < 0) return Error{ErrorCode::kInternal, "libsodium did not start"};
    return SodiumEntropy{};
}

void SodiumEntropy::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace oppad::platform

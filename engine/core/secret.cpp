#include "engine/core/secret.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "engine/core/check.h"

namespace oppad {

Secret::Secret(std::size_t size) : size_(size) {
    if (size == 0) return;
    CHECK(sodium_init() >= 0);
    bytes_ = static_cast<std::uint8_t*>(sodium_malloc(size));
    CHECK(bytes_ != nullptr);
    std::fill_n(bytes_, size, std::uint8_t{0});
}

Secret Secret::copy_of(ByteView content) {
    Secret secret(content.size());
    std::copy(content.begin(), content.end(), secret.bytes_);
    return secret;
}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
}

Secret::~Secret() { sodium_free(bytes_); }

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace oppad

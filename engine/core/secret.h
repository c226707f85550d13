// Key material and passphrases: wiped when they go, moved but never copied, printed or compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/bytes.h"

namespace oppad {

// Owns its bytes in memory of libsodium: locked against swapping, kept out of core dumps, with
// guard pages.
class Secret {
public:
    Secret() = default;
    // `size` zero bytes, to be filled through bytes().
    explicit Secret(std::size_t size);
    // Copies `content`; the caller wipes its own copy (see wipe()).
    static Secret copy_of(ByteView content);
    static Secret copy_of_text(std::string_view content) { return copy_of(as_bytes(content)); }

    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] ByteView view() const { return {bytes_, size_}; }
    std::span<std::uint8_t> bytes() { return {bytes_, size_}; }
    // A second owner of the same content, where two holders outlive each other.
    [[nodiscard]] Secret duplicate() const { return copy_of(view()); }

private:
    std::uint8_t* bytes_ = nullptr;
    std::size_t size_ = 0;
};

// Overwrites memory in a way that the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes);

}  // namespace oppad

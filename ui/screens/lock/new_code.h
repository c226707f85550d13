// What a PIN or passphrase that is made up now has to be, as the store asks: said before it is
// asked.
#pragma once

#include <algorithm>
#include <string_view>

namespace oppad::ui {

inline constexpr int kCodeCharactersMin = 6;

[[nodiscard]] inline bool is_long_enough(std::string_view code) {
    return std::count_if(code.begin(), code.end(),
                         [](char byte) { return (byte & 0xC0) != 0x80; }) >= kCodeCharactersMin;
}

}  // namespace oppad::ui

// Steps through UTF-8 without ever splitting a letter. Broken bytes count as letters of one byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace oppad::ui {

// The code point at `at`; U+FFFD for a broken byte. Requires: at < text.size().
unsigned letter_at(std::string_view text, std::size_t at);
// Start of the letter after the one at `at`, together with the marks that sit on it.
std::size_t next_letter(std::string_view text, std::size_t at);
// Start of the letter that ends before `at`, marks included; 0 at the beginning.
std::size_t previous_letter(std::string_view text, std::size_t at);
std::size_t count_letters(std::string_view text);
// As UTF-8; nothing for what isn't a letter (surrogates, over U+10FFFF, control characters).
std::string utf8_of(unsigned letter);
// The first letters of the first two words: "EY".
std::string initials_of(std::string_view name);

}  // namespace oppad::ui

// Fixed code lists of the domain as enums with their stored words. Lists that an organisation may
// extend (themes, target groups, …) are text, with labels in assets/codes.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace oppad {

// Specialised per enum: `static constexpr std::array<std::pair<Enum, std::string_view>, N> words`.
// Every enum has kUnknown = 0: a word written by a newer version, kept as it is in the store.
template <class Enum>
struct CodeTable;

template <class Enum>
concept Code = requires {
    CodeTable<Enum>::words;
};

// Returns the stored word, empty for kUnknown.
template <Code Enum>
constexpr std::string_view word_of(Enum code) {
    for (const auto& [value, word] : CodeTable<Enum>::words) {
        if (value == code) return word;
    }
    return {};
}

// Returns kUnknown for a word that this version doesn't know.
template <Code Enum>
constexpr Enum code_of(std::string_view word) {
    for (const auto& [value, known] : CodeTable<Enum>::words) {
        if (known == word) return value;
    }
    return Enum::kUnknown;
}

}  // namespace oppad

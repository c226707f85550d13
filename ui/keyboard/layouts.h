// Which keys the keyboard on the screen has, row by row, without a pixel.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/frame/item_map.h"
#include "ui/state/intents.h"

namespace oppad::ui {

enum class KeyAction : std::uint8_t {
    kType,
    kSpace,
    kBackspace,
    kEnter,
    kShift,
    kLetters,
    kSymbols,
    kAccents,
    kLayout,
    kHide,
};

enum class KeyPage : std::uint8_t { kLetters, kSymbols, kAccents, kPhone, kDate };

struct KeyCap {
    KeyAction action = KeyAction::kType;
    std::string text;  // What kType types.
    float width = 1;   // Beside the others of its row.
};
using KeyRows = std::vector<std::vector<KeyCap>>;

KeyRows keys_of(KeyPage page, KeyboardLayout layout);
KeyPage first_page(Typing typing);

// What a long press on `letter` offers, the usual first; none for most signs.
std::vector<std::string> accents_of(std::string_view letter);

// With shift.
std::string upper_case(std::string_view letter);

// The id in the item map: "key_a", "key_ue9" for U+00E9, "key_shift".
std::string id_of(const KeyCap& key);
std::string key_id(std::string_view letter);

}  // namespace oppad::ui

// Colours and sizes. A screen names what a thing is (ink, card, danger), never how it looks.
#pragma once

#include <cstdint>

#include "ui/state/intents.h"

namespace oppad::ui {

// 0xAABBGGRR, the order of Dear ImGui's vertices.
using Color = std::uint32_t;

constexpr Color rgb(std::uint32_t hex) {
    return 0xFF000000U | ((hex & 0xFFU) << 16U) | (hex & 0xFF00U) | ((hex >> 16U) & 0xFFU);
}
constexpr Color with_alpha(Color color, std::uint32_t alpha) {
    return (color & 0x00FFFFFFU) | (alpha << 24U);
}

// The meaning of a pill, a chip or a round icon: a colour and the ground that it is legible on.
enum class Tone : std::uint8_t { kNeutral, kPrimary, kAccent, kDanger, kOk, kInfo, kPolicy };

struct TonePair {
    Color ink;
    Color ground;
};

struct Theme {
    Color background;
    Color rail;
    Color card;
    Color ink;
    Color muted;
    Color line;
    Color primary;
    Color on_primary;
    Color chip;       // Ground of what can be chosen and isn't; of secondary buttons.
    Color raised;     // The chosen part of a segmented bar.
    Color track;      // Of a progress bar.
    Color mark;       // Behind the part of a text that was searched for.
    Color selection;  // Behind selected text.
    Color keyboard;   // Behind the keys of the keyboard on the screen.
    Color key;        // That types something.
    Color key_quiet;  // That does something else.
    Color toast;
    Color on_toast;
    TonePair tones[7];  // By Tone.

    [[nodiscard]] const TonePair& tone(Tone which) const {
        return tones[static_cast<std::size_t>(which)];
    }
};

const Theme& theme_of(ThemeChoice choice);

// Contrast as WCAG 2 defines it: 1 … 21.
double contrast(Color one, Color other);

// Logical sizes at 1280×800 and 100 %.
namespace size {
inline constexpr float kRailWidth = 104;
inline constexpr float kTouch = 48;         // No target is smaller.
inline constexpr float kTouchPrimary = 56;  // Nor is a primary one than this.
inline constexpr float kCardRadius = 18;
inline constexpr float kButtonRadius = 14;
inline constexpr float kCardPadding = 20;
inline constexpr float kGap = 16;
inline constexpr float kMargin = 24;
inline constexpr float kTapSlop = 10;  // A finger that moved further drags.
}  // namespace size

}  // namespace oppad::ui

#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace oppad::ui {

namespace {

constexpr Theme kLight{
    .background = rgb(0xF4F6F4),
    .rail = rgb(0xFFFFFF),
    .card = rgb(0xFFFFFF),
    .ink = rgb(0x17211D),
    .muted = rgb(0x5B6B64),
    .line = rgb(0xDDE3DF),
    .primary = rgb(0x0B6B5D),
    .on_primary = rgb(0xFFFFFF),
    .chip = rgb(0xEAEFEC),
    .raised = rgb(0xFFFFFF),
    .track = rgb(0xE3E8E5),
    .mark = rgb(0xFDECB8),
    .selection = rgb(0xCFE6F5),
    .keyboard = rgb(0xDDE3DF),
    .key = rgb(0xFFFFFF),
    .key_quiet = rgb(0xC8D0CC),
    .toast = rgb(0x17211D),
    .on_toast = rgb(0xFFFFFF),
    // The drawing's accent #C2600A reaches 3.6:1 on its ground; this one 4.9:1.
    .tones = {{rgb(0x566660), rgb(0xEAEFEC)},
              {rgb(0x0B6B5D), rgb(0xDDEFEA)},
              {rgb(0xA34F06), rgb(0xFCEBD9)},
              {rgb(0xB3261E), rgb(0xFBE6E4)},
              {rgb(0x1D7537), rgb(0xE1F2E5)},
              {rgb(0x2457A6), rgb(0xE4ECF8)},
              {rgb(0x6B3FA0), rgb(0xEFE7F8)}},
};

constexpr Theme kDark{
    .background = rgb(0x0F1513),
    .rail = rgb(0x121917),
    .card = rgb(0x19211E),
    .ink = rgb(0xEDF3F0),
    .muted = rgb(0xA3B3AB),
    .line = rgb(0x2C3733),
    .primary = rgb(0x3FBFA6),
    .on_primary = rgb(0x0A1A16),
    .chip = rgb(0x27312D),
    .raised = rgb(0x173A34),
    .track = rgb(0x2C3733),
    .mark = rgb(0x5C4A12),
    .selection = rgb(0x254B63),
    .keyboard = rgb(0x0B100E),
    .key = rgb(0x2C3733),
    .key_quiet = rgb(0x1C2522),
    .toast = rgb(0xEDF3F0),
    .on_toast = rgb(0x17211D),
    .tones = {{rgb(0xB0BEB7), rgb(0x27312D)},
              {rgb(0x3FBFA6), rgb(0x173A34)},
              {rgb(0xF2A65A), rgb(0x3D2813)},
              {rgb(0xFF8A80), rgb(0x41191A)},
              {rgb(0x6FCF8B), rgb(0x163822)},
              {rgb(0x8FB8F5), rgb(0x1B2C48)},
              {rgb(0xC3A0F0), rgb(0x2E2144)}},
};

// For reading outside: nothing between black and white that doesn't have to be.
constexpr Theme kSun{
    .background = rgb(0xFFFFFF),
    .rail = rgb(0xFFFFFF),
    .card = rgb(0xFFFFFF),
    .ink = rgb(0x000000),
    .muted = rgb(0x2B332F),
    .line = rgb(0x5B6560),
    .primary = rgb(0x004D40),
    .on_primary = rgb(0xFFFFFF),
    .chip = rgb(0xE6EBE8),
    .raised = rgb(0xFFFFFF),
    .track = rgb(0xC9D2CD),
    .mark = rgb(0xFFE58A),
    .selection = rgb(0xB5DAF2),
    .keyboard = rgb(0xC9D2CD),
    .key = rgb(0xFFFFFF),
    .key_quiet = rgb(0xE6EBE8),
    .toast = rgb(0x000000),
    .on_toast = rgb(0xFFFFFF),
    .tones = {{rgb(0x1E2522), rgb(0xE6EBE8)},
              {rgb(0x004D40), rgb(0xDDF3EC)},
              {rgb(0x6B3000), rgb(0xFFEBD6)},
              {rgb(0x8A0F09), rgb(0xFFE4E1)},
              {rgb(0x07501F), rgb(0xE0F5E5)},
              {rgb(0x123C7C), rgb(0xE2ECFB)},
              {rgb(0x4C2480), rgb(0xF0E6FB)}},
};

double linear(std::uint32_t channel) {
    const double value = static_cast<double>(channel) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color & 0xFFU) + 0.7152 * linear((color >> 8U) & 0xFFU) +
           0.0722 * linear((color >> 16U) & 0xFFU);
}

}  // namespace

const Theme& theme_of(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::kLight:
            return kLight;
        case ThemeChoice::kDark:
            return kDark;
        case ThemeChoice::kSun:
            return kSun;
    }
    return kLight;
}

double contrast(Color one, Color other) {
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace oppad::ui

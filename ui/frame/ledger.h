// What one frame drew, in its order: every line of text, every filled shape, icon and fade. Kept
// only where a check of the screens asks for it; a tablet in use keeps none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ui/frame/rect.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace oppad::ui {

struct DrawnText {
    Rect rect;  // As wide as the letters, a line high.
    Rect clip;
    std::string scroll;  // The scroll area that it lies in, else empty.
    std::string text;    // Whole, also where only a part of it fits.
    Color color = 0;
    bool is_shortened = false;  // Ends in "…" for want of room.
    std::size_t cut_at = 0;     // Then: of `text`, the bytes before the "…".
    int layer = 0;
    int order = 0;
};

struct DrawnFill {
    Rect rect;  // Within its clip.
    Color color = 0;
    int layer = 0;
    int order = 0;
};

struct DrawnIcon {
    Point centre;
    Icon icon = Icon::kNone;
};

struct Ledger {
    std::vector<DrawnText> texts;
    std::vector<DrawnFill> fills;
    std::vector<DrawnIcon> icons;
    std::vector<Rect> fades;  // Upside down at an upper edge.
    int layer = 0;            // What floats over the rest has a higher one.
    int order = 0;

    void clear() { *this = Ledger{}; }
};

}  // namespace oppad::ui

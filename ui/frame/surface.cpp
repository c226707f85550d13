#include "ui/frame/surface.h"

#include <algorithm>
#include <cmath>

namespace oppad::ui {

Surface fit_surface(int width, int height, float display_scale) {
    constexpr float kDrawnLong = 1280;
    constexpr float kDrawnShort = 800;
    constexpr float kStepsAWhole = 4;  // Letters are made anew for each: not for every pixel.
    constexpr float kGuessMax = 2;     // A larger window shows more instead.
    if (display_scale > 1) return {width, height, display_scale};
    const auto longest = static_cast<float>(std::max(width, height));
    const auto shortest = static_cast<float>(std::min(width, height));
    const float fits = std::min(longest / kDrawnLong, shortest / kDrawnShort);
    const float in_steps = std::round(fits * kStepsAWhole) / kStepsAWhole;
    return {width, height, std::clamp(in_steps, 1.0F, kGuessMax)};
}

}  // namespace oppad::ui

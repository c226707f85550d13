// What is drawn on: frame buffer pixels, and how many of them make one logical pixel.
#pragma once

namespace oppad::ui {

struct Surface {
    int width = 1280;
    int height = 800;
    float pixel_ratio = 1.0F;

    bool operator==(const Surface&) const = default;
};

// A window of that many pixels. A ten-inch tablet often has 1920x1200 of them and a display that
// claims a scale of 1: everything would be a third too small to hit, and lines too long to read. So
// a window larger than that of the drawings (1280x800, or upright) is drawn larger, up to twice, in
// the nearest quarter step: a bar of the system that takes a strip of it changes nothing.
// `display_scale`: what the display itself asks for; over 1 it is taken at its word.
[[nodiscard]] Surface fit_surface(int width, int height, float display_scale);

}  // namespace oppad::ui

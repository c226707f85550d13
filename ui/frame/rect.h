// Places on the screen, in pixels of the frame buffer. A screen is laid out by cutting its
// rectangle into parts.
#pragma once

#include <algorithm>

namespace oppad::ui {

struct Point {
    float x = 0;
    float y = 0;
};

struct Size {
    float w = 0;
    float h = 0;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] bool contains(Point point) const {
        return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
    }
    [[nodiscard]] Rect inset(float by_x, float by_y) const {
        return {x + by_x, y + by_y, std::max(0.0F, w - 2 * by_x), std::max(0.0F, h - 2 * by_y)};
    }
    [[nodiscard]] Rect moved(float by_x, float by_y) const { return {x + by_x, y + by_y, w, h}; }

    // Each takes a part away from this rectangle and returns it.
    Rect cut_top(float height) {
        const Rect part{x, y, w, height};
        y += height;
        h = std::max(0.0F, h - height);
        return part;
    }
    Rect cut_bottom(float height) {
        const Rect part{x, bottom() - height, w, height};
        h = std::max(0.0F, h - height);
        return part;
    }
    Rect cut_left(float width) {
        const Rect part{x, y, width, h};
        x += width;
        w = std::max(0.0F, w - width);
        return part;
    }
    Rect cut_right(float width) {
        const Rect part{right() - width, y, width, h};
        w = std::max(0.0F, w - width);
        return part;
    }

    bool operator==(const Rect&) const = default;
};

inline Rect intersect(const Rect& one, const Rect& other) {
    const float x = std::max(one.x, other.x);
    const float y = std::max(one.y, other.y);
    return {x, y, std::max(0.0F, std::min(one.right(), other.right()) - x),
            std::max(0.0F, std::min(one.bottom(), other.bottom()) - y)};
}

}  // namespace oppad::ui

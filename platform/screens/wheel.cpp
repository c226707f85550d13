#include "platform/screens/wheel.h"

#include <algorithm>
#include <cmath>

namespace oppad::screens {

namespace {

// Over something in sight of the list that the item is in, a field only if there is nothing else: a
// long text turns with the wheel itself.
ui::Point beside(const ui::ItemMap& items, const ui::Item& item, const ui::Surface& surface) {
    constexpr float kSliver = 4;  // At the edge of its place: no place to turn a wheel on.
    const ui::Item* found = nullptr;
    for (const ui::Item& other : items.items()) {
        if (other.scroll != item.scroll || other.visible.h <= kSliver) continue;
        if (found == nullptr || !other.takes_text()) found = &other;
    }
    if (found != nullptr) return found->visible.centre();
    return {item.rect.centre().x, static_cast<float>(surface.height) * 0.4F};
}

}  // namespace

std::optional<WheelTurn> turn_towards(const ui::ItemMap& items, std::string_view id,
                                      const ui::Surface& surface) {
    constexpr float kEnough = 60;  // Of what is higher than its place.
    constexpr float kPixelsANotch = 80;
    const ui::Item* item = items.find(id);
    if (item == nullptr) {
        return WheelTurn{
            {static_cast<float>(surface.width) * 0.6F, static_cast<float>(surface.height) * 0.4F},
            -1};
    }
    if (item->visible.h >= std::min(item->rect.h - 1, kEnough * surface.pixel_ratio)) return {};
    const ui::Point over = beside(items, *item, surface);
    const float far = (over.y - item->rect.centre().y) / kPixelsANotch / 2;
    const float notches = std::clamp(std::abs(far), 0.3F, 3.0F);
    return WheelTurn{over, far > 0 ? notches : -notches};
}

}  // namespace oppad::screens

#include "platform/screens/wheel.h"

#include <algorithm>
#include <array>
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

// Over what scrolls there, or nearest to it: on a low screen what never scrolls may be in the
// midst.
ui::Point in_the_midst(const ui::ItemMap& items, const ui::Surface& surface) {
    constexpr float kSliver = 4;
    const ui::Point midst{static_cast<float>(surface.width) * 0.6F,
                          static_cast<float>(surface.height) * 0.4F};
    const auto far_from = [&](const ui::Item& item) {
        const ui::Rect& seen = item.visible;
        const float x = std::clamp(midst.x, seen.x, seen.right()) - midst.x;
        const float y = std::clamp(midst.y, seen.y, seen.bottom()) - midst.y;
        return x * x + y * y;
    };
    const ui::Item* nearest = nullptr;
    for (const ui::Item& item : items.items()) {
        if (item.scroll.empty() || item.visible.h <= kSliver || item.takes_text()) continue;
        if (nearest == nullptr || far_from(item) < far_from(*nearest)) nearest = &item;
    }
    if (nearest == nullptr) return midst;
    const ui::Rect& seen = nearest->visible;
    return {std::clamp(midst.x, seen.x + 1, seen.right() - 1),
            std::clamp(midst.y, seen.y + 1, seen.bottom() - 1)};
}

}  // namespace

std::optional<WheelTurn> turn_towards(const ui::ItemMap& items, std::string_view id,
                                      const ui::Surface& surface) {
    constexpr float kEnough = 60;  // Of what is higher than its place.
    constexpr float kPixelsANotch = 80;
    const ui::Item* item = items.find(id);
    if (item == nullptr) return WheelTurn{in_the_midst(items, surface), -1};
    if (item->visible.h >= std::min(item->rect.h - 1, kEnough * surface.pixel_ratio)) return {};
    const ui::Point over = beside(items, *item, surface);
    const float far = (over.y - item->rect.centre().y) / kPixelsANotch / 2;
    const float notches = std::clamp(std::abs(far), 0.3F, 3.0F);
    return WheelTurn{over, far > 0 ? notches : -notches};
}

std::optional<std::string_view> fold_over(const ui::ItemMap& items, std::string_view id) {
    struct Under {
        std::string_view id;  // Its beginning.
        std::string_view fold;
    };
    constexpr std::array kUnder = std::to_array<Under>({{"add_person", "who_more"},
                                                        {"edit_member_", "who_more"},
                                                        {"copy_phone_", "who_more"},
                                                        {"copy_address_", "who_more"},
                                                        {"add_consent", "who_more"},
                                                        {"consent_", "who_more"},
                                                        {"ended_consents", "who_more"},
                                                        {"add_follow_up", "note_more"},
                                                        {"add_question", "note_more"},
                                                        {"refer_family", "note_more"},
                                                        {"edit_follow_up_", "ahead_more"},
                                                        {"edit_question_", "ahead_more"},
                                                        {"edit_referral_", "ahead_more"},
                                                        {"step_", "ahead_more"},
                                                        {"answer_", "ahead_more"},
                                                        {"settle_", "ahead_more"},
                                                        {"agenda_item_", "ahead_more"},
                                                        {"timeline_all", "timeline_filter"},
                                                        {"timeline_contacts", "timeline_filter"},
                                                        {"timeline_referrals", "timeline_filter"},
                                                        {"timeline_questions", "timeline_filter"},
                                                        {"timeline_promises", "timeline_filter"}});
    if (items.find(id) != nullptr) return {};
    for (const Under& under : kUnder) {
        if (id.starts_with(under.id) && items.find(under.fold) != nullptr) return under.fold;
    }
    return {};
}

}  // namespace oppad::screens

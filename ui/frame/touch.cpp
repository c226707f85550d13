#include "ui/frame/touch.h"

#include <algorithm>
#include <cmath>

namespace oppad::ui {

namespace {

constexpr float kCoastDecayPerSecond = 3.2F;  // Natural logarithm of what is lost.
constexpr float kCoastStop = 20.0F;           // Pixels a second that nobody sees.
constexpr float kWheelStep = 80.0F;           // Pixels a notch.
constexpr std::chrono::milliseconds kStepMax{50};
constexpr std::chrono::milliseconds kRest{100};
constexpr std::chrono::milliseconds kLongPress{450};
constexpr std::chrono::milliseconds kRepeatFirst{400};
constexpr std::chrono::milliseconds kRepeatNext{70};

float seconds_of(std::chrono::milliseconds span) {
    return static_cast<float>(std::min(span, kStepMax).count()) / 1000.0F;
}

}  // namespace

void Touch::begin_frame(const TouchInput& input, const ItemMap& last_frame, float tap_slop) {
    const auto elapsed = input.steady - last_steady_;
    last_steady_ = input.steady;
    last_position_ = position_;
    position_ = input.position;
    tapped_.clear();
    held_long_.clear();
    lifted_from_.clear();
    tap_ended_ = false;
    swiped_ = false;
    just_pressed_ = false;
    if (input.down && !down_) {
        from_edge_ = input.edge.contains(input.position);
        press(last_frame);
    } else if (input.down) {
        drag(elapsed, tap_slop);
        follow_swipe(input);
        rest();
    } else if (down_) {
        // What it moved since the last frame counts: on a slow one that is the whole flick.
        if (position_.x != last_position_.x || position_.y != last_position_.y) {
            drag(elapsed, tap_slop);
            follow_swipe(input);
        }
        release(elapsed);
    }
    coast(elapsed);
    if (input.wheel != 0) {
        const std::string area = scroll_at(position_, -input.wheel);
        if (!area.empty()) {
            ScrollPlace& place = scrolls_[area];
            place.velocity = 0;
            place.offset =
                std::clamp(place.offset - input.wheel * kWheelStep, 0.0F, place.offset_max);
        }
    }
}

void Touch::press(const ItemMap& last_frame) {
    down_ = true;
    just_pressed_ = true;
    dragging_ = false;
    press_position_ = position_;
    last_position_ = position_;
    drag_keeper_.clear();
    drag_scroll_ = scroll_at(position_, 0);
    stopped_coasting_ = !drag_scroll_.empty() && scrolls_[drag_scroll_].velocity != 0;
    if (stopped_coasting_) scrolls_[drag_scroll_].velocity = 0;
    const Item* item = last_frame.at(position_);
    // A finger that stops a moving list means just that.
    const bool is_meant = item != nullptr && !stopped_coasting_;
    pressed_ = is_meant ? item->id : std::string{};
    hold_ = is_meant ? item->hold : Hold::kNothing;
    role_ = is_meant ? item->role : Role::kTarget;
    pressed_rect_ = is_meant ? item->visible : Rect{};
    hold_taken_ = false;
    rests_until_ = last_steady_ + (hold_ == Hold::kRepeats ? kRepeatFirst : kLongPress);
    if (hold_ == Hold::kRepeats) {
        tapped_ = pressed_;
        hold_taken_ = true;
    }
}

void Touch::rest() {
    if (!wake_at() || last_steady_ < rests_until_) return;
    hold_taken_ = true;
    if (hold_ == Hold::kRepeats) {
        tapped_ = pressed_;
        rests_until_ = last_steady_ + kRepeatNext;
    } else {
        held_long_ = pressed_;
    }
}

std::optional<std::chrono::milliseconds> Touch::wake_at() const {
    if (!down_ || pressed_.empty() || swipe_part_ > 0) return std::nullopt;
    const bool repeats = hold_ == Hold::kRepeats && pressed_rect_.contains(position_);
    const bool opens = hold_ == Hold::kOpens && !dragging_ && !hold_taken_;
    if (!repeats && !opens) return std::nullopt;
    return rests_until_;
}

void Touch::follow_swipe(const TouchInput& input) {
    swipe_part_ = 0;
    if (!from_edge_ || !dragging_ || hold_taken_ || input.swipe == 0) return;
    const float moved_x = position_.x - press_position_.x;
    const float moved_y = position_.y - press_position_.y;
    if (std::abs(moved_y) > std::abs(moved_x)) return;
    swipe_part_ = std::clamp(moved_x / input.swipe, 0.0F, 1.0F);
}

void Touch::drag(std::chrono::milliseconds elapsed, float tap_slop) {
    const float moved_x = position_.x - press_position_.x;
    const float moved_y = position_.y - press_position_.y;
    if (!dragging_ && std::hypot(moved_x, moved_y) >= tap_slop) {
        dragging_ = true;
        // A list at its end hands the drag to the page that it lies on.
        drag_scroll_ = scroll_at(press_position_, -moved_y);
    }
    if (!dragging_ || drag_scroll_.empty() || swipe_part_ > 0 || hold_taken_) return;
    if (!drag_keeper_.empty() && drag_keeper_ == pressed_) return;
    ScrollPlace& place = scrolls_[drag_scroll_];
    const float step = last_position_.y - position_.y;
    place.offset = std::clamp(place.offset + step, 0.0F, place.offset_max);
    const float seconds = std::max(0.001F, seconds_of(elapsed));
    place.velocity = 0.6F * place.velocity + 0.4F * (step / seconds);
}

void Touch::release(std::chrono::milliseconds elapsed) {
    down_ = false;
    // A finger that rested before it left doesn't throw.
    if (elapsed > kRest && !drag_scroll_.empty()) scrolls_[drag_scroll_].velocity = 0;
    tap_ended_ = !dragging_ && !stopped_coasting_ && !hold_taken_;
    if (tap_ended_) tapped_ = pressed_;
    const bool slid_on_key =
        role_ == Role::kKey && !hold_taken_ && pressed_rect_.contains(position_);
    if (slid_on_key) tapped_ = pressed_;
    lifted_from_ = pressed_;
    swiped_ = swipe_part_ >= 1;
    swipe_part_ = 0;
    pressed_.clear();
    drag_keeper_.clear();
}

void Touch::coast(std::chrono::milliseconds elapsed) {
    const float seconds = seconds_of(elapsed);
    for (auto& [id, place] : scrolls_) {
        if (place.velocity == 0 || (down_ && id == drag_scroll_)) continue;
        place.offset = std::clamp(place.offset + place.velocity * seconds, 0.0F, place.offset_max);
        place.velocity *= std::exp(-kCoastDecayPerSecond * seconds);
        const bool at_end = place.offset <= 0 || place.offset >= place.offset_max;
        if (at_end || std::abs(place.velocity) < kCoastStop) place.velocity = 0;
    }
}

void Touch::end_frame() {
    for (auto& [id, place] : scrolls_) {
        if (!place.in_sight) place.rect = {};
        place.in_sight = false;
    }
}

bool Touch::moving() const {
    return std::any_of(scrolls_.begin(), scrolls_.end(),
                       [](const auto& entry) { return entry.second.velocity != 0; });
}

void Touch::place_scroll(const std::string& id, const Rect& rect, float content_height) {
    ScrollPlace& place = scrolls_[id];
    place.rect = rect;
    place.in_sight = true;
    place.offset_max = std::max(0.0F, content_height - rect.h);
    place.offset = std::clamp(place.offset, 0.0F, place.offset_max);
}

std::map<std::string, float> Touch::scrolled() const {
    std::map<std::string, float> offsets;
    for (const auto& [id, place] : scrolls_) {
        if (place.offset > 0) offsets[id] = place.offset;
    }
    return offsets;
}

void Touch::scroll_all_to(const std::map<std::string, float>& offsets) {
    scrolls_.clear();
    for (const auto& [id, offset] : offsets) scrolls_[id].offset = offset;
}

std::string Touch::largest_scroll() const {
    std::string found;
    float area = 0;
    for (const auto& [id, place] : scrolls_) {
        const float size = place.rect.w * place.rect.h;
        if (place.offset_max <= 0 || size <= area) continue;
        found = id;
        area = size;
    }
    return found;
}

std::string Touch::scroll_at(Point point, float onward) const {
    std::string found;
    float area = 0;
    for (const auto& [id, place] : scrolls_) {
        if (!place.rect.contains(point) || place.offset_max <= 0) continue;
        if (onward > 0 && place.offset >= place.offset_max) continue;
        if (onward < 0 && place.offset <= 0) continue;
        const float size = place.rect.w * place.rect.h;
        if (found.empty() || size < area) {
            found = id;
            area = size;
        }
    }
    return found;
}

}  // namespace oppad::ui

// One finger (or mouse) over the whole window: a tap, a long press, a drag that scrolls with
// inertia, a swipe from the edge, or nothing.
// GLFW can't tell a finger from a mouse, so both do the same.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ui/frame/item_map.h"
#include "ui/frame/rect.h"

namespace oppad::ui {

struct TouchInput {
    Point position;
    bool down = false;
    float wheel = 0;  // Notches, positive = up.
    Rect edge;        // Where a swipe back begins.
    float swipe = 0;  // Pixels to the right that make a swipe from it; negative = to the left.
    std::chrono::milliseconds steady{0};
};

// A part of a screen that can be longer than its place.
struct ScrollPlace {
    Rect rect;         // On the screen, in the last frame.
    float offset = 0;  // Pixels scrolled away at the top.
    float offset_max = 0;
    float velocity = 0;  // Pixels a second, while it coasts.
    bool in_sight = false;
};

class Touch {
public:
    // Resolves the input against what was drawn in the last frame.
    void begin_frame(const TouchInput& input, const ItemMap& last_frame, float tap_slop);
    // Call after drawing: what was not drawn again is forgotten as a target.
    void end_frame();

    // Whether the item was tapped: pressed and let go of on it, without a drag. True once. Of a
    // key also with one: whoever types fast slides.
    [[nodiscard]] bool tapped(std::string_view id) const { return !id.empty() && tapped_ == id; }
    [[nodiscard]] bool held(std::string_view id) const {
        return down_ && !dragging_ && pressed_ == id;
    }
    [[nodiscard]] bool pressed_now(std::string_view id) const {
        return just_pressed_ && pressed_ == id;
    }
    // Whether a finger rested on the item long enough. True once; lifting it is no tap then.
    [[nodiscard]] bool held_long(std::string_view id) const {
        return !id.empty() && held_long_ == id;
    }
    // Whether a finger that was put down on the item left the screen in this frame.
    [[nodiscard]] bool lifted_from(std::string_view id) const {
        return !id.empty() && lifted_from_ == id;
    }
    // How far a swipe from the edge is: 0 = none, 1 = letting go makes it one.
    [[nodiscard]] float swipe_part() const { return swipe_part_; }
    // Whether a swipe from the edge ended in this frame.
    [[nodiscard]] bool swiped() const { return swiped_; }
    // When a resting finger does something next. Unset = never.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wake_at() const;
    // Whether the press that goes on began on the item, wherever the finger is now.
    [[nodiscard]] bool began_on(std::string_view id) const { return down_ && pressed_ == id; }
    [[nodiscard]] bool any_tap() const { return tap_ended_; }
    // Whether it was on an item, and on another one than this.
    [[nodiscard]] bool tapped_beside(std::string_view id) const {
        return !tapped_.empty() && tapped_ != id;
    }
    // Whether this frame's touch may have changed what the next one shows.
    [[nodiscard]] bool did_something() const {
        return !tapped_.empty() || !held_long_.empty() || !lifted_from_.empty() || swiped_;
    }
    [[nodiscard]] Point position() const { return position_; }
    // The item keeps a drag for itself (selecting text): nothing scrolls.
    void keep_drag(std::string_view id) { drag_keeper_ = id; }
    // Whether something still coasts: another frame is wanted.
    [[nodiscard]] bool moving() const;

    ScrollPlace& scroll(const std::string& id) { return scrolls_[id]; }
    // Draws call this for each area in sight, with the height of its content so far known.
    void place_scroll(const std::string& id, const Rect& rect, float content_height);
    // The largest area in sight that can scroll; empty = none.
    [[nodiscard]] std::string largest_scroll() const;
    // How far each area is scrolled: what a page keeps for whoever comes back to it.
    [[nodiscard]] std::map<std::string, float> scrolled() const;
    // Another page: its areas stand as far as these say, all others at the top.
    void scroll_all_to(const std::map<std::string, float>& offsets);
    // Lists start at the top again when what they list has changed.
    void rewind(const std::string& id) { scrolls_.erase(id); }

private:
    void press(const ItemMap& last_frame);
    void drag(std::chrono::milliseconds elapsed, float tap_slop);
    void release(std::chrono::milliseconds elapsed);
    void rest();
    void follow_swipe(const TouchInput& input);
    void coast(std::chrono::milliseconds elapsed);
    // The innermost area there that has something left to scroll that way; 0 = either way.
    [[nodiscard]] std::string scroll_at(Point point, float onward) const;

    Point position_;
    Point press_position_;
    Point last_position_;
    bool down_ = false;
    bool just_pressed_ = false;
    bool dragging_ = false;
    bool tap_ended_ = false;
    bool stopped_coasting_ = false;
    bool hold_taken_ = false;  // The press did something already: letting go is no tap.
    bool from_edge_ = false;
    bool swiped_ = false;
    float swipe_part_ = 0;
    Hold hold_ = Hold::kNothing;
    Role role_ = Role::kTarget;
    Rect pressed_rect_;
    std::chrono::milliseconds rests_until_{0};
    std::string pressed_;
    std::string held_long_;
    std::string lifted_from_;
    std::string tapped_;
    std::string drag_scroll_;
    std::string drag_keeper_;
    std::chrono::milliseconds last_steady_{0};
    std::map<std::string, ScrollPlace> scrolls_;
};

}  // namespace oppad::ui

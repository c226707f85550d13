// What can be tapped in the last drawn frame, by stable ids: for resolving a touch, for the Tab
// order, for the checks of sizes in tests, and written to a file for tests that drive the real
// window. Ids hold no personal data: lists use indexes ("family_row_0").
//
// The file: {"frame":12,"screen":"log_contact","items":{"save_contact":[x,y,w,h], …}} with x,y the
// top left corner of the visible part, in pixels of the window, from its top left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "ui/frame/rect.h"

namespace oppad::ui {

// What is typed into a field; decides which keys the keyboard on the screen shows.
enum class Typing : std::uint8_t { kNothing, kText, kNote, kPhone, kDate, kSecret };

// What a finger that rests on an item does.
enum class Hold : std::uint8_t { kNothing, kOpens, kRepeats };

// How an item takes part in touch and keys.
enum class Role : std::uint8_t {
    kTarget,
    kKey,     // Of the keyboard on the screen: the field that is typed in keeps the focus.
    kGround,  // Takes only a long press; what lies on it is tapped.
};

struct Item {
    std::string id;
    Rect rect;           // The whole target.
    Rect visible;        // What scrolling leaves of it; empty = out of sight.
    std::string scroll;  // The scroll area that it lies in, else empty.
    Typing typing = Typing::kNothing;
    Hold hold = Hold::kNothing;
    Role role = Role::kTarget;
    Rect around;  // What comes into sight with it when it has the focus; empty = nothing more.

    [[nodiscard]] bool takes_text() const { return typing != Typing::kNothing; }
};

class ItemMap {
public:
    void clear() { items_.clear(); }
    void add(Item item) { items_.push_back(std::move(item)); }
    void frame_last_field(const Rect& around);
    [[nodiscard]] const std::vector<Item>& items() const { return items_; }
    [[nodiscard]] const Item* find(std::string_view id) const;
    // The topmost item there: the last drawn.
    [[nodiscard]] const Item* at(Point point) const;
    [[nodiscard]] std::string to_json(std::string_view screen, std::int64_t frame) const;

private:
    std::vector<Item> items_;  // In the order of drawing, which is the Tab order.
};

// Replaces the file in one step, so that a reader never sees half of it.
Status write_map_file(const std::string& path, const std::string& json);

}  // namespace oppad::ui

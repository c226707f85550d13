// The building blocks of every screen, drawn on a Canvas. Areas (Card, ScrollArea) are RAII: they
// end with their scope. Everything that can be tapped returns whether it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/frame/canvas.h"

namespace oppad::ui::widgets {

// A white sheet with a border; `inside` is what is left within its padding.
Rect card(Canvas& canvas, const Rect& rect);

// A part that scrolls when its content is longer than its place.
// What it holds shows up to the border of the card that it lies in, where that is no further than
// the card's padding, and fades into the card there; at its end it keeps that padding.
class ScrollArea {
public:
    enum class Shows : std::uint8_t { kToCardEdge, kInPlace };

    ScrollArea(Canvas& canvas, std::string id, const Rect& rect)
        : ScrollArea(canvas, std::move(id), rect, Shows::kToCardEdge) {}
    ScrollArea(Canvas& canvas, std::string id, const Rect& rect, Shows shows);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    // Where to draw: as wide as the place, moved by what is scrolled away, without an end.
    [[nodiscard]] const Rect& content() const { return content_; }
    // The lowest edge of what was drawn so far.
    void reached(float bottom);

private:
    Canvas& canvas_;
    std::string id_;
    Rect rect_;
    Rect seen_;  // And what shows around it.
    Rect content_;
    Color ground_ = 0;  // Of what it lies on.
    float bottom_ = 0;
};

// kDanger: an outline, for what takes something away.
enum class ButtonStyle : std::uint8_t { kPrimary, kSecondary, kOutline, kDanger, kQuiet };
struct ButtonLook {
    ButtonStyle style = ButtonStyle::kPrimary;
    Icon icon = Icon::kNone;
};
bool button(Canvas& canvas, std::string_view id, const Rect& rect, std::string_view label,
            const ButtonLook& look);
[[nodiscard]] float button_width(const Canvas& canvas, std::string_view label, Icon icon);
[[nodiscard]] float button_height(const Canvas& canvas);
// A round target with only an icon.
bool icon_button(Canvas& canvas, std::string_view id, const Rect& rect, Icon icon, Color color);
// Where such a target stands for its icon to be under those at the end of rows.
[[nodiscard]] Rect target_at_end(const Canvas& canvas, float right, float centre_y);

enum class Chosen : std::uint8_t { kNo, kYes };
// Something that is on or off.
bool chip(Canvas& canvas, std::string_view id, const Rect& rect, std::string_view label,
          Chosen chosen);
[[nodiscard]] float chip_width(const Canvas& canvas, std::string_view label, Chosen chosen);
[[nodiscard]] float chip_height(const Canvas& canvas);

struct Choice {
    std::string id;
    std::string label;
    Chosen chosen = Chosen::kNo;
    Icon icon = Icon::kNone;  // Of what opens something, rather than being on or off.
};
struct ChipsDrawn {
    int tapped = -1;  // Index of the choice, or none.
    float bottom = 0;
};
// Chips in rows that wrap.
ChipsDrawn chips(Canvas& canvas, const Rect& area, const std::vector<Choice>& choices);
// What they take in one row.
[[nodiscard]] float chips_width(const Canvas& canvas, const std::vector<Choice>& choices);
[[nodiscard]] float chips_height(const Canvas& canvas, float width,
                                 const std::vector<Choice>& choices);
// Each as wide as the widest needs, so that none moves when another is chosen; in rows that are as
// long as each other. Many short ones have no room for a check: their ground alone says it.
enum class ChosenBy : std::uint8_t { kCheck, kGround };
[[nodiscard]] float even_chip_width(const Canvas& canvas, const std::vector<Choice>& choices,
                                    ChosenBy by);
ChipsDrawn even_chips(Canvas& canvas, const Rect& area, float chip_wide,
                      const std::vector<Choice>& choices);

// A remark that can't be tapped: "2 te laat".
struct PillLook {
    Tone tone = Tone::kNeutral;
    Icon icon = Icon::kNone;
};
[[nodiscard]] float pill_width(const Canvas& canvas, std::string_view label, Icon icon);
[[nodiscard]] float pill_height(const Canvas& canvas);
// Drawn with its right end at `right`; returns its left.
float pill_at_right(Canvas& canvas, float right, float centre_y, std::string_view label,
                    const PillLook& look);
float pill(Canvas& canvas, Point left_centre, std::string_view label, const PillLook& look);
void pill_in(Canvas& canvas, const Rect& rect, std::string_view label, const PillLook& look);

// The round picture of a row: an icon or initials.
struct AvatarLook {
    Tone tone = Tone::kPrimary;
    Icon icon = Icon::kNone;
    std::string_view letters;
    bool solid = false;
};
void avatar(Canvas& canvas, Point centre, float radius, const AvatarLook& look);

void progress(Canvas& canvas, const Rect& rect, float part);
void separator(Canvas& canvas, float x, float y, float width);

// One line of a list: avatar, title, subtitle, something at the end.
struct Row {
    std::string_view id;  // Empty = not for tapping.
    AvatarLook avatar;
    std::vector<TextRun> title;
    std::vector<TextRun> warning = {};  // From a line of its own, before the subtitle.
    std::vector<TextRun> subtitle;
    Icon end_icon = Icon::kNone;
    Color end_color = 0;  // 0 = muted.
    float end_room = 0;   // Without words before that icon: another target lies there.
    std::string_view end_pill;
    Tone end_tone = Tone::kNeutral;
    bool chosen = false;
    bool has_menu = false;  // See Canvas::asked_menu().
};
struct RowDrawn {
    bool tapped = false;
    float bottom = 0;
    Rect rect;
};
RowDrawn row(Canvas& canvas, const Rect& area, const Row& row);
// Where the words of a row with an avatar begin.
float row_indent(const Canvas& canvas);
TextRun strong(const Canvas& canvas, std::string_view text);
TextRun quiet(const Canvas& canvas, std::string_view text);
TextRun toned(const Canvas& canvas, std::string_view text, Tone tone);
// `before` parts the icon from what stands in its line.
TextRun sign(const Canvas& canvas, std::string_view before, Icon icon, Tone tone);

// Icon, heading, explanation: what to show instead of a void.
struct EmptyLook {
    Icon icon = Icon::kSun;
    Tone tone = Tone::kPrimary;
    std::string_view title;
    std::string_view text;
};
// Returns the y under the text, for buttons; centred in `area`.
float empty_state(Canvas& canvas, const Rect& area, const EmptyLook& look, float room_for_buttons);

// Title of a card with something at the right; returns the y under it.
struct CardHead {
    std::string_view title;
    std::string_view remark;
    Icon icon = Icon::kNone;
    Tone icon_tone = Tone::kPrimary;
    std::string_view pill;
    Tone pill_tone = Tone::kNeutral;
};
float card_head(Canvas& canvas, const Rect& inside, const CardHead& head);

// The n-th of a list: "family_row_3".
std::string nth(std::string_view prefix, std::size_t index);

}  // namespace oppad::ui::widgets

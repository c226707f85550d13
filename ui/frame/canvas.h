// What widgets draw on and ask: shapes and text in the theme's terms, taps and focus by stable ids.
// One per app, filled anew each frame.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/frame/item_map.h"
#include "ui/frame/ledger.h"
#include "ui/frame/rect.h"
#include "ui/frame/touch.h"
#include "ui/i18n/catalog.h"
#include "ui/i18n/code_labels.h"
#include "ui/theme/fonts.h"
#include "ui/theme/letters.h"
#include "ui/theme/theme.h"

struct ImDrawList;

namespace oppad::ui {

enum class Align : std::uint8_t { kLeft, kCentre, kRight };

// One piece of a paragraph that mixes fonts: a title with its date, a marked find.
struct TextRun {
    std::string_view text;
    Font font = Font::kBody;
    Color color = 0;
    Color ground = 0;         // 0 = none.
    Icon icon = Icon::kNone;  // After the text, which is left out where the icon begins a line.
};

// The scroll area that a field's own text is said to lie in: it moves with the caret.
inline constexpr std::string_view kTypedText = "typed_text";

// The key at the edge of the field that has the focus.
enum class KeyboardKey : std::uint8_t { kNone, kShows, kHides };

// What can be done with the text of the field that has the focus, where a finger asked for it.
enum class TextTool : std::uint8_t { kCut, kCopy, kPaste, kAll, kUndo };
struct TextTools {
    bool has_text = false;
    bool has_selection = false;
    bool can_undo = false;

    bool operator==(const TextTools&) const = default;
};

// Thread: window. Borrows theme, fonts, texts and labels for the frame.
class Canvas {
public:
    struct Setting {
        const Theme* theme = nullptr;
        Fonts* fonts = nullptr;
        const Catalog* texts = nullptr;
        const CodeLabels* labels = nullptr;
        Rect screen;
        float pixel_ratio = 1;
        float text_factor = 1;  // 1 … 2.
        bool left_handed = false;
        Ledger* ledger = nullptr;  // Of a check; else none.
        std::chrono::milliseconds steady{0};
    };

    enum class Reached : std::uint8_t { kNo, kYes };

    // Reads the input of the current ImGui context. Call after ImGui::NewFrame().
    void begin_frame(const Setting& setting);
    void end_frame();

    [[nodiscard]] const Theme& theme() const { return *setting_.theme; }
    [[nodiscard]] const CodeLabels& labels() const { return *setting_.labels; }
    [[nodiscard]] const Catalog& texts() const { return *setting_.texts; }
    [[nodiscard]] const std::string& tr(Text text) const { return setting_.texts->tr(text); }
    [[nodiscard]] Rect screen() const { return setting_.screen; }
    [[nodiscard]] std::chrono::milliseconds steady() const { return setting_.steady; }
    // A logical length in pixels. Spaces grow slower than letters, so that 200 % still fits.
    [[nodiscard]] float px(float logical) const;
    // A logical length in pixels, whatever the size of the text.
    [[nodiscard]] float dip(float logical) const { return logical * setting_.pixel_ratio; }
    // A logical length that grows exactly as letters do.
    [[nodiscard]] float em(float logical) const;
    // Width in logical pixels of 100 % text: what decides between one column and two.
    [[nodiscard]] float roominess() const { return setting_.screen.w / em(1); }
    // On a low screen what isn't content takes less height.
    [[nodiscard]] bool is_low() const {
        constexpr float kLowScreen = 420;  // In logical pixels of 100 % text.
        return setting_.screen.h < em(kLowScreen);
    }
    // Another number = what was measured before must be measured again.
    [[nodiscard]] int font_generation() const { return setting_.fonts->generation(); }

    // Shapes.
    void fill(const Rect& rect, Color color, float radius);
    void stroke(const Rect& rect, Color color, float radius, float width);
    // From nothing at its top to `bottom`; upside down where the height is negative.
    void fade(const Rect& rect, Color bottom);
    void circle(Point centre, float radius, Color color);
    void ring(Point centre, float radius, Color color, float width);
    void line(Point from, Point to, Color color, float width);
    void icon(Point centre, Icon icon, IconSize size, Color color);
    [[nodiscard]] float icon_width(IconSize size) const;

    // Text. `y` is the top of the line; a line is line_height() high.
    [[nodiscard]] float line_height(Font font) const;
    [[nodiscard]] float width(std::string_view text, Font font) const;
    void text(Point at, std::string_view text, Font font, Color color);
    // One line, cut with "…" where it doesn't fit. Returns the width that was used.
    float text_in(const Rect& rect, std::string_view text, Font font, Color color, Align align);
    // Wraps at words. Returns the height.
    float paragraph(Point at, float width, std::string_view text, Font font, Color color,
                    Align align);
    [[nodiscard]] float paragraph_height(float width, std::string_view text, Font font) const;
    float runs(Point at, float width, const std::vector<TextRun>& runs);
    [[nodiscard]] float runs_height(float width, const std::vector<TextRun>& runs) const;
    // Height that a paragraph may take at most `lines` lines, the rest cut with "…".
    float paragraph_lines(Point at, float width, std::string_view text, Font font, Color color,
                          int lines);

    // What is drawn from now on floats over what was drawn before.
    void begin_layer();

    // Interaction.
    // Registers a target; returns whether it was tapped, or chosen with Enter.
    bool tap(std::string_view id, const Rect& rect);
    // One that has a menu too.
    bool tap_with_menu(std::string_view id, const Rect& rect);
    // Whether its menu was asked for: a finger rested on it, or it had the focus when the Menu key,
    // or Shift and F10, was pressed.
    [[nodiscard]] bool asked_menu(std::string_view id) const {
        return !is_still_ && (touch_.held_long(id) || (!id.empty() && menu_of_ == id));
    }
    // A target that takes what is typed; a tap, or a finger that rests on it, gives it the focus.
    bool field(std::string_view id, const Rect& rect, Typing typing);
    // A key of the keyboard on the screen: the field keeps the focus. Returns whether it was
    // tapped.
    bool key(std::string_view id, const Rect& rect, Hold hold);
    // Lies under other targets; returns whether a finger rested on it.
    bool hold_ground(std::string_view id, const Rect& rect);
    [[nodiscard]] bool focused(std::string_view id) const { return focus_ == id; }
    [[nodiscard]] bool text_focused() const { return typing() != Typing::kNothing; }
    // What the field that has the focus takes.
    [[nodiscard]] Typing typing() const { return focus_typing_; }
    [[nodiscard]] const std::string& focus_id() const { return focus_; }
    void focus(std::string_view id);
    void blur();
    // On to the next field of the screen; away from the last.
    void focus_next_field() { next_field_ = true; }
    // Brings what has the focus into sight at the end of this frame.
    void reveal() { reveal_ = true; }
    // The frame and the label of the field that was drawn last: they come into sight with it.
    void frame_field(const Rect& around);
    // Brings what was drawn there, in the scroll area of now, into sight at the end of this frame.
    void bring_into_sight(const Rect& rect) { in_sight_ = {rect, clips_.back().scroll}; }
    // Whether revealing moved something, so that it must be drawn again.
    [[nodiscard]] bool revealed() const { return revealed_; }
    // Whether a field was tapped since the last call.
    bool take_field_tap() { return std::exchange(field_tapped_, false); }
    // What the key at the edge of the focused field does, and its being tapped; taken once.
    void offer_keyboard_key(KeyboardKey key) { keyboard_key_ = key; }
    [[nodiscard]] KeyboardKey keyboard_key() const { return keyboard_key_; }
    void ask_keyboard() { keyboard_asked_ = true; }
    bool take_keyboard_asked() { return std::exchange(keyboard_asked_, false); }
    // A field of one line offers its tools in each frame; they stand over the keyboard, and the one
    // that was tapped is done by the field in the next frame. Each is taken once.
    void offer_text_tools(const TextTools& tools) { text_tools_ = tools; }
    [[nodiscard]] const std::optional<TextTools>& offered_text_tools() const { return text_tools_; }
    std::optional<TextTools> take_text_tools() { return std::exchange(text_tools_, std::nullopt); }
    void ask_text_tool(TextTool tool) { text_tool_ = tool; }
    std::optional<TextTool> take_text_tool() { return std::exchange(text_tool_, std::nullopt); }
    // What was put on the clipboard, so that it is taken off again; taken once.
    void note_copied(std::string text) { copied_ = std::move(text); }
    std::optional<std::string> take_copied() { return std::exchange(copied_, std::nullopt); }
    [[nodiscard]] Touch& touch() { return touch_; }
    [[nodiscard]] const Touch& touch() const { return touch_; }
    [[nodiscard]] const ItemMap& items() const { return items_; }
    [[nodiscard]] bool escape_pressed() const { return escape_; }
    // Letters typed while no field had the focus, for a PIN pad; taken once.
    std::string take_loose_letters();
    [[nodiscard]] bool loose_backspace() const;
    [[nodiscard]] bool loose_enter() const;
    // From now on targets show, but nothing that is tapped or typed reaches them: what they would
    // change is on its way already. See Stillness.
    void be_still(Reached reached) { is_still_ = reached == Reached::kNo; }
    // The ring around what Enter would choose; drawn only after a key was used.
    void focus_ring(std::string_view id, const Rect& rect, float radius);

    // The buttons that one goes on with, of this frame so far; those that scroll left out.
    void note_main_button(const Rect& rect) {
        if (clips_.back().scroll.empty()) main_buttons_.push_back(rect);
    }
    [[nodiscard]] const std::vector<Rect>& main_buttons() const { return main_buttons_; }

    // Which cards this frame has so far; what lies in one fades into it.
    void note_card(const Rect& rect) { cards_.push_back(rect); }
    // The one drawn last around all of `rect`.
    [[nodiscard]] std::optional<Rect> card_around(const Rect& rect) const;

    // Clipping, used by ScrollArea.
    void push_clip(const Rect& rect, std::string_view scroll);
    void pop_clip();
    [[nodiscard]] const Rect& clip() const { return clips_.back().rect; }
    [[nodiscard]] bool in_sight(const Rect& rect) const { return !intersect(rect, clip()).empty(); }

private:
    struct Clip {
        Rect rect;
        std::string scroll;
    };
    void read_keys();
    void read_arrows();
    void turn_pages(float pages);
    void move_focus(int step);
    void move_to_next_field();
    void step_aside(Point direction);
    void set_focus(const Item& item);
    // Returns how far it moved what lies there.
    float reveal_in(const std::string& scroll, const Rect& rect);
    float reveal_focus(const Item& item);
    bool add_item(Item item);
    void note_fill(const Rect& rect, Color color);
    void note_text(Point at, std::string_view text, float wide, float high, Color color);

    Setting setting_;
    ImDrawList* list_ = nullptr;
    Touch touch_;
    ItemMap last_items_;
    ItemMap items_;
    std::vector<Clip> clips_;
    std::vector<Rect> main_buttons_;
    std::vector<Rect> cards_;
    std::string focus_;
    std::string activated_;        // Chosen with Enter in this frame.
    std::string menu_of_;          // Of which a key asked for the menu in this frame.
    std::string_view whole_text_;  // Of which a shortened part is about to be drawn.
    Typing focus_typing_ = Typing::kNothing;
    std::optional<std::string> copied_;
    std::optional<TextTools> text_tools_;
    std::optional<TextTool> text_tool_;
    KeyboardKey keyboard_key_ = KeyboardKey::kNone;
    bool focus_by_key_ = false;
    bool field_tapped_ = false;
    bool keyboard_asked_ = false;
    bool reveal_ = false;
    std::optional<Clip> in_sight_;  // What is to be brought into sight.
    bool waits_for_focus_ = false;  // What gets the focus shows in the next frame.
    bool next_field_ = false;
    bool revealed_ = false;
    bool escape_ = false;
    bool is_still_ = false;
};

// Until its scope ends nothing on the canvas is reached.
class Stillness {
public:
    explicit Stillness(Canvas& canvas) : canvas_(canvas) { canvas_.be_still(Canvas::Reached::kNo); }
    ~Stillness() { canvas_.be_still(Canvas::Reached::kYes); }
    Stillness(const Stillness&) = delete;
    Stillness& operator=(const Stillness&) = delete;

private:
    Canvas& canvas_;
};

}  // namespace oppad::ui

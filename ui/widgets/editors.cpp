#include "ui/widgets/editors.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/theme/letters.h"
#include "ui/theme/visual_order.h"
#include "ui/widgets/clipboard.h"
#include "ui/widgets/text_tools.h"
#include "ui/widgets/typing.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui::widgets {

namespace {

constexpr float kLineStep = 1.2F;
constexpr Font kNoteFont = Font::kBody;

struct NoteLine {
    std::size_t begin = 0;
    std::size_t end = 0;  // Without the space or break that ends it.
};

struct NoteLayout {
    std::vector<NoteLine> lines;
    float step = 0;

    [[nodiscard]] std::size_t line_of(std::size_t at) const {
        std::size_t line = 0;
        for (std::size_t i = 0; i < lines.size() && lines[i].begin <= at; ++i) line = i;
        return line;
    }
};

// Breaks `text` at words; a word longer than a line breaks between letters.
NoteLayout lay_out(const Canvas& canvas, const std::string& text, float width) {
    NoteLayout layout;
    layout.step = std::round(canvas.line_height(kNoteFont) * kLineStep);
    std::size_t begin = 0;
    std::size_t last_gap = std::string::npos;  // After the last space on this line.
    float wide = 0;
    float wide_at_gap = 0;
    const std::string_view view = text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_letter(text, at);
        if (text[at] == '\n') {
            layout.lines.push_back({begin, at});
            begin = next;
            wide = 0;
            last_gap = std::string::npos;
        } else {
            const float letter = canvas.width(view.substr(at, next - at), kNoteFont);
            if (text[at] != ' ' && wide + letter > width && at > begin) {
                const bool at_word = last_gap != std::string::npos;
                const std::size_t cut = at_word ? last_gap : at;
                layout.lines.push_back({begin, cut});
                wide = at_word ? wide - wide_at_gap : 0;
                begin = cut;
                last_gap = std::string::npos;
            }
            wide += letter;
            if (text[at] == ' ') {
                last_gap = next;
                wide_at_gap = wide;
            }
        }
        at = next;
    }
    layout.lines.push_back({begin, text.size()});
    return layout;
}

// How far from its left end the caret before the letter at `at` stands in a line: by the letter's
// own direction, after the last one by that one's.
float x_in_line(const Canvas& canvas, std::string_view line, std::size_t at, Font font) {
    if (!runs_right_to_left(line)) return canvas.width(line.substr(0, at), font);
    const VisualLine placed = placed_in_visual_order(line);
    const auto x_of = [&](std::size_t byte) {
        // The sum of its letters, whichever way they run.
        return canvas.width(std::string_view(placed.text).substr(0, byte), font);
    };
    for (const PlacedLetter& letter : placed.letters) {
        if (letter.at >= at) return x_of(letter.is_reversed ? letter.right : letter.left);
    }
    if (placed.letters.empty()) return 0;
    const PlacedLetter& last = placed.letters.back();
    return x_of(last.is_reversed ? last.left : last.right);
}

// The letter boundary of `line` nearest to `x`.
std::size_t nearest(const Canvas& canvas, std::string_view line, float x, Font font) {
    if (!runs_right_to_left(line)) {
        float wide = 0;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t next = next_letter(line, at);
            const float letter = canvas.width(line.substr(at, next - at), font);
            if (wide + letter / 2 > x) return at;
            wide += letter;
            at = next;
        }
        return line.size();
    }
    std::size_t found = 0;
    float least = std::abs(x_in_line(canvas, line, 0, font) - x);
    for (std::size_t at = 0; at < line.size();) {
        at = next_letter(line, at);
        const float away = std::abs(x_in_line(canvas, line, at, font) - x);
        if (away >= least) continue;
        least = away;
        found = at;
    }
    return found;
}

// Marks the letters of `line` from `begin` to `end`, drawn from `at` on; those that run from right
// to left stand apart from the others.
void draw_marked(Canvas& canvas, Point at, std::string_view line, std::size_t begin,
                 std::size_t end, float high) {
    const auto mark = [&](float left, float right) {
        canvas.fill({at.x + left, at.y, std::max(canvas.px(4), right - left), high},
                    canvas.theme().selection, canvas.px(2));
    };
    if (!runs_right_to_left(line)) {
        return mark(x_in_line(canvas, line, begin, kNoteFont),
                    x_in_line(canvas, line, end, kNoteFont));
    }
    const VisualLine placed = placed_in_visual_order(line);
    for (const PlacedLetter& letter : placed.letters) {
        if (letter.at < begin || letter.at >= end || letter.left == letter.right) continue;
        const std::string_view text = placed.text;
        mark(canvas.width(text.substr(0, letter.left), kNoteFont),
             canvas.width(text.substr(0, letter.right), kNoteFont));
    }
}

std::string_view words_of(const std::string& text, const NoteLine& line) {
    return std::string_view(text).substr(line.begin, line.end - line.begin);
}

std::size_t place_at(const Canvas& canvas, const NoteState& state, const NoteLayout& layout,
                     const Rect& content, Point point) {
    const float row = (point.y - content.y) / layout.step;
    const auto last = static_cast<float>(layout.lines.size() - 1);
    const NoteLine& line =
        layout.lines[static_cast<std::size_t>(std::clamp(std::floor(row), 0.0F, last))];
    return line.begin +
           nearest(canvas, words_of(state.edit.text(), line), point.x - content.x, kNoteFont);
}

void move_lines(const Canvas& canvas, NoteState& state, const NoteLayout& layout, int lines,
                Extend extend) {
    const std::size_t from = layout.line_of(state.edit.caret());
    if (state.wanted_x < 0) {
        const NoteLine& here = layout.lines[from];
        state.wanted_x = x_in_line(canvas, words_of(state.edit.text(), here),
                                   state.edit.caret() - here.begin, kNoteFont);
    }
    const int to = static_cast<int>(from) + lines;
    const auto count = static_cast<int>(layout.lines.size());
    if (to < 0) return state.edit.move(Motion::kTextStart, extend);
    if (to >= count) return state.edit.move(Motion::kTextEnd, extend);
    const NoteLine& line = layout.lines[static_cast<std::size_t>(to)];
    state.edit.place_caret(
        line.begin + nearest(canvas, words_of(state.edit.text(), line), state.wanted_x, kNoteFont),
        extend);
}

void apply_keys(Canvas& canvas, const Rect& rect, NoteState& state, const NoteLayout& before) {
    const std::uint64_t revision = state.edit.revision();
    const Typed typed = type_into(state.edit, Lines::kMany, Copying::kAllowed);
    copy_text(canvas, typed.copied);
    if (typed.moved || state.edit.revision() != revision) state.wanted_x = -1;
    if (state.edit.revision() != revision) return;  // The layout is no longer true.
    const NoteLine& line = before.lines[before.line_of(state.edit.caret())];
    if (typed.line_start) state.edit.place_caret(line.begin, typed.extend);
    if (typed.line_end) state.edit.place_caret(line.end, typed.extend);
    if (typed.line_start || typed.line_end) state.wanted_x = -1;
    const int page = std::max(1, static_cast<int>(rect.h / before.step) - 1);
    const int lines = typed.lines + typed.pages * page;
    if (lines != 0) move_lines(canvas, state, before, lines, typed.extend);
}

void draw_selection(Canvas& canvas, const NoteState& state, const NoteLine& line, Point at,
                    float step) {
    const std::size_t begin = std::max(line.begin, state.edit.selection_begin());
    const std::size_t end = std::min(line.end, state.edit.selection_end());
    if (!state.edit.has_selection() || begin > end || begin > line.end) return;
    if (begin == end && state.edit.selection_end() <= line.end) return;
    draw_marked(canvas, at, words_of(state.edit.text(), line), begin - line.begin, end - line.begin,
                step);
}

// The words of a line; those that are selected apart, since they stand on a ground of their own.
void draw_words(Canvas& canvas, const NoteState& state, const NoteLine& line, Point at) {
    const std::string_view words = words_of(state.edit.text(), line);
    const std::size_t begin =
        std::clamp(state.edit.selection_begin(), line.begin, line.end) - line.begin;
    const std::size_t end =
        std::clamp(state.edit.selection_end(), line.begin, line.end) - line.begin;
    const bool is_whole = begin >= end || runs_right_to_left(words);
    const auto draw = [&](std::size_t from, std::size_t to) {
        if (from >= to) return;
        const float x = at.x + canvas.width(words.substr(0, from), kNoteFont);
        canvas.text({x, at.y}, words.substr(from, to - from), kNoteFont, canvas.theme().ink);
    };
    if (is_whole) return draw(0, words.size());
    draw(0, begin);
    draw(begin, end);
    draw(end, words.size());
}

void reveal_caret(Canvas& canvas, std::string_view scroll, const NoteState& state,
                  const NoteLayout& layout, const Rect& rect) {
    ScrollPlace& place = canvas.touch().scroll(std::string(scroll));
    const float top = static_cast<float>(layout.line_of(state.edit.caret())) * layout.step;
    place.offset_max =
        std::max(0.0F, static_cast<float>(layout.lines.size()) * layout.step - rect.h);
    if (top < place.offset) place.offset = top;
    if (top + layout.step > place.offset + rect.h) place.offset = top + layout.step - rect.h;
    place.offset = std::clamp(place.offset, 0.0F, place.offset_max);
}

// On the screen, as far as the note shows it.
Rect caret_line_of(Canvas& canvas, std::string_view scroll, const NoteState& state,
                   const NoteLayout& layout, const Rect& rect) {
    const float line = static_cast<float>(layout.line_of(state.edit.caret()));
    const float top = line * layout.step - canvas.touch().scroll(std::string(scroll)).offset;
    return {rect.x, rect.y + top, rect.w, layout.step};
}

// With the caret where the note has the focus.
void draw_lines(Canvas& canvas, const NoteState& state, const NoteLayout& layout,
                const Rect& content) {
    const std::size_t caret_line = layout.line_of(state.edit.caret());
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const NoteLine& line = layout.lines[i];
        const Point at{content.x, content.y + static_cast<float>(i) * layout.step};
        if (!canvas.in_sight({at.x, at.y, content.w, layout.step})) continue;
        if (state.had_focus) draw_selection(canvas, state, line, at, layout.step);
        const float drop = (layout.step - canvas.line_height(kNoteFont)) / 2;
        draw_words(canvas, state, line, {at.x, at.y + drop});
        if (state.had_focus && i == caret_line) {
            const std::size_t caret = std::min(state.edit.caret(), line.end) - line.begin;
            const float x =
                at.x + x_in_line(canvas, words_of(state.edit.text(), line), caret, kNoteFont);
            canvas.fill(
                {std::round(x), at.y + canvas.px(1), canvas.px(1.6F), layout.step - canvas.px(2)},
                canvas.theme().ink, 0);
        }
    }
}

// From the word that the finger rested on to where it is now.
void stretch_selection(Canvas& canvas, TextEdit& edit, Point from, std::size_t at) {
    const Point now = canvas.touch().position();
    // The text may move under a finger that rests, when the keyboard comes up.
    if (std::hypot(now.x - from.x, now.y - from.y) < canvas.dip(size::kTapSlop)) return;
    edit.place_caret(at, Extend::kYes);
}

// `place_at` knows which place of the text lies under a point.
template <class PlaceAt>
void select_by_touch(Canvas& canvas, std::string_view id, TextEdit& edit, RestingFinger& finger,
                     PlaceAt place_at) {
    Touch& touch = canvas.touch();
    if (touch.held_long(id)) {
        edit.select_word_at(place_at(touch.position()));
        finger = {.has_tools = true, .from = touch.position()};
        return;
    }
    if (!touch.began_on(id)) finger.from.reset();
    if (touch.tapped(id)) edit.place_caret(place_at(touch.position()), Extend::kNo);
    if (!canvas.focused(id) || !touch.began_on(id)) return;
    const std::size_t at = place_at(touch.position());
    if (finger.from) return stretch_selection(canvas, edit, *finger.from, at);
    // A finger scrolls; a mouse has a wheel for that, and selects once the text is written in.
    if (writes_by_finger(canvas)) return;
    touch.keep_drag(id);
    edit.place_caret(at, touch.pressed_now(id) ? Extend::kNo : Extend::kYes);
}

void take_touch(Canvas& canvas, std::string_view id, NoteState& state, const NoteLayout& layout,
                const Rect& content) {
    const std::size_t caret = state.edit.caret();
    select_by_touch(canvas, id, state.edit, state.finger,
                    [&](Point point) { return place_at(canvas, state, layout, content, point); });
    if (state.edit.caret() != caret) state.wanted_x = -1;
}

}  // namespace

Secret take_secret(FieldState& field) {
    Secret secret = Secret::copy_of_text(field.text());
    field.edit.wipe_text();
    return secret;
}

float note_line(const Canvas& canvas) {
    return std::round(canvas.line_height(kNoteFont) * kLineStep);
}

float note_height(const Canvas& canvas, float width, const NoteState& state) {
    const NoteLayout layout = lay_out(canvas, state.edit.text(), width);
    return static_cast<float>(layout.lines.size()) * layout.step;
}

bool note_editor(Canvas& canvas, std::string_view id, const Rect& whole, NoteState& state,
                 std::string_view when_empty) {
    const std::uint64_t revision = state.edit.revision();
    const Rect rect = canvas.focused(id) ? text_tools(canvas, whole, state) : whole;
    const bool is_focused = canvas.field(id, rect, Typing::kNote);
    // By a key: a finger chooses its own place in what stands still.
    const bool is_reached = is_focused && !state.had_focus && !canvas.touch().tapped(id) &&
                            !canvas.touch().held_long(id);
    state.had_focus = is_focused;
    bool is_typed_in = false;
    NoteLayout layout = lay_out(canvas, state.edit.text(), rect.w);
    if (is_focused) {
        const std::uint64_t typed_before = state.edit.revision();
        const std::size_t caret_before = state.edit.caret();
        apply_keys(canvas, rect, state, layout);
        is_typed_in = state.edit.revision() != typed_before || state.edit.caret() != caret_before;
        if (state.edit.revision() != typed_before) {
            layout = lay_out(canvas, state.edit.text(), rect.w);
            state.finger.has_tools = false;
        }
    } else {
        state.finger.has_tools = false;
    }
    const std::string scroll = std::string(id) + "_scroll";
    const bool caret_moved =
        state.revealed != state.edit.revision() || state.revealed_caret != state.edit.caret();
    const bool is_lower = canvas.touch().scroll(scroll).rect.h > rect.h;  // For the keyboard, say.
    if (is_focused && (caret_moved || is_reached || is_lower))
        reveal_caret(canvas, scroll, state, layout, rect);
    // What the note itself lies in may have been scrolled away from the caret.
    if (is_typed_in || is_reached)
        canvas.bring_into_sight(caret_line_of(canvas, scroll, state, layout, rect));
    ScrollArea area(canvas, scroll, rect, ScrollArea::Shows::kInPlace);
    const Rect content = area.content();
    take_touch(canvas, id, state, layout, content);
    state.revealed = state.edit.revision();
    state.revealed_caret = state.edit.caret();
    if (state.edit.text().empty()) {
        canvas.paragraph({content.x, content.y}, rect.w, when_empty, kNoteFont,
                         canvas.theme().muted, Align::kLeft);
    }
    draw_lines(canvas, state, layout, {content.x, content.y, rect.w, rect.h});
    area.reached(content.y + static_cast<float>(layout.lines.size()) * layout.step);
    return state.edit.revision() != revision;
}

namespace {

// Dots for what must not be read over a shoulder.
std::string shown_text(const FieldState& state, bool is_secret) {
    if (!is_secret) return state.text();
    std::string dots;
    for (std::size_t i = 0; i < count_letters(state.text()); ++i) dots += "•";
    return dots;
}

std::size_t shown_position(const FieldState& state, std::size_t at, bool is_secret) {
    if (!is_secret) return at;
    constexpr std::size_t kDotBytes = 3;
    return count_letters(std::string_view(state.text()).substr(0, at)) * kDotBytes;
}

// Unlike what is typed it never scrolls: it is whole, in smaller letters where it must be.
void draw_hint(Canvas& canvas, const Rect& room, std::string_view hint) {
    const Font font = canvas.width(hint, Font::kBody) <= room.w ? Font::kBody : Font::kSmall;
    canvas.text_in(room, hint, font, canvas.theme().muted, Align::kLeft);
}

// In an empty field that has no hint the label is as large as what will be typed; it moves above
// that once there is something, where it would not fit in one line it stands there always.
bool is_label_inside(const Canvas& canvas, const Rect& room, float end, const FieldState& state,
                     const FieldLook& look) {
    if (look.label.empty() || !look.when_empty.empty() || !state.text().empty()) return false;
    return canvas.width(look.label, Font::kSmall) <= room.w - end;
}

void draw_field_text(Canvas& canvas, const Rect& room, FieldState& state, const FieldLook& look,
                     std::string_view hint, bool is_focused) {
    const std::string shown = shown_text(state, look.is_secret);
    const Theme& theme = canvas.theme();
    const auto x_of = [&](std::size_t at) {
        return x_in_line(canvas, shown, shown_position(state, at, look.is_secret), Font::kBody);
    };
    const float caret = x_of(state.edit.caret());
    const float slack = canvas.px(4);
    state.scroll_x = std::clamp(state.scroll_x, caret - room.w + slack, std::max(0.0F, caret));
    state.scroll_x = std::max(0.0F, state.scroll_x);
    if (shown.empty()) draw_hint(canvas, room, hint);
    canvas.push_clip(room.inset(-1, 0), kTypedText);
    const float x = room.x - state.scroll_x;
    const float line = canvas.line_height(Font::kBody);
    const float y = room.y + (room.h - line) / 2;
    if (is_focused && state.edit.has_selection()) {
        draw_marked(canvas, {x, y - canvas.px(2)}, shown,
                    shown_position(state, state.edit.selection_begin(), look.is_secret),
                    shown_position(state, state.edit.selection_end(), look.is_secret),
                    line + canvas.px(4));
    }
    canvas.text({x, y}, shown, Font::kBody, theme.ink);
    if (is_focused) {
        canvas.fill({std::round(x + caret), y - canvas.px(2), canvas.px(1.6F), line + canvas.px(4)},
                    theme.ink, 0);
    }
    canvas.pop_clip();
}

// Typing goes on without the tools, as in a note.
void take_typing(Canvas& canvas, FieldState& state, bool is_secret, bool& entered) {
    const std::uint64_t revision = state.edit.revision();
    const Copying copying = is_secret ? Copying::kForbidden : Copying::kAllowed;
    const Typed typed = type_into(state.edit, Lines::kOne, copying);
    copy_text(canvas, typed.copied);
    entered = typed.entered;
    if (state.edit.revision() != revision) state.finger.has_tools = false;
    if (const auto tool = canvas.take_text_tool(); tool && state.finger.has_tools)
        use_tool(canvas, state.edit, *tool);
}

}  // namespace

void keyboard_key(Canvas& canvas, const Rect& rect) {
    const bool hides = canvas.keyboard_key() == KeyboardKey::kHides;
    if (canvas.key("keyboard_toggle", rect, Hold::kNothing)) canvas.ask_keyboard();
    canvas.icon(rect.centre(), hides ? Icon::kKeyboardHide : Icon::kKeyboard, IconSize::kNormal,
                canvas.theme().muted);
}

float field_height(const Canvas& canvas, bool with_label) {
    const float text = canvas.line_height(Font::kBody);
    const float label = with_label ? canvas.line_height(Font::kLabel) : 0;
    return std::max(canvas.px(with_label ? 64 : 56), text + label + canvas.px(26));
}

FieldEvent text_field(Canvas& canvas, std::string_view id, const Rect& rect, FieldState& state,
                      const FieldLook& look) {
    const Theme& theme = canvas.theme();
    const std::uint64_t revision = state.edit.revision();
    const bool is_focused = canvas.field(id, rect, look.is_secret ? Typing::kSecret : look.typing);
    bool entered = false;
    if (is_focused) take_typing(canvas, state, look.is_secret, entered);
    if (!is_focused) state.finger.has_tools = false;
    const float radius = canvas.px(look.radius);
    canvas.fill(rect, theme.card, radius);
    const Color border = look.is_wrong ? theme.tone(Tone::kDanger).ink
                         : is_focused  ? theme.primary
                                       : theme.line;
    canvas.stroke(rect, border, radius, canvas.px(is_focused || look.is_wrong ? 2 : 1));
    Rect room = rect.inset(canvas.px(16), 0);
    if (look.icon != Icon::kNone) {
        const float wide = canvas.icon_width(IconSize::kNormal);
        canvas.icon({room.x + canvas.px(4) + wide / 2, rect.centre().y}, look.icon,
                    IconSize::kNormal, theme.muted);
        room.cut_left(wide + canvas.px(16));
    }
    const bool has_key = is_focused && canvas.keyboard_key() != KeyboardKey::kNone;
    const bool is_inside = is_label_inside(canvas, room, has_key ? rect.h : 0, state, look);
    if (!look.label.empty() && !is_inside) {
        const float label = canvas.line_height(Font::kLabel);
        const float text = canvas.line_height(Font::kBody);
        room = room.inset(0, std::max(0.0F, (rect.h - label - text - canvas.px(5)) / 2));
        canvas.text_in(room.cut_top(label + canvas.px(4)), look.label, Font::kLabel, theme.muted,
                       Align::kLeft);
    }
    Rect ends = rect;
    const float end_gap = canvas.px(8);
    if (has_key) {
        const Rect key = ends.cut_right(rect.h);
        ends.cut_right(end_gap);
        room.w = key.x - room.x;
        keyboard_key(canvas, key);
    }
    if (!look.clear_id.empty() && !state.text().empty()) {
        const Rect cross = ends.cut_right(rect.h);
        room.w = cross.x - room.x;
        if (icon_button(canvas, look.clear_id, cross, Icon::kClose, theme.muted)) {
            state.edit.set_text({});
        }
    }
    // What is secret is neither selected nor copied.
    if (!look.is_secret) {
        select_by_touch(canvas, id, state.edit, state.finger, [&](Point point) {
            return nearest(canvas, state.text(), point.x - room.x + state.scroll_x, Font::kBody);
        });
    }
    if (state.finger.has_tools) canvas.offer_text_tools(tools_of(state.edit));
    draw_field_text(canvas, room, state, look, is_inside ? look.label : look.when_empty,
                    is_focused);
    if (entered) return FieldEvent::kEntered;
    return state.edit.revision() != revision ? FieldEvent::kChanged : FieldEvent::kNone;
}

}  // namespace oppad::ui::widgets

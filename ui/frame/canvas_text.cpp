// The part of Canvas that sets text.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/frame/canvas.h"
#include "ui/theme/letters.h"
#include "ui/theme/visual_order.h"

namespace oppad::ui {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr float kLeading = 1.1F;        // Between the lines of a paragraph.
constexpr float kBaselineShift = 0.8F;  // Of smaller letters in a line, of the difference.

float measure(const ImFont* font, std::string_view text) {
    if (text.empty()) return 0;  // Without a pointer ImGui would look for the end itself.
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size())
        .x;
}

// Whether an amount would be parted from its sign here: "€" and "84".
bool parts_amount(std::string_view before, std::string_view after) {
    constexpr std::string_view kSign = "€";
    while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
    const std::size_t next = after.find_first_not_of(' ');
    const bool has_number =
        next != std::string_view::npos && after[next] >= '0' && after[next] <= '9';
    return has_number && before.ends_with(kSign);
}

// Where the line that would end at `cut` ends instead, so that no amount is parted.
const char* before_amount(const char* begin, const char* cut, const char* end) {
    const std::string_view line(begin, static_cast<std::size_t>(cut - begin));
    if (!parts_amount(line, {cut, static_cast<std::size_t>(end - cut)})) return cut;
    const std::size_t space = line.rfind(' ', line.find_last_not_of(' '));
    return space == std::string_view::npos || space == 0 ? cut : begin + space;
}

// Calls `line(text)` for each line of `text` wrapped at `width`; stops when it returns false.
template <class Line>
void wrap(const ImFont* font, std::string_view text, float width, const Line& line) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        const char* stop = static_cast<const char*>(std::find(at, end, '\n'));
        const char* cut = font->CalcWordWrapPositionA(1.0F, at, stop, std::max(width, 1.0F));
        if (cut <= at) cut = at + next_letter({at, static_cast<std::size_t>(stop - at)}, 0);
        if (cut > stop) cut = stop;
        cut = before_amount(at, cut, stop);
        if (!line(std::string_view(at, static_cast<std::size_t>(cut - at)))) return;
        at = cut;
        while (at < stop && *at == ' ') ++at;
        if (at == stop && at < end && *at == '\n') ++at;
    }
}

}  // namespace

float Canvas::line_height(Font font) const { return setting_.fonts->font(font)->FontSize; }

float Canvas::width(std::string_view text, Font font) const {
    if (runs_right_to_left(text)) {
        const std::string shown = in_visual_order(text);
        setting_.fonts->need(shown);
        return measure(setting_.fonts->font(font), shown);
    }
    setting_.fonts->need(text);
    return measure(setting_.fonts->font(font), text);
}

void Canvas::text(Point at, std::string_view text, Font font, Color color) {
    if (text.empty()) return;
    std::string shown;
    if (runs_right_to_left(text)) shown = in_visual_order(text);
    const std::string_view letters = shown.empty() ? text : std::string_view(shown);
    setting_.fonts->need(letters);
    const ImFont* face = setting_.fonts->font(font);
    if (at.y > clip().bottom() || at.y + face->FontSize < clip().y) return;
    if (setting_.ledger != nullptr) {
        const std::size_t inked = text.find_last_not_of(' ');
        const std::string_view ink = text.substr(0, inked == text.npos ? 0 : inked + 1);
        if (!ink.empty()) note_text(at, ink, width(ink, font), face->FontSize, color);
    }
    list_->AddText(face, face->FontSize, {std::round(at.x), std::round(at.y)}, color,
                   letters.data(), letters.data() + letters.size());
}

void Canvas::note_text(Point at, std::string_view text, float wide, float high, Color color) {
    Ledger& ledger = *setting_.ledger;
    const bool is_shortened = !whole_text_.empty();
    ledger.texts.push_back({.rect = {at.x, at.y, wide, high},
                            .clip = clip(),
                            .scroll = clips_.back().scroll,
                            .text = std::string(is_shortened ? whole_text_ : text),
                            .color = color,
                            .is_shortened = is_shortened,
                            .cut_at = is_shortened ? text.size() - kEllipsis.size() : 0,
                            .layer = ledger.layer,
                            .order = ++ledger.order});
}

float Canvas::text_in(const Rect& rect, std::string_view text, Font font, Color color,
                      Align align) {
    const float y = rect.y + (rect.h - line_height(font)) / 2;
    float used = width(text, font);
    std::string shortened;
    if (used > rect.w + 1) {
        const float room = rect.w - width(kEllipsis, font);
        std::size_t end = text.size();
        while (end > 0 && width(text.substr(0, end), font) > room) {
            end = previous_letter(text, end);
        }
        shortened = std::string(text.substr(0, end)) + std::string(kEllipsis);
        whole_text_ = text;
        text = shortened;
        used = width(text, font);
    }
    float x = rect.x;
    if (align == Align::kCentre) x += (rect.w - used) / 2;
    if (align == Align::kRight) x += rect.w - used;
    this->text({x, y}, text, font, color);
    whole_text_ = {};
    return used;
}

float Canvas::paragraph(Point at, float width, std::string_view text, Font font, Color color,
                        Align align) {
    const ImFont* face = setting_.fonts->font(font);
    const float step = std::round(face->FontSize * kLeading);
    float y = at.y;
    setting_.fonts->need(text);
    wrap(face, text, width, [&](std::string_view line) {
        float x = at.x;
        if (align == Align::kCentre) x += (width - this->width(line, font)) / 2;
        if (align == Align::kRight) x += width - this->width(line, font);
        this->text({x, y}, line, font, color);
        y += step;
        return true;
    });
    return y - at.y;
}

float Canvas::paragraph_height(float width, std::string_view text, Font font) const {
    const ImFont* face = setting_.fonts->font(font);
    int lines = 0;
    setting_.fonts->need(text);
    wrap(face, text, width, [&](std::string_view) {
        ++lines;
        return true;
    });
    return static_cast<float>(lines) * std::round(face->FontSize * kLeading);
}

float Canvas::paragraph_lines(Point at, float width, std::string_view text, Font font, Color color,
                              int lines) {
    const float step = std::round(line_height(font) * kLeading);
    int count = 0;
    wrap(setting_.fonts->font(font), text, width, [&](std::string_view line) {
        const Rect place{at.x, at.y + step * static_cast<float>(count), width, line_height(font)};
        ++count;
        if (count < lines) {
            this->text({place.x, place.y}, line, font, color);
            return true;
        }
        const auto from = static_cast<std::size_t>(line.data() - text.data());
        std::string rest(text.substr(from));
        std::replace(rest.begin(), rest.end(), '\n', ' ');
        text_in(place, rest, font, color, Align::kLeft);
        return false;
    });
    return step * static_cast<float>(count);
}

namespace {

// As many letters of `word` as fit, at least one.
std::size_t fitting(const Canvas& canvas, std::string_view word, Font font, float width) {
    std::size_t end = next_letter(word, 0);
    while (end < word.size()) {
        const std::size_t next = next_letter(word, end);
        if (canvas.width(word.substr(0, next), font) > width) break;
        end = next;
    }
    return end;
}

// Up to and with the space after the first word. Words that run from right to left stand in their
// own order: as many as fit are one piece.
std::size_t piece_end(const Canvas& canvas, std::string_view text, Font font, float width) {
    const auto after_word = [text](std::size_t from) {
        const std::size_t space = text.find(' ', from);
        return space == std::string_view::npos ? text.size() : space + 1;
    };
    std::size_t end = after_word(0);
    while (end < text.size() && parts_amount(text.substr(0, end), text.substr(end)))
        end = after_word(end);
    while (end < text.size() && runs_right_to_left(text.substr(0, end))) {
        const std::size_t next = after_word(end);
        if (!runs_right_to_left(text.substr(end, next - end))) break;
        if (canvas.width(text.substr(0, next), font) > width) break;
        end = next;
    }
    return end;
}

// Between two facts of a row; a line that begins parts them as well.
constexpr std::string_view kBetweenFacts = "· ";

// Of the piece that a text begins with, without the space at its end.
float next_width(const Canvas& canvas, std::string_view text, Font font, float width) {
    if (text.empty()) return 0;
    std::string_view piece = text.substr(0, piece_end(canvas, text, font, width));
    if (piece.back() == ' ') piece.remove_suffix(1);
    return canvas.width(piece, font);
}

// Sets runs word by word; `word(run, text, x, y)` for each. The end of a line is a space here.
template <class Word>
float set_runs(const Canvas& canvas, Point at, float width, const std::vector<TextRun>& runs,
               const Word& word) {
    float line = 0;
    for (const TextRun& run : runs) line = std::max(line, canvas.line_height(run.font));
    const float step = std::round(line * kLeading);
    float x = at.x;
    float y = at.y;
    for (const TextRun& run : runs) {
        if (run.icon != Icon::kNone) {
            const float before = canvas.width(run.text, run.font);
            const float wide = canvas.icon_width(IconSize::kTiny);
            const bool begins = x > at.x && x + before + wide > at.x + width + 1;
            if (begins) y += step;
            x = begins ? at.x + wide : x + before + wide;
            word(run, begins ? std::string_view{} : run.text, Point{x - wide, y}, wide);
            continue;
        }
        std::string joined(run.text);
        std::replace(joined.begin(), joined.end(), '\n', ' ');
        std::string_view rest = joined;
        while (!rest.empty()) {
            std::size_t end = piece_end(canvas, rest, run.font, width);
            std::string_view piece = rest.substr(0, end);
            float full = canvas.width(piece, run.font);
            if (full > width) {  // Longer than a line: it breaks between letters.
                if (x > at.x) {
                    x = at.x;
                    y += step;
                }
                end = fitting(canvas, piece, run.font, width);
                piece = rest.substr(0, end);
                full = canvas.width(piece, run.font);
            }
            const bool ends_in_space = piece.back() == ' ';
            const float inked =
                ends_in_space ? canvas.width(piece.substr(0, end - 1), run.font) : full;
            const bool parts = piece == kBetweenFacts;
            const float needed =
                parts ? full + next_width(canvas, rest.substr(end), run.font, width) : inked;
            if (x > at.x && x + needed > at.x + width + 1) {
                x = at.x;
                y += step;
                if (parts) {
                    rest.remove_prefix(end);
                    continue;
                }
            }
            const float baseline_shift = (line - canvas.line_height(run.font)) * kBaselineShift;
            word(run, piece, Point{x, y + baseline_shift}, full);
            x += full;
            rest.remove_prefix(end);
        }
    }
    return runs.empty() ? 0 : y - at.y + step;
}

}  // namespace

float Canvas::runs(Point at, float width, const std::vector<TextRun>& runs) {
    float line = 0;
    for (const TextRun& run : runs) line = std::max(line, line_height(run.font));
    const auto draw = [&](const TextRun& run, std::string_view piece, Point place, float wide) {
        if (run.icon != Icon::kNone) {
            icon({place.x + wide / 2, place.y + line / 2}, run.icon, IconSize::kTiny, run.color);
            place.x -= this->width(piece, run.font);
            place.y += (line - line_height(run.font)) * kBaselineShift;
        }
        if (run.ground != 0) {
            fill({place.x - px(1), place.y - px(1), wide + px(2), line_height(run.font) + px(2)},
                 run.ground, px(4));
        }
        text(place, piece, run.font, run.color);
    };
    return set_runs(*this, at, width, runs, draw);
}

float Canvas::runs_height(float width, const std::vector<TextRun>& runs) const {
    const auto nothing = [](const TextRun&, std::string_view, Point, float) {};
    return set_runs(*this, {0, 0}, width, runs, nothing);
}

}  // namespace oppad::ui

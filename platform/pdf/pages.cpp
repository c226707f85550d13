#include "platform/pdf/pages.h"

#include <algorithm>

#include "ui/theme/letters.h"

namespace oppad::platform {
namespace {

using ui::SheetPart;
using ui::SheetStyle;

constexpr double kTextWide = kPageWide - 2 * kMargin;
constexpr double kLabelWide = 128;
constexpr double kLeading = 1.42;  // From line to line, in sizes of the font.
constexpr double kAscent = 1.0;    // From the top of a line to where its letters stand.
constexpr double kFootGap = 14;
constexpr double kPageNumberWide = 100;

PageFont font_of(SheetStyle style) {
    switch (style) {
        case SheetStyle::kTitle:
            return PageFont::kTitle;
        case SheetStyle::kHeading:
            return PageFont::kHeading;
        case SheetStyle::kStrong:
            return PageFont::kStrong;
        case SheetStyle::kBody:
            return PageFont::kBody;
        case SheetStyle::kSmall:
            return PageFont::kSmall;
    }
    return PageFont::kBody;
}

double room_before(SheetStyle style) {
    switch (style) {
        case SheetStyle::kTitle:
            return 0;
        case SheetStyle::kHeading:
            return 18;
        case SheetStyle::kStrong:
            return 9;
        case SheetStyle::kBody:
        case SheetStyle::kSmall:
            return 3;
    }
    return 0;
}

double step_of(PageFont font) { return size_of(font) * kLeading; }

// As many letters of `word` as fit, at least one.
std::size_t fitting(std::string_view word, PageFont font, double wide, const Ruler& ruler) {
    std::size_t end = ui::next_letter(word, 0);
    while (end < word.size()) {
        const std::size_t next = ui::next_letter(word, end);
        if (ruler.width(word.substr(0, next), font) > wide) break;
        end = next;
    }
    return end;
}

// Wraps one line of text, without line feeds, at its spaces.
void wrap_line(std::string_view text, PageFont font, double wide, const Ruler& ruler,
               std::vector<std::string>& lines) {
    std::string line;
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        std::string_view word = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        std::string longer = line.empty() ? std::string(word) : line + ' ' + std::string(word);
        if (ruler.width(longer, font) <= wide) {
            line = std::move(longer);
            continue;
        }
        if (!line.empty()) lines.push_back(std::move(line));
        while (ruler.width(word, font) > wide) {
            const std::size_t end = fitting(word, font, wide, ruler);
            lines.emplace_back(word.substr(0, end));
            word.remove_prefix(end);
        }
        line = std::string(word);
    }
    lines.push_back(std::move(line));
}

std::vector<std::string> wrapped(std::string_view text, PageFont font, double wide,
                                 const Ruler& ruler) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t feed = text.find('\n');
        wrap_line(text.substr(0, feed), font, wide, ruler, lines);
        if (feed == std::string_view::npos) return lines;
        text.remove_prefix(feed + 1);
    }
}

class Setter {
public:
    Setter(const ui::Sheet& sheet, const Ruler& ruler) : sheet_(sheet), ruler_(ruler) {
        footing_ = wrapped(sheet.footing, PageFont::kSmall, kTextWide - kPageNumberWide, ruler);
        const double foot = static_cast<double>(footing_.size()) * step_of(PageFont::kSmall);
        floor_ = kPageHigh - kMargin - foot - kFootGap;
    }

    std::vector<Page> run() {
        begin_page();
        for (const SheetPart& part : sheet_.parts) set(part);
        for (std::size_t i = 0; i < pages_.size(); ++i) set_foot(i);
        return std::move(pages_);
    }

private:
    void begin_page() {
        pages_.emplace_back();
        y_ = kMargin;
    }

    void set(const SheetPart& part) {
        const PageFont font = font_of(part.style);
        const double step = step_of(font);
        const bool is_first = pages_.back().lines.empty();
        if (!is_first) y_ += room_before(part.style);
        // A heading, or the name of what follows, never stands alone at the foot of a page.
        const bool leads = part.style == SheetStyle::kHeading || part.style == SheetStyle::kStrong;
        const double under = leads ? 2 * step_of(PageFont::kBody) : 0;
        if (!is_first && y_ + step + under > floor_) begin_page();
        if (part.label.empty()) {
            set_lines(wrapped(part.text, font, kTextWide, ruler_), {}, kMargin, font);
        } else {
            set_lines(wrapped(part.text, font, kTextWide - kLabelWide, ruler_),
                      wrapped(part.label, PageFont::kLabel, kLabelWide - 12, ruler_),
                      kMargin + kLabelWide, font);
        }
        if (part.style == SheetStyle::kHeading) {
            pages_.back().rules.push_back(y_ + 1);
            y_ += 4;
        }
    }

    // Lines of text with those of its label beside them.
    void set_lines(const std::vector<std::string>& text, const std::vector<std::string>& label,
                   double x, PageFont font) {
        const double step = step_of(font);
        for (std::size_t i = 0; i < std::max(text.size(), label.size()); ++i) {
            if (y_ + step > floor_) begin_page();
            const double baseline = y_ + size_of(font) * kAscent;
            if (i < label.size()) add({kMargin, baseline, PageFont::kLabel, label[i]});
            if (i < text.size()) add({x, baseline, font, text[i]});
            y_ += step;
        }
    }

    void set_foot(std::size_t index) {
        std::string number = sheet_.page_words;
        const auto put = [&number](std::string_view place, std::size_t value) {
            const std::size_t at = number.find(place);
            if (at != std::string::npos) number.replace(at, place.size(), std::to_string(value));
        };
        put("{0}", index + 1);
        put("{1}", pages_.size());
        double baseline = floor_ + kFootGap + size_of(PageFont::kSmall) * kAscent;
        const double right = kPageWide - kMargin - ruler_.width(number, PageFont::kSmall);
        Page& page = pages_[index];
        page.lines.push_back({right, baseline, PageFont::kSmall, std::move(number)});
        for (const std::string& line : footing_) {
            page.lines.push_back({kMargin, baseline, PageFont::kSmall, line});
            baseline += step_of(PageFont::kSmall);
        }
    }

    void add(PageLine line) {
        if (!line.text.empty()) pages_.back().lines.push_back(std::move(line));
    }

    const ui::Sheet& sheet_;
    const Ruler& ruler_;
    std::vector<std::string> footing_;
    std::vector<Page> pages_;
    double y_ = 0;
    double floor_ = 0;
};

}  // namespace

double size_of(PageFont font) {
    switch (font) {
        case PageFont::kTitle:
            return 20;
        case PageFont::kHeading:
            return 13;
        case PageFont::kStrong:
        case PageFont::kBody:
            return 10.5;
        case PageFont::kLabel:
            return 9.5;
        case PageFont::kSmall:
            return 9;
    }
    return 10.5;
}

std::vector<Page> set_in_pages(const ui::Sheet& sheet, const Ruler& ruler) {
    return Setter(sheet, ruler).run();
}

}  // namespace oppad::platform

// Sets a sheet in pages: which line of text stands where. Pure; knows no font but through a ruler.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/state/sheet.h"

namespace oppad::platform {

// All lengths here are points, 1/72 inch, from the upper left corner.
inline constexpr double kPageWide = 595.28;
inline constexpr double kPageHigh = 841.89;
inline constexpr double kMargin = 56;

enum class PageFont : std::uint8_t { kTitle, kHeading, kStrong, kBody, kSmall, kLabel };

double size_of(PageFont font);

class Ruler {
public:
    virtual ~Ruler() = default;
    // Of one line.
    [[nodiscard]] virtual double width(std::string_view text, PageFont font) const = 0;
};

struct PageLine {
    double x = 0;
    double baseline = 0;
    PageFont font = PageFont::kBody;
    std::string text;
};

struct Page {
    std::vector<PageLine> lines;
    std::vector<double> rules;  // Thin lines over the whole width, under headings.
};

// At least one page. Cost: O(text).
std::vector<Page> set_in_pages(const ui::Sheet& sheet, const Ruler& ruler);

}  // namespace oppad::platform

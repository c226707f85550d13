// Which line stands where, with letters that are all as wide as they are high.
#include "platform/pdf/pages.h"

#include <catch2/catch_test_macros.hpp>

#include "ui/theme/letters.h"

namespace oppad::platform {
namespace {

using ui::SheetPart;
using ui::SheetStyle;

class SquareLetters final : public Ruler {
public:
    [[nodiscard]] double width(std::string_view text, PageFont font) const override {
        return static_cast<double>(ui::count_letters(text)) * size_of(font);
    }
};

std::vector<Page> set(std::vector<SheetPart> parts) {
    return set_in_pages({std::move(parts), "Vertrouwelijk", "{0}/{1}"}, SquareLetters{});
}

std::string words(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "woord" : " woord");
    return text;
}

std::size_t count_of(const std::vector<Page>& pages, std::string_view word) {
    std::size_t count = 0;
    for (const Page& page : pages) {
        for (const PageLine& line : page.lines) {
            for (auto at = line.text.find(word); at != std::string::npos;
                 at = line.text.find(word, at + 1)) {
                ++count;
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("a long note goes on over pages without losing a word", "[pdf]") {
    const auto pages = set({{SheetStyle::kBody, words(2000), {}}});
    REQUIRE(pages.size() > 2);
    CHECK(count_of(pages, "woord") == 2000);
    CHECK(count_of(pages, "Vertrouwelijk") == pages.size());
    CHECK(count_of(pages, "1/" + std::to_string(pages.size())) == 1);
}

TEST_CASE("nothing stands outside the margins, also a word that is longer than a line", "[pdf]") {
    const auto pages = set({{SheetStyle::kTitle, std::string(300, 'x'), {}},
                            {SheetStyle::kBody, words(500), "een heel lang etiket ervoor"}});
    for (const Page& page : pages) {
        for (const PageLine& line : page.lines) {
            const double right = line.x + SquareLetters{}.width(line.text, line.font);
            CHECK(line.x >= kMargin);
            CHECK(right <= kPageWide - kMargin + 0.01);
            CHECK(line.baseline <= kPageHigh - kMargin + 1);
        }
    }
}

TEST_CASE("a heading never stands alone at the foot of a page", "[pdf]") {
    for (std::size_t filled = 1; filled < 60; ++filled) {
        std::vector<SheetPart> parts(filled, SheetPart{SheetStyle::kBody, "regel", {}});
        parts.push_back({SheetStyle::kHeading, "Kop", {}});
        parts.push_back({SheetStyle::kBody, "onder de kop", {}});
        const auto pages = set(parts);
        for (const Page& page : pages) {
            if (count_of({page}, "Kop") == 1) CHECK(count_of({page}, "onder de kop") == 1);
        }
    }
}

TEST_CASE("a line feed begins a line, and an empty sheet is one page", "[pdf]") {
    const auto pages = set({{SheetStyle::kBody, "een\n\ntwee", {}}});
    REQUIRE(pages.size() == 1);
    REQUIRE(pages[0].lines.size() == 4);  // Two of them, and the foot.
    CHECK(pages[0].lines[1].baseline - pages[0].lines[0].baseline > 2 * size_of(PageFont::kBody));
    CHECK(set({}).size() == 1);
}

}  // namespace oppad::platform

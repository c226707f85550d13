// Names that run from right to left: in the order and the forms in which they are read.
#include "ui/theme/visual_order.h"

#include <catch2/catch_test_macros.hpp>

namespace oppad::test {

using ui::in_visual_order;
using ui::runs_right_to_left;

TEST_CASE("only letters that run from right to left ask for an order", "[ui][letters]") {
    CHECK_FALSE(runs_right_to_left(""));
    CHECK_FALSE(runs_right_to_left("Gezin Yılmaz-Peeters · Жанна · 5 €"));
    CHECK(runs_right_to_left("Gezin עברית"));
    CHECK(runs_right_to_left("عمر"));
}

TEST_CASE("Hebrew stands in reverse, and Arabic in its joined forms", "[ui][letters]") {
    CHECK(in_visual_order("שלום") == "םולש");
    // Initial, middle and final form, the last letter first.
    CHECK(in_visual_order("عمر") == "\uFEAE\uFEE4\uFECB");
    // A lam and an alef are one letter.
    CHECK(in_visual_order("لا") == "\uFEFB");
}

TEST_CASE("a name within a sentence keeps its place, its words change theirs", "[ui][letters]") {
    CHECK(in_visual_order("Gezin שלום כהן · Mol") == "Gezin ןהכ םולש · Mol");
    CHECK(in_visual_order("Mol") == "Mol");
}

TEST_CASE("a number that follows a name is not taken for a part of it", "[ui][letters]") {
    CHECK(in_visual_order("Gezin שלום · 2 kinderen") == "Gezin םולש · 2 kinderen");
    CHECK(in_visual_order("שלום\u200E (8)") == "םולש (8)");
    // Within a name it is read with it.
    CHECK(in_visual_order("שלום 12 כהן") == "ןהכ 12 םולש");
    const ui::VisualLine placed = ui::placed_in_visual_order("ש · 2");
    REQUIRE(placed.letters.size() == 5);
    CHECK(placed.letters[4].at == 6);
    CHECK(placed.text.substr(placed.letters[4].left) == "2");
}

TEST_CASE("a caret knows where each letter went", "[ui][letters]") {
    const ui::VisualLine placed = ui::placed_in_visual_order("ab שלום");
    REQUIRE(placed.letters.size() == 7);
    CHECK_FALSE(placed.letters[1].is_reversed);
    CHECK(placed.letters[1].left == 1);
    const ui::PlacedLetter& first = placed.letters[3];  // The shin stands at the right end.
    CHECK(first.is_reversed);
    CHECK(first.at == 3);
    CHECK(first.right == placed.text.size());
    CHECK(placed.letters[6].left == 3);
}

TEST_CASE("of two letters that became one, the second takes no room", "[ui][letters]") {
    const ui::VisualLine placed = ui::placed_in_visual_order("لا");
    REQUIRE(placed.letters.size() == 2);
    const auto wide = [&](std::size_t i) {
        return placed.letters[i].right - placed.letters[i].left;
    };
    CHECK(wide(0) + wide(1) == placed.text.size());
    CHECK((wide(0) == 0 || wide(1) == 0));
}

TEST_CASE("bytes that are no text do no harm", "[ui][letters]") {
    CHECK_NOTHROW(in_visual_order("\xD8"));
    CHECK_NOTHROW(in_visual_order("\xFF\xD8\x80\x80"));
}

}  // namespace oppad::test

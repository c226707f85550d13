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

TEST_CASE("bytes that are no text do no harm", "[ui][letters]") {
    CHECK_NOTHROW(in_visual_order("\xD8"));
    CHECK_NOTHROW(in_visual_order("\xFF\xD8\x80\x80"));
}

}  // namespace oppad::test

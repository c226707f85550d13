// The checks of the screens, held against drawings with one planted fault each: what they are there
// for they find, and nothing where nothing is wrong.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/ui/support/screen_checks.h"

namespace oppad::test {

namespace {

constexpr ui::Rect kScreen{0, 0, 1280, 800};
constexpr ui::Color kInk = 0xFF201A18;
constexpr ui::Color kPaper = 0xFFFFFFFF;
constexpr ui::Color kPale = 0xFFC8C8C8;
constexpr const char* kName = "Van den Bogaerde";
constexpr const char* kLate = "Van den Bogaerde · 3 dagen te laat";

// A drawing on white paper, with two buttons and a line of text that are as they should be.
struct Drawing {
    ui::Ledger ledger;
    ui::ItemMap items;
    PeopleWords people{ui::Snapshot{}};

    Drawing() {
        people.add(kName);
        fill(kScreen, kPaper);
        item("save", {100, 100, 200, 56});
        item("cancel", {320, 100, 200, 56});
        write({100, 300, 300, 24}, "Op te volgen");
    }
    void fill(const ui::Rect& rect, ui::Color color) {
        ledger.fills.push_back({rect, color, ledger.layer, ++ledger.order});
    }
    ui::DrawnText& write(const ui::Rect& rect, const char* words) {
        ui::DrawnText text;
        text.rect = rect;
        text.clip = kScreen;
        text.text = words;
        text.color = kInk;
        text.layer = ledger.layer;
        text.order = ++ledger.order;
        return ledger.texts.emplace_back(std::move(text));
    }
    void cut(const char* words, std::size_t at) {
        ui::DrawnText& text = write({100, 400, 300, 24}, words);
        text.is_shortened = true;
        text.cut_at = at;
    }
    void item(const char* id, const ui::Rect& rect) {
        ui::Item item;
        item.id = id;
        item.rect = rect;
        item.visible = rect;
        items.add(std::move(item));
    }
    // The kinds of the faults that are found.
    [[nodiscard]] std::vector<std::string> kinds() const {
        std::vector<std::string> kinds =
            find_faults({.ledger = ledger, .items = items, .screen = kScreen, .people = people});
        for (std::string& fault : kinds) fault.resize(std::min(fault.find(':'), fault.size()));
        return kinds;
    }
};

using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("nothing is found on a screen on which nothing is wrong", "[ui][checks]") {
    Drawing drawing;
    CHECK(drawing.kinds().empty());
    SECTION("nor where a button stands within its row") {
        drawing.item("row", {100, 500, 600, 72});
        drawing.item("row_more", {640, 508, 56, 56});
        CHECK(drawing.kinds().empty());
    }
    SECTION("nor under a sheet that lies over all") {
        drawing.item("tiny", {600, 600, 10, 10});
        drawing.item("sheet", kScreen);
        CHECK(drawing.kinds().empty());
    }
    SECTION("nor where a toast floats over a button") {
        drawing.item("toast_undo", {140, 100, 200, 56});
        CHECK(drawing.kinds().empty());
    }
}

TEST_CASE("a target that a thumb misses is found", "[ui][checks]") {
    Drawing drawing;
    drawing.item("tiny", {600, 600, 40, 56});
    CHECK(drawing.kinds() == Kinds{"small"});
}

TEST_CASE("targets that lie over or too near each other are found", "[ui][checks]") {
    Drawing drawing;
    SECTION("half over its equal") { drawing.item("other", {200, 100, 200, 56}); }
    SECTION("half over a smaller one") { drawing.item("other", {60, 120, 240, 150}); }
    SECTION("in the same place") { drawing.item("other", {100, 100, 200, 56}); }
    SECTION("with a slit between them") { drawing.item("other", {100, 160, 200, 56}); }
    const Kinds kinds = drawing.kinds();
    CHECK_FALSE(kinds.empty());
    CHECK(std::all_of(kinds.begin(), kinds.end(),
                      [](const std::string& kind) { return kind == "near"; }));
}

TEST_CASE("a text of ours that is cut is found, whosever name stands in it", "[ui][checks]") {
    Drawing drawing;
    const std::string_view whole = kLate;
    SECTION("one of ours") {
        drawing.cut("Op te volgen", 5);
        CHECK(drawing.kinds() == Kinds{"cut"});
    }
    SECTION("behind a name") {
        drawing.cut(kLate, whole.find("at"));
        CHECK(drawing.kinds() == Kinds{"cut"});
    }
    SECTION("right behind a name") {
        drawing.cut(kLate, whole.find(" ·"));
        CHECK(drawing.kinds() == Kinds{"cut"});
    }
    SECTION("in a name, as it must be") {
        drawing.cut(kLate, whole.find("gaerde"));
        CHECK(drawing.kinds().empty());
    }
    SECTION("a name alone") {
        drawing.cut(kName, 9);
        CHECK(drawing.kinds().empty());
    }
}

TEST_CASE("words that can't be read are found", "[ui][checks]") {
    Drawing drawing;
    SECTION("pale") {
        drawing.write({100, 500, 300, 24}, "Niet ingevuld").color = kPale;
        CHECK(drawing.kinds() == Kinds{"pale"});
    }
    SECTION("over each other") {
        drawing.write({150, 304, 300, 24}, "Niet ingevuld");
        CHECK(drawing.kinds() == Kinds{"over"});
    }
    SECTION("under a shape") {
        drawing.fill({90, 290, 60, 60}, kPaper);
        CHECK(drawing.kinds() == Kinds{"covered"});
    }
    SECTION("beyond the edge") {
        drawing.write({1100, 500, 300, 24}, "Niet ingevuld");
        CHECK_FALSE(drawing.kinds().empty());
    }
    SECTION("beyond their button") {
        drawing.write({240, 116, 120, 24}, "Niet ingevuld");
        CHECK(drawing.kinds() == Kinds{"beyond"});
    }
}

}  // namespace oppad::test

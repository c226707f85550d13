// Two families that may be one: what is seen of both before they become one.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>
#include <string>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot with_two_alike() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    screens::add_similar(snapshot, {.name = "Yılmaz-Peeters",
                                    .phone = "0470 12 34 56",
                                    .street = "Turnhoutsebaan 14",
                                    .postcode = "2400",
                                    .municipality = "Mol",
                                    .except = screens::demo_family()});
    return snapshot;
}

void tap_at(TestApp& app, std::string_view id) {
    app.scroll_to(id);
    app.tap(id);
}

}  // namespace

TEST_CASE("whether two families are the same is seen before they become one", "[ui][merge]") {
    const bool is_low = GENERATE(false, true);
    ui::Preferences preferences;
    preferences.text_percent = is_low ? 200 : 100;
    TestApp app(with_two_alike(), preferences,
                is_low ? ui::Surface{.width = 1024, .height = 600} : ui::Surface{});
    app.tap("rail_families");
    app.tap("family_row_0");
    tap_at(app, "edit_family");
    tap_at(app, "merge_family");
    const auto told = [&](std::string_view words) {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
            return text.text.find(words) != std::string::npos && text.rect.y >= text.clip.y - 1 &&
                   text.rect.bottom() <= text.clip.bottom() + 1;
        });
    };
    CHECK_FALSE(told("gelijk"));
    app.press(ImGuiKey_Escape);
    tap_at(app, "edit_family");
    tap_at(app, "same_family_0");
    const auto& watched = app.watched();
    CHECK(std::any_of(watched.begin(), watched.end(), [](const engine::Look& look) {
        const auto* family = std::get_if<engine::LookFamily>(&look);
        return family != nullptr && family->id.raw.bytes[15] == 4;
    }));
    std::set<std::string> found;
    for (int i = 0; i < 30; ++i) {
        for (const char* words : {"gelijk", "deels", "anders", "Kerkstraat", "Elif", "ongedaan"})
            if (told(words)) found.insert(words);
        ImGui::GetIO().AddMousePosEvent(900, is_low ? 300 : 400);
        ImGui::GetIO().AddMouseWheelEvent(0, -0.5F);
        app.settle();
    }
    CHECK(found.size() == 6);
}

}  // namespace oppad::test

// What a row offers without being opened: to a finger that rests on it, and to the Menu key.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

template <class Look>
const Look* watched(const TestApp& app) {
    for (const engine::Look& look : app.watched())
        if (const auto* found = std::get_if<Look>(&look)) return found;
    return nullptr;
}

}  // namespace

TEST_CASE("a contact is logged from the row of a family, which is not opened for it",
          "[ui][menu]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.hold("family_row_0", 600ms);
    CHECK(watched<engine::LookFamily>(app) == nullptr);
    app.tap("family_row_0_log");
    const auto* look = watched<engine::LookLogContact>(app);
    REQUIRE(look != nullptr);
    CHECK(look->family_id == screens::demo_family());
}

TEST_CASE("a family's page opens with the form that its row offered", "[ui][menu]") {
    const char* choice = GENERATE("family_row_0_plan", "family_row_0_refer");
    TestApp app(at_work());
    app.tap("rail_families");
    app.hold("family_row_0", 600ms);
    app.tap(choice);
    CHECK(watched<engine::LookFamily>(app) != nullptr);
    CHECK(app.has("panel_save"));
}

TEST_CASE("the Menu key opens the menu of the row that has the focus, Escape closes it",
          "[ui][menu][keys]") {
    const bool by_menu_key = GENERATE(true, false);
    TestApp app(at_work());
    app.press_with_ctrl(ImGuiKey_F);
    app.press(ImGuiKey_DownArrow);  // What was opened last,
    app.press(ImGuiKey_DownArrow);  // and the first family.
    const auto ask = [&] {
        by_menu_key ? app.press(ImGuiKey_Menu) : app.press_with_shift(ImGuiKey_F10);
    };
    ask();
    REQUIRE(app.has("family_row_0_log"));
    app.press(ImGuiKey_Escape);
    CHECK_FALSE(app.has("family_row_0_log"));
    app.hold("family_row_0", 600ms);
    app.press(ImGuiKey_Enter);  // The first choice has the focus.
    CHECK(watched<engine::LookLogContact>(app) != nullptr);
}

TEST_CASE("what can be noted for a family hangs under one button of its page",
          "[ui][menu][family][keys]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280},
                                         ui::Surface{.width = 1024, .height = 600});
    TestApp app(at_work(), {}, surface);
    app.tap("rail_families");
    app.tap("family_row_0");
    CHECK_FALSE(app.has("refer_family"));
    app.tap("note_more");
    const float under = app.items().find("note_more")->rect.bottom();
    for (const char* id : {"add_follow_up", "add_question", "refer_family"}) {
        INFO(id);
        REQUIRE(app.has(id));
        CHECK(app.items().find(id)->rect.y >= under);
    }
    app.press(ImGuiKey_Escape);
    CHECK_FALSE(app.has("refer_family"));
    CHECK(app.focus_id() == "note_more");
    app.press(ImGuiKey_Enter);
    CHECK(app.focus_id() == "add_follow_up");
    app.press(ImGuiKey_Tab);
    app.press(ImGuiKey_Tab);
    CHECK(app.focus_id() == "refer_family");
    app.press(ImGuiKey_Enter);
    CHECK(app.has("panel_new_partner_name"));
}

TEST_CASE("one row shows its menu at a time, in sight, and a second rest closes it", "[ui][menu]") {
    TestApp app(at_work(), {}, ui::Surface{.width = 1024, .height = 600});
    app.tap("rail_families");
    app.hold("family_row_0", 600ms);
    REQUIRE(app.has("family_row_0_log"));
    app.hold("family_row_3", 600ms);
    CHECK_FALSE(app.has("family_row_0_log"));
    const ui::Item* shown = app.items().find("family_row_3_log");
    REQUIRE(shown != nullptr);
    CHECK(shown->visible.h == shown->rect.h);
    app.hold("family_row_3", 600ms);
    CHECK_FALSE(app.has("family_row_3_log"));
}

TEST_CASE("what is offered comes into sight to its last choice", "[ui][menu]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                                         ui::Surface{.width = 800, .height = 1280});
    const int percent = GENERATE(100, 200);
    INFO(surface.width << 'x' << surface.height << ' ' << percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(at_work(), preferences, surface);
    app.tap("rail_families");
    const auto in_sight = [&app](std::string_view id) {
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->visible.h >= item->rect.h - 1);
    };
    SECTION("of the last row") {
        app.scroll_to("family_row_4");
        app.hold("family_row_4", 600ms);
        in_sight("family_row_4_refer");
    }
    SECTION("of a contact") {
        app.tap("family_row_0");
        app.scroll_to("timeline_more_0");
        app.scroll_to("timeline_more_0");
        app.tap("timeline_more_0");
        in_sight("timeline_delete_0");
        if (percent == 100 && surface.width != 1024)  // In one row.
            CHECK(app.items().find("timeline_delete_0")->rect.y ==
                  app.items().find("timeline_edit_0")->rect.y);
    }
}

TEST_CASE("an appointment is planned from the row of a school", "[ui][menu]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280});
    TestApp app(at_work(), {}, surface);
    app.tap("rail_places");
    app.hold("place_row_1", 600ms);
    app.tap("place_row_1_plan");
    CHECK(app.has("panel_save"));
}

TEST_CASE("today's rows lead on: to the family, to the form, to what is done", "[ui][menu]") {
    TestApp app(at_work());
    SECTION("of a promise") {
        app.hold("open_item_0", 600ms);
        app.tap("open_item_0_open");
        CHECK(watched<engine::LookFamily>(app) != nullptr);
    }
    SECTION("of a promise that is kept") {
        app.hold("open_item_2", 600ms);
        app.tap("open_item_2_move");
        CHECK(app.take_commands<engine::SettleFollowUp>().size() == 1);
    }
    SECTION("of a promise about a school") {
        app.hold("open_item_4", 600ms);
        app.tap("open_item_4_open");
        CHECK(watched<engine::LookPlace>(app) != nullptr);
    }
    SECTION("of a promise about a school, with a tap") {
        app.tap("open_item_4");
        CHECK(watched<engine::LookPlace>(app) != nullptr);
    }
    SECTION("of a promise about a school, which is kept by going there") {
        app.hold("open_item_4", 600ms);
        app.tap("open_item_4_log");
        const auto* look = watched<engine::LookLogContact>(app);
        REQUIRE(look != nullptr);
        CHECK(look->place_id.has_value());
    }
    SECTION("of a promise that is put off") {
        CHECK_FALSE(app.has("edit_follow_up_2"));
        app.hold("open_item_2", 600ms);
        app.tap("open_item_2_edit");
        CHECK(app.has("panel_what"));
    }
    SECTION("of a call that is promised") {
        app.hold("open_item_2", 600ms);
        app.tap("open_item_2_copy");
        CHECK(std::string(ImGui::GetClipboardText()) == "0470 65 43 21");
    }
    SECTION("of a planned visit") {
        app.hold("agenda_item_1", 600ms);
        app.tap("agenda_item_1_edit");
        CHECK(app.has("panel_save"));
    }
}

TEST_CASE("a planned visit opens the family at one tap, its menu changes it",
          "[ui][menu][agenda]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                                         ui::Surface{.width = 800, .height = 1280});
    TestApp app(at_work(), {}, surface);
    SECTION("the family") {
        app.tap("agenda_item_1");
        CHECK(watched<engine::LookFamily>(app) != nullptr);
        CHECK_FALSE(app.has("panel_save"));
    }
    SECTION("the school, also of what took place") {
        const char* row = GENERATE("agenda_item_0", "agenda_item_2");
        app.scroll_to(row);
        app.tap(row);
        CHECK(watched<engine::LookPlace>(app) != nullptr);
    }
    SECTION("its menu at a tap, and away again") {
        app.tap("agenda_item_1_more");
        REQUIRE(app.has("agenda_item_1_edit"));
        app.tap("agenda_item_1_more");
        CHECK_FALSE(app.has("agenda_item_1_edit"));
    }
    SECTION("its form from its menu") {
        app.tap("agenda_item_1_more");
        app.tap("agenda_item_1_edit");
        CHECK(app.has("panel_save"));
    }
}

TEST_CASE("an appointment that is cancelled from its row leaves another form as it is",
          "[ui][menu][agenda]") {
    TestApp app(at_work());
    app.tap("step_0");
    REQUIRE(app.has("panel_save"));
    app.tap("agenda_item_1_more");
    app.tap("agenda_item_1_cancel");
    CHECK(app.take_commands<engine::SettleAppointment>().size() == 1);
    CHECK(app.has("panel_save"));
}

TEST_CASE("who somebody was before is asked from their row", "[ui][menu]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.tap("family_row_0");
    app.scroll_to("edit_member_0");
    app.hold("edit_member_0", 600ms);
    app.tap("edit_member_0_history");
    const auto* look = watched<engine::LookHistory>(app);
    REQUIRE(look != nullptr);
    CHECK(look->key.type == RecordType::kPerson);
}

TEST_CASE("a row that is picked for something has no menu", "[ui][menu]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.hold("picker_family_0", 600ms);
    CHECK_FALSE(app.has("picker_family_0_log"));
}

}  // namespace oppad::test

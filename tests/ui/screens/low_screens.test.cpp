// A low screen, large letters, the keyboard up: what one goes on with stays within reach, and what
// one looks for in sight.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr ui::Surface kLow{1024, 600, 1};

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_families(snapshot, "p");
    screens::add_family(snapshot);
    screens::add_places(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

ui::Preferences letters(int percent, const char* language, bool left_handed) {
    ui::Preferences preferences;
    preferences.text_percent = percent;
    preferences.language = language;
    preferences.left_handed = left_handed;
    return preferences;
}

float seen_part(const TestApp& app, std::string_view id) {
    const ui::Item* item = app.items().find(id);
    return item == nullptr || item->rect.h <= 0 ? 0 : item->visible.h / item->rect.h;
}

// Whole, and over the keyboard.
bool is_at_hand(const TestApp& app, std::string_view id) {
    const ui::Item* item = app.items().find(id);
    const ui::Item* keys = app.items().find("keyboard");
    if (item == nullptr || keys == nullptr) return false;
    const bool is_over = item->visible.bottom() <= keys->rect.y ||
                         item->visible.right() <= keys->rect.x ||
                         item->visible.x >= keys->rect.right();
    return item->visible.h > item->rect.h - 1 && item->visible.w > item->rect.w - 1 && is_over;
}

// How many rows are in sight, by their height.
float rows_seen(const TestApp& app, std::string_view prefix) {
    float seen = 0;
    for (const ui::Item& item : app.items().items())
        if (item.id.starts_with(prefix)) seen += seen_part(app, item.id);
    return seen;
}

const ui::DrawnText* find_text(const TestApp& app, std::string_view text) {
    const auto& texts = app.ledger().texts;
    const auto found = std::find_if(texts.begin(), texts.end(),
                                    [&](const ui::DrawnText& each) { return each.text == text; });
    return found == texts.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("who types on a low screen saves, or locks, without lowering the keyboard",
          "[ui][low][keyboard]") {
    const int percent = GENERATE(100, 125, 150, 200);
    const char* language = GENERATE("nl", "fr");
    const bool left_handed = GENERATE(false, true);
    INFO(percent << " % " << language << (left_handed ? " left" : ""));
    TestApp app(at_work(), letters(percent, language, left_handed), kLow);
    app.tap("rail_log_contact");
    SECTION("a note") {
        app.scroll_to("note");
        app.tap("note");
        CHECK(is_at_hand(app, "lock_now"));
        REQUIRE(is_at_hand(app, "save_contact"));
        app.tap("key_a");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        CHECK(logged[0].draft.note == "a");
    }
    SECTION("a promise") {
        app.scroll_to("next_follow_up");
        app.tap("next_follow_up");
        app.scroll_to("follow_up_what");
        app.tap("follow_up_what");
        CHECK(seen_part(app, "follow_up_what") > 0.99F);
        CHECK(is_at_hand(app, "lock_now"));
        REQUIRE(is_at_hand(app, "part_done"));
        app.tap("key_a");
        app.tap("part_done");
        CHECK_FALSE(app.has("follow_up_what"));
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        REQUIRE(logged[0].draft.follow_up.has_value());
        CHECK(logged[0].draft.follow_up->what == "a");
    }
    SECTION("a form") {
        app.tap("rail_families");
        app.scroll_to("family_row_0");
        app.tap("family_row_0");
        app.scroll_to("edit_family");
        app.tap("edit_family");
        app.scroll_to("panel_street");
        app.tap("panel_street");
        CHECK(seen_part(app, "panel_street") > 0.99F);
        CHECK(is_at_hand(app, "lock_now"));
        REQUIRE(is_at_hand(app, "panel_save"));
        app.tap("key_a");
        app.tap("panel_save");
        CHECK(app.take_commands<engine::SaveFamily>().size() == 1);
    }
}

TEST_CASE("a field of the page leaves the way to save in sight on a low screen",
          "[ui][low][keyboard]") {
    const int percent = GENERATE(100, 150, 200);
    INFO(percent << " %");
    TestApp app(at_work(), letters(percent, "nl", false), kLow);
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.tap("picker_search");
    for (const char* key : {"key_o", "key_k", "key_a"}) app.tap(key);
    app.scroll_to("new_family");
    app.tap("new_family");
    app.scroll_to("new_whereabouts");
    app.tap("new_whereabouts");
    CHECK(is_at_hand(app, "new_phone"));
    CHECK(is_at_hand(app, "lock_now"));
    CHECK(is_at_hand(app, "save_contact"));
}

TEST_CASE("names are in sight while one is looked for on a low screen", "[ui][low][search]") {
    struct Least {
        int percent;
        float rows;
        ui::Surface surface;
    };
    const Least least = GENERATE(Least{100, 3, kLow}, Least{125, 2, kLow}, Least{150, 1.5F, kLow},
                                 Least{200, 1, kLow}, Least{100, 3, {}}, Least{150, 2, {}});
    const char* language = GENERATE("nl", "fr");
    INFO(least.percent << " % " << language << ' ' << least.surface.height);
    TestApp app(at_work(), letters(least.percent, language, false), least.surface);
    SECTION("among the families") {
        app.tap("rail_families");
        app.tap("family_search");
        const float before = rows_seen(app, "family_row_");
        CHECK(before >= least.rows);
        app.tap("key_p");
        CHECK(rows_seen(app, "family_row_") >= least.rows);
        CHECK(is_at_hand(app, "lock_now"));
        app.tap("key_hide");
        app.scroll_to("find_places");
        CHECK(seen_part(app, "find_places") > 0.8F);
    }
    SECTION("on the page of a contact") {
        app.tap("rail_log_contact");
        app.tap("choose_family");
        app.tap("picker_search");
        app.tap("key_p");
        if (least.surface.height == kLow.height)
            CHECK(rows_seen(app, "picker_family_") >= least.rows);
        CHECK(is_at_hand(app, "close_part"));
    }
}

TEST_CASE("large letters on a low screen show each kind, who, where and when",
          "[ui][low][log_contact]") {
    const char* language = GENERATE("nl", "fr", "en");
    const int percent = GENERATE(150, 200);
    INFO(percent << " % " << language);
    TestApp app(at_work(), letters(percent, language, false), kLow);
    app.tap("rail_log_contact");
    for (const char* id :
         {"kind_home_visit", "kind_school_contact", "kind_phone_call", "kind_sit_day",
          "kind_group_moment", "kind_neutral_ground", "kinds_more", "choose_family"}) {
        INFO(id);
        CHECK(seen_part(app, id) > 0.99F);
    }
}

TEST_CASE("the line of a note that is written in stays in sight when the keyboard comes up",
          "[ui][low][note]") {
    const int percent = GENERATE(100, 200);
    INFO(percent << " %");
    TestApp app(at_work(), letters(percent, "nl", false), kLow);
    app.tap("rail_log_contact");
    app.scroll_to("note");
    app.tap("note");
    for (int line = 0; line < 12; ++line) app.press(ImGuiKey_Enter);
    app.type("zz");
    app.tap("keyboard_toggle");
    REQUIRE(app.has("keyboard"));
    const ui::DrawnText* last = find_text(app, "zz");
    REQUIRE(last != nullptr);
    CHECK(last->rect.bottom() <= last->clip.bottom() + 1);
}

TEST_CASE("a part that is open has its own buttons, and no others beside them",
          "[ui][low][log_contact]") {
    const ui::Surface surface = GENERATE(kLow, ui::Surface{800, 1280, 1});
    TestApp app(at_work(), letters(200, "nl", false), surface);
    app.tap("rail_log_contact");
    app.scroll_to("next_follow_up");
    app.tap("next_follow_up");
    CHECK(app.has("part_done"));
    CHECK_FALSE(app.has("save_contact"));
    app.tap("part_done");
    CHECK(app.has("save_contact"));
}

TEST_CASE("words that two people wrote are taken without lowering the keyboard",
          "[ui][low][sync]") {
    const int percent = GENERATE(100, 150, 200);
    INFO(percent << " %");
    ui::Snapshot snapshot = at_work();
    screens::add_sync(snapshot);
    TestApp app(std::move(snapshot), letters(percent, "nl", false), kLow);
    app.tap("rail_sync");
    app.scroll_to("conflict_0_edit");
    app.tap("conflict_0_edit");
    app.scroll_to("conflict_words");
    app.tap("conflict_words");
    CHECK(is_at_hand(app, "conflict_words"));
    CHECK(is_at_hand(app, "conflict_0_take_merged"));
    CHECK(is_at_hand(app, "lock_now"));
}

TEST_CASE("a page that goes on under its lower edge shows that it does", "[ui][low]") {
    TestApp app(at_work(), letters(200, "nl", false), kLow);
    app.tap("rail_log_contact");
    const auto is_below = [](const ui::Rect& fade) { return fade.h > 0; };
    const auto goes_on = [&] {
        const auto& fades = app.ledger().fades;
        return std::any_of(fades.begin(), fades.end(), is_below);
    };
    CHECK(goes_on());
    app.scroll_to("next_signal");
    app.drag("next_signal", -150);
    CHECK_FALSE(goes_on());
}

TEST_CASE("an empty field says what it is for as large as what is typed in it", "[ui][field]") {
    const int percent = GENERATE(100, 200);
    TestApp app(at_work(), letters(percent, "nl", false), {});
    app.tap("rail_families");
    app.scroll_to("family_row_0");
    app.tap("family_row_0");
    app.scroll_to("add_person");
    app.tap("add_person");
    const ui::DrawnText* label = find_text(app, "Voornaam");
    REQUIRE(label != nullptr);
    const float large = label->rect.h;
    app.tap("panel_given_name");
    app.tap("key_o");
    const ui::DrawnText* typed = find_text(app, "o");
    REQUIRE(typed != nullptr);
    CHECK(large > typed->rect.h - 1);
    label = find_text(app, "Voornaam");
    REQUIRE(label != nullptr);
    CHECK(label->rect.h < typed->rect.h);
    CHECK(label->rect.bottom() <= typed->rect.y + 1);
}

TEST_CASE("on a low screen what is ahead of a day stands before what is done",
          "[ui][low][agenda]") {
    TestApp app(at_work(), letters(100, "nl", false), kLow);
    // 09:00 is done, 11:30 is next.
    const ui::DrawnText* done = find_text(app, "09:00");
    const ui::DrawnText* next = find_text(app, "11:30");
    REQUIRE(next != nullptr);
    CHECK((done == nullptr || done->rect.y > next->rect.y));
}

}  // namespace oppad::test

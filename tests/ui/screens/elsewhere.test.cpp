// A member of a family who lives elsewhere: written down, taken back, and met there.
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_family() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    return snapshot;
}

void open(TestApp& app, const char* button) {
    app.tap("rail_families");
    app.tap("family_row_0");
    app.scroll_to(button);
    app.tap(button);
}

void tap(TestApp& app, const char* id) {
    app.scroll_to(id);
    app.tap(id);
}

Person saved(TestApp& app) {
    app.take();
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::SavePerson>();
    REQUIRE(asked.size() == 1);
    return asked[0].person;
}

}  // namespace

TEST_CASE("somebody who lives elsewhere gets an address of their own", "[ui][panel]") {
    TestApp app(at_family());
    open(app, "edit_member_0");
    CHECK_FALSE(app.has("panel_street"));
    tap(app, "lives_elsewhere");
    for (const auto& [field, typed] : {std::pair{"panel_street", "Markt 3"},
                                       {"panel_postcode", "2400"},
                                       {"panel_municipality", "Mol"}}) {
        tap(app, field);
        app.type(typed);
    }
    const Person person = saved(app);
    CHECK(person.street == "Markt 3");
    CHECK(person.postcode == "2400");
    CHECK(person.municipality == "Mol");
}

TEST_CASE("who lives with the family again has no other address", "[ui][panel]") {
    TestApp app(at_family());
    open(app, "edit_member_1");
    app.scroll_to("panel_street");
    tap(app, "lives_elsewhere");
    CHECK_FALSE(app.has("panel_street"));
    SECTION("saved like that") { CHECK(saved(app).street.empty()); }
    SECTION("on second thoughts") {
        tap(app, "lives_elsewhere");
        const Person person = saved(app);
        CHECK(person.street == "Markt 3 bus 2");
        CHECK(person.municipality == "Mol");
    }
}

TEST_CASE("where a family lives, and who lives elsewhere, is copied with one tap", "[ui][phone]") {
    TestApp app(at_family());
    open(app, "copy_address_family");
    CHECK(std::string(ImGui::GetClipboardText()) == "Turnhoutsebaan 14, 2400 Mol");
    tap(app, "copy_address_1");
    CHECK(std::string(ImGui::GetClipboardText()) == "Markt 3 bus 2, 2400 Mol");
    CHECK_FALSE(app.has("copy_address_0"));
    app.pass(std::chrono::seconds(31));
    CHECK(std::string(ImGui::GetClipboardText()).empty());
}

TEST_CASE("a visit is planned where a member lives with one tap", "[ui][panel]") {
    TestApp app(at_family());
    open(app, "plan_appointment");
    tap(app, "where_elsewhere_0");
    app.take();
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::PlanAppointment>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].appointment.where == "Markt 3 bus 2, 2400 Mol");
}

TEST_CASE("what was opened last is one tap away, and a page that opens is noted", "[ui][search]") {
    ui::Snapshot snapshot = at_family();
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    TestApp app(snapshot);
    app.tap("rail_families");
    app.take();
    app.tap("opened_0");
    auto noted = app.take_commands<engine::NoteOpened>();
    REQUIRE(noted.size() == 1);
    CHECK(noted[0].key == RecordKey{RecordType::kFamily, screens::demo_family().raw});
    app.pass(std::chrono::seconds(1));
    CHECK(app.take_commands<engine::NoteOpened>().empty());  // Once for each opening.
    app.tap("rail_families");
    app.tap("opened_1");
    noted = app.take_commands<engine::NoteOpened>();
    REQUIRE(noted.size() == 1);
    CHECK(noted[0].key == RecordKey{RecordType::kPlace, screens::demo_place().raw});
}

TEST_CASE("what was opened last is two keys away from any screen", "[ui][search][keys]") {
    TestApp app(at_family());
    app.press_with_ctrl(ImGuiKey_F);
    app.press(ImGuiKey_DownArrow);
    app.take();
    app.press(ImGuiKey_Enter);
    CHECK(app.take_commands<engine::NoteOpened>().size() == 1);
}

TEST_CASE("what was opened makes room for the kinds as soon as something is typed",
          "[ui][search]") {
    ui::Snapshot snapshot = at_family();
    screens::add_families(snapshot, "p");
    TestApp app(snapshot);
    app.tap("rail_families");
    CHECK(app.has("opened_0"));
    app.tap("family_search");
    app.type("p");
    CHECK_FALSE(app.has("opened_0"));
    CHECK(app.has("find_all"));
    app.show(screens::demo_locked());
    app.show(screens::demo_base());
    app.tap("rail_families");
    CHECK_FALSE(app.has("opened_0"));  // Whoever locked the tablet left nothing of it.
}

}  // namespace oppad::test

// A family's sheet: what it says, whom it is for, and what never stands on it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot with_guarded_family() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    screens::add_sheets(snapshot);
    return snapshot;
}

void open_panel(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("edit_family");
    app.scroll_to("print_family");
    app.tap("print_family");
}

// The sheets that were asked for.
std::vector<ui::MakeSheet> asked(TestApp& app) {
    std::vector<ui::MakeSheet> found;
    for (ui::Intent& intent : app.take()) {
        if (auto* wish = std::get_if<ui::MakeSheet>(&intent)) found.push_back(std::move(*wish));
    }
    return found;
}

void give_pin_and_make(TestApp& app) {
    app.tap("panel_passphrase");
    app.type("482913");
    app.tap("panel_save");
}

bool says(const ui::Sheet& sheet, std::string_view words) {
    return std::any_of(sheet.parts.begin(), sheet.parts.end(), [&](const ui::SheetPart& part) {
        return part.text.find(words) != std::string::npos ||
               part.label.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("a sheet needs the PIN, and says who they are but not what was told", "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    app.tap("panel_save");
    CHECK(asked(app).empty());  // Without a PIN.
    give_pin_and_make(app);
    app.tap("panel_save");  // While it is being made.
    const auto sheets = asked(app);
    REQUIRE(sheets.size() == 1);
    CHECK(as_text(sheets[0].passphrase.view()) == "482913");
    CHECK(sheets[0].folder == "/home/somebody/Documenten");
    CHECK(sheets[0].command.purpose == engine::SheetPurpose::kFamily);
    CHECK(sheets[0].command.family_id == screens::demo_family());
    const ui::Sheet& sheet = sheets[0].sheet;
    CHECK(says(sheet, "Gezin Yılmaz-Peeters"));
    CHECK(says(sheet, "Turnhoutsebaan 14, 2400 Mol"));
    CHECK(says(sheet, "Elif Yılmaz"));
    CHECK(says(sheet, "Markt 3 bus 2, 2400 Mol"));
    CHECK(says(sheet, "Huisbezoek"));
    CHECK_FALSE(says(sheet, "Hulp gevraagd met schoolrekening"));
    CHECK_FALSE(says(sheet, "014 58 12 12"));
    CHECK(sheet.footing.find("Vertrouwelijk") == 0);
}

TEST_CASE("what one must know at the door is on no sheet, notes only when asked for",
          "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    app.tap("sheet_for_own_use");
    app.tap("sheet_with_notes");
    app.scroll_to("sheet_place_2");
    app.tap("sheet_place_2");
    give_pin_and_make(app);
    const auto sheets = asked(app);
    REQUIRE(sheets.size() == 1);
    CHECK(sheets[0].command.purpose == engine::SheetPurpose::kOwnUse);
    CHECK(sheets[0].folder == "/media/somebody/KINGSTON");
    CHECK(says(sheets[0].sheet, "Hulp gevraagd met schoolrekening"));
    CHECK_FALSE(says(sheets[0].sheet, "Lege brooddozen"));  // A signal is nobody's.
    CHECK_FALSE(says(sheets[0].sheet, "hond"));
    CHECK(says(sheets[0].sheet, "Ook bereikbaar op 014 58 12 12"));
}

TEST_CASE("a partner's sheet names the agreement it goes out on, and holds no note",
          "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    app.tap("sheet_with_notes");
    app.tap("sheet_for_partner_0");
    give_pin_and_make(app);
    const auto sheets = asked(app);
    REQUIRE(sheets.size() == 1);
    CHECK(sheets[0].command.purpose == engine::SheetPurpose::kPartner);
    REQUIRE(sheets[0].command.consent_id);
    CHECK(says(sheets[0].sheet, "Huis van het Kind"));
    CHECK_FALSE(says(sheets[0].sheet, "Hulp gevraagd met schoolrekening"));
    CHECK_FALSE(says(sheets[0].sheet, "Huisbezoek"));
    CHECK_FALSE(says(sheets[0].sheet, "Sociale dienst OCMW"));  // Another partner's business.
    CHECK_FALSE(says(sheets[0].sheet, "014 58 12 12"));
    CHECK_FALSE(says(sheets[0].sheet, "Markt 3"));  // Nor where who left lives.
}

TEST_CASE("a sheet that was made is shown with the way to delete it", "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    give_pin_and_make(app);
    const auto sheets = asked(app);
    REQUIRE(sheets.size() == 1);
    ui::Snapshot made = with_guarded_family();
    made.outcomes.push_back({sheets[0].ticket, {}});
    app.show(made);
    CHECK_FALSE(app.has("panel_passphrase"));
    app.tap("sheet_delete_0");
    app.tap("sheet_delete_no_0");
    CHECK_FALSE(app.has("sheet_delete_yes_0"));
    app.tap("sheet_delete_0");
    for (const ui::Intent& intent : app.take())
        CHECK_FALSE(std::holds_alternative<ui::DeleteSheet>(intent));
    app.tap("sheet_delete_yes_0");
    bool is_deleted = false;
    for (const ui::Intent& intent : app.take()) {
        const auto* wish = std::get_if<ui::DeleteSheet>(&intent);
        if (wish != nullptr) is_deleted = wish->path == made.sheets.lying[0].path;
    }
    CHECK(is_deleted);
    app.tap("panel_save");
    CHECK_FALSE(app.has("panel_save"));
}

TEST_CASE("a sheet that could not be deleted is told", "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    app.scroll_to("sheet_delete_0");
    app.tap("sheet_delete_0");
    app.scroll_to("sheet_delete_yes_0");
    app.take();
    app.tap("sheet_delete_yes_0");
    std::uint64_t ticket = 0;
    for (const ui::Intent& intent : app.take()) {
        if (const auto* wish = std::get_if<ui::DeleteSheet>(&intent)) ticket = wish->ticket;
    }
    REQUIRE(ticket != 0);
    ui::Snapshot refused = with_guarded_family();
    engine::Outcome outcome;
    outcome.error = Error{ErrorCode::kDenied, {}};
    refused.outcomes.push_back({ticket, outcome});
    app.show(refused);
    const auto& texts = app.ledger().texts;
    CHECK(std::any_of(texts.begin(), texts.end(), [](const ui::DrawnText& drawn) {
        return drawn.text == "Daar heb je geen toegang toe.";
    }));
}

TEST_CASE("a wrong PIN is said at its field, which is empty again", "[ui][sheet]") {
    TestApp app(with_guarded_family());
    open_panel(app);
    give_pin_and_make(app);
    const std::uint64_t ticket = asked(app)[0].ticket;
    ui::Snapshot refused = with_guarded_family();
    engine::Outcome outcome;
    outcome.problems.push_back({ProblemCode::kWrongPassphrase, "passphrase"});
    refused.outcomes.push_back({ticket, outcome});
    app.show(refused);
    CHECK(app.has("panel_passphrase"));
    app.tap("panel_save");
    CHECK(asked(app).empty());
}

TEST_CASE("the PIN is asked in full sight, whatever is said at the door", "[ui][sheet]") {
    const ui::Surface surface = GENERATE(ui::Surface{.width = 1280, .height = 800},
                                         ui::Surface{.width = 800, .height = 1280},
                                         ui::Surface{.width = 1920, .height = 1200});
    TestApp app(with_guarded_family(), {}, surface);
    open_panel(app);
    const ui::Item* pin = app.items().find("panel_passphrase");
    const ui::Item* make = app.items().find("panel_save");
    REQUIRE(pin != nullptr);
    REQUIRE(make != nullptr);
    CHECK(pin->visible.h == pin->rect.h);
    CHECK(pin->scroll.empty());
    CHECK(make->visible.h == make->rect.h);
    const bool is_beside = make->rect.y < pin->rect.bottom();
    if (is_beside) CHECK(std::abs(make->rect.centre().y - pin->rect.centre().y) < 1);
}

}  // namespace oppad::test

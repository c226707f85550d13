// Where the buttons of a page stand and what they look like: the one that is used most under the
// thumb, commands unlike choices, what takes something away last.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

const ui::DrawnText* drawn(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    const auto found = std::find_if(texts.begin(), texts.end(),
                                    [&](const ui::DrawnText& text) { return text.text == words; });
    return found == texts.end() ? nullptr : &*found;
}

const ui::Item& item(const TestApp& app, std::string_view id) {
    const ui::Item* found = app.items().find(id);
    INFO(id);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("a contact is logged under the thumb of the hand that is used", "[ui][family][touch]") {
    const bool left_handed = GENERATE(false, true);
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280},
                                         ui::Surface{.width = 1920, .height = 1200});
    ui::Preferences preferences;
    preferences.left_handed = left_handed;
    TestApp app(at_work(), preferences, surface);
    open_family(app);
    const ui::Rect log = item(app, "log_contact_family").rect;
    const float middle = static_cast<float>(surface.width) / 2;
    const ui::Rect plan = item(app, "plan_appointment").rect;
    CHECK((left_handed ? plan.x > log.right() : plan.right() < log.x));
    CHECK((left_handed ? log.centre().x < middle : log.centre().x > middle));
    CHECK(drawn(app, "Plan een afspraak") != nullptr);
}

TEST_CASE("all of a family of four are in sight, with what was agreed and what comes next",
          "[ui][family]") {
    const ui::Surface surface =
        GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280},
                 ui::Surface{.width = 1920, .height = 1200, .pixel_ratio = 1.5F});
    ui::Preferences preferences;
    preferences.language = GENERATE("nl", "fr", "en");
    TestApp app(at_work(), preferences, surface);
    open_family(app);
    for (const char* id : {"copy_address_family", "add_consent", "consent_0", "add_person",
                           "edit_member_0", "edit_member_3", "note_more", "timeline_more_0"}) {
        const ui::Item& shown = item(app, id);
        INFO(id << " of " << surface.width << " ends at " << shown.rect.bottom());
        CHECK(shown.visible.h > shown.rect.h - 1);
    }
    // The number stands beside the mother, whose it is.
    CHECK(app.has("copy_phone_0"));
    CHECK_FALSE(app.has("copy_phone_family"));
}

TEST_CASE("each member's line ends in the same sign, whether a number is copied there or not",
          "[ui][family]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280});
    TestApp app(at_work(), {}, surface);
    open_family(app);
    std::vector<float> from_end;
    for (const char* id : {"edit_member_0", "edit_member_1", "edit_member_2", "edit_member_3"}) {
        const ui::Rect row = item(app, id).rect;
        for (const ui::DrawnIcon& icon : app.ledger().icons) {
            if (icon.icon == ui::Icon::kChevronRight && row.contains(icon.centre))
                from_end.push_back(row.right() - icon.centre.x);
        }
    }
    REQUIRE(from_end.size() == 4);
    CHECK(std::count(from_end.begin(), from_end.end(), from_end[0]) == 4);
    app.tap("copy_phone_0");
    CHECK(app.has("toast"));
    CHECK_FALSE(app.has("panel_save"));
    app.tap("edit_member_0");
    CHECK(app.has("panel_save"));
}

TEST_CASE("what may be shared stands right under its label, the way to note one more at its end",
          "[ui][family]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280});
    TestApp app(at_work(), {}, surface);
    open_family(app);
    const ui::DrawnText* label = drawn(app, "Delen toegestaan voor");
    const ui::DrawnText* language = drawn(app, "Taal thuis");
    const auto& texts = app.ledger().texts;
    const auto under = [&](const ui::DrawnText* text) {
        REQUIRE(text != nullptr);
        float next = 10000;
        for (const ui::DrawnText& other : texts) {
            if (other.rect.y >= text->rect.bottom() && other.rect.x == text->rect.x)
                next = std::min(next, other.rect.y);
        }
        return next - text->rect.bottom();
    };
    CHECK(std::abs(under(label) - under(language)) <= 8);
    CHECK(item(app, "add_consent").rect.bottom() > label->rect.y);
    CHECK_FALSE(app.has("print_family"));
}

TEST_CASE("each family's line leads on, and says in words what the hub refused", "[ui][family]") {
    TestApp app(at_work());
    app.tap("rail_families");
    const auto& icons = app.ledger().icons;
    for (const char* id : {"family_row_0", "family_row_1", "family_row_2"}) {
        const ui::Rect row = item(app, id).rect;
        INFO(id);
        CHECK(std::any_of(icons.begin(), icons.end(), [&](const ui::DrawnIcon& icon) {
            return icon.icon == ui::Icon::kChevronRight && row.contains(icon.centre);
        }));
    }
    const auto& texts = app.ledger().texts;
    const ui::Rect refused = item(app, "family_row_2").rect;
    CHECK(std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        return text.text.find("geweigerd") != std::string::npos &&
               refused.contains({text.rect.x + 1, text.rect.y + 1});
    }));
}

TEST_CASE("that nothing is open stands beside the way to note something", "[ui][family]") {
    ui::Snapshot snapshot = at_work();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage quiet = *page;
        quiet.open_items.clear();
        quiet.planned.clear();
        view = std::make_shared<const engine::View>(std::move(quiet));
    }
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280},
                                         ui::Surface{.width = 1024, .height = 600});
    TestApp app(std::move(snapshot), {}, surface);
    open_family(app);
    const ui::Rect note = item(app, "note_more").rect;
    for (const char* words : {"Op te volgen", "Er staat niets open"}) {
        const ui::DrawnText* text = drawn(app, words);
        INFO(words);
        REQUIRE(text != nullptr);
        CHECK(text->rect.y >= note.y);
        CHECK(text->rect.bottom() <= note.bottom());
    }
}

TEST_CASE("at a place as well", "[ui][place][touch]") {
    const bool left_handed = GENERATE(false, true);
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 800, .height = 1280},
                                         ui::Surface{.width = 1024, .height = 600});
    ui::Snapshot snapshot = at_work();
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    ui::Preferences preferences;
    preferences.left_handed = left_handed;
    TestApp app(std::move(snapshot), preferences, surface);
    app.tap("rail_places");
    app.tap("place_row_0");
    const ui::Item& log = item(app, "log_contact_place");
    const ui::Rect plan = item(app, "plan_appointment").rect;
    CHECK((left_handed ? plan.x > log.rect.right() : plan.right() < log.rect.x));
    CHECK(log.rect.centre().y > 0.75F * static_cast<float>(surface.height));
    CHECK(log.scroll.empty());
}

TEST_CASE("a name that the title has no room for stands whole on the page", "[ui][family]") {
    const std::string name = "Vandenbroucke-Vanderstappen de la Fuente y Gonzalez de Castilla";
    ui::Snapshot snapshot = at_work();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage longer = *page;
        longer.family.name = name;
        view = std::make_shared<const engine::View>(std::move(longer));
    }
    TestApp app(std::move(snapshot));
    open_family(app);
    std::string words;
    for (const ui::DrawnText& text : app.ledger().texts)
        if (text.scroll == "family_facts") words += text.text + ' ';
    CHECK(words.find("Castilla") != std::string::npos);
}

TEST_CASE("where there is no room for its words, the button that plans has fewer or an icon",
          "[ui][family]") {
    ui::Preferences large;
    large.text_percent = 200;
    TestApp app(at_work(), large, {.width = 800, .height = 1280});
    open_family(app);
    CHECK(app.has("plan_appointment"));
    CHECK(drawn(app, "Plan een afspraak") == nullptr);
}

TEST_CASE("what takes something away comes last on its form, in its own colour", "[ui][panel]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("consent_0");
    app.scroll_to("withdraw_consent");
    const auto* words = drawn(app, "Trek akkoord in");
    REQUIRE(words != nullptr);
    CHECK(words->color == ui::theme_of(ui::ThemeChoice::kLight).tone(ui::Tone::kDanger).ink);
    for (const ui::Item& other : app.items().items()) {
        if (other.scroll != "panel_scroll" || other.id == "withdraw_consent") continue;
        if (other.role == ui::Role::kGround) continue;
        INFO(other.id);
        CHECK(other.rect.y < item(app, "withdraw_consent").rect.y);
    }
}

TEST_CASE("what comes next is in sight whole, and a visit at home asks for no other place",
          "[ui][log]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    for (const char* id : {"next_question", "next_meeting", "next_signal"}) {
        const ui::Item& chip = item(app, id);
        INFO(id);
        CHECK(chip.visible.h == chip.rect.h);
    }
    CHECK(drawn(app, "Bij het gezin thuis") != nullptr);
    app.tap("kind_phone_call");
    CHECK(drawn(app, "Bij het gezin thuis") == nullptr);
}

TEST_CASE("the key that confirms a PIN stands out once the PIN can be one", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    const ui::Color primary = ui::theme_of(ui::ThemeChoice::kLight).primary;
    const auto stands_out = [&] {
        const auto shapes = app.shapes_at("pin_enter");
        return std::find(shapes.begin(), shapes.end(), primary) != shapes.end();
    };
    for (const char* id : {"pin_1", "pin_2", "pin_3", "pin_4", "pin_5"}) app.tap(id);
    CHECK_FALSE(stands_out());
    app.tap("pin_6");
    CHECK(stands_out());
}

TEST_CASE("what went wrong with the network reads as easily as the rest", "[ui][sync]") {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.sync.state = sync::SyncState::kNoSpace;
    TestApp app(std::move(snapshot));
    app.tap("rail_sync");
    const auto& texts = app.ledger().texts;
    const auto found = std::find_if(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
        return text.text.find("is vol") != std::string::npos;
    });
    REQUIRE(found != texts.end());
    CHECK(found->color == ui::theme_of(ui::ThemeChoice::kLight).ink);
}

TEST_CASE("what is said for a while lies on no other button beside the main one",
          "[ui][family][touch]") {
    const bool left_handed = GENERATE(false, true);
    ui::Preferences preferences;
    preferences.left_handed = left_handed;
    TestApp app(at_work(), preferences);
    open_family(app);
    app.tap("copy_phone_0");
    const ui::Rect toast = item(app, "toast").rect;
    for (const char* id : {"plan_appointment", "note_more", "log_contact_family"}) {
        INFO(id);
        CHECK(ui::intersect(toast, item(app, id).visible).empty());
    }
}

}  // namespace oppad::test

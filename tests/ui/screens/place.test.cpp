// A school's page: what few enough people to be recognised are counted in stays hidden, whatever
// stands beside it; and nothing that is kept together is parted at the end of a line.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot with_place(const engine::PlacePage& page) {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    engine::PlacesView places;
    places.rows.push_back({.id = screens::demo_place(),
                           .name = "De Regenboog",
                           .kind = PlaceKind::kSchool,
                           .families_reached = page.families_reached});
    add_answer(snapshot, engine::LookPlaces{}, places);
    add_answer(snapshot, engine::LookPlace{screens::demo_place()}, page);
    return snapshot;
}

engine::PlacePage page_with(int families, int not_known) {
    engine::PlacePage page;
    page.place.id = screens::demo_place();
    page.place.name = "De Regenboog";
    page.families_reached = families;
    page.not_known_before = not_known;
    return page;
}

// The schools, and the page of the first on a day with a sit-day.
ui::Snapshot with_sit_day() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    return snapshot;
}

int times_said(const TestApp& app, std::string_view words) {
    const auto& texts = app.ledger().texts;
    return static_cast<int>(std::count_if(
        texts.begin(), texts.end(), [&](const ui::DrawnText& text) { return text.text == words; }));
}

// How long the bar is that stands on the line of these words.
float bar_beside(const TestApp& app, std::string_view words) {
    const auto& texts = app.ledger().texts;
    const auto label = std::find_if(texts.begin(), texts.end(),
                                    [&](const ui::DrawnText& text) { return text.text == words; });
    REQUIRE(label != texts.end());
    float shortest = 0;
    for (const ui::DrawnFill& fill : app.ledger().fills) {
        const bool is_bar = fill.rect.h < label->rect.h && fill.rect.x > label->rect.right() &&
                            label->rect.contains({label->rect.x, fill.rect.centre().y});
        if (is_bar && (shortest == 0 || fill.rect.w < shortest)) shortest = fill.rect.w;
    }
    return shortest;
}

void open_place(TestApp& app) {
    app.tap("rail_places");
    app.tap("place_row_0");
}

}  // namespace

TEST_CASE("few families at a school are told by no number", "[ui][place]") {
    const ui::Surface upright{800, 1280, 1};
    SECTION("fewer than five") {
        TestApp app(with_place(page_with(4, 2)), {}, upright);
        app.tap("rail_places");
        CHECK(times_said(app, "<5") == 1);
        app.tap("place_row_0");
        CHECK(times_said(app, "<5") == 2);
        CHECK(times_said(app, "4") == 0);
        CHECK(times_said(app, "2") == 0);
    }
    SECTION("none, and five") {
        TestApp app(with_place(page_with(5, 0)), {}, upright);
        open_place(app);
        CHECK(times_said(app, "<5") == 0);
        CHECK(times_said(app, "5") == 1);
        CHECK(times_said(app, "0") == 2);  // Sit-days too.
    }
}

TEST_CASE("the figures of a school stand apart, each over its own label", "[ui][place]") {
    struct Labels {
        const char* language;
        const char* reached;
        const char* unknown;
        const char* sit_days;
    };
    const auto said = GENERATE(
        Labels{"nl", "gezinnen bereikt dit jaar", "voorheen niet gekend", "zitdagen"},
        Labels{"fr", "familles rencontrées cette année", "inconnues auparavant", "permanences"},
        Labels{"en", "families reached this year", "not known before", "sit-days"});
    ui::Preferences preferences;
    preferences.language = said.language;
    TestApp app(with_place(page_with(38, 21)), preferences);
    app.tap("rail_places");
    const auto place_of = [&](const char* label) {
        const auto& drawn = app.ledger().texts;
        const auto found = std::find_if(drawn.begin(), drawn.end(), [&](const ui::DrawnText& each) {
            return each.text == label;
        });
        REQUIRE(found != drawn.end());
        return found->rect;
    };
    const ui::Rect reached = place_of(said.reached);
    const ui::Rect unknown = place_of(said.unknown);
    CHECK(unknown.x - reached.right() > 20);
    CHECK(unknown.y == reached.y);
    CHECK(place_of(said.sit_days).x - unknown.right() > 20);
}

TEST_CASE("a visit of today is told as one that was", "[ui][place]") {
    TestApp app(with_sit_day());
    app.tap("rail_places");
    CHECK(times_said(app, "laatste") == 1);  // Words of a row stand alone.
}

TEST_CASE("a hidden count can't be read off its bar", "[ui][place]") {
    engine::PlacePage page = page_with(38, 21);
    page.themes = {{"food", 8, false}, {"housing", 4, true}, {"debt", 1, true}};
    TestApp app(with_place(page), {}, {800, 1280, 1});
    open_place(app);
    const float four = bar_beside(app, "Huisvesting");
    CHECK(four > 0);
    CHECK(four == bar_beside(app, "Schulden"));
    CHECK(four < bar_beside(app, "Voeding") / 4);
}

TEST_CASE("an amount and a number to call stay on one line", "[ui][text]") {
    for (const int percent : {100, 125, 150, 200}) {
        ui::Snapshot snapshot = screens::demo_base();
        screens::add_families(snapshot, "");
        screens::add_family(snapshot);
        ui::Preferences preferences;
        preferences.text_percent = percent;
        for (int wide = 800; wide <= 1280; wide += 120) {
            TestApp app(snapshot, preferences, {wide, 1280, 1});
            app.tap("rail_families");
            app.tap("family_row_0");
            INFO(percent << " % " << wide);
            for (const ui::DrawnText& text : app.ledger().texts) {
                INFO(text.text);
                CHECK_FALSE(text.text.ends_with("€"));
                const bool has_number = text.text.find("0470") != std::string::npos;
                if (has_number) CHECK(text.text.find("34\u00A056") != std::string::npos);
            }
        }
    }
}

TEST_CASE("what a tap copies shows two sheets, not a handset or an envelope",
          "[ui][place][phone]") {
    TestApp app(with_sit_day());
    open_place(app);
    for (const char* id : {"copy_phone_place", "copy_phone_0", "copy_email_1"}) {
        app.scroll_to(id);
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->rect.w >= 48);
        CHECK(item->rect.h >= 48);
        const auto& icons = app.ledger().icons;
        const auto drawn = std::find_if(icons.begin(), icons.end(), [&](const ui::DrawnIcon& icon) {
            return item->rect.contains(icon.centre);
        });
        REQUIRE(drawn != icons.end());
        CHECK(drawn->icon == ui::Icon::kCopy);
    }
}

TEST_CASE("whatever reaches a school or somebody there is copied, each by a tap of its own",
          "[ui][place][phone]") {
    engine::PlacePage page = page_with(8, 5);
    page.place.street = "Kerkstraat 1";
    page.place.municipality = "Mol";
    page.place.phone = "+3214312233";
    page.place.email = "school@voorbeeld.be";
    ContactPerson person;
    person.place_id = page.place.id;
    person.name = "An";
    person.phone = "+3214445566";
    person.email = "an@voorbeeld.be";
    page.contact_persons = {person};
    TestApp app(with_place(page));
    open_place(app);
    const auto copied = [&app](const char* id) {
        app.scroll_to(id);
        app.tap(id);
        CHECK_FALSE(app.has("panel_save"));
        return std::string(ImGui::GetClipboardText());
    };
    CHECK(copied("copy_address_place") == "Kerkstraat 1, Mol");
    CHECK(copied("copy_phone_place") == "014 31 22 33");
    CHECK(copied("copy_email_place") == "school@voorbeeld.be");
    CHECK(copied("copy_phone_0") == "014 44 55 66");
    CHECK(copied("copy_email_0") == "an@voorbeeld.be");
    app.scroll_to("edit_place");
    app.tap("edit_place");
    CHECK(app.has("panel_save"));
}

TEST_CASE("a first meeting is no plan: where nothing is planned no card says so", "[ui][place]") {
    engine::PlacePage page = page_with(8, 5);
    const bool is_planned = GENERATE(false, true);
    if (is_planned) {
        engine::AgendaItem item;
        item.kind = ContactKind::kSchoolContact;
        item.starts_at = screens::demo_now() + std::chrono::hours(24);
        item.place_id = page.place.id;
        page.planned = {item};
    }
    TestApp app(with_place(page), {}, {800, 1280, 1});
    open_place(app);
    CHECK(times_said(app, "Gepland") == (is_planned ? 1 : 0));
    CHECK(times_said(app, "Nog geen kennismaking") == 1);
    CHECK(app.has("met_today"));
    page.place.first_meeting_day = day_of(screens::demo_now(), screens::demo_offset());
    app.show(with_place(page));
    CHECK(times_said(app, "Gepland") == (is_planned ? 1 : 0));
    CHECK(times_said(app, "Nog geen kennismaking") == 0);
    CHECK_FALSE(app.has("met_today"));
}

TEST_CASE("older contacts of a school are asked for by a tap, and what is here stays",
          "[ui][places]") {
    constexpr const char* kOlder = "3 oudere gebeurtenissen zijn bewaard, maar staan hier niet.";
    engine::PlacePage page = page_with(8, 5);
    engine::TimelineItem contact;
    contact.at = screens::demo_now();
    page.contacts = {contact};
    page.contact_total = 4;
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{800, 1280, 1});
    TestApp app(with_place(page), {}, size);
    open_place(app);
    app.scroll_to("place_older");
    CHECK(times_said(app, kOlder) == 1);
    app.tap("place_older");
    const engine::LookPlace more{.id = screens::demo_place(),
                                 .contacts_max = 1 + engine::kPlaceContactsStep};
    const auto& watched = app.watched();
    CHECK(std::find(watched.begin(), watched.end(), engine::Look{more}) != watched.end());
    CHECK(app.has("place_older"));
    page.contacts.resize(4, contact);
    ui::Snapshot longer = with_place(page);
    longer.views.back().first = more;
    app.show(std::move(longer));
    CHECK_FALSE(app.has("place_older"));
    CHECK(times_said(app, kOlder) == 0);
}

TEST_CASE("to add somebody at a school stands level with the title", "[ui][place]") {
    TestApp app(with_place(page_with(8, 5)), {}, {800, 1280, 1});
    open_place(app);
    const auto& texts = app.ledger().texts;
    const auto title = std::find_if(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
        return text.text == "Contactpersonen";
    });
    REQUIRE(title != texts.end());
    const ui::Item* add = app.items().find("add_contact_person");
    REQUIRE(add != nullptr);
    CHECK(std::abs(add->rect.centre().y - title->rect.centre().y) < 2.5F);
}

TEST_CASE("places that were not seen for long stand alone, the longest first", "[ui][places]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_places(snapshot);
    TestApp app(snapshot);
    app.tap("rail_places");
    app.tap("places_silent");
    std::size_t silent = 0;
    for (const auto& [look, view] : snapshot.views) {
        const auto* places = std::get_if<engine::PlacesView>(view.get());
        if (places == nullptr) continue;
        std::map<float, std::optional<Day>> seen;  // By how far down its row stands.
        for (std::size_t i = 0; i < places->rows.size(); ++i) {
            const ui::Item* row = app.items().find("place_row_" + std::to_string(i));
            CHECK((row != nullptr) == places->rows[i].is_silent);
            if (row != nullptr) seen[row->rect.y] = places->rows[i].last_contact_day;
        }
        silent += seen.size();
        CHECK(std::is_sorted(seen.begin(), seen.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; }));
    }
    CHECK(silent > 1);
}

TEST_CASE("a school that was seen lately is found by its name, whatever the list shows",
          "[ui][places]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_places(snapshot);
    engine::PlacesView found{.query = "regenboog"};
    found.rows.push_back({.name = "VBS De Regenboog"});
    REQUIRE_FALSE(found.rows.front().is_silent);
    add_answer(snapshot, engine::LookPlaces{"regenboog"}, found);
    TestApp app(std::move(snapshot));
    app.tap("rail_places");
    app.tap("places_silent");
    app.tap("place_search");
    app.type("regenboog");
    CHECK(app.has("place_row_0"));
}

TEST_CASE("a first meeting is noted with one tap", "[ui][places]") {
    TestApp app(with_sit_day());
    app.tap("rail_places");
    app.tap("places_by_municipality");
    app.tap("place_row_0");
    app.scroll_to("met_today");
    app.tap("met_today");
    const auto saved = app.take_commands<engine::SavePlace>();
    REQUIRE(saved.size() == 1);
    REQUIRE(saved[0].opened);
    CHECK_FALSE(saved[0].opened->first_meeting_day);
    CHECK(saved[0].place.first_meeting_day == day_of(screens::demo_now(), screens::demo_offset()));
}

}  // namespace oppad::test

// Each screen is driven as a person would: taps and keys in, intents out.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
#include "tests/ui/support/test_app.h"
#include "ui/screens/families/family_rows.h"
#include "ui/screens/log_contact/name_typed.h"

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

}  // namespace

TEST_CASE("tapping four digits and the arrow asks to unlock with them", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    for (const char* key : {"pin_1", "pin_2", "pin_3", "pin_4", "pin_enter"}) app.tap(key);
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    const auto* unlock = std::get_if<ui::Unlock>(&asked[0]);
    REQUIRE(unlock != nullptr);
    const ByteView typed = unlock->passphrase.view();
    CHECK(std::string(typed.begin(), typed.end()) == "1234");
}

TEST_CASE("letters of a keyboard on the pad are the beginning of the passphrase", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.type("4");
    CHECK(app.has("pin_1"));
    app.type(" w");
    app.type("oorden");
    CHECK_FALSE(app.has("pin_1"));
    app.press(ImGuiKey_Enter);
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    const auto* unlock = std::get_if<ui::Unlock>(&asked[0]);
    REQUIRE(unlock != nullptr);
    const ByteView typed = unlock->passphrase.view();
    CHECK(std::string(typed.begin(), typed.end()) == "4 woorden");
}

TEST_CASE("a passphrase is typed in its own field and sent with Enter", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.tap("use_passphrase");
    app.tap("passphrase");
    app.type("vier goede woorden");
    app.press(ImGuiKey_Enter);
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    CHECK(std::holds_alternative<ui::Unlock>(asked[0]));
}

TEST_CASE("while a delay runs no try is sent", "[ui][unlock]") {
    ui::Snapshot waiting = screens::demo_locked();
    waiting.unlock_failure = ui::UnlockFailure::kTooManyTries;
    waiting.unlock_allowed_at = screens::demo_now() + 30s;
    TestApp app(std::move(waiting));
    for (const char* key : {"pin_1", "pin_2", "pin_3", "pin_4", "pin_enter"}) app.tap(key);
    CHECK(app.take().empty());
}

TEST_CASE("a new tablet is set up with a name and a PIN typed twice", "[ui][set_up]") {
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    TestApp app(std::move(fresh));
    const auto type_into = [&app](const char* field, const char* text) {
        app.tap(field);
        app.type(text);
    };
    app.tap("set_up_begin");
    CHECK(app.take().empty());  // Without a name.
    type_into("set_up_name", "Lies");
    type_into("set_up_pin", "48291");
    type_into("set_up_again", "48291");
    app.tap("set_up_begin");
    CHECK(app.take().empty());  // Too short.
    type_into("set_up_pin", "3");
    app.tap("set_up_begin");
    CHECK(app.take().empty());  // The two differ.
    type_into("set_up_again", "3");
    app.press(ImGuiKey_Enter);
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    const auto* set_up = std::get_if<ui::SetUp>(&asked[0]);
    REQUIRE(set_up != nullptr);
    CHECK(set_up->name == "Lies");
    CHECK(as_text(set_up->passphrase.view()) == "482913");
}

TEST_CASE("a tablet without a hub asks for its address and code", "[ui][enrol]") {
    ui::Snapshot alone = at_work();
    alone.sync = {};
    TestApp app(std::move(alone));
    app.tap("rail_sync");
    app.tap("enrol_button");
    CHECK(app.take().empty());  // Nothing filled in.
    app.tap("enrol_address");
    app.type(" hub.voorbeeld.be ");
    app.tap("enrol_code");
    app.type("ABCD-1234");
    app.press(ImGuiKey_Enter);
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    const auto* enrol = std::get_if<ui::Enrol>(&asked[0]);
    REQUIRE(enrol != nullptr);
    CHECK(enrol->hub_url == "https://hub.voorbeeld.be");
    CHECK(enrol->code == "ABCD-1234");
}

TEST_CASE("today watches itself and opens the family of a promise", "[ui][today]") {
    TestApp app(at_work());
    REQUIRE(app.watched().size() == 3);
    CHECK(std::holds_alternative<engine::LookToday>(app.watched()[0]));
    app.tap("open_item_0");
    REQUIRE(app.watched().size() == 1);
    CHECK(std::holds_alternative<engine::LookFamily>(app.watched()[0]));
}

TEST_CASE("an appointment starts a contact of its kind, family and place", "[ui][today]") {
    TestApp app(at_work());
    app.tap("agenda_start_1");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.kind == ContactKind::kHomeVisit);
    CHECK(logged[0].draft.family_id == screens::demo_family());
    CHECK(logged[0].draft.appointment_id.has_value());
    CHECK_FALSE(logged[0].draft.id.is_nil());
}

TEST_CASE("searching families asks for what is typed and keeps the last answer in sight",
          "[ui][families]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.tap("family_search");
    app.type("Yıl");
    REQUIRE(app.watched().size() == 1);
    const auto* look = std::get_if<engine::LookSearch>(&app.watched()[0]);
    REQUIRE(look != nullptr);
    CHECK(look->query == "Yıl");
    CHECK(app.has("family_row_0"));
    CHECK(app.has("new_family"));
}

TEST_CASE("where more was found than is shown, the count says so", "[ui][search]") {
    ui::Snapshot snapshot = at_work();
    engine::SearchPage page{.query = "p"};
    page.families.resize(engine::kFoundMax, {.name = "Peeters"});
    page.places.resize(2);
    add_answer(snapshot, engine::LookSearch{"p"}, page);
    TestApp app(std::move(snapshot));
    app.tap("rail_families");
    app.tap("family_search");
    app.type("p");
    std::set<std::string> shown;
    for (const ui::DrawnText& text : app.ledger().texts) shown.insert(text.text);
    CHECK(shown.count("Alles · 32+") == 1);
    CHECK(shown.count("Gezinnen · 30+") == 1);
    CHECK(shown.count("Scholen · 2") == 1);
}

TEST_CASE("a new family is named by the name in what was typed", "[ui][search]") {
    CHECK(ui::name_typed("peters mol kerk") == "Peters");
    CHECK(ui::name_typed("peters") == "Peters");
    CHECK(ui::name_typed("van den broeck mol") == "Van den Broeck");
    CHECK(ui::name_typed("Van Den Broeck") == "Van Den Broeck");
    CHECK(ui::name_typed("Yılmaz Peeters mol") == "Yılmaz Peeters");
    CHECK(ui::name_typed("yılmaz-peeters 2400") == "Yılmaz-Peeters");
    CHECK(ui::name_typed("öztürk") == "Öztürk");
    CHECK(ui::name_typed("El Amrani") == "El Amrani");
    CHECK(ui::name_typed("  de ") == "De");
    CHECK(ui::name_typed("0470 12") == "0470 12");
}

TEST_CASE("what only looks like what was typed quotes the word it looks like", "[ui][search]") {
    CHECK(ui::looked_for("peters mol kerk", "Pieters Oude Kerkweg 31, 2400 Mol") == "peters");
    CHECK(ui::looked_for("peters", "Pieters") == "peters");
    CHECK(ui::looked_for("pieters", "Pieters") == "pieters");
}

TEST_CASE("what was written is found too, and opens whose it is", "[ui][search]") {
    ui::Snapshot snapshot = at_work();
    engine::SearchPage page{.query = "kerk"};
    page.texts = {{.key = {RecordType::kContact, screens::id_of<Contact>(1).raw},
                   .contact_kind = ContactKind::kHomeVisit,
                   .day = screens::today(),
                   .piece = "… samen naar de sociale kerkwinkel …",
                   .family_id = screens::demo_family(),
                   .family_name = "Yılmaz-Peeters"}};
    page.partners = {{.id = screens::id_of<Partner>(4),
                      .name = "Buurthuis Kerkplein",
                      .opening_hours = "di en do 9:00–12:00"}};
    add_answer(snapshot, engine::LookSearch{"kerk"}, page);
    TestApp app(std::move(snapshot));
    app.tap("rail_families");
    app.tap("family_search");
    app.type("kerk");
    app.press(ImGuiKey_Escape);
    const auto shows = [&](const std::string& words) {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
            return text.text.find(words) != std::string::npos;
        });
    };
    CHECK_FALSE(shows("di en do"));
    app.tap("found_partner_0");
    CHECK(shows("di en do"));
    app.tap("found_text_0");
    CHECK(app.has("log_contact_family"));
}

TEST_CASE("an appointment that no page shows is found, and opens its form", "[ui][search]") {
    ui::Snapshot snapshot = at_work();
    engine::SearchPage page{.query = "borrel"};
    engine::FoundText found{.key = {RecordType::kAppointment, screens::id_of<Appointment>(1).raw},
                            .piece = "Babyborrel"};
    found.planned = engine::AgendaItem{.id = screens::id_of<Appointment>(1),
                                       .starts_at = screens::at(-30, 14, 0),
                                       .title = "Babyborrel"};
    page.texts = {found};
    add_answer(snapshot, engine::LookSearch{"borrel"}, page);
    TestApp app(std::move(snapshot));
    app.tap("rail_families");
    app.tap("family_search");
    app.type("borrel");
    app.press(ImGuiKey_Escape);
    app.tap("found_text_0");
    app.scroll_to("panel_where");
    app.tap("panel_where");
    app.type("Bibliotheek");
    app.tap("panel_save");
    const auto moved = app.take_commands<engine::PlanAppointment>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].appointment.id == screens::id_of<Appointment>(1));
    CHECK(moved[0].appointment.where == "Bibliotheek");
    CHECK(moved[0].appointment.starts_at == screens::at(-30, 14, 0));
}

TEST_CASE("a family row opens its page, from where a contact is logged", "[ui][family]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("log_contact_family");
    app.tap("kind_phone_call");
    app.press_with_ctrl(ImGuiKey_S);
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.kind == ContactKind::kPhoneCall);
    CHECK(logged[0].draft.family_id == screens::demo_family());
}

TEST_CASE("a school row opens its page beside the list", "[ui][place]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    CHECK(app.watched().size() == 2);
    app.tap("log_contact_place");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.place_id == screens::demo_place());
    CHECK(logged[0].draft.kind == ContactKind::kSchoolContact);
}

TEST_CASE("a promise that was kept is settled with one tap, and undone with another",
          "[ui][follow_ups]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    app.tap("settle_1");
    auto settled = app.take_commands<engine::SettleFollowUp>();
    REQUIRE(settled.size() == 1);
    CHECK(settled[0].state == FollowUpState::kDone);
    ui::Snapshot answered = at_work();
    answered.outcomes.push_back({app.last_ticket, {}});
    app.show(std::move(answered));
    app.tap("toast_undo");
    settled = app.take_commands<engine::SettleFollowUp>();
    REQUIRE(settled.size() == 1);
    CHECK(settled[0].state == FollowUpState::kOpen);
}

TEST_CASE("the sync screen starts and pauses", "[ui][sync]") {
    TestApp app(at_work());
    app.tap("sync_pill");
    app.tap("sync_now");
    app.tap("sync_pause");
    const auto asked = app.take();
    REQUIRE(asked.size() == 2);
    CHECK(std::holds_alternative<ui::SyncNow>(asked[0]));
    REQUIRE(std::holds_alternative<ui::PauseSync>(asked[1]));
    CHECK(std::get<ui::PauseSync>(asked[1]).paused);
}

TEST_CASE("every setting is chosen with a tap, kept, and in force at once", "[ui][settings]") {
    struct Choice {
        const char* id;
        bool (*is_made)(const ui::Preferences&);
    };
    using P = ui::Preferences;
    using ui::KeyboardLayout;
    using ui::KeyboardShown;
    using ui::ThemeChoice;
    // What is chosen at first stands after another of its kind.
    constexpr Choice kChoices[] = {
        {"language_fr", [](const P& p) { return p.language == "fr"; }},
        {"language_en", [](const P& p) { return p.language == "en"; }},
        {"language_nl", [](const P& p) { return p.language == "nl"; }},
        {"theme_dark", [](const P& p) { return p.theme == ThemeChoice::kDark; }},
        {"theme_sun", [](const P& p) { return p.theme == ThemeChoice::kSun; }},
        {"theme_light", [](const P& p) { return p.theme == ThemeChoice::kLight; }},
        {"text_125", [](const P& p) { return p.text_percent == 125; }},
        {"text_150", [](const P& p) { return p.text_percent == 150; }},
        {"text_200", [](const P& p) { return p.text_percent == 200; }},
        {"text_100", [](const P& p) { return p.text_percent == 100; }},
        {"hand_left", [](const P& p) { return p.left_handed; }},
        {"hand_right", [](const P& p) { return !p.left_handed; }},
        {"keyboard_always", [](const P& p) { return p.keyboard_shown == KeyboardShown::kAlways; }},
        {"keyboard_never", [](const P& p) { return p.keyboard_shown == KeyboardShown::kNever; }},
        {"keyboard_by_itself",
         [](const P& p) { return p.keyboard_shown == KeyboardShown::kByItself; }},
        {"layout_qwerty", [](const P& p) { return p.keyboard_layout == KeyboardLayout::kQwerty; }},
        {"layout_azerty", [](const P& p) { return p.keyboard_layout == KeyboardLayout::kAzerty; }},
        {"idle_1", [](const P& p) { return p.idle_lock_minutes == 1; }},
        {"idle_3", [](const P& p) { return p.idle_lock_minutes == 3; }},
        {"idle_4", [](const P& p) { return p.idle_lock_minutes == 4; }},
        {"idle_5", [](const P& p) { return p.idle_lock_minutes == 5; }},
        {"idle_2", [](const P& p) { return p.idle_lock_minutes == 2; }}};
    TestApp app(at_work());
    app.tap("rail_sync");
    app.tap("settings");
    for (const Choice& choice : kChoices) {
        INFO(choice.id);
        const ui::Preferences before = app.preferences();
        CHECK_FALSE(choice.is_made(before));
        app.scroll_to(choice.id);
        app.tap(choice.id);
        const auto asked = app.take();
        REQUIRE(asked.size() == 1);
        CHECK(choice.is_made(std::get<ui::SavePreferences>(asked[0]).preferences));
        // What the window reads: how long until it locks by itself, among others.
        CHECK(choice.is_made(app.preferences()));
    }
    CHECK(app.preferences() == ui::Preferences{.tour_seen = true});
}

TEST_CASE("the chosen hand and keyboard are what is drawn next", "[ui][settings]") {
    TestApp app(at_work());
    app.tap("rail_sync");
    app.tap("settings");
    const float rail = app.items().find("rail_today")->rect.x;
    app.scroll_to("hand_left");
    app.tap("hand_left");
    CHECK(app.items().find("rail_today")->rect.x != rail);
    app.scroll_to("layout_qwerty");
    app.tap("layout_qwerty");
    app.tap("rail_log_contact");
    app.tap("note");
    CHECK(app.items().find("key_q")->rect.x < app.items().find("key_w")->rect.x);
    CHECK(app.items().find("key_w")->rect.y < app.items().find("key_a")->rect.y);
}

TEST_CASE("locking keeps the last keystrokes of a draft first", "[ui][lock]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("nog");
    app.tap("lock_now");
    const auto asked = app.take();
    REQUIRE(asked.size() >= 2);
    CHECK(std::holds_alternative<ui::Run>(asked[asked.size() - 2]));
    CHECK(std::holds_alternative<ui::LockNow>(asked.back()));
}

TEST_CASE("a drag over the list scrolls and chooses nothing", "[ui][touch]") {
    ui::Surface low{.width = 1280, .height = 480, .pixel_ratio = 1};
    TestApp app(at_work(), {}, low);
    app.tap("rail_families");
    const float before = app.items().find("family_row_1")->rect.y;
    app.drag("family_row_1", -60);
    CHECK(app.has("family_row_1"));
    CHECK(app.items().find("family_row_1")->rect.y < before - 40);
    CHECK(std::holds_alternative<engine::LookFamilies>(app.watched()[0]));
}

TEST_CASE("Tab and Enter reach and choose without a finger", "[ui][keys]") {
    TestApp app(at_work());
    app.press(ImGuiKey_Tab);  // The first item is "Registreer".
    app.press(ImGuiKey_Enter);
    CHECK(app.has("save_contact"));
    app.press(ImGuiKey_Escape);
    CHECK_FALSE(app.has("save_contact"));
}

TEST_CASE("every target is at least 48 pixels on all screens and sizes", "[ui][touch]") {
    const int percent = GENERATE(100, 200);
    const ui::Surface surface = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{800, 1280, 1},
                                         ui::Surface{1024, 600, 1}, ui::Surface{1920, 1200, 1.5F});
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(at_work(), preferences, surface);
    for (const char* stop : {"rail_today", "rail_families", "rail_places", "rail_follow_ups",
                             "rail_sync", "rail_log_contact"}) {
        INFO(stop << " at " << percent << " %, " << surface.width << "x" << surface.height);
        app.tap(stop);
        for (const ui::Item& item : app.items().items()) {
            INFO(item.id);
            CHECK(item.rect.w >= 48 * surface.pixel_ratio - 0.5F);
            CHECK(item.rect.h >= 48 * surface.pixel_ratio - 0.5F);
        }
    }
}

}  // namespace oppad::test

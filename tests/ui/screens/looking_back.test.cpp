// What was: the history of a contact and of a family, and consents that are over.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_family() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    screens::add_logged(snapshot);
    screens::add_history(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

bool watches(const TestApp& app, RecordKey key) {
    const auto& looks = app.watched();
    return std::find(looks.begin(), looks.end(), engine::Look{engine::LookHistory{key}}) !=
           looks.end();
}

// Over the ends of lines too.
bool shows(const TestApp& app, std::string_view words) {
    std::string all;
    for (const ui::DrawnText& text : app.ledger().texts) all += text.text + ' ';
    return all.find(words) != std::string::npos;
}

const RecordKey kFamily{RecordType::kFamily, screens::demo_family().raw};

}  // namespace

TEST_CASE("a contact tells what it said before, from its choices", "[ui][history]") {
    TestApp app(at_family());
    open_family(app);
    app.scroll_to("timeline_more_0");
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    app.scroll_to("timeline_history_0");
    app.scroll_to("timeline_history_0");
    app.tap("timeline_history_0");
    CHECK(shows(app, "met de rekening van de school"));
    CHECK(shows(app, "Voeding"));
    app.take();
    app.tap("panel_save");  // Nothing to save: it closes.
    CHECK_FALSE(app.has("panel_save"));
    CHECK(app.take().empty());
}

TEST_CASE("a contact tells what it said before while it is changed", "[ui][history][edit]") {
    TestApp app(at_family());
    open_family(app);
    app.scroll_to("timeline_more_0");
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    app.scroll_to("timeline_edit_0");
    app.tap("timeline_edit_0");
    CHECK(shows(app, "Geschiedenis"));
    CHECK(shows(app, "met de rekening van de school"));
}

TEST_CASE("a family tells what it said before, by a resting finger or from its form",
          "[ui][history]") {
    TestApp app(at_family());
    open_family(app);
    bool from_form = false;
    SECTION("by a finger that rests") { app.hold("family_hold", 600ms); }
    SECTION("from its form, which comes back as it was typed") {
        from_form = true;
        app.tap("edit_family");
        app.tap("panel_street");
        app.type(" bus 3");
        app.scroll_to("family_history");
        app.tap("family_history");
        CHECK_FALSE(app.has("panel_street"));
    }
    CHECK(watches(app, kFamily));
    CHECK(shows(app, "Kerkstraat 8"));
    CHECK(shows(app, "Deniz · Klas"));
    CHECK(shows(app, "0486\u00A000\u00A011\u00A022"));
    app.scroll_to("copy_family_id");
    app.tap("copy_family_id");
    CHECK(std::string(ImGui::GetClipboardText()) == to_text(kFamily.id));
    app.tap("panel_close");
    CHECK(app.has("panel_street") == from_form);
    if (!from_form) return;
    app.tap("panel_save");
    const auto saves = app.take_commands<engine::SaveFamily>();
    REQUIRE(saves.size() == 1);
    CHECK(saves[0].family.street == "Turnhoutsebaan 14 bus 3");
}

TEST_CASE("a family that nobody changed says so", "[ui][history]") {
    ui::Snapshot snapshot = at_family();
    std::erase_if(snapshot.views, [](const auto& answer) {
        return std::holds_alternative<engine::LookHistory>(answer.first);
    });
    add_answer(snapshot, engine::LookHistory{kFamily}, engine::HistoryView{});
    TestApp app(std::move(snapshot));
    open_family(app);
    app.hold("family_hold", 600ms);
    CHECK(shows(app, "Nog niets gewijzigd"));
}

TEST_CASE("consents that are over are folded away, and open by a tap", "[ui][consent]") {
    TestApp app(at_family());
    open_family(app);
    CHECK(app.has("consent_0"));
    CHECK_FALSE(app.has("ended_consent_0"));
    app.scroll_to("ended_consents");
    app.tap("ended_consents");
    app.scroll_to("ended_consent_1");
    CHECK(app.has("ended_consent_0"));
    app.tap("ended_consent_1");  // One that was withdrawn can hold again.
    app.scroll_to("consent_again");
    app.tap("consent_again");
    const auto again = app.take_commands<engine::WithdrawConsent>();
    REQUIRE(again.size() == 1);
    CHECK(again[0].undo);
}

TEST_CASE("what one must know at the door stands on the page of the visit that starts",
          "[ui][safety]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    engine::LogContactPage visit;
    visit.safety_remark = "Grote hond: bel eerst";
    add_answer(snapshot, engine::LookLogContact{{}, screens::demo_family(), {}}, visit);
    TestApp app(std::move(snapshot));
    app.tap("agenda_start_1");
    CHECK(app.has("save_contact"));
    CHECK(shows(app, "Grote hond: bel eerst"));
}

TEST_CASE("a long note is folded in the timeline, and whole once it is opened", "[ui][timeline]") {
    ui::Snapshot snapshot = at_family();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage longer = *page;
        longer.open_items.clear();  // Their buttons stand in the timeline then.
        longer.family.safety_remark.clear();
        for (int i = 0; i < 60; ++i)
            longer.timeline[0].text += " En nog een regel van het gesprek.";
        longer.timeline[0].text += " Slot.";
        view = std::make_shared<const engine::View>(std::move(longer));
    }
    TestApp app(std::move(snapshot));
    open_family(app);
    app.scroll_to("timeline_more_0");
    // How far under the note the next item stands; without end when it is out of sight.
    const auto next_item = [&app] {
        const ui::Item* item = app.items().find("timeline_step_1");
        const float from = app.items().find("timeline_more_0")->rect.y;
        return item == nullptr ? 1e6F : item->rect.y - from;
    };
    const float folded = next_item();
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    CHECK(next_item() > 2 * folded);
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    CHECK(next_item() == folded);
}

TEST_CASE("the timeline shows of an item where it is only when it isn't safe on the hub",
          "[ui][timeline]") {
    const auto signs = [](const TestApp& app, ui::Icon icon) {
        const ui::Item* more = app.items().find("timeline_more_0");
        REQUIRE(more != nullptr);
        const auto& icons = app.ledger().icons;
        return std::count_if(icons.begin(), icons.end(), [&](const ui::DrawnIcon& drawn) {
            return drawn.icon == icon && drawn.centre.y > more->rect.y;
        });
    };
    ui::Snapshot snapshot = at_family();
    TestApp app(snapshot);
    open_family(app);
    CHECK(signs(app, ui::Icon::kCloudOff) == 1);
    CHECK(signs(app, ui::Icon::kCloudDone) == 0);
    CHECK_FALSE(shows(app, "enkel op deze tablet"));
    SECTION("in words once it is opened") {
        app.scroll_to("timeline_more_0");
        app.tap("timeline_more_0");
        CHECK(shows(app, "enkel op deze tablet"));
    }
    SECTION("in words always when the hub refused it") {
        for (auto& [look, view] : snapshot.views) {
            const auto* page = std::get_if<engine::FamilyPage>(view.get());
            if (page == nullptr) continue;
            engine::FamilyPage refused = *page;
            refused.timeline[0].whereabouts = Whereabouts::kRefused;
            view = std::make_shared<const engine::View>(std::move(refused));
        }
        app.show(std::move(snapshot));
        CHECK(shows(app, "geweigerd, zie Sync"));
    }
    CHECK_FALSE(shows(app, "veilig op de hub"));
    CHECK_FALSE(shows(app, "Veilig op de hub"));
}

}  // namespace oppad::test

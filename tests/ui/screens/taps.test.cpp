// How many taps the usual work takes: the promise of "under 30 seconds, with one hand".
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr int kTapsMax = 8;

// A tablet with nothing begun, so that no draft is taken up.
ui::Snapshot blank() {
    ui::Snapshot with_draft = screens::demo_base();
    screens::add_today(with_draft);
    screens::add_families(with_draft, "");
    screens::add_family(with_draft);
    screens::add_log_contact(with_draft);
    ui::Snapshot snapshot = screens::demo_base();
    for (auto& [look, view] : with_draft.views) {
        const auto* page = std::get_if<engine::LogContactPage>(view.get());
        if (page == nullptr) {
            snapshot.views.emplace_back(look, view);
            continue;
        }
        engine::LogContactPage without = *page;
        without.draft.reset();
        add_answer(snapshot, look, without);
    }
    return snapshot;
}

// Counts what a finger does; keys are typed with it on the field that was tapped.
struct Finger {
    TestApp& app;
    int taps = 0;

    // A swipe that brings it into sight is no tap.
    void tap(const char* id) {
        ++taps;
        app.scroll_to(id);
        app.tap(id);
    }
};

// Who was there, two themes, a line of text.
void tell(Finger& finger) {
    finger.tap("member_0");
    finger.tap("theme_school_costs");
    finger.tap("theme_food");
    finger.tap("note");
    finger.app.type("Mama vraagt hulp met de schoolrekening.");
}

void check_logged(Finger& finger) {
    const auto logged = finger.app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.kind == ContactKind::kHomeVisit);
    CHECK(logged[0].draft.family_id == screens::demo_family());
    CHECK(logged[0].draft.participants.size() == 1);
    CHECK(logged[0].draft.themes.size() == 2);
    CHECK_FALSE(logged[0].draft.note.empty());
    CHECK(finger.taps <= kTapsMax);
}

}  // namespace

TEST_CASE("a usual home visit is logged in at most eight taps", "[ui][taps]") {
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{1024, 600, 1},
                               ui::Surface{1920, 1200, 1.5F}, ui::Surface{800, 1280, 1});
    const int percent = GENERATE(100, 200);
    INFO(size.width << 'x' << size.height << ' ' << percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(blank(), preferences, size);
    Finger finger{app};
    SECTION("that was planned") {
        finger.tap("agenda_start_1");
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
    SECTION("from the big button") {
        finger.tap("rail_log_contact");
        finger.tap("choose_family");
        finger.tap("picker_family_0");
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
    SECTION("from the family, found among those seen last") {
        finger.tap("rail_families");
        finger.tap("family_row_0");
        finger.tap("log_contact_family");
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
}

}  // namespace oppad::test

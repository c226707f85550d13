// A referral on its family's page: its steps, its answer, whom it is to.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <functional>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
#include "tests/ui/support/test_app.h"
#include "ui/i18n/dates.h"

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

// On the page of the demo's family.
void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

// The referral on the demo's family page, as it stands with `change`.
ui::Snapshot with_referral(const std::function<void(engine::TimelineItem&)>& change) {
    ui::Snapshot snapshot = at_work();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage changed = *page;
        change(changed.timeline.at(1));
        changed.open_items.clear();
        view = std::make_shared<const engine::View>(std::move(changed));
    }
    return snapshot;
}

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(),
                       [&](const ui::DrawnText& text) { return text.text == words; });
}

}  // namespace

TEST_CASE("a referral tells each step with its day and how it was gone", "[ui][referral]") {
    const Instant now = screens::demo_now();
    TestApp app(with_referral([&](engine::TimelineItem& item) {
        using namespace std::chrono;
        const Instant last_year = now + -hours(24 * 400);
        item.step = ReferralStep::kIntroduced;
        item.introduction = Introduction::kWentAlong;
        item.steps = {{ReferralStep::kDiscussed, last_year},
                      {ReferralStep::kConsented, now + -hours(48)},
                      {ReferralStep::kIntroduced, now + -hours(48)}};
    }));
    open_family(app);
    const Day today = screens::today();
    CHECK(shows(app, "Besproken " + ui::full_date(add_days(today, -400))));
    CHECK(shows(app, "Akkoord"));  // On the same day as the next.
    CHECK(shows(app, "Samen langs " + ui::short_date(add_days(today, -2))));
    CHECK(shows(app, "Antwoord?"));
}

TEST_CASE("an answer can be corrected, and a referral closed, until it is closed",
          "[ui][referral]") {
    const auto answer =
        GENERATE(ReferralAnswer::kHelped, ReferralAnswer::kNotHelped, ReferralAnswer::kWaitingList);
    const auto answered = [&](engine::TimelineItem& item) {
        item.step = ReferralStep::kAnswered;
        item.answer = answer;
        item.answer_text = "afbetaalplan";
        item.steps = {{ReferralStep::kAnswered, screens::demo_now()}};
    };
    TestApp app(with_referral(answered));
    open_family(app);
    app.tap("timeline_step_1");
    SECTION("corrected") {
        app.tap("referral_partly");
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::AdvanceReferral>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].step == ReferralStep::kAnswered);
        CHECK(asked[0].answer == ReferralAnswer::kPartly);
        CHECK(asked[0].note == "afbetaalplan");
        CHECK(asked[0].note == asked[0].opened_note);  // It stands as it is.
    }
    SECTION("closed") {
        app.tap("step_choice_1");
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::AdvanceReferral>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].step == ReferralStep::kClosed);
    }
    SECTION("then nothing more") {
        app.press(ImGuiKey_Escape);
        app.show(with_referral([&](engine::TimelineItem& item) {
            answered(item);
            item.step = ReferralStep::kClosed;
        }));
        CHECK_FALSE(app.has("timeline_step_1"));
    }
}

TEST_CASE("the remark of a referral is asked for beside what it was", "[ui][referral]") {
    TestApp app(with_referral([](engine::TimelineItem& item) {
        item.step = ReferralStep::kIntroduced;
        item.answer_text = "liefst na vier uur";
        item.steps = {{ReferralStep::kIntroduced, screens::demo_now()}};
    }));
    open_family(app);
    app.tap("timeline_step_1");
    const bool empties = GENERATE(false, true);
    if (empties) {
        app.scroll_to("panel_answer_note");
        app.tap("panel_answer_note");
        app.press_with_ctrl(ImGuiKey_A);
        app.press(ImGuiKey_Delete);
    }
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::AdvanceReferral>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].step == ReferralStep::kAccepted);
    CHECK(asked[0].note == (empties ? "" : "liefst na vier uur"));
    CHECK(asked[0].opened_note == "liefst na vier uur");
}

TEST_CASE("nobody is called or written about before the family agrees", "[ui][referral]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("note_more");
    app.tap("refer_family");
    app.tap("panel_new_partner_name");
    app.type("Buurthuis");
    app.scroll_to("introduction_3");
    const auto asked_for = [&] {
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::ReferToPartner>();
        REQUIRE(asked.size() == 1);
        return asked[0];
    };
    CHECK_FALSE(app.has("introduction_1"));
    CHECK_FALSE(app.has("introduction_2"));
    CHECK(shows(app, "Bellen of schrijven kan zodra het gezin akkoord is."));
    SECTION("it was not asked yet") {
        const auto asked = asked_for();
        CHECK_FALSE(asked.consented);
        CHECK(asked.introduction == Introduction::kUnknown);
    }
    SECTION("it agrees") {
        app.tap("referral_agreed");
        CHECK_FALSE(shows(app, "Bellen of schrijven kan zodra het gezin akkoord is."));
        app.tap("introduction_1");
        const auto asked = asked_for();
        CHECK(asked.consented);
        CHECK(asked.introduction == Introduction::kCalled);
    }
    SECTION("it agrees, and does not on second thoughts") {
        app.tap("referral_agreed");
        app.tap("introduction_2");
        app.tap("referral_not_agreed");
        const auto asked = asked_for();
        CHECK_FALSE(asked.consented);
        CHECK(asked.introduction == Introduction::kUnknown);
        CHECK(asked.warm);
    }
    SECTION("it went along, or did not after all") {
        app.tap("introduction_3");
        const bool changes_mind = GENERATE(false, true);
        if (changes_mind) app.tap("introduction_0");
        const auto asked = asked_for();
        CHECK(asked.consented == !changes_mind);
    }
    SECTION("what is refused is said where it is asked") {
        asked_for();
        ui::Snapshot refused = at_work();
        refused.outcomes.push_back(
            {app.last_ticket, {.problems = {{ProblemCode::kWrongOrder, "consented"}}}});
        app.show(std::move(refused));
        CHECK(shows(app, "Er ontbreekt nog een stap"));
    }
}

TEST_CASE("who only wrote to a partner is not offered a warm referral", "[ui][referral]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("refer_family");
    app.tap("refer_family");
    app.tap("panel_new_partner_name");
    app.type("Buurthuis");
    app.scroll_to("referral_agreed");
    app.tap("referral_agreed");
    app.scroll_to("introduction_2");
    app.tap("introduction_2");
    CHECK_FALSE(app.has("referral_warm"));
    SECTION("written") {
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::ReferToPartner>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].introduction == Introduction::kWritten);
        CHECK_FALSE(asked[0].warm);
    }
    SECTION("called after all") {
        app.tap("introduction_1");
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::ReferToPartner>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].warm);
    }
}

TEST_CASE("whether a referral is warm is a question of its own", "[ui][referral]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("refer_family");
    app.tap("refer_family");
    app.tap("panel_new_partner_name");
    app.type("Buurthuis");
    app.scroll_to("referral_not_warm");
    const float how = app.items().find("introduction_3")->rect.bottom();
    const auto& texts = app.ledger().texts;
    CHECK(std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        return text.text == "Warm: ga je mee of bel je zelf?" && text.rect.y > how;
    }));
    app.tap("referral_not_warm");
    const bool changes_mind = GENERATE(false, true);
    if (changes_mind) app.tap("referral_warm");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::ReferToPartner>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].introduction == Introduction::kUnknown);
    CHECK(asked[0].warm == changes_mind);
}

TEST_CASE("of many partners the most used stand in sight, and others by their name",
          "[ui][referral]") {
    ui::Snapshot snapshot = at_work();
    std::erase_if(snapshot.views, [](const auto& entry) {
        return std::holds_alternative<engine::PartnersView>(*entry.second);
    });
    engine::PartnersView view;
    for (unsigned i = 0; i < 200; ++i)
        view.rows.push_back({screens::id_of<Partner>(i + 1), "Dienst " + std::to_string(i)});
    add_answer(snapshot, engine::LookPartners{}, view);
    TestApp app(std::move(snapshot));
    open_family(app);
    app.scroll_to("refer_family");
    app.tap("refer_family");
    CHECK(app.has("partner_0"));
    CHECK_FALSE(app.has("partner_150"));
    app.tap("panel_partner_query");
    app.type("150");
    CHECK_FALSE(app.has("partner_0"));
    app.tap("partner_150");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::ReferToPartner>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].partner_id == screens::id_of<Partner>(151));
}

TEST_CASE("a referral says how far it is, or else for how long nobody answered", "[ui][referral]") {
    const int silent = GENERATE(0, 9);
    engine::TodayView today;
    today.open_items = {{.key = {RecordType::kReferral, screens::id_of<Referral>(1).raw},
                         .family_name = "Nowak",
                         .partner_name = "Huis van het Kind",
                         .step = ReferralStep::kIntroduced,
                         .days_silent = silent}};
    ui::Snapshot snapshot = screens::demo_base();
    add_answer(snapshot, engine::LookToday{}, std::move(today));
    TestApp app(std::move(snapshot));
    const auto& texts = app.ledger().texts;
    const auto says = [&](std::string_view word) {  // Words stand alone.
        return std::any_of(texts.begin(), texts.end(),
                           [&](const ui::DrawnText& text) { return text.text == word; });
    };
    CHECK(says("gebracht") == (silent == 0));  // Of "in contact gebracht".
    CHECK(says("terugkoppeling") == (silent > 0));
}

}  // namespace oppad::test

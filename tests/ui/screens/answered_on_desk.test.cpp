// What the form of a referral asks for, carried out on a store: from the panel to the question.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
#include "tests/engine/desk/test_desk.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

struct Referred {
    TestDesk desk;
    Id<Family> family = desk.family("El Amrani");
    Id<Question> question;
    Id<Referral> referral;

    Referred() {
        engine::OpenQuestion asks;
        asks.family_id = family;
        asks.text = "Hulp met schulden";
        question = desk.done<Question>(asks);
        engine::ReferToPartner wish;
        wish.question_id = question;
        wish.partner_id = desk.partner("CAW");
        referral = desk.done<Referral>(wish);
        step(ReferralStep::kConsented);
        step(ReferralStep::kIntroduced);
    }
    void step(ReferralStep to) {
        engine::AdvanceReferral command;
        command.id = referral;
        command.step = to;
        desk.done<Referral>(command);
    }
    // The demo's family, whose timeline holds the referral as it stands by now.
    ui::Snapshot shown() {
        ui::Snapshot snapshot = screens::demo_base();
        screens::add_today(snapshot);
        screens::add_families(snapshot, "");
        screens::add_family(snapshot);
        auto page = desk.look<engine::FamilyPage>(engine::LookFamily{family});
        std::erase_if(page.timeline, [](const engine::TimelineItem& item) {
            return item.kind != engine::TimelineKind::kReferral;
        });
        for (auto& [look, view] : snapshot.views) {
            const auto* demo = std::get_if<engine::FamilyPage>(view.get());
            if (demo == nullptr) continue;
            engine::FamilyPage changed = *demo;
            changed.timeline = page.timeline;
            changed.timeline_total = 1;
            changed.open_items.clear();
            view = std::make_shared<const engine::View>(std::move(changed));
        }
        return snapshot;
    }
};

// The referral's form, opened on its family's page.
class OpenForm {
public:
    explicit OpenForm(Referred& referred) : referred_(referred), app_(referred.shown()) {
        app_.tap("rail_families");
        app_.tap("family_row_0");
        app_.scroll_to("timeline_step_0");
        app_.tap("timeline_step_0");
    }
    OpenForm& tap(const char* id) {
        app_.scroll_to(id);
        app_.tap(id);
        return *this;
    }
    OpenForm& type(const char* remark) {
        tap("panel_answer_note");
        app_.type(remark);
        return *this;
    }
    void save() {
        app_.tap("panel_save");
        const auto asked = app_.take_commands<engine::AdvanceReferral>();
        REQUIRE(asked.size() == 1);
        referred_.desk.done<Referral>(asked[0]);
    }

private:
    Referred& referred_;
    TestApp app_;
};

}  // namespace

TEST_CASE("a remark that stood in the field is the answer, whichever way the answer came",
          "[ui][referral][panel]") {
    Referred referred;
    OpenForm(referred).type("afbetaalplan").save();
    REQUIRE(referred.desk.get(referred.referral).step == ReferralStep::kAccepted);
    REQUIRE(referred.desk.get(referred.referral).answer_note == "afbetaalplan");
    SECTION("at once") {}
    SECTION("after a waiting list") { OpenForm(referred).tap("referral_waiting_list").save(); }
    OpenForm(referred).tap("referral_helped").save();
    const Question question = referred.desk.get(referred.question);
    CHECK(question.state == QuestionState::kAnswered);
    CHECK(question.answer == "afbetaalplan");
}

TEST_CASE("a remark that was left in the field does not take the place of a colleague's",
          "[ui][referral][panel]") {
    Referred referred;
    OpenForm(referred).type("liefst na vier uur").save();
    OpenForm form(referred);
    form.tap("referral_helped");
    Referral theirs = referred.desk.get(referred.referral);
    theirs.answer_note = "bel eerst";  // A colleague's, while the form is open.
    referred.desk.given(theirs);
    form.save();
    CHECK(referred.desk.get(referred.referral).answer_note == "bel eerst");
    CHECK(referred.desk.get(referred.question).state == QuestionState::kAnswered);
}

}  // namespace oppad::test

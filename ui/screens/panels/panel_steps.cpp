// A question that is answered, and a referral that goes a step further.
#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/introduction.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

// What can come after `at`; the engine holds the same order.
std::vector<ReferralStep> steps_after(ReferralStep at) {
    using enum ReferralStep;
    switch (at) {
        case kConsented:
            return {kIntroduced, kClosed};
        case kIntroduced:
            return {kAccepted, kAnswered, kClosed};
        case kAccepted:
        case kAnswered:
            return {kAnswered, kClosed};
        default:
            return {kConsented, kClosed};
    }
}

void draw_introduction(Stage& stage, Rect& room, engine::AdvanceReferral& referral) {
    draw_panel_label(stage, room, Text::kHowIntroduced);
    const auto& ways = CodeTable<Introduction>::words;
    std::vector<Choice> choices;
    for (const auto& [way, word] : ways) {
        choices.push_back({"introduction_" + std::string(word), capitalised(stage.tr(text_of(way))),
                           chosen_if(referral.introduction == way)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) {
        const Introduction way = ways[static_cast<std::size_t>(tapped)].first;
        const bool is_first = referral.introduction == Introduction::kUnknown;
        const bool was_in_person = is_in_person(referral.introduction);
        referral.introduction = way;
        if (is_first || is_in_person(way) != was_in_person) referral.warm = is_in_person(way);
    }
    if (referral.introduction == Introduction::kUnknown) return;
    const std::vector<Choice> warmth = warm_choices(stage, referral.introduction, referral.warm);
    if (warmth.empty()) return;
    draw_panel_label(stage, room, Text::kWarm);
    const int answer = draw_panel_choices(stage, room, warmth);
    if (answer >= 0) referral.warm = answer == 0;
}

}  // namespace

void open_question_panel(Stage& stage, const Id<Question>& id, const std::string& asked) {
    begin_panel(stage, PanelKind::kQuestion, asked).question.id = id;
}

void open_referral_panel(Stage& stage, const Id<Referral>& id, const std::string& title,
                         const ReferralNow& now) {
    PanelState& panel = begin_panel(stage, PanelKind::kReferral, title);
    panel.referral.id = id;
    panel.referral.step = steps_after(now.step).front();
    panel.referral_at = now.step;
    set_panel_field(panel, "answer_note", now.note);
    panel.referral_note = panel_text(panel, "answer_note");
    if (now.step == ReferralStep::kAnswered) panel.referral.answer = now.answer;
}

float draw_question_panel(Stage& stage, Rect room) {
    engine::AnswerQuestion& question = stage.state.panel.question;
    const bool is_closed = question.state == QuestionState::kClosed;
    const int tapped = draw_panel_choices(
        stage, room,
        {{"question_answered", stage.tr(Text::kQuestionAnswered), chosen_if(!is_closed)},
         {"question_closed", stage.tr(Text::kQuestionClosed), chosen_if(is_closed)}});
    if (tapped == 0) question.state = QuestionState::kAnswered;
    if (tapped == 1) question.state = QuestionState::kClosed;
    draw_panel_field(stage, room, "answer", Text::kWhatAnswer);
    return room.y;
}

float draw_referral_panel(Stage& stage, Rect room) {
    engine::AdvanceReferral& referral = stage.state.panel.referral;
    draw_panel_label(stage, room, Text::kWhichStep);
    const std::vector<ReferralStep> steps = steps_after(stage.state.panel.referral_at);
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        choices.push_back({widgets::nth("step_choice", i), stage.tr(text_of(steps[i])),
                           chosen_if(referral.step == steps[i])});
    }
    int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) referral.step = steps[static_cast<std::size_t>(tapped)];
    choices.clear();
    if (referral.step == ReferralStep::kIntroduced) draw_introduction(stage, room, referral);
    if (referral.step == ReferralStep::kAnswered) {
        draw_panel_label(stage, room, Text::kWhatAnswer);
        const auto& answers = CodeTable<ReferralAnswer>::words;
        for (const auto& [answer, word] : answers) {
            choices.push_back({"referral_" + std::string(word), stage.tr(text_of(answer)),
                               chosen_if(referral.answer == answer)});
        }
        tapped = draw_panel_choices(stage, room, choices);
        if (tapped >= 0) referral.answer = answers[static_cast<std::size_t>(tapped)].first;
        draw_panel_problem(stage, room, "answer");
    }
    draw_panel_field(stage, room, "answer_note", Text::kRemarkOptional);
    return room.y;
}

std::optional<PanelAsk> ask_of_steps(const PanelState& panel) {
    if (panel.kind == PanelKind::kQuestion) {
        engine::AnswerQuestion answer = panel.question;
        answer.answer = panel_text(panel, "answer");
        const engine::AnswerQuestion undo{
            .id = answer.id, .state = QuestionState::kOpen, .answer = {}};
        return PanelAsk{answer, Text::kToastAnswered, undo};
    }
    engine::AdvanceReferral step = panel.referral;
    step.note = panel_text(panel, "answer_note");
    step.opened_note = panel.referral_note;
    if (step.step != ReferralStep::kAnswered) step.answer = ReferralAnswer::kUnknown;
    if (step.step != ReferralStep::kIntroduced) {
        step.introduction = Introduction::kUnknown;
        step.warm = false;
    }
    return PanelAsk{step, Text::kToastStep, {}};
}

}  // namespace oppad::ui

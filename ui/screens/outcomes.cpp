#include "ui/screens/outcomes.h"

#include <utility>

#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/log_contact.h"

namespace oppad::ui {

namespace {

// Requires: it answers for what is on the page.
void take_logged(Stage& stage, const Asked& asked, const engine::Outcome& outcome) {
    LogContactState& log = stage.state.log;
    log.saving.reset();
    if (!outcome.saved()) {
        log.problems = outcome.problems;
        log.error = outcome.error;
        if (stage.state.here().screen == ScreenName::kLogContact) show_first_problem(stage);
        return;
    }
    show_toast(stage, stage.tr(asked.said), asked.undo);
    log = LogContactState{};
    if (stage.state.here().screen == ScreenName::kLogContact) go_back(stage.state);
}

// Returns whether the panel stays, with what is wrong at its fields.
bool take_panel(Stage& stage, std::uint64_t ticket, const engine::Outcome& outcome) {
    PanelState& panel = stage.state.panel;
    if (panel.saving != ticket) return false;  // It was closed meanwhile: a toast says the rest.
    if (outcome.saved() && panel.kind == PanelKind::kSheet) {
        panel.saving.reset();
        panel.sheet.is_made = true;  // To be seen, and to be deleted again.
        return true;
    }
    if (outcome.saved()) {
        const bool is_new_place = panel.kind == PanelKind::kPlace && !panel.place.opened;
        // It stands among the last of the list: its page says that it is there.
        if (is_new_place && outcome.record)
            stage.state.places.beside = Id<Place>{outcome.record->id};
        panel = PanelState{};
        return false;
    }
    panel.saving.reset();
    panel.problems = outcome.problems;
    panel.error = outcome.error;
    return true;
}

}  // namespace

void show_toast(Stage& stage, const std::string& text, std::optional<engine::Command> undo) {
    stage.state.toast = Toast{.text = text,
                              .is_error = false,
                              .until = stage.canvas.steady() + kToastStays,
                              .undo = std::move(undo)};
}

void show_toast_here(Stage& stage, Text text, std::function<void(Stage&)> undo) {
    show_toast(stage, stage.tr(text), {});
    stage.state.toast->undo_here = std::move(undo);
}

void offer_left_form(Stage& stage) {
    const std::shared_ptr<LeftForm> form = std::exchange(stage.state.left_form, nullptr);
    if (form == nullptr) return;
    show_toast_here(stage, Text::kToastFormLeft, [form](Stage& back) {
        back.state.stops = form->stops;
        back.state.panel = std::move(form->panel);
        back.state.needs_frame = true;
    });
}

void take_outcomes(Stage& stage) {
    for (const TicketOutcome& answer : stage.snapshot.outcomes) {
        const auto asked = stage.state.asked.find(answer.ticket);
        if (asked == stage.state.asked.end()) continue;
        Asked what = asked->second;
        if (answer.outcome.undo) what.undo = answer.outcome.undo;
        stage.state.asked.erase(asked);
        // Another contact may have been begun meanwhile: then a toast says the rest.
        const bool is_on_page = stage.state.log.saving == answer.ticket;
        if (what.what == Asked::What::kLogContact && is_on_page) {
            take_logged(stage, what, answer.outcome);
            continue;
        }
        const bool is_panel = what.what == Asked::What::kPanel;
        if (is_panel && take_panel(stage, answer.ticket, answer.outcome)) continue;
        if (answer.outcome.error) {
            show_toast(stage, stage.tr(sentence_of(answer.outcome.error->code)), {});
            stage.state.toast->is_error = true;
        } else if (!answer.outcome.problems.empty() && what.what != Asked::What::kQuiet) {
            show_toast(stage, stage.tr(text_of(answer.outcome.problems.front().code)), {});
            stage.state.toast->is_error = true;
        } else if (what.what != Asked::What::kQuiet) {
            show_toast(stage, stage.tr(what.said), what.undo);
        }
    }
}

}  // namespace oppad::ui

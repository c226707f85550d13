#include "ui/screens/outcomes.h"

#include <utility>

#include "ui/i18n/words.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/keep_form.h"
#include "ui/screens/toast.h"

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

// What was wrong, in a sentence.
Text why_refused(const engine::Outcome& outcome) {
    if (outcome.error) return sentence_of(outcome.error->code);
    return text_of(outcome.problems.front().code);
}

// Two families that became one, somebody who moved, and all that was taken away.
bool undoes_much(const engine::Command& undo) {
    return std::visit(
        [](const auto& command) {
            using Undo = std::decay_t<decltype(command)>;
            return std::is_same_v<Undo, engine::UndoMerge> ||
                   std::is_same_v<Undo, engine::MovePerson> ||
                   std::is_same_v<Undo, engine::RemoveRecord> ||
                   std::is_same_v<Undo, engine::DeleteContact> ||
                   std::is_same_v<Undo, engine::SaveDraft>;
        },
        undo);
}

// What should have been taken back stands: said with why, and where the tablet could not do it,
// with the way to try again.
void show_not_taken_back(Stage& stage, const Asked& asked, const engine::Outcome& outcome) {
    const std::string why = stage.tr(why_refused(outcome));
    show_toast(stage, stage.tr(Text::kToastNotTakenBack) + ' ' + why,
               outcome.error ? asked.takes_back : std::nullopt);
    stage.state.toast->is_error = true;
}

void note_problems(PanelState& panel, const engine::Outcome& outcome) {
    panel.saving.reset();
    panel.problems = outcome.problems;
    panel.error = outcome.error;
}

// The form that waits for the answer, also under a history that lies over it.
PanelState* form_that_waits(AppState& state, std::uint64_t ticket) {
    PanelState& form = state.panel.under != nullptr ? *state.panel.under : state.panel;
    return form.saving == ticket ? &form : nullptr;
}

void bring_back(Stage& stage, LeftForm& form) {
    return_to(stage.state, form.stops);
    stage.state.panel = std::move(form.panel);
    stage.state.needs_frame = true;
}

// Of a form that was closed meanwhile: refused, its words are offered back. Returns whether all was
// said.
bool take_closed_form(Stage& stage, std::uint64_t ticket, const engine::Outcome& outcome) {
    const auto found = stage.state.closed_forms.find(ticket);
    if (found == stage.state.closed_forms.end()) return false;
    const std::shared_ptr<LeftForm> form = std::move(found->second);
    stage.state.closed_forms.erase(found);
    if (outcome.saved()) return false;
    note_problems(form->panel, outcome);
    show_toast_here(stage, why_refused(outcome), [form](Stage& back) { bring_back(back, *form); });
    stage.state.toast->is_error = true;
    return true;
}

void close_saved(AppState& state, const engine::Outcome& outcome) {
    if (state.panel.under != nullptr) return state.panel.under.reset();  // Its history is read on.
    const PanelState& panel = state.panel;
    const bool is_new_place = panel.kind == PanelKind::kPlace && !panel.place.opened;
    // It stands among the last of the list: its page says that it is there.
    if (is_new_place && outcome.record) state.places.beside = Id<Place>{outcome.record->id};
    state.panel = PanelState{};
}

// Returns whether all was said: the form stays, with what is wrong at its fields.
bool take_panel(Stage& stage, std::uint64_t ticket, const engine::Outcome& outcome) {
    PanelState* form = form_that_waits(stage.state, ticket);
    if (form == nullptr) return take_closed_form(stage, ticket, outcome);
    if (outcome.saved() && form->kind == PanelKind::kSheet) {
        form->saving.reset();
        form->sheet.is_made = true;  // To be seen, and to be deleted again.
        return true;
    }
    if (!outcome.saved()) {
        note_problems(*form, outcome);
        return true;
    }
    close_saved(stage.state, outcome);
    return false;
}

// Of words whose page has gone on: refused, they become a draft.
void take_left_words(Stage& stage, LeftDraft words, const engine::Outcome& outcome) {
    if (outcome.saved()) return forget_draft(stage.state, words.draft.id);
    words.refusals = {};
    stage.state.left_drafts.push_back(std::move(words));
}

// Returns whether all was said.
bool take_answer(Stage& stage, std::uint64_t ticket, Asked& asked, const engine::Outcome& outcome) {
    using enum Asked::What;
    switch (asked.what) {
        case kDraft:
            take_kept_draft(stage, ticket, *std::move(asked.left), outcome);
            return true;
        case kForm:
            take_kept_form(stage, ticket, outcome);
            return true;
        case kPanel:
            return take_panel(stage, ticket, outcome);
        case kLogContact:
        case kSaid:
        case kQuiet:
            break;
    }
    if (asked.what == kLogContact && stage.state.log.saving == ticket) {
        take_logged(stage, asked, outcome);
        return true;
    }
    // Another contact may have been begun meanwhile: then a toast says the rest.
    if (asked.left) take_left_words(stage, *std::move(asked.left), outcome);
    return false;
}

}  // namespace

void show_toast(Stage& stage, const std::string& text, std::optional<engine::Command> undo) {
    const bool lasts = undo && undoes_much(*undo);
    stage.state.toast =
        Toast{.text = text,
              .is_error = false,
              .lasts = lasts,
              .until = stage.canvas.steady() + (lasts ? kLastingToastStays : kToastStays),
              .undo = std::move(undo)};
}

void show_toast_here(Stage& stage, Text text, std::function<void(Stage&)> undo) {
    show_toast(stage, stage.tr(text), {});
    stage.state.toast->undo_here = std::move(undo);
}

void show_error(Stage& stage, Text text) {
    show_toast(stage, stage.tr(text), {});
    stage.state.toast->is_error = true;
}

void offer_left_form(Stage& stage) {
    const std::shared_ptr<LeftForm> form = std::exchange(stage.state.left_form, nullptr);
    if (form == nullptr) return;
    show_toast_here(stage, Text::kToastFormLeft, [form](Stage& back) { bring_back(back, *form); });
}

void take_outcomes(Stage& stage) {
    for (const TicketOutcome& answer : stage.snapshot.outcomes) {
        const auto found = stage.state.asked.find(answer.ticket);
        if (found == stage.state.asked.end()) continue;
        Asked asked = std::move(found->second);
        stage.state.asked.erase(found);
        // Who asked may know better what a tap on "undo" means than what was written does.
        if (!asked.undo) asked.undo = answer.outcome.undo;
        if (take_answer(stage, answer.ticket, asked, answer.outcome)) continue;
        const bool is_quiet = asked.what == Asked::What::kQuiet;
        if (asked.takes_back && !answer.outcome.saved()) {
            show_not_taken_back(stage, asked, answer.outcome);
        } else if (answer.outcome.error || (!answer.outcome.saved() && !is_quiet)) {
            show_error(stage, why_refused(answer.outcome));
        } else if (!is_quiet) {
            show_toast(stage, stage.tr(asked.said), asked.undo);
        }
    }
}

}  // namespace oppad::ui

#include "ui/screens/panels/keep_form.h"

#include <utility>

#include "ui/i18n/words.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/outcomes.h"
#include "ui/screens/panels/form_codec.h"

namespace oppad::ui {

namespace {

// A history that lies over a form is only read.
PanelState& form_in(AppState& state) {
    return state.panel.under != nullptr ? *state.panel.under : state.panel;
}

// Until it is known what became of it, it lies as it was when it was asked for.
bool is_being_saved(const AppState& state) {
    const PanelState& panel = state.panel;
    return panel.under != nullptr ? panel.under->saving.has_value() : panel.saving.has_value();
}

// Whether it lies on disk, or is on its way there.
bool is_kept(const FormKeeping& forms, const Bytes& content) {
    return content == forms.asked && (forms.ticket || forms.refusals.count == 0);
}

// The form, if something in it differs from how it was opened.
const PanelState* changed_form(AppState& state) {
    PanelState& form = form_in(state);
    const Bytes now = encode_form(form);
    if (now.empty()) return nullptr;
    if (!form.opened_as) form.opened_as = now;
    return now == *form.opened_as ? nullptr : &form;
}

void ask_to_keep(Stage& stage, Bytes content) {
    FormKeeping& forms = stage.state.forms;
    forms.due.reset();
    if (is_kept(forms, content)) return;
    const std::uint64_t ticket = stage.intents.run(engine::KeepForm{content});
    stage.state.asked[ticket] = Asked{.what = Asked::What::kForm, .undo = {}};
    forms.ticket = ticket;
    forms.asked = std::move(content);
}

}  // namespace

void keep_form(Stage& stage) {
    if (is_being_saved(stage.state)) return;
    FormKeeping& forms = stage.state.forms;
    Bytes content = encode_unfinished(stage.state, changed_form(stage.state));
    const auto now = stage.canvas.steady();
    const bool is_over = is_kept(forms, content) || (content.empty() && forms.refusals.count == 0);
    if (!is_over && !forms.due) forms.due = now + kKeepWhileTyping;
    if (is_over || now >= *forms.due) ask_to_keep(stage, std::move(content));
}

std::optional<std::chrono::milliseconds> keep_form_at(const AppState& state) {
    return is_being_saved(state) ? std::nullopt : state.forms.due;
}

void take_kept_form(Stage& stage, std::uint64_t ticket, const engine::Outcome& outcome) {
    FormKeeping& forms = stage.state.forms;
    if (forms.ticket != ticket) return;  // A later one says more.
    forms.ticket.reset();
    if (!outcome.error) {
        forms.refusals = {};
        return;
    }
    note_refusal(forms.refusals, outcome.error->code, stage.canvas.steady());
    forms.due = forms.refusals.again_at;
    if (forms.refusals.count == 1) show_error(stage, sentence_of(outcome.error->code));
}

void flush_form(Stage& stage) {
    if (is_being_saved(stage.state)) return;
    ask_to_keep(stage, encode_unfinished(stage.state, changed_form(stage.state)));
}

std::uint64_t end_form(Stage& stage, engine::Command command) {
    flush_form(stage);
    return stage.intents.run(std::move(command), {encode_unfinished(stage.state, nullptr)});
}

std::uint64_t end_conflict(Stage& stage, engine::Command command) {
    flush_form(stage);
    std::optional<engine::ResolveConflict> edited = std::exchange(stage.state.sync.editing, {});
    Bytes left = encode_unfinished(stage.state, changed_form(stage.state));
    // It stays on the screen until it is known that the conflict has ended.
    stage.state.sync.editing = std::move(edited);
    stage.state.sync.is_asked = true;
    return stage.intents.run(std::move(command), {std::move(left)});
}

void bring_back_form(AppState& state, ByteView kept) {
    std::optional<Unfinished> unfinished = decode_unfinished(kept);
    if (!unfinished) return;
    state.forms.asked = Bytes(kept.begin(), kept.end());
    if (!unfinished->stops.empty()) return_to(state, std::move(unfinished->stops));
    state.places.beside = unfinished->beside;
    if (unfinished->form) {
        state.panel = std::move(*unfinished->form);
        state.panel.opened_as = Bytes{};
    }
    if (unfinished->conflict) {
        state.sync.words.edit.set_text(unfinished->conflict->words);
        state.sync.editing = std::move(unfinished->conflict);
    }
    state.needs_frame = true;
}

}  // namespace oppad::ui

#include "ui/screens/keep_form.h"

#include <utility>

#include "ui/screens/form_codec.h"
#include "ui/screens/log_contact.h"

namespace oppad::ui {

namespace {

// A history that lies over a form is only read.
PanelState& form_in(AppState& state) {
    return state.panel.under != nullptr ? *state.panel.under : state.panel;
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
    if (content == forms.kept) return;
    const std::uint64_t ticket = stage.intents.run(engine::KeepForm{content});
    stage.state.asked[ticket] = Asked{};
    forms.kept = std::move(content);
}

}  // namespace

void keep_form(Stage& stage) {
    // Until it is known what became of it, it lies as it was when it was asked for.
    if (form_in(stage.state).saving) return;
    FormKeeping& forms = stage.state.forms;
    Bytes content = encode_unfinished(stage.state, changed_form(stage.state));
    const auto now = stage.canvas.steady();
    if (content != forms.kept && !forms.due) forms.due = now + kKeepWhileTyping;
    const bool is_over = content.empty() || content == forms.kept;
    if (is_over || now >= *forms.due) ask_to_keep(stage, std::move(content));
}

void flush_form(Stage& stage) {
    if (form_in(stage.state).saving) return;
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
    state.forms.kept = Bytes(kept.begin(), kept.end());
    if (!unfinished->stops.empty()) state.stops = std::move(unfinished->stops);
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

#include "ui/screens/log_contact/edit_logged.h"

#include <algorithm>

#include "engine/commands/told_family.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/outcomes.h"

namespace oppad::ui {

namespace {

engine::ContactDraft draft_of(const Contact& contact) {
    engine::ContactDraft draft;
    draft.id = contact.id.raw;
    draft.edited = contact;
    draft.kind = contact.kind;
    draft.family_id = contact.family_id;
    draft.place_id = contact.place_id;
    draft.contact_person_id = contact.contact_person_id;
    draft.at = contact.at;
    draft.begun_at = contact.at;
    draft.appointment_id = contact.appointment_id;
    draft.themes = contact.themes;
    draft.participants = contact.participants;
    draft.note = contact.note;
    draft.adults = contact.adults;
    draft.children = contact.children;
    return draft;
}

Contact changed(const Contact& before, const engine::ContactDraft& draft) {
    Contact contact = before;
    contact.kind = draft.kind;
    contact.family_id = draft.family_id;
    contact.place_id = draft.place_id;
    contact.contact_person_id = draft.contact_person_id;
    contact.at = draft.at.value_or(before.at);
    contact.themes = draft.themes;
    contact.participants = draft.participants;
    contact.note = draft.note;
    contact.adults = draft.adults;
    contact.children = draft.children;
    // Chips add at the end, a stored set is sorted.
    std::sort(contact.themes.begin(), contact.themes.end());
    std::sort(contact.participants.begin(), contact.participants.end());
    return contact;
}

engine::EditContact edit_of(Stage& stage) {
    const LogContactState& log = stage.state.log;
    engine::EditContact edit;
    edit.contact = changed(*log.draft.edited, log.draft);
    edit.opened = *log.draft.edited;
    Family told = engine::told_family(log.draft);
    if (log.draft.family_id) {
        told.id = *log.draft.family_id;
        if (to_values(told) != to_values(Family{})) edit.made_family = std::move(told);
    } else if (!told.name.empty()) {
        told.id.raw = stage.state.ids->make_id();
        edit.contact.family_id = told.id;
        edit.made_family = std::move(told);
    }
    return edit;
}

// Nothing where what was typed went to a family that was here: the outcome tells how.
std::optional<engine::Command> undo_of(const Stage& stage, const engine::EditContact& edit) {
    if (edit.made_family && stage.state.log.draft.family_id) return std::nullopt;
    engine::EditContact undo;
    undo.contact = *edit.opened;
    undo.opened = edit.contact;
    if (edit.made_family) undo.unmade_family_id = edit.made_family->id;
    return undo;
}

// Takes it off the disk, where it may have been kept while it was made.
void discard_change(Stage& stage) {
    forget_draft(stage.state, stage.state.log.draft.id);
    const std::uint64_t ticket = stage.intents.run(engine::DiscardDraft{stage.state.log.draft.id});
    stage.state.asked[ticket] = Asked{};
}

bool is_changed(const engine::EditContact& edit) {
    return edit.made_family || to_values(edit.contact) != to_values(*edit.opened);
}

}  // namespace

void begin_edit_contact(Stage& stage, const Id<Contact>& id) {
    leave_log_contact(stage);
    LogContactState& log = stage.state.log;
    log = LogContactState{};
    log.begun = true;
    if (!take_left_draft(stage, id.raw)) log.asks_contact = id;
    if (stage.state.here().screen == ScreenName::kLogContact) return;
    open_stop(stage.state,
              Stop{.screen = ScreenName::kLogContact, .family_id = {}, .place_id = {}});
}

void take_edited(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (!log.asks_contact) return;
    const auto* page =
        find_view<engine::ContactPage>(stage.snapshot, engine::LookContact{*log.asks_contact});
    if (page == nullptr) return;
    log.draft = page->draft.value_or(draft_of(page->contact));
    log.kept = page->draft.has_value();
    log.anonymous = !log.draft.family_id && log.draft.new_family_name.empty();
    log.asks_contact.reset();
    fill_log_fields(log);
}

void save_edited(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (log.saving) return;
    read_log_fields(log);
    log.problems.clear();
    log.error.reset();
    const engine::EditContact edit = edit_of(stage);
    if (!is_changed(edit)) return cancel_edited(stage);
    const std::uint64_t ticket = stage.intents.run(edit);
    stage.state.asked[ticket] = Asked{.what = Asked::What::kLogContact,
                                      .undo = undo_of(stage, edit),
                                      .said = Text::kToastChanged,
                                      .left = words_of(stage.state.log)};
    log.saving = ticket;
}

void leave_edited(Stage& stage) {
    if (stage.state.log.saving) return;
    const engine::EditContact edit = edit_of(stage);
    if (!is_changed(edit)) return discard_change(stage);
    const std::uint64_t ticket = stage.intents.run(edit);
    stage.state.asked[ticket] = Asked{.what = Asked::What::kSaid,
                                      .undo = undo_of(stage, edit),
                                      .said = Text::kToastChanged,
                                      .left = words_of(stage.state.log)};
}

void cancel_edited(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (log.draft.edited) read_log_fields(log);
    const bool has_words = log.draft.edited && is_changed(edit_of(stage));
    const LeftDraft left = words_of(log);
    discard_change(stage);
    log = LogContactState{};
    if (stage.state.here().screen == ScreenName::kLogContact) go_back(stage.state);
    if (!has_words) return;
    show_toast_here(stage, Text::kToastFormLeft, [left](Stage& back) {
        back.state.left_drafts.push_back(left);
        begin_edit_contact(back, Id<Contact>{left.draft.id});
    });
}

}  // namespace oppad::ui

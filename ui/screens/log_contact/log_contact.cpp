#include "ui/screens/log_contact/log_contact.h"

#include <utility>

#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/screens.h"

namespace oppad::ui {

namespace {

ContactKind kind_at_place() { return ContactKind::kSchoolContact; }

// Promise and referral both have a "what". Only a promise can lack it; of what is wrong otherwise
// the longer one has most.
bool is_of_promise(const engine::ContactDraft& draft, const Problem& problem) {
    if (!draft.follow_up) return false;
    if (!draft.referral || problem.code == ProblemCode::kMissing) return true;
    return draft.follow_up->what.size() >= draft.referral->what.size();
}

// The card in which a field is written; none = it is on the page itself.
LogPart part_of(const engine::ContactDraft& draft, const Problem& problem) {
    const std::string_view field = problem.field;
    if (field == "partner_id" || field == "new_partner_name" || field == "consented")
        return LogPart::kReferral;
    if (field == "due_day") return LogPart::kFollowUp;
    if (field == "starts_at") return LogPart::kNextMeeting;
    if (field == "question") return LogPart::kQuestion;
    if (field == "signal") return LogPart::kSignal;
    if (field != "what") return LogPart::kNone;
    return is_of_promise(draft, problem) ? LogPart::kFollowUp : LogPart::kReferral;
}

// Empty for what is written in no field.
std::string_view item_of_field(std::string_view field) {
    if (field == "place_id" || field == "contact_person_id") return "choose_place";
    if (field == "at") return "choose_when";
    if (field == "note") return field;
    if (field == "phone") return "new_phone";
    if (field == "street") return "new_street";
    if (field == "postcode") return "new_postcode";
    if (field == "municipality") return "new_municipality";
    const bool is_family = field == "family_id" || field == "name" || field == "new_family_name";
    return is_family ? "choose_family" : std::string_view{};
}

bool asks_newest(const LogContactFrom& from) {
    return !from.kind && !from.family_id && !from.place_id && from.draft_id.is_nil();
}

// Whether a new contact is on the page.
bool is_written(const LogContactState& log) {
    return log.begun && !log.saving && !log.asks_contact && !log.draft.edited;
}

// Whether something was written or chosen on the page that is not saved yet.
bool has_words(const LogContactState& log) {
    if (!log.begun || log.saving) return false;
    const bool is_change = log.asks_contact || log.draft.edited;
    return is_change || log.unsaved_since || log.keeping || log.kept || log.refusals.count > 0;
}

// A change that is not finished is gone on with as well: nothing that was typed is dropped.
bool is_on_page(const LogContactState& log, const LogContactFrom& from) {
    if (!log.begun || log.saving) return false;
    if (log.asks_disk && !log.asks_draft.is_nil()) return log.asks_draft == from.draft_id;
    return asks_newest(from) || log.draft.id == from.draft_id;
}

}  // namespace

void fill_log_fields(LogContactState& log) {
    const engine::ContactDraft& draft = log.draft;
    log.note.edit.set_text(draft.note);
    log.question.edit.set_text(draft.question);
    log.signal.edit.set_text(draft.signal);
    log.new_phone.edit.set_text(draft.new_phone);
    log.new_street.edit.set_text(draft.new_street);
    log.new_postcode.edit.set_text(draft.new_postcode);
    log.new_municipality.edit.set_text(draft.new_municipality);
    log.follow_up_what.edit.set_text(draft.follow_up ? draft.follow_up->what : std::string{});
    log.referral_partner.edit.set_text(draft.referral ? draft.referral->new_partner_name
                                                      : std::string{});
    log.referral_what.edit.set_text(draft.referral ? draft.referral->what : std::string{});
}

void read_log_fields(LogContactState& log) {
    engine::ContactDraft& draft = log.draft;
    draft.note = log.note.edit.text();
    draft.question = log.question.text();
    draft.signal = log.signal.text();
    draft.new_phone = log.new_phone.text();
    draft.new_street = log.new_street.text();
    draft.new_postcode = log.new_postcode.text();
    draft.new_municipality = log.new_municipality.text();
    if (draft.follow_up) {
        draft.follow_up->what = log.follow_up_what.text();
        draft.follow_up->family_id = draft.family_id;
        draft.follow_up->place_id = draft.family_id ? std::nullopt : draft.place_id;
    }
    if (draft.referral) {
        draft.referral->what = log.referral_what.text();
        draft.referral->new_partner_name = log.referral_partner.text();
        draft.referral->family_id = draft.family_id;
    }
}

void begin_log_contact(Stage& stage, const LogContactFrom& from) {
    LogContactState& log = stage.state.log;
    if (!is_on_page(log, from)) {
        leave_log_contact(stage);
        log = LogContactState{};
        log.begun = true;
        log.asks_disk = asks_newest(from) || !from.draft_id.is_nil();
        log.asks_draft = from.draft_id;
        log.draft.id = stage.state.ids->make_id();
        log.draft.begun_at = stage.now;
        log.draft.kind =
            from.kind.value_or(from.place_id ? kind_at_place() : ContactKind::kHomeVisit);
        log.draft.at = from.at;
        log.draft.family_id = from.family_id;
        log.draft.place_id = from.place_id;
        log.draft.appointment_id = from.appointment_id;
        log.draft.note = from.note;
        log.note.edit.set_text(from.note);
        log.family_name = from.family_name;
        log.place_name = from.place_name;
        if (log.asks_disk) {
            take_left_draft(stage, from.draft_id);
        } else if (!from.note.empty()) {
            note_log_change(stage);  // A lock carries no word: it finds them in the draft.
        }
    }
    if (stage.state.here().screen != ScreenName::kLogContact) {
        open_stop(stage.state,
                  Stop{.screen = ScreenName::kLogContact, .family_id = {}, .place_id = {}});
    }
}

RawId draft_for(const Stage& stage, const Id<Appointment>& appointment) {
    const LogContactState& log = stage.state.log;
    if (is_written(log) && log.draft.appointment_id == appointment) return log.draft.id;
    const auto* drafts = find_view<engine::DraftsView>(stage.snapshot, engine::LookDrafts{});
    if (drafts == nullptr) return {};
    for (const engine::DraftRow& row : drafts->rows)
        if (row.appointment_id == appointment && !row.is_edit) return row.id;
    return {};
}

RawId draft_about(const Stage& stage, const Id<Family>& family) {
    const LogContactState& log = stage.state.log;
    return is_written(log) && log.draft.family_id == family ? log.draft.id : RawId{};
}

LogContactFrom from_family(const Stage& stage, const Family& family) {
    return {.kind = ContactKind::kHomeVisit,
            .family_id = family.id,
            .family_name = family.name,
            .draft_id = draft_about(stage, family.id)};
}

LogContactFrom from_here(const Stage& stage) {
    const Stop& here = stage.state.here();
    if (has_words(stage.state.log)) return {};
    if (here.screen == ScreenName::kFamily) {
        const auto* page = find_family_page(stage.snapshot, here.family_id);
        return page == nullptr ? LogContactFrom{} : from_family(stage, page->family);
    }
    if (here.screen != ScreenName::kPlace) return {};
    const auto* page = find_place_page(stage.snapshot, place_look(stage.state, here.place_id));
    if (page == nullptr) return {};
    return {.place_id = page->place.id, .place_name = page->place.name};
}

std::optional<LogContactFrom> way_back(const LogContactState& log) {
    if (log.saving) return std::nullopt;
    LogContactFrom from;
    if (log.asks_disk && log.asks_draft.is_nil()) return from;
    from.kind = log.draft.kind;
    from.at = log.draft.at;
    from.family_id = log.draft.family_id;
    from.place_id = log.draft.place_id;
    from.appointment_id = log.draft.appointment_id;
    from.draft_id = log.asks_disk ? log.asks_draft : log.draft.id;
    return from;
}

engine::LookLogContact log_look(const LogContactState& log) {
    return {log.asks_draft, log.draft.family_id, log.draft.place_id};
}

void resume_log_contact(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (!log.asks_disk) return;
    // Whether there is a draft to go on with can't be told: an empty page takes what is to be
    // written now, and the draft stays where it is. A draft that was chosen says why not.
    if (log.asks_draft.is_nil() && failure_of(stage, log_look(log))) log.asks_disk = false;
    const auto* page = find_view<engine::LogContactPage>(stage.snapshot, log_look(log));
    if (page == nullptr) return;
    log.asks_disk = false;
    log.asks_draft = RawId{};
    if (!page->draft || log.unsaved_since || log.keeping || log.kept) return;
    log.draft = *page->draft;
    log.family_name = page->family ? page->family->name : std::string{};
    log.place_name = page->place ? page->place->name : std::string{};
    log.anonymous = log.draft.edited && !log.draft.family_id && log.draft.new_family_name.empty();
    log.kept = true;
    fill_log_fields(log);
}

void note_log_change(Stage& stage) {
    LogContactState& log = stage.state.log;
    read_log_fields(log);
    log.asks_disk = false;
    // Said over the words, which may have been drawn already.
    if (std::exchange(log.kept, false)) stage.state.needs_frame = true;
    log.last_change = stage.canvas.steady();
    if (!log.unsaved_since) log.unsaved_since = stage.canvas.steady();
}

void leave_log_contact(Stage& stage) {
    flush_log_contact(stage);
    if (stage.state.log.draft.edited) leave_edited(stage);
}

void show_first_problem(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (log.problems.empty()) return;
    const Problem& problem = log.problems.front();
    log.open = part_of(log.draft, problem);
    stage.canvas.touch().rewind("part_scroll");
    const std::string_view item = item_of_field(problem.field);
    if (log.open == LogPart::kNone && !item.empty()) stage.canvas.focus(item);
}

void save_log_contact(Stage& stage) {
    LogContactState& log = stage.state.log;
    if (log.saving) return;
    if (log.draft.edited) return save_edited(stage);
    read_log_fields(log);
    log.problems.clear();
    log.error.reset();
    const std::uint64_t ticket = stage.intents.run(engine::LogContact{log.draft});
    stage.state.asked[ticket] = Asked{.what = Asked::What::kLogContact,
                                      .undo = {},
                                      .said = Text::kToastLogged,
                                      .left = words_of(log)};
    log.saving = ticket;
}

}  // namespace oppad::ui

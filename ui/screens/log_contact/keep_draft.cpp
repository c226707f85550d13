#include "ui/screens/log_contact/keep_draft.h"

#include <utility>

#include "ui/i18n/words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/outcomes.h"

namespace oppad::ui {

namespace {

using std::chrono::milliseconds;

std::uint64_t ask_to_keep(Stage& stage, LeftDraft left) {
    const std::uint64_t ticket = stage.intents.run(engine::SaveDraft{left.draft});
    stage.state.asked[ticket] = Asked{.what = Asked::What::kDraft, .undo = {}, .left = left};
    return ticket;
}

void ask_for_left_drafts(Stage& stage, milliseconds until) {
    std::vector<LeftDraft> waiting;
    for (LeftDraft& left : std::exchange(stage.state.left_drafts, {})) {
        if (left.refusals.again_at <= until) {
            ask_to_keep(stage, std::move(left));
        } else {
            waiting.push_back(std::move(left));
        }
    }
    stage.state.left_drafts = std::move(waiting);
}

// Said once: after that the page itself tells it.
void tell_refused(Stage& stage, Refusals& refusals, ErrorCode code) {
    note_refusal(refusals, code, stage.canvas.steady());
    if (refusals.count == 1) show_error(stage, sentence_of(code));
}

bool is_on_page(const LogContactState& log, const RawId& id) {
    return log.begun && log.draft.id == id;
}

// Unset while nothing is to be kept.
std::optional<milliseconds> page_kept_at(const LogContactState& log) {
    if (!log.unsaved_since || log.saving) return std::nullopt;
    const milliseconds at =
        std::min(log.last_change + kKeepAfterKey, *log.unsaved_since + kKeepWhileTyping);
    return log.refusals.count > 0 ? std::max(at, log.refusals.again_at) : at;
}

}  // namespace

void keep_drafts(Stage& stage) {
    const milliseconds now = stage.canvas.steady();
    const auto at = page_kept_at(stage.state.log);
    if (at && *at <= now) flush_log_contact(stage);
    ask_for_left_drafts(stage, now);
}

std::optional<milliseconds> keep_drafts_at(const AppState& state) {
    std::optional<milliseconds> at = page_kept_at(state.log);
    for (const LeftDraft& left : state.left_drafts) {
        if (!at || left.refusals.again_at < *at) at = left.refusals.again_at;
    }
    return at;
}

void flush_log_contact(Stage& stage) {
    LogContactState& log = stage.state.log;
    // Behind a save that succeeds a draft is dropped, that of a change would be kept.
    if (!log.unsaved_since || (log.saving && log.draft.edited)) return;
    read_log_fields(log);
    log.keeping = ask_to_keep(stage, words_of(log));
    log.unsaved_since.reset();
}

void flush_drafts(Stage& stage) {
    flush_log_contact(stage);
    ask_for_left_drafts(stage, milliseconds::max());
}

LeftDraft words_of(const LogContactState& log) {
    return {log.draft, log.family_name, log.place_name, log.refusals};
}

void take_kept_draft(Stage& stage, std::uint64_t ticket, LeftDraft left,
                     const engine::Outcome& outcome) {
    LogContactState& log = stage.state.log;
    if (!is_on_page(log, left.draft.id)) {
        if (!outcome.error) return;
        tell_refused(stage, left.refusals, outcome.error->code);
        stage.state.left_drafts.push_back(std::move(left));
        return;
    }
    if (log.keeping != ticket) return;  // A later one says more.
    log.keeping.reset();
    if (outcome.error) {
        tell_refused(stage, log.refusals, outcome.error->code);
        if (!log.unsaved_since) log.unsaved_since = stage.canvas.steady();
        return;
    }
    log.refusals = {};
    log.kept = outcome.saved() && !log.unsaved_since;
}

bool take_left_draft(Stage& stage, const RawId& id) {
    std::vector<LeftDraft>& all = stage.state.left_drafts;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const LeftDraft& left) {
        return id.is_nil() ? !left.draft.edited : left.draft.id == id;
    });
    if (found == all.rend()) return false;
    LogContactState& log = stage.state.log;
    log.draft = std::move(found->draft);
    log.family_name = std::move(found->family_name);
    log.place_name = std::move(found->place_name);
    log.refusals = found->refusals;
    all.erase(std::next(found).base());
    log.asks_disk = false;
    log.anonymous = log.draft.edited && !log.draft.family_id && log.draft.new_family_name.empty();
    log.last_change = stage.canvas.steady();
    log.unsaved_since = log.last_change;
    fill_log_fields(log);
    return true;
}

void bring_back_drafts(AppState& state, const std::vector<engine::ContactDraft>& drafts) {
    for (const engine::ContactDraft& draft : drafts)
        state.left_drafts.push_back(
            {.draft = draft, .family_name = {}, .place_name = {}, .refusals = {}});
}

void forget_draft(AppState& state, const RawId& id) {
    std::erase_if(state.left_drafts, [&](const LeftDraft& left) { return left.draft.id == id; });
    std::erase_if(state.asked, [&](const auto& one) {
        const Asked& asked = one.second;
        return asked.what == Asked::What::kDraft && asked.left && asked.left->draft.id == id;
    });
}

}  // namespace oppad::ui

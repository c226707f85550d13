#include "ui/screens/log_contact/draft_rows.h"

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/sync/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

const engine::DraftsView* drafts_of(const Stage& stage) {
    return find_view<engine::DraftsView>(stage.snapshot, engine::LookDrafts{});
}

// Of one that only a newer version can read nothing is known.
bool is_readable(const engine::DraftRow& draft) { return draft.kind != ContactKind::kUnknown; }

std::string title_of(const Stage& stage, const engine::DraftRow& draft) {
    if (!is_readable(draft)) return stage.tr(Text::kDraftUnreadable);
    const std::string& kind = stage.tr(text_of(draft.kind));
    if (!draft.family_name.empty())
        return stage.texts().fill(Text::kKindWithFamily, kind, draft.family_name);
    return draft.place_name.empty() ? kind : kind + " · " + draft.place_name;
}

std::string remark_of(const Stage& stage, const engine::DraftRow& draft) {
    const std::string when = moment(stage.texts(), draft.saved_at, stage.now, stage.utc_offset());
    return stage.texts().fill(draft.is_edit ? Text::kChangeKept : Text::kDraftSince, when);
}

void go_on(Stage& stage, const engine::DraftRow& draft) {
    if (draft.is_edit) return begin_edit_contact(stage, Id<Contact>{draft.id});
    begin_log_contact(stage, {.draft_id = draft.id});
}

void discard(Stage& stage, const engine::DraftRow& draft) {
    LogContactState& log = stage.state.log;
    if (log.saving) return;
    // What is on the page would be kept again.
    if (log.begun && log.draft.id == draft.id) log = LogContactState{};
    forget_draft(stage.state, draft.id);
    const std::uint64_t ticket = stage.intents.run(engine::DiscardDraft{draft.id});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid, .undo = {}, .said = Text::kToastDraftGone};
}

}  // namespace

bool has_drafts(const Stage& stage) {
    const auto* view = drafts_of(stage);
    return view != nullptr ? !view->rows.empty()
                           : failure_of(stage, engine::LookDrafts{}).has_value();
}

float draw_drafts(Stage& stage, const Rect& area) {
    if (!has_drafts(stage)) return area.y;
    Canvas& canvas = stage.canvas;
    const auto* view = drafts_of(stage);
    Rect room = area;
    room.cut_top(canvas.px(20));
    room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kDraftsTitle)}) -
                 room.y);
    if (view == nullptr) return draw_if_failed(stage, room, engine::LookDrafts{});
    const auto& rows = view->rows;
    const float side = canvas.px(size::kTouch);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const engine::DraftRow& draft = rows[i];
        const std::string title = title_of(stage, draft);
        const std::string remark = remark_of(stage, draft);
        const std::string id = widgets::nth("draft", i);
        Rect place = room;
        place.cut_right(side);
        const auto drawn =
            widgets::row(canvas, place,
                         {.id = is_readable(draft) ? std::string_view(id) : std::string_view{},
                          .avatar = {Tone::kNeutral, icon_of(draft.kind)},
                          .title = {widgets::strong(canvas, title)},
                          .subtitle = {widgets::quiet(canvas, remark)},
                          .end_icon = is_readable(draft) ? Icon::kChevronRight : Icon::kNone});
        if (drawn.tapped) go_on(stage, draft);
        const Rect cross = widgets::target_at_end(canvas, room.right(), drawn.rect.centre().y);
        if (is_readable(draft) && widgets::icon_button(canvas, widgets::nth("draft_away", i), cross,
                                                       Icon::kClose, canvas.theme().muted)) {
            discard(stage, draft);
        }
        room.cut_top(drawn.bottom - room.y);
    }
    return room.y;
}

}  // namespace oppad::ui

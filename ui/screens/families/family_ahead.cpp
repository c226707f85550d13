#include "ui/screens/families/family_ahead.h"

#include <algorithm>

#include "ui/i18n/beginning.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/row_menu.h"
#include "ui/screens/today/agenda_rows.h"
#include "ui/screens/today/agenda_words.h"
#include "ui/screens/today/open_items.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

void draw_head(Stage& stage, Rect& room, Text title) {
    room.cut_top(widgets::card_head(stage.canvas, room, {.title = stage.tr(title)}) - room.y);
}

Fold fold_of(const Stage& stage, const engine::FamilyPage& page) {
    constexpr std::size_t kLetters = 80;
    const auto& items = page.open_items;
    const bool is_late = std::any_of(items.begin(), items.end(), [](const engine::OpenItem& item) {
        return item.days_overdue > 0;
    });
    const std::size_t count = items.size() + page.planned.size();
    // What waits longest, else what is planned first.
    const std::string first = items.empty() ? agenda_title(stage.texts(), page.planned.front())
                                            : open_item_title(stage, items.front());
    return {.id = "ahead_more",
            .icon = is_late ? Icon::kPriority : Icon::kFlag,
            .tone = is_late ? Tone::kDanger : Tone::kPrimary,
            .title = stage.tr(Text::kToFollowUp) + " · " + std::to_string(count),
            .remark = beginning_of(first, kLetters)};
}

// Beside each other, in fewer words where those don't fit.
void draw_ways_to_note(Stage& stage, Rect& room, const Id<Family>& family) {
    const Canvas& canvas = stage.canvas;
    const float whole = widgets::button_width(canvas, stage.tr(Text::kAddFollowUp), Icon::kFlag) +
                        canvas.px(8) +
                        widgets::button_width(canvas, stage.tr(Text::kAddQuestion), Icon::kHelp);
    const bool fits = whole <= room.w;
    const int tapped = draw_commands(stage, room, {},
                                     {{"add_follow_up", fits ? Text::kAddFollowUp : Text::kPromise,
                                       fits ? Icon::kFlag : Icon::kAdd},
                                      {"add_question", fits ? Text::kAddQuestion : Text::kQuestion,
                                       fits ? Icon::kHelp : Icon::kAdd}});
    if (tapped == 0) open_new_follow_up_panel(stage, family);
    if (tapped == 1) open_new_question_panel(stage, family);
}

// The title, with the ways to note one more at its end where there is room for both. Returns
// whether there was.
bool draw_head_with_ways(Stage& stage, Rect& room, const Id<Family>& family) {
    Canvas& canvas = stage.canvas;
    const std::string& title = stage.tr(Text::kToFollowUp);
    const std::string& promise = stage.tr(Text::kPromise);
    const std::string& question = stage.tr(Text::kQuestion);
    const float promise_wide = widgets::button_width(canvas, promise, Icon::kAdd);
    const float question_wide = widgets::button_width(canvas, question, Icon::kAdd);
    const float gap = canvas.px(10);
    const float words = canvas.width(title, Font::kCardTitle) + canvas.px(14);
    if (words + promise_wide + gap + question_wide > room.w) {
        draw_head(stage, room, Text::kToFollowUp);
        return false;
    }
    Rect row = room.cut_top(widgets::button_height(canvas));
    room.cut_top(canvas.px(6));
    const widgets::ButtonLook look{widgets::ButtonStyle::kOutline, Icon::kAdd};
    const Rect at_end = row.cut_right(question_wide);
    row.cut_right(gap);
    if (widgets::button(canvas, "add_follow_up", row.cut_right(promise_wide), promise, look))
        open_new_follow_up_panel(stage, family);
    if (widgets::button(canvas, "add_question", at_end, question, look))
        open_new_question_panel(stage, family);
    canvas.text_in(row, title, Font::kCardTitle, canvas.theme().ink, Align::kLeft);
    return true;
}

}  // namespace

float draw_fold(Stage& stage, const Rect& area, const Fold& fold, bool& is_open) {
    Canvas& canvas = stage.canvas;
    std::vector<TextRun> remark;
    if (!is_open && !fold.remark.empty()) remark.push_back(widgets::quiet(canvas, fold.remark));
    const auto drawn = widgets::row(canvas, area,
                                    {.id = fold.id,
                                     .avatar = {fold.tone, fold.icon, {}},
                                     .title = {widgets::strong(canvas, fold.title)},
                                     .subtitle = remark,
                                     .end_icon = is_open ? Icon::kExpandLess : Icon::kExpandMore});
    if (drawn.tapped) is_open = !is_open;
    // What stands under it may be a target up to its edge.
    return drawn.bottom + canvas.dip(4);
}

float draw_ahead(Stage& stage, const Rect& area, const engine::FamilyPage& page, AheadShown shown) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(14);
    Rect room = area;
    const bool has_any = !page.planned.empty() || !page.open_items.empty();
    const bool can_fold = shown == AheadShown::kFolded && has_any;
    if (can_fold) {
        bool& is_open = stage.state.family.shows_ahead;
        const bool was_open = is_open;
        room.cut_top(draw_fold(stage, room, fold_of(stage, page), is_open) - room.y);
        if (!was_open) return room.y + canvas.px(8);
    }
    if (!page.planned.empty()) {
        draw_head(stage, room, Text::kPlanned);
        room.cut_top(draw_agenda_rows(stage, room, page.planned, AgendaDays::kShown) - room.y +
                     gap);
    }
    bool has_ways = false;
    if (!page.open_items.empty()) {
        if (!can_fold) has_ways = draw_head_with_ways(stage, room, page.family.id);
        room.cut_top(draw_open_items(stage, room, page.open_items, Settling::kByButton) - room.y);
        room.cut_top(canvas.px(8));
    }
    if (!has_ways) draw_ways_to_note(stage, room, page.family.id);
    return room.y + gap;
}

}  // namespace oppad::ui

#include "ui/screens/families/family_ahead.h"

#include <algorithm>
#include <array>

#include "ui/i18n/beginning.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/row_menu.h"
#include "ui/screens/today/agenda_rows.h"
#include "ui/screens/today/agenda_words.h"
#include "ui/screens/today/open_items.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

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

constexpr std::array<RowChoice, 3> kWaysToNote{{{"add_follow_up", Text::kPromise, Icon::kFlag},
                                                {"add_question", Text::kQuestion, Icon::kHelp},
                                                {"refer_family", Text::kReferral, Icon::kSwap}}};

RecordKey menu_key(const Id<Family>& family) { return {RecordType::kFamily, family.raw}; }

// The button that opens what can be noted; only its sign where a title has no room beside its word.
struct WayToNote {
    std::string label;
    float wide = 0;
};

WayToNote way_to_note(const Stage& stage, float width, float title) {
    const Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(Text::kNoteSomething);
    const float wide = widgets::button_width(canvas, label, Icon::kAdd);
    if (title + canvas.px(14) + wide <= width) return {label, wide};
    return {{}, widgets::button_height(canvas)};
}

void draw_way_to_note(Stage& stage, const Rect& rect, const WayToNote& way,
                      const Id<Family>& family) {
    if (!widgets::button(stage.canvas, "note_more", rect, way.label,
                         {widgets::ButtonStyle::kOutline, Icon::kAdd})) {
        return;
    }
    turn_row_menu(stage, {}, menu_key(family), kWaysToNote.front().id);
}

// What can be noted, under the button that opened it; cut off the top of `room`.
void draw_ways_to_note(Stage& stage, Rect& room, const Id<Family>& family) {
    Canvas& canvas = stage.canvas;
    const std::vector<RowChoice> ways(kWaysToNote.begin(), kWaysToNote.end());
    const auto has_focus = [&](const RowChoice& way) { return canvas.focused(way.id); };
    const bool is_open = stage.state.family.opened == menu_key(family);
    // Escape closed it.
    if (!is_open && std::any_of(ways.begin(), ways.end(), has_focus)) canvas.focus("note_more");
    float wide = -canvas.px(8);
    for (const RowChoice& way : ways)
        wide += canvas.px(8) + widgets::button_width(canvas, stage.tr(way.label), way.icon);
    Rect menu = room;
    menu.cut_left(std::max(0.0F, room.w - wide - canvas.dip(1)));
    const int tapped = draw_row_menu(stage, menu, {}, menu_key(family), ways);
    room.cut_top(menu.y - room.y);
    if (tapped == 0) open_new_follow_up_panel(stage, family);
    if (tapped == 1) open_new_question_panel(stage, family);
    if (tapped == 2) open_new_referral_panel(stage, family);
}

// The title, under it that nothing is open where that is so, and the way to note something at its
// end.
void draw_head(Stage& stage, Rect& room, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string& title = stage.tr(Text::kToFollowUp);
    const std::string remark = page.open_items.empty() ? stage.tr(Text::kNothingOpen) : "";
    const WayToNote way = way_to_note(stage, room.w, canvas.width(title, Font::kCardTitle));
    const float words = room.w - way.wide - canvas.px(14);
    const float title_high = canvas.paragraph_height(words, title, Font::kCardTitle);
    const float remark_high = canvas.paragraph_height(words, remark, Font::kSmall);
    Rect row = room.cut_top(std::max(widgets::button_height(canvas), title_high + remark_high));
    room.cut_top(canvas.px(6));
    const Rect end = row.cut_right(way.wide);
    const float high = widgets::button_height(canvas);
    draw_way_to_note(stage, {end.x, end.centre().y - high / 2, end.w, high}, way, page.family.id);
    const float y = row.centre().y - (title_high + remark_high) / 2;
    canvas.paragraph({row.x, y}, words, title, Font::kCardTitle, theme.ink, Align::kLeft);
    canvas.paragraph({row.x, y + title_high}, words, remark, Font::kSmall, theme.muted,
                     Align::kLeft);
    draw_ways_to_note(stage, room, page.family.id);
}

// The same in one line that unfolds. Returns whether it was unfolded.
bool draw_folded_head(Stage& stage, Rect& room, const engine::FamilyPage& page) {
    constexpr float kLeastFold = 400;
    Canvas& canvas = stage.canvas;
    const WayToNote way = way_to_note(stage, room.w, canvas.em(kLeastFold));
    Rect line = room;
    line.cut_right(way.wide + canvas.px(14));
    bool& is_open = stage.state.family.shows_ahead;
    const bool was_open = is_open;
    line.h = draw_fold(stage, line, fold_of(stage, page), is_open) - line.y;
    const float high = widgets::button_height(canvas);
    draw_way_to_note(stage, {room.right() - way.wide, line.centre().y - high / 2, way.wide, high},
                     way, page.family.id);
    room.cut_top(line.h);
    draw_ways_to_note(stage, room, page.family.id);
    return was_open;
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
    if (can_fold && !draw_folded_head(stage, room, page)) return room.y + canvas.px(8);
    if (!page.planned.empty()) {
        const std::string& title = stage.tr(Text::kPlanned);
        room.cut_top(widgets::card_head(canvas, room, {.title = title}) - room.y);
        room.cut_top(
            draw_agenda_rows(stage, room, page.planned, AgendaDays::kShown, AgendaOrder::kByTime) -
            room.y + gap);
    }
    if (!can_fold) draw_head(stage, room, page);
    if (!page.open_items.empty()) {
        room.cut_top(draw_open_items(stage, room, page.open_items, Settling::kByButton) - room.y);
        room.cut_top(canvas.px(8));
    }
    return room.y + gap;
}

}  // namespace oppad::ui

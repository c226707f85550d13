#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/family_rows.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/screens.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

void draw_new_family_row(Stage& stage, const Rect& area, const std::string& query, float& bottom) {
    Canvas& canvas = stage.canvas;
    const std::string title = stage.texts().fill(Text::kNewFamilyNamed, query);
    const auto drawn =
        widgets::row(canvas, area,
                     {.id = "new_family",
                      .avatar = {Tone::kNeutral, Icon::kPersonAdd},
                      .title = {widgets::strong(canvas, title)},
                      .subtitle = {widgets::quiet(canvas, stage.tr(Text::kNewFamilyRemark))},
                      .end_icon = Icon::kAdd});
    bottom = drawn.bottom;
    if (!drawn.tapped) return;
    begin_log_contact(stage, {.kind = ContactKind::kHomeVisit});
    stage.state.log.draft.new_family_name = query;
    stage.state.log.asks_disk = false;
    note_log_change(stage);
}

void draw_no_families(Stage& stage, const Rect& inside) {
    Canvas& canvas = stage.canvas;
    const float high = widgets::button_height(canvas);
    widgets::ScrollArea scroll(canvas, "no_families", inside);
    const Rect content = scroll.content();
    const float y = widgets::empty_state(canvas, content,
                                         {.icon = Icon::kPeople,
                                          .title = stage.tr(Text::kNoFamiliesTitle),
                                          .text = stage.tr(Text::kNoFamiliesText)},
                                         high);
    const std::string& log = stage.tr(Text::kLogContactButton);
    const float wide = widgets::button_width(canvas, log, Icon::kAdd);
    if (widgets::button(canvas, "log_contact", {content.x + (content.w - wide) / 2, y, wide, high},
                        log, {widgets::ButtonStyle::kPrimary, Icon::kAdd})) {
        begin_log_contact(stage, {});
    }
    scroll.reached(y + high);
}

}  // namespace

void draw_families(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    FamiliesState& state = stage.state.families;
    Rect room = area;
    const Rect search = room.cut_top(widgets::field_height(canvas, false));
    room.cut_top(canvas.px(14));
    const auto event = widgets::text_field(canvas, "family_search", search, state.query,
                                           {.when_empty = stage.tr(Text::kSearchFamily),
                                            .icon = Icon::kSearch,
                                            .clear_id = "family_search_clear",
                                            .radius = 28});
    if (event == widgets::FieldEvent::kChanged) canvas.touch().rewind("family_rows");
    const std::string& query = state.query.text();
    const auto* view =
        find_or_keep<engine::FamiliesView>(stage, engine::LookFamilies{query}, state.last);
    if (view == nullptr) return draw_waiting(stage, room);
    const Rect inside = widgets::card(canvas, room);
    if (view->rows.empty() && query.empty()) return draw_no_families(stage, inside);
    widgets::ScrollArea scroll(canvas, "family_rows", inside);
    Rect list = scroll.content();
    const int chosen = draw_family_rows(stage, list, *view, "family_row");
    if (chosen >= 0) {
        open_stop(stage.state, Stop{.screen = ScreenName::kFamily,
                                    .family_id = view->rows[static_cast<std::size_t>(chosen)].id,
                                    .place_id = {}});
    }
    if (!query.empty()) {
        if (!view->rows.empty()) widgets::separator(canvas, list.x, list.y, list.w);
        draw_new_family_row(stage, list, query, list.y);
    }
    const std::string count = query.empty()
                                  ? stage.texts().plural(Text::kFamilyCount, view->total)
                                  : stage.texts().plural(Text::kFamilyMatches, view->total);
    canvas.text({list.x, list.y + canvas.px(14)}, count, Font::kSmall, canvas.theme().muted);
    scroll.reached(list.y + canvas.px(14) + canvas.line_height(Font::kSmall) + canvas.px(8));
}

}  // namespace oppad::ui

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/family_rows.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/screens.h"
#include "ui/screens/search.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

void draw_no_families(Stage& stage, const Rect& inside) {
    widgets::ScrollArea scroll(stage.canvas, "no_families", inside);
    const EmptyDrawn drawn =
        draw_empty(stage, scroll.content(),
                   {.icon = Icon::kPeople,
                    .title = stage.tr(Text::kNoFamiliesTitle),
                    .text = stage.tr(Text::kNoFamiliesText)},
                   {{"log_contact", stage.tr(Text::kLogContactButton), Icon::kAdd}});
    if (drawn.tapped == 0) begin_log_contact(stage, {});
    scroll.reached(drawn.bottom);
}

// Where the kinds will stand as soon as something is typed, so that the list stays where it is.
void draw_count(Stage& stage, const Rect& row, const engine::FamiliesView* view) {
    if (view == nullptr || view->total == 0) return;
    stage.canvas.text_in(row.inset(stage.canvas.px(20), 0),
                         stage.texts().plural(Text::kFamilyCount, view->total), Font::kSmall,
                         stage.canvas.theme().muted, Align::kLeft);
}

}  // namespace

void draw_families(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    FamiliesState& state = stage.state.families;
    Rect room = area;
    const Rect search = room.cut_top(widgets::field_height(canvas, false));
    room.cut_top(canvas.px(14));
    const auto event = widgets::text_field(canvas, "family_search", search, state.query,
                                           {.when_empty = stage.tr(Text::kSearchEverything),
                                            .icon = Icon::kSearch,
                                            .clear_id = "family_search_clear",
                                            .radius = 28});
    if (event == widgets::FieldEvent::kChanged) {
        canvas.touch().rewind("found_left");
        canvas.touch().rewind("found_right");
    }
    const std::string& query = state.query.text();
    if (query.empty()) {
        state.filter = SearchFilter::kAll;
        state.last_search.reset();
    } else if (draw_search(stage, room)) {
        return;
    }
    const auto* view =
        find_or_keep<engine::FamiliesView>(stage, engine::LookFamilies{}, state.last);
    draw_count(stage, cut_kinds_row(stage, room), view);
    if (view == nullptr) return draw_waiting(stage, room);
    const Rect inside = widgets::card(canvas, room);
    if (view->rows.empty()) return draw_no_families(stage, inside);
    widgets::ScrollArea scroll(canvas, "family_rows", inside);
    Rect list = scroll.content();
    // As over the families that a search finds, so that the rows stay where they are.
    list.cut_top(widgets::card_head(canvas, list, {.title = stage.tr(Text::kRailFamilies)}) -
                 list.y);
    const int chosen = draw_family_rows(stage, list, view->rows, {}, "family_row");
    if (chosen >= 0) {
        open_stop(stage.state, Stop{.screen = ScreenName::kFamily,
                                    .family_id = view->rows[static_cast<std::size_t>(chosen)].id,
                                    .place_id = {}});
    }
    if (!query.empty()) draw_new_family_row(stage, list, query);
    scroll.reached(list.y + canvas.px(8));
}

}  // namespace oppad::ui

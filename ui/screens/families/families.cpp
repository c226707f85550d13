#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_rows.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/search.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/typing_head.h"
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

std::string opened_label(const Stage& stage, const engine::OpenedItem& item) {
    const bool is_family = item.key.type == RecordType::kFamily;
    return is_family ? stage.texts().fill(Text::kFamilyNamed, item.name) : item.name;
}

void open_again(Stage& stage, const RecordKey& key) {
    if (key.type == RecordType::kFamily) {
        return open_stop(
            stage.state,
            {.screen = ScreenName::kFamily, .family_id = Id<Family>{key.id}, .place_id = {}});
    }
    open_stop(stage.state,
              {.screen = ScreenName::kPlace, .family_id = {}, .place_id = Id<Place>{key.id}});
}

const engine::OpenedView* find_opened(Stage& stage) {
    return find_or_keep<engine::OpenedView>(stage, engine::LookOpened{},
                                            stage.state.families.last_opened);
}

// Known, and not only still on its way.
bool opened_nothing(Stage& stage) {
    const auto* view = find_opened(stage);
    return view != nullptr && view->rows.empty();
}

// What was opened last, as many as the row holds: where the kinds will stand as soon as something
// is typed, so that the list stays where it is.
void draw_opened(Stage& stage, Rect row) {
    const auto* view = find_opened(stage);
    if (view == nullptr || view->rows.empty()) return;
    Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(Text::kOpenedLast);
    row.cut_left(canvas.px(20));
    canvas.text_in(row, label, Font::kSmall, canvas.theme().muted, Align::kLeft);
    row.cut_left(canvas.width(label, Font::kSmall) + canvas.px(16));
    for (std::size_t i = 0; i < view->rows.size(); ++i) {
        const engine::OpenedItem& item = view->rows[i];
        const std::string name = opened_label(stage, item);
        const float needed = widgets::chip_width(canvas, name, widgets::Chosen::kNo);
        if (i > 0 && needed > row.w) break;
        const Rect chip = row.cut_left(std::min(needed, row.w));
        row.cut_left(canvas.px(10));
        if (widgets::chip(canvas, widgets::nth("opened", i), chip, name, widgets::Chosen::kNo))
            open_again(stage, item.key);
    }
}

}  // namespace

void draw_families(Stage& stage, const Rect& area) {
    if (panel_is_open(stage)) return draw_panel(stage, area);
    Canvas& canvas = stage.canvas;
    FamiliesState& state = stage.state.families;
    Rect room = area;
    const Rect search = room.cut_top(widgets::field_height(canvas, false));
    const bool is_tight = gives_room_to_names(stage);
    room.cut_top(is_tight || is_low_screen(stage) ? canvas.dip(8) : canvas.px(14));
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
    } else if (const engine::Look look = engine::LookSearch{query}; failure_of(stage, look)) {
        return draw_waiting_for(stage, room, look);
    }
    const auto* view =
        find_or_keep<engine::FamiliesView>(stage, engine::LookFamilies{}, state.last);
    if (view == nullptr) return draw_waiting_for(stage, room, engine::LookFamilies{});
    if (view->rows.empty()) return draw_no_families(stage, widgets::card(canvas, room));
    // With the keyboard up on a low screen the names have all the room.
    if (!is_tight && !(query.empty() && opened_nothing(stage))) {
        const Rect kinds = cut_kinds_row(stage, room);
        if (query.empty()) draw_opened(stage, kinds);
    }
    const Rect inside = low_card(stage, room);
    widgets::ScrollArea scroll(canvas, "family_rows", inside);
    Rect list = scroll.content();
    if (!is_tight) {
        // As over the families that a search finds, so that the rows stay where they are.
        const std::string count = stage.texts().plural(Text::kFamilyCount, view->total);
        list.cut_top(widgets::card_head(canvas, list,
                                        {.title = stage.tr(Text::kRailFamilies), .remark = count}) -
                     list.y);
    }
    const int chosen =
        draw_family_rows(stage, list, view->rows, {}, "family_row", RowMenus::kOffered);
    if (chosen >= 0) {
        open_stop(stage.state, Stop{.screen = ScreenName::kFamily,
                                    .family_id = view->rows[static_cast<std::size_t>(chosen)].id,
                                    .place_id = {}});
    }
    if (!query.empty()) draw_new_family_row(stage, list, query);
    scroll.reached(list.y + canvas.px(8));
}

}  // namespace oppad::ui

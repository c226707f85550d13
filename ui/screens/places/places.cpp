#include <algorithm>
#include <utility>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_rows.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/places/place_rows.h"
#include "ui/screens/screens.h"
#include "ui/screens/search.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string silence_of(const Stage& stage, const engine::PlaceRow& row) {
    if (!row.last_contact_day) {
        return stage.tr(row.has_first_meeting ? Text::kNoContactYet : Text::kNoMeetingYet);
    }
    if (row.is_silent) return stage.texts().plural(Text::kSilentForDays, row.silent_days);
    return last_contact(stage.texts(), *row.last_contact_day, stage.today());
}

std::string counts_of(const Stage& stage, const engine::PlacesView& view) {
    std::string counts = stage.texts().plural(Text::kSchoolCount, view.school_count);
    if (view.association_count > 0) {
        counts += " · " + stage.texts().plural(Text::kAssociationCount, view.association_count);
    }
    if (view.other_count > 0) {
        counts += " · " + stage.texts().plural(Text::kOtherPlaceCount, view.other_count);
    }
    return counts;
}

void draw_order_choice(Stage& stage, Rect& list) {
    PlacesOrder& order = stage.state.places.order;
    const auto on = [&](PlacesOrder each) {
        return order == each ? widgets::Chosen::kYes : widgets::Chosen::kNo;
    };
    const auto drawn =
        widgets::chips(stage.canvas, list,
                       {{"places_by_reach", stage.tr(Text::kByReach), on(PlacesOrder::kReach)},
                        {"places_by_municipality", stage.tr(Text::kByMunicipality),
                         on(PlacesOrder::kMunicipality)},
                        {"places_silent", stage.tr(Text::kLongNotSeen), on(PlacesOrder::kSilent)}});
    if (drawn.tapped >= 0) order = static_cast<PlacesOrder>(drawn.tapped);
    list.cut_top(drawn.bottom - list.y + stage.canvas.px(8));
}

// Whose page is open, or stands beside the list.
std::optional<Id<Place>> open_place(const Stage& stage) {
    const Stop& here = stage.state.here();
    if (here.screen == ScreenName::kPlace) return here.place_id;
    return stage.state.places.beside;
}

void choose_place(Stage& stage, const Id<Place>& id) {
    Stop next{.screen = ScreenName::kPlace, .family_id = {}, .place_id = id};
    const bool is_place = stage.state.here().screen == ScreenName::kPlace;
    if (!is_place && !has_two_columns(stage)) return open_stop(stage.state, next);
    leave_form(stage.state);
    stage.state.family.opened.reset();
    stage.canvas.touch().rewind("place_page");
    if (is_place) {
        next.scrolled = stage.canvas.touch().scrolled();  // The list beside it stays where it is.
        stage.state.stops.back() = std::move(next);
    } else {
        stage.state.places.beside = id;
    }
}

// What the place's own page offers at its head.
void draw_place_menu(Stage& stage, Rect& list, std::string_view id, const engine::PlaceRow& row) {
    const int chosen = draw_row_menu(stage, list, id, {RecordType::kPlace, row.id.raw},
                                     {{"log", Text::kLogContactButton, Icon::kAdd},
                                      {"plan", Text::kPlanAppointment, Icon::kCalendar}});
    if (chosen == 0) begin_log_contact(stage, {.place_id = row.id, .place_name = row.name});
    if (chosen != 1) return;
    choose_place(stage, row.id);
    open_appointment_panel(stage, {.family_id = {}, .place_id = row.id, .name = row.name});
}

// One row of the list; returns whether it was tapped.
bool draw_place_row(Stage& stage, Rect& list, const engine::PlacesView& view, std::size_t index,
                    std::string_view id_prefix, const std::optional<Id<Place>>& chosen,
                    RowMenus menus) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const engine::PlaceRow& row = view.rows[index];
    const std::string reach = people_count(stage.texts(), row.families_reached);
    const std::string id = widgets::nth(id_prefix, index);
    const bool is_open = chosen && *chosen == row.id;
    const std::string& area = row.neighbourhood.empty() ? row.municipality : row.neighbourhood;
    const std::string silence = silence_of(stage, row);
    const std::string remark = row.is_silent || area.empty() ? silence : area + " · " + silence;
    const auto drawn = widgets::row(
        canvas, list,
        {.id = id,
         .avatar = {row.is_silent ? Tone::kDanger : Tone::kPrimary, Icon::kNone, reach, is_open},
         .title = marked(canvas, row.name, view.query, Font::kStrong, theme.ink),
         .subtitle = {row.is_silent ? widgets::toned(canvas, remark, Tone::kDanger)
                                    : widgets::quiet(canvas, remark)},
         .end_icon = Icon::kChevronRight,
         .has_menu = menus == RowMenus::kOffered});
    list.cut_top(drawn.bottom - list.y);
    if (menus == RowMenus::kOffered) draw_place_menu(stage, list, id, row);
    return drawn.tapped;
}

int draw_place_groups(Stage& stage, Rect& list, const engine::PlacesView& view,
                      const std::optional<Id<Place>>& chosen) {
    Canvas& canvas = stage.canvas;
    int tapped = -1;
    for (const engine::PlaceGroup& group : view.groups) {
        const std::string& name =
            group.municipality.empty() ? stage.tr(Text::kNoMunicipality) : group.municipality;
        list.cut_top(canvas.px(10));
        list.cut_top(canvas.paragraph({list.x, list.y}, list.w,
                                      name + " · " + std::to_string(group.rows.size()),
                                      Font::kSmallMedium, canvas.theme().muted, Align::kLeft));
        for (const std::size_t index : group.rows) {
            if (draw_place_row(stage, list, view, index, "place_row", chosen, RowMenus::kOffered))
                tapped = static_cast<int>(index);
        }
    }
    return tapped;
}

// Only those that nobody saw for long, the longest first; where nobody went yet before them.
int draw_silent_places(Stage& stage, Rect& list, const engine::PlacesView& view,
                       const std::optional<Id<Place>>& chosen) {
    std::vector<std::size_t> silent;
    for (std::size_t i = 0; i < view.rows.size(); ++i)
        if (view.rows[i].is_silent) silent.push_back(i);
    std::stable_sort(silent.begin(), silent.end(), [&](std::size_t a, std::size_t b) {
        return view.rows[a].last_contact_day < view.rows[b].last_contact_day;
    });
    int tapped = -1;
    for (const std::size_t index : silent) {
        if (draw_place_row(stage, list, view, index, "place_row", chosen, RowMenus::kOffered))
            tapped = static_cast<int>(index);
        widgets::separator(stage.canvas, list.x, list.y, list.w);
        list.cut_top(stage.canvas.px(1));
    }
    if (silent.empty()) {
        list.cut_top(stage.canvas.paragraph({list.x, list.y}, list.w, stage.tr(Text::kNoneSilent),
                                            Font::kBody, stage.canvas.theme().muted, Align::kLeft));
    }
    return tapped;
}

int draw_in_order(Stage& stage, Rect& list, const engine::PlacesView& view) {
    const std::optional<Id<Place>> open = open_place(stage);
    // What is looked for by name is shown however lately it was seen.
    const PlacesOrder chosen = stage.state.places.order;
    const bool is_search = !view.query.empty();
    switch (is_search && chosen == PlacesOrder::kSilent ? PlacesOrder::kReach : chosen) {
        case PlacesOrder::kMunicipality:
            return draw_place_groups(stage, list, view, open);
        case PlacesOrder::kSilent:
            return draw_silent_places(stage, list, view, open);
        case PlacesOrder::kReach:
            break;
    }
    return draw_place_rows(stage, list, view, "place_row", open, RowMenus::kOffered);
}

const engine::PlacesView* find_places(Stage& stage) {
    PlacesState& state = stage.state.places;
    return find_or_keep<engine::PlacesView>(stage, engine::LookPlaces{state.query.text()},
                                            state.last);
}

// The list at the left, as wide as the drawing has it; returns what is left for the page.
Rect cut_list(const Stage& stage, Rect& room) {
    const float gap = stage.canvas.px(size::kGap);
    const Rect list = room.cut_left((room.w - gap) * 0.468F);
    room.cut_left(gap);
    return list;
}

std::string label_of_new(const Stage& stage, const std::string& query) {
    return query.empty() ? std::string{stage.tr(Text::kAddPlace)}
                         : stage.texts().fill(Text::kAddPlaceNamed, query);
}

// Named as it was looked for.
void open_new_place(Stage& stage, const std::string& query) {
    Place place;
    place.name = query;
    place.kind = PlaceKind::kSchool;
    open_place_panel(stage, place);
}

// The way to add one; at the end, so that what is here is seen first.
void draw_new_place(Stage& stage, Rect& list, const std::string& query) {
    Canvas& canvas = stage.canvas;
    widgets::separator(canvas, list.x, list.y, list.w);
    const auto drawn = widgets::row(canvas, list,
                                    {.id = "new_place",
                                     .avatar = {Tone::kNeutral, Icon::kPlace},
                                     .title = {widgets::strong(canvas, label_of_new(stage, query))},
                                     .subtitle = {},
                                     .end_icon = Icon::kAdd});
    list.cut_top(drawn.bottom - list.y);
    if (drawn.tapped) open_new_place(stage, query);
}

// What was looked for may be no place.
void search_everywhere(Stage& stage, const std::string& query) {
    FamiliesState& families = stage.state.families;
    families.query.edit.set_text(query);
    families.filter = SearchFilter::kAll;
    go_to(stage.state, ScreenName::kFamilies);
}

void draw_search_everywhere(Stage& stage, Rect& list, const std::string& query) {
    if (query.empty()) return;
    Canvas& canvas = stage.canvas;
    const std::string label = stage.texts().fill(Text::kSearchEverywhere, query);
    widgets::separator(canvas, list.x, list.y, list.w);
    const auto drawn = widgets::row(canvas, list,
                                    {.id = "search_everywhere",
                                     .avatar = {Tone::kNeutral, Icon::kSearch},
                                     .title = {widgets::strong(canvas, label)},
                                     .subtitle = {},
                                     .end_icon = Icon::kChevronRight});
    list.cut_top(drawn.bottom - list.y);
    if (drawn.tapped) search_everywhere(stage, query);
}

void draw_list(Stage& stage, Rect room) {
    Canvas& canvas = stage.canvas;
    PlacesState& state = stage.state.places;
    const Rect search = room.cut_top(widgets::field_height(canvas, false));
    const bool is_tight = gives_room_to_names(stage);
    room.cut_top(is_tight ? canvas.dip(8) : canvas.px(14));
    const auto event = widgets::text_field(canvas, "place_search", search, state.query,
                                           {.when_empty = stage.tr(Text::kSearchPlace),
                                            .icon = Icon::kSearch,
                                            .clear_id = "place_search_clear",
                                            .radius = 28});
    if (event == widgets::FieldEvent::kChanged) canvas.touch().rewind("place_rows");
    const auto* view = find_places(stage);
    if (view == nullptr)
        return draw_waiting_for(stage, room, engine::LookPlaces{state.query.text()});
    const Rect inside = low_card(stage, room);
    if (view->rows.empty()) {
        const bool is_search = !view->query.empty();
        widgets::ScrollArea scroll(canvas, "no_places", inside);
        const std::string label = label_of_new(stage, view->query);
        const std::string everywhere = stage.texts().fill(Text::kSearchEverywhere, view->query);
        std::vector<EmptyButton> buttons{{"new_place", label, Icon::kAdd}};
        if (is_search) {
            buttons.push_back(
                {"search_everywhere", everywhere, Icon::kSearch, widgets::ButtonStyle::kOutline});
        }
        const EmptyDrawn drawn = draw_empty(
            stage, scroll.content(),
            {.icon = Icon::kSchool,
             .title = stage.tr(is_search ? Text::kNoPlaceFoundTitle : Text::kNoPlacesTitle),
             .text = stage.tr(is_search ? Text::kNoPlaceFoundText : Text::kNoPlacesText)},
            std::move(buttons));
        if (drawn.tapped == 0) open_new_place(stage, view->query);
        if (drawn.tapped == 1) search_everywhere(stage, view->query);
        scroll.reached(drawn.bottom);
        return;
    }
    widgets::ScrollArea scroll(canvas, "place_rows", inside);
    Rect list = scroll.content();
    if (!is_tight) draw_order_choice(stage, list);
    const int chosen = draw_in_order(stage, list, *view);
    if (chosen >= 0) choose_place(stage, view->rows[static_cast<std::size_t>(chosen)].id);
    draw_new_place(stage, list, view->query);
    draw_search_everywhere(stage, list, view->query);
    const std::string counts = counts_of(stage, *view);
    list.y += canvas.px(14);
    list.y += canvas.paragraph({list.x, list.y}, list.w, counts, Font::kSmall, canvas.theme().muted,
                               Align::kLeft);
    scroll.reached(list.y + canvas.px(8));
}

}  // namespace

std::string people_count(const Catalog& texts, int count) {
    return engine::is_hidden_count(count) ? texts.tr(Text::kUnderFive) : std::to_string(count);
}

int draw_place_rows(Stage& stage, Rect& list, const engine::PlacesView& view,
                    std::string_view id_prefix, const std::optional<Id<Place>>& chosen,
                    RowMenus menus) {
    Canvas& canvas = stage.canvas;
    int tapped = -1;
    for (std::size_t i = 0; i < view.rows.size(); ++i) {
        if (draw_place_row(stage, list, view, i, id_prefix, chosen, menus))
            tapped = static_cast<int>(i);
        if (i + 1 < view.rows.size()) {
            widgets::separator(canvas, list.x, list.y, list.w);
            list.cut_top(canvas.px(1));
        }
    }
    return tapped;
}

void draw_places(Stage& stage, const Rect& area) {
    std::optional<Id<Place>>& beside = stage.state.places.beside;
    if (beside && is_gone(stage, place_look(stage.state, *beside))) beside.reset();
    const auto* view = find_places(stage);
    const bool is_empty = view != nullptr && view->query.empty() && view->rows.empty();
    if (is_empty || !has_two_columns(stage)) {
        beside.reset();
        return panel_is_open(stage) ? draw_panel(stage, area) : draw_list(stage, area);
    }
    if (!beside && view != nullptr && !view->rows.empty()) beside = view->rows.front().id;
    Rect room = area;
    draw_list(stage, cut_list(stage, room));
    if (panel_is_open(stage)) return draw_panel(stage, room);
    if (beside) draw_place_page(stage, room, *beside);
}

void draw_place(Stage& stage, const Rect& area) {
    Rect room = area;
    if (has_two_columns(stage)) draw_list(stage, cut_list(stage, room));
    draw_place_page(stage, room, stage.state.here().place_id);
}

}  // namespace oppad::ui

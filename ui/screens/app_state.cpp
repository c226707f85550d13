#include "ui/screens/app_state.h"

#include <algorithm>
#include <utility>

namespace oppad::ui {

const char* word_of(ScreenName screen) {
    switch (screen) {
        case ScreenName::kToday:
            return "today";
        case ScreenName::kLogContact:
            return "log_contact";
        case ScreenName::kFamilies:
            return "families";
        case ScreenName::kFamily:
            return "family";
        case ScreenName::kPlaces:
            return "places";
        case ScreenName::kPlace:
            return "place";
        case ScreenName::kFollowUps:
            return "follow_ups";
        case ScreenName::kSync:
            return "sync";
        case ScreenName::kSettings:
            return "settings";
        case ScreenName::kHelp:
            return "help";
        case ScreenName::kTour:
            return "tour";
        case ScreenName::kUnlock:
            return "unlock";
    }
    return "unlock";
}

namespace {

// A code is not kept, and what was chosen with taps alone is chosen again as fast.
bool holds_words(const PanelState& panel) {
    if (panel.kind == PanelKind::kCode || panel.kind == PanelKind::kSheet) return false;
    const bool came_back = panel.opened_as && panel.opened_as->empty();
    const auto is_typed = [](const auto& each) { return each.second.edit.can_undo(); };
    return came_back || std::any_of(panel.fields.begin(), panel.fields.end(), is_typed) ||
           std::any_of(panel.notes.begin(), panel.notes.end(), is_typed);
}

void begin_family(AppState& state, const Id<Family>& id) {
    state.family = FamilyScreenState{};
    state.family.id = id;
}

// What was chosen for one family says nothing of the one that one comes back to.
void come_back(AppState& state) {
    const Stop& here = state.here();
    if (here.screen == ScreenName::kFamily && here.family_id != state.family.id)
        begin_family(state, here.family_id);
}

// What is open belongs to the screen that one leaves.
void leave(AppState& state) {
    leave_form(state);
    state.family.opened.reset();
    state.shows_help = false;
}

}  // namespace

void leave_form(AppState& state) {
    PanelState panel = std::exchange(state.panel, PanelState{});
    if (panel.under != nullptr) panel = PanelState{std::move(*panel.under)};
    if (!holds_words(panel)) return;
    const std::optional<std::uint64_t> saving = panel.saving;
    auto left = std::make_shared<LeftForm>(LeftForm{std::move(panel), state.stops});
    // Whether it was saved is not known yet.
    if (saving) {
        state.closed_forms[*saving] = std::move(left);
    } else {
        state.left_form = std::move(left);
    }
}

void open_stop(AppState& state, const Stop& stop) {
    leave(state);
    if (state.stops.size() >= kStopsMax) state.stops.erase(state.stops.begin());
    state.stops.push_back(stop);
    if (stop.screen == ScreenName::kFamily) begin_family(state, stop.family_id);
}

void go_to(AppState& state, ScreenName screen) {
    leave(state);
    Stop stop{.screen = screen, .family_id = {}, .place_id = {}};
    // A list from which one went on is met again where one left it.
    const auto known = std::find_if(state.stops.begin(), state.stops.end(),
                                    [&](const Stop& each) { return each.is_page_of(stop); });
    if (known != state.stops.end()) stop.scrolled = std::move(known->scrolled);
    state.stops.clear();
    state.stops.push_back(std::move(stop));
}

void go_back(AppState& state) {
    // Help lies over its screen, on which everything stays as it was.
    if (std::exchange(state.shows_help, false)) return;
    leave(state);
    if (state.stops.size() > 1) {
        state.stops.pop_back();
        come_back(state);
    } else {
        go_to(state, ScreenName::kToday);
    }
}

void return_to(AppState& state, std::vector<Stop> stops) {
    leave(state);
    state.stops = std::move(stops);
    come_back(state);
}

}  // namespace oppad::ui

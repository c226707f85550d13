#include <algorithm>

#include "ui/screens/screens.h"

namespace oppad::ui {

namespace {

void add_log_contact_looks(const LogContactState& log, std::vector<engine::Look>& looks) {
    looks.emplace_back(engine::LookLogContact{{}, log.draft.family_id, log.draft.place_id});
    if (log.open == LogPart::kFamily) {
        looks.emplace_back(engine::LookFamilies{log.picker_query.text()});
    }
    if (log.open == LogPart::kPlace)
        looks.emplace_back(engine::LookPlaces{log.picker_query.text()});
}

void add_look(std::vector<engine::Look>& looks, engine::Look look) {
    if (std::find(looks.begin(), looks.end(), look) == looks.end())
        looks.push_back(std::move(look));
}

void add_panel_looks(const PanelState& panel, std::vector<engine::Look>& looks) {
    const std::string& query = panel.query.text();
    if (query.empty()) return;
    if (panel.kind == PanelKind::kAppointment) add_look(looks, engine::LookFamilies{query});
    add_look(looks, engine::LookPlaces{query});
}

}  // namespace

std::vector<engine::Look> looks_of(const AppState& state) {
    std::vector<engine::Look> looks;
    const Stop& here = state.here();
    switch (here.screen) {
        case ScreenName::kToday:
        case ScreenName::kFollowUps:
            looks.emplace_back(engine::LookToday{});
            break;
        case ScreenName::kLogContact:
            add_log_contact_looks(state.log, looks);
            break;
        case ScreenName::kFamilies:
            looks.emplace_back(engine::LookFamilies{state.families.query.text()});
            break;
        case ScreenName::kFamily:
            looks.emplace_back(engine::LookFamily{here.family_id});
            break;
        case ScreenName::kPlaces:
            add_look(looks, engine::LookPlaces{state.places.query.text()});
            break;
        case ScreenName::kPlace:
            add_look(looks, engine::LookPlaces{state.places.query.text()});
            looks.emplace_back(engine::LookPlace{here.place_id});
            break;
        case ScreenName::kSync:
            looks.emplace_back(engine::LookSync{});
            break;
        case ScreenName::kSettings:
        case ScreenName::kUnlock:
            break;
    }
    add_panel_looks(state.panel, looks);
    return looks;
}

}  // namespace oppad::ui

#include <algorithm>

#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"

namespace oppad::ui {

namespace {

void add_log_contact_looks(const LogContactState& log, std::vector<engine::Look>& looks) {
    if (log.asks_contact) {
        looks.emplace_back(engine::LookContact{*log.asks_contact});
        return;
    }
    looks.emplace_back(log_look(log));
    if (log.draft.edited) {
        looks.emplace_back(engine::LookHistory{{RecordType::kContact, log.draft.edited->id.raw}});
        looks.emplace_back(engine::LookContact{log.draft.edited->id});
    }
    const std::string& new_name = log.draft.new_family_name;
    if (!log.draft.family_id && !new_name.empty()) looks.emplace_back(similar_to_new(log));
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

}  // namespace

engine::LookSimilarFamilies similar_to_new(const LogContactState& log) {
    return {.name = log.draft.new_family_name,
            .phone = log.draft.new_phone,
            .street = log.draft.new_street,
            .postcode = log.draft.new_postcode,
            .municipality = log.draft.new_municipality,
            .except = {}};
}

engine::LookFamily family_look(const AppState& state) {
    return {.id = state.here().family_id,
            .timeline_max = state.family.timeline_max,
            .only = state.family.only};
}

engine::LookPlace place_look(const AppState& state, const Id<Place>& id) {
    if (state.places.older_of != id) return {id};
    return {.id = id, .contacts_max = state.places.contacts_max};
}

engine::LookAgenda week_shown(const AppState& state, Day today) {
    constexpr int kWeek = 7;
    const Day first = add_days(today, kWeek * state.weeks_ahead);
    return {first, add_days(first, kWeek - 1)};
}

std::optional<RecordKey> page_of(const AppState& state) {
    const Stop& here = state.here();
    if (here.screen == ScreenName::kFamily)
        return RecordKey{RecordType::kFamily, here.family_id.raw};
    if (here.screen == ScreenName::kPlace) return RecordKey{RecordType::kPlace, here.place_id.raw};
    if (here.screen == ScreenName::kPlaces && state.places.beside)
        return RecordKey{RecordType::kPlace, state.places.beside->raw};
    return std::nullopt;
}

std::vector<engine::Look> looks_of(const AppState& state, Day today) {
    std::vector<engine::Look> looks;
    const Stop& here = state.here();
    switch (here.screen) {
        case ScreenName::kToday:
            looks.emplace_back(engine::LookToday{});
            looks.emplace_back(engine::LookDrafts{});
            looks.emplace_back(engine::LookUnnamed{state.unnamed.asked_for});
            if (state.shows_week) looks.emplace_back(week_shown(state, today));
            break;
        case ScreenName::kFollowUps:
            looks.emplace_back(engine::LookToday{state.follow_ups.asked_for});
            break;
        case ScreenName::kLogContact:
            add_log_contact_looks(state.log, looks);
            break;
        case ScreenName::kFamilies:
            if (state.families.query.text().empty()) {
                looks.emplace_back(engine::LookFamilies{});
                looks.emplace_back(engine::LookOpened{});
            } else {
                looks.emplace_back(engine::LookSearch{state.families.query.text()});
            }
            break;
        case ScreenName::kFamily:
            looks.emplace_back(family_look(state));
            break;
        case ScreenName::kPlaces:
            add_look(looks, engine::LookPlaces{state.places.query.text()});
            if (state.places.beside) looks.emplace_back(place_look(state, *state.places.beside));
            break;
        case ScreenName::kPlace:
            add_look(looks, engine::LookPlaces{state.places.query.text()});
            looks.emplace_back(place_look(state, here.place_id));
            break;
        case ScreenName::kSync:
            looks.emplace_back(engine::LookSync{});
            break;
        case ScreenName::kSettings:
        case ScreenName::kHelp:
        case ScreenName::kTour:
        case ScreenName::kUnlock:
            break;
    }
    add_panel_looks(state.panel, looks);
    return looks;
}

}  // namespace oppad::ui

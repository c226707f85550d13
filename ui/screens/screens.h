// One function per screen: draws it within `area` and pushes what was asked for.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_unlock(Stage& stage, const Rect& area);
void draw_set_up(Stage& stage, const Rect& area);
void draw_today(Stage& stage, const Rect& area);
void draw_log_contact(Stage& stage, const Rect& area);
void draw_families(Stage& stage, const Rect& area);
void draw_family(Stage& stage, const Rect& area);
void draw_places(Stage& stage, const Rect& area);
void draw_place(Stage& stage, const Rect& area);
void draw_follow_ups(Stage& stage, const Rect& area);
void draw_sync(Stage& stage, const Rect& area);
void draw_settings(Stage& stage, const Rect& area);
// About the screen that one is on.
void draw_help(Stage& stage, const Rect& area);
// Each line of `text` as a point of its own, cut off the top of `room`.
void draw_points(Stage& stage, Rect& room, std::string_view text);
// Four cards over the whole window: what Op Pad does for who sees it for the first time.
void draw_tour(Stage& stage, const Rect& area);
void end_tour(AppState& state);

// The languages to choose from, cut off the top of `room`.
void draw_languages(Stage& stage, Rect& room);
// A part of the Settings screen, cut off the top of `room`: version and licences.
void draw_about(Stage& stage, Rect& room);

// A part of the Sync screen, cut off the top of `room`.
void draw_enrol_form(Stage& stage, Rect& room);

// What the screen that one is on looks at; asked again whenever it changes.
std::vector<engine::Look> looks_of(const AppState& state, Day today);
// Of what the screen is the page, or has it beside its list.
std::optional<RecordKey> page_of(const AppState& state);
// The page of the family that one is at.
engine::LookFamily family_look(const AppState& state);
// The page of a place.
engine::LookPlace place_look(const AppState& state, const Id<Place>& id);
// The seven days that the agenda shows, and families like the one that is made on the Registreer
// page.
engine::LookAgenda week_shown(const AppState& state, Day today);
engine::LookSimilarFamilies similar_to_new(const LogContactState& log);

}  // namespace oppad::ui

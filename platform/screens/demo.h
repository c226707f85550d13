// Invented families and schools, as snapshots: what oppad-screens draws. Nobody in them exists.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/state/snapshot.h"

namespace oppad::screens {

// Monday 23 November 2026, 11:34 in Brussels.
Instant demo_now();
std::chrono::minutes demo_offset();

// What all unlocked screens share: who, when, how sync stands.
ui::Snapshot demo_base();
void add_today(ui::Snapshot& snapshot);
// The same with a call campaign that runs, and two contacts that are not saved yet.
void add_running(ui::Snapshot& snapshot);
void add_nothing_today(ui::Snapshot& snapshot);
void add_families(ui::Snapshot& snapshot, const std::string& query);
void add_family(ui::Snapshot& snapshot);
// The same with a safety remark, a planned visit and an open question.
void add_guarded_family(ui::Snapshot& snapshot);
// The page of one that may be the same family as the first.
void add_other_family(ui::Snapshot& snapshot, const engine::FamilyRow& row);
void add_week(ui::Snapshot& snapshot);
void add_similar(ui::Snapshot& snapshot, const engine::LookSimilarFamilies& look);
// What that family and its newest contact said before.
void add_history(ui::Snapshot& snapshot);
// The newest contact of that family, for changing.
void add_logged(ui::Snapshot& snapshot);
void add_partners(ui::Snapshot& snapshot);
void add_places(ui::Snapshot& snapshot);
void add_place(ui::Snapshot& snapshot);
// The same on a day without a sit-day.
void add_quiet_place(ui::Snapshot& snapshot);
void add_log_contact(ui::Snapshot& snapshot);
// A conflict, a refusal and two earlier runs.
void add_sync(ui::Snapshot& snapshot);
// Folders for sheets on paper, and one that lies there.
void add_sheets(ui::Snapshot& snapshot);
void add_nothing_to_settle(ui::Snapshot& snapshot);
ui::Snapshot demo_locked();
// At somebody else's work. Between two scenes it takes away what was open: who only unlocks again
// returns to the page that was written on.
ui::Snapshot demo_of_another();

Id<Family> demo_family();
Id<Place> demo_place();

}  // namespace oppad::screens

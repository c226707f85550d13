// What the invented records are made with.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "platform/screens/demo.h"

namespace oppad::screens {

template <class Record>
Id<Record> id_of(unsigned number) {
    Id<Record> id;
    id.raw.bytes[0] = 1;
    id.raw.bytes[14] = static_cast<std::uint8_t>(number >> 8U);
    id.raw.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

inline Day today() { return day_of(demo_now(), demo_offset()); }

inline Instant at(int days_ago, int hour, int minute) {
    const Day day = add_days(today(), -days_ago);
    return start_of(day, demo_offset()) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

template <class ViewType>
void add(ui::Snapshot& snapshot, const engine::Look& look, ViewType view) {
    snapshot.views.emplace_back(look, std::make_shared<const engine::View>(std::move(view)));
}

// Of the demo's family.
std::vector<engine::FamilyMember> members();
engine::AgendaItem planned_visit(int days_ahead);
// These families as search everywhere finds them, with what else it finds.
void add_found(ui::Snapshot& snapshot, const engine::FamiliesView& families);

}  // namespace oppad::screens

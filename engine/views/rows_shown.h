// From stored rows to the rows that several screens show alike.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "engine/storage/tables/agenda_rows.h"
#include "engine/storage/tables/family_rows.h"
#include "engine/storage/tables/open_item_rows.h"
#include "engine/storage/tables/signal_rows.h"
#include "engine/storage/tables/timeline_rows.h"
#include "engine/views/families.h"
#include "engine/views/family_page.h"
#include "engine/views/today.h"
#include "engine/views/view_context.h"

namespace oppad::engine {

// When the record was made, from its name (UUIDv7); the epoch when the name doesn't tell.
Instant made_at(const RawId& id);
Result<std::vector<AgendaItem>> shown_agenda(const ViewContext& context,
                                             std::vector<storage::AgendaRow> rows);
// Overdue first, then by the day on which an answer is due; what has no day last, oldest first.
Result<std::vector<OpenItem>> shown_open_items(const ViewContext& context,
                                               std::vector<storage::OpenItemRow> rows);
// The first of them in that order, and how many there are.
struct OpenItemsInSight {
    std::vector<RecordKey> keys;
    int count = 0;
    int overdue_count = 0;
};
OpenItemsInSight open_items_in_sight(const ViewContext& context,
                                     const std::vector<storage::OpenMark>& marks,
                                     std::size_t count_max);
TimelineItem shown_contact(const ViewContext& context, storage::ContactLine line);
// In whole years; none for who isn't born yet.
std::optional<int> age_on(const std::optional<Day>& birth, Day day);
NotedSignal shown_signal(storage::SignalRow row);
// Gives each contact its signals.
Status add_signals(const ViewContext& context, std::vector<TimelineItem>& items);
FamilyRow shown_family(storage::FamilyListRow row);
// Adults first, then children from old to young.
Result<std::vector<FamilyMember>> shown_members(const ViewContext& context,
                                                const Id<Family>& family);

}  // namespace oppad::engine

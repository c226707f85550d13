#include "engine/views/today.h"

#include <algorithm>

#include "engine/commands/calendar.h"
#include "engine/storage/tables/choice_rows.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

Result<TodayView> make_today(const ViewContext& context) {
    TodayView view;
    view.day = today(context.clock);
    const Instant from = midnight(context.clock, view.day);
    const Instant until = midnight(context.clock, add_days(view.day, 1));
    TRY_ASSIGN(std::vector<storage::AgendaRow> agenda,
               storage::list_agenda(context.connection, context.staff.id, from, until));
    view.agenda = shown_agenda(std::move(agenda));

    TRY_ASSIGN(std::vector<storage::OpenItemRow> open,
               storage::list_open_items_of_owner(context.connection, context.staff.id));
    view.open_items = shown_open_items(context, std::move(open));
    const auto is_overdue = [](const OpenItem& item) { return item.days_overdue > 0; };
    view.open_item_count = static_cast<int>(view.open_items.size());
    view.overdue_count =
        static_cast<int>(std::count_if(view.open_items.begin(), view.open_items.end(), is_overdue));
    if (view.open_item_count > kOpenItemsMax) view.open_items.resize(kOpenItemsMax);

    const Instant silent_since = midnight(context.clock, add_days(view.day, 1 - kSilentDays));
    TRY_ASSIGN(view.silent_place_count,
               storage::count_silent_places(context.connection, silent_since));
    TRY_ASSIGN(view.has_families, storage::has_any_family(context.connection));
    return view;
}

}  // namespace oppad::engine

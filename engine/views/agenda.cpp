#include "engine/views/agenda.h"

#include "engine/commands/calendar.h"
#include "engine/views/make_views.h"
#include "engine/views/rows_shown.h"

namespace oppad::engine {

Result<AgendaView> make_agenda(const ViewContext& context, const LookAgenda& look) {
    AgendaView view;
    view.first_day = look.first_day;
    view.last_day = look.last_day;
    if (look.last_day < look.first_day) return view;
    const Instant from = midnight(context.clock, look.first_day);
    const Instant until = midnight(context.clock, add_days(look.last_day, 1));
    TRY_ASSIGN(std::vector<storage::AgendaRow> rows,
               storage::list_agenda(context.connection, context.staff.id, from, until));
    TRY_ASSIGN(view.items, shown_agenda(context, std::move(rows)));
    return view;
}

}  // namespace oppad::engine

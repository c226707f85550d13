#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_place(Context& context, const SavePlace& command) {
    Place place = command.place;
    const bool is_new = place.id.is_nil();
    if (is_new && place.kind == PlaceKind::kUnknown) place.kind = PlaceKind::kOther;
    return register_or_edit(context, std::move(place), command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine

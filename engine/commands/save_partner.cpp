#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_partner(Context& context, const SavePartner& command) {
    return register_or_edit(context, command.partner, command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine

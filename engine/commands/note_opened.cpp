#include "engine/commands/outcome.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> note_opened(Context& context, const NoteOpened& command) {
    const bool has_page =
        command.key.type == RecordType::kFamily || command.key.type == RecordType::kPlace;
    if (!has_page) return refused(ProblemCode::kMissing, "id");
    TRY(context.work.note_opened(command.key));
    return Outcome{};
}

}  // namespace oppad::engine

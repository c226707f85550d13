#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/storage/record_table.h"

namespace oppad::engine {

namespace {

// Of the others something hangs on each that would be lost from sight with it.
bool can_go(RecordType type) {
    return type == RecordType::kPerson || type == RecordType::kContactPerson ||
           type == RecordType::kFollowUp || type == RecordType::kQuestion ||
           type == RecordType::kSignal;
}

}  // namespace

Result<Outcome> remove_record(Context& context, const RemoveRecord& command) {
    if (!can_go(command.key.type)) return refused(ProblemCode::kGone, "id");
    TRY_ASSIGN(const std::optional<storage::StoredRecord> stored,
               storage::find_record(context.work.connection(), command.key));
    if (!stored) return refused(ProblemCode::kGone, "id");
    Outcome outcome;
    outcome.record = command.key;
    if (stored->deleted != command.undo) return outcome;  // A second tap.
    if (command.undo) {
        TRY(context.work.restore(command.key));
    } else {
        TRY(context.work.remove(command.key));
    }
    return outcome;
}

}  // namespace oppad::engine

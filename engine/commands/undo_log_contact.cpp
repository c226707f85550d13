#include "engine/commands/complete_family.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/tables/linked_rows.h"

namespace oppad::engine {

namespace {

// A family stays once something else hangs on it.
Status remove_made(Context& context, const RecordKey& key) {
    if (key.type == RecordType::kFamily) {
        TRY_ASSIGN(const std::vector<RecordKey> linked,
                   storage::list_linked_to_family(context.work.connection(), Id<Family>{key.id}));
        if (!linked.empty()) return ok();
    }
    TRY_ASSIGN(const std::optional<storage::StoredRecord> stored,
               storage::find_record(context.work.connection(), key));
    const bool is_here = stored && !stored->deleted;
    return is_here ? context.work.remove(key) : ok();
}

}  // namespace

Result<Outcome> undo_log_contact(Context& context, const UndoLogContact& command) {
    TRY(take_family_back(context, command.family_before, command.family_after));
    TRY_ASSIGN(Outcome outcome, delete_contact(context, {.id = command.id, .undo = false}));
    if (!outcome.saved()) return outcome;
    for (const RecordKey& key : command.made) TRY(remove_made(context, key));
    TRY_ASSIGN(const Outcome kept, save_draft(context, {command.draft}));
    return kept.saved() ? outcome : kept;
}

}  // namespace oppad::engine

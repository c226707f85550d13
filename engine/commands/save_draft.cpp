#include "engine/commands/draft_codec.h"
#include "engine/commands/new_id.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/storage/tables/draft_rows.h"

namespace oppad::engine {

Result<Outcome> save_draft(Context& context, const SaveDraft& command) {
    const ContactDraft& draft = command.draft;
    if (draft.id.is_nil()) return refused(ProblemCode::kMissing, "id");
    // Once it is a contact, a late keystroke must not bring the draft back to life.
    const RecordKey key{RecordType::kContact, draft.id};
    TRY_ASSIGN(const std::optional<storage::StoredRecord> logged,
               storage::find_record(context.work.connection(), key));
    if (logged && !draft.edited) return refused(ProblemCode::kAlreadySettled, "id");

    TRY_ASSIGN(const std::optional<storage::DraftRow> stored,
               storage::find_draft(context.work.connection(), draft.id));
    Bytes previous = stored ? stored->content : Bytes{};
    if (stored && !decode_draft(draft.id, previous)) {
        // Unreadable here, perhaps readable to a newer version: set aside under a name of its own.
        TRY(context.work.put_draft(new_raw_id(context.clock, context.entropy), previous));
        previous.clear();
    }
    TRY(context.work.put_draft(draft.id, encode_draft(draft, previous)));
    return Outcome{};
}

}  // namespace oppad::engine

#include "engine/commands/draft_codec.h"
#include "engine/commands/verbs.h"
#include "engine/storage/tables/draft_rows.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::engine {

Result<Outcome> discard_draft(Context& context, const DiscardDraft& command) {
    TRY_ASSIGN(const std::optional<storage::DraftRow> stored,
               storage::find_draft(context.work.connection(), command.id));
    if (!stored) return Outcome{};
    // Nobody can have read it, so nobody can have meant to throw away what it says.
    TRY_ASSIGN(ContactDraft readable, decode_draft(command.id, stored->content));
    TRY(context.work.drop_draft(readable.id));
    Outcome outcome;
    outcome.undo = SaveDraft{std::move(readable)};
    return outcome;
}

}  // namespace oppad::engine

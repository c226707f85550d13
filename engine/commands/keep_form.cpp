#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/storage/tables/draft_rows.h"

namespace oppad::engine {

Result<Outcome> keep_form(Context& context, const KeepForm& command) {
    if (command.content.empty())
        TRY(context.work.drop_draft(storage::kFormDraft));
    else
        TRY(context.work.put_draft(storage::kFormDraft, command.content));
    return Outcome{};
}

}  // namespace oppad::engine

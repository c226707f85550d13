#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/core/check.h"

namespace oppad::engine {

Result<Outcome> undo_merge(Context& context, const UndoMerge& command) {
    const MergedFamilies& merge = command.merged;
    const Id<Family> kept_id = merge.kept_before.id;
    TRY_ASSIGN(const std::optional<Family> kept, context.work.find(kept_id));
    if (!kept) return refused(ProblemCode::kGone, "id");
    TRY_ASSIGN(std::optional<Family> merged, context.work.find(merge.merged));
    // It is there already after a second tap, or when a colleague's work brought it back.
    if (!merged) {
        TRY(context.work.restore({RecordType::kFamily, merge.merged.raw}));
        TRY_ASSIGN(merged, context.work.find(merge.merged));
        ENSURE(merged.has_value());
    }
    for (const RecordKey& key : merge.moved) TRY(relink(context, key, kept_id, merged));
    TRY(context.work.save(all_taken_back(merge.kept_before, merge.kept_after, *kept)));
    return written(merge.merged);
}

}  // namespace oppad::engine

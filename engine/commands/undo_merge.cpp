#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/core/check.h"

namespace oppad::engine {

namespace {

// Who lives with the family again has no address of their own any more.
Status take_address_back(Context& context, const MergedFamilies& merge, const RecordKey& key) {
    for (const Rehoused& one : merge.rehoused) {
        if (RecordKey{RecordType::kPerson, one.before.id.raw} != key) continue;
        TRY_ASSIGN(const std::optional<Person> person, context.work.find(one.before.id));
        if (person) TRY(context.work.save(all_taken_back(one.before, one.after, *person)));
    }
    return {};
}

}  // namespace

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
    for (const RecordKey& key : merge.moved) {
        TRY_ASSIGN(const bool went_back, relink(context, key, kept_id, merged));
        if (went_back) TRY(take_address_back(context, merge, key));
    }
    TRY(context.work.save(all_taken_back(merge.kept_before, merge.kept_after, *kept)));
    return written(merge.merged);
}

}  // namespace oppad::engine

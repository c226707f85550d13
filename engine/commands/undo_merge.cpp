#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/core/check.h"

namespace oppad::engine {

namespace {

// The field before the merge, unless somebody has changed it since.
template <class Member>
Member taken_back(const Member& before, const Member& after, const Member& stored) {
    return to_value(stored) == to_value(after) ? before : stored;
}

// What the merge added goes, what was added since stays.
TextSet taken_back(const TextSet& before, const TextSet& after, const TextSet& stored) {
    return rebased(after, before, stored);
}

Family taken_back(const MergedFamilies& merge, const Family& stored) {
    Family family = stored;
    const auto take = [&](const auto& bound) {
        const auto member = bound.member;
        family.*member =
            taken_back(merge.kept_before.*member, merge.kept_after.*member, stored.*member);
    };
    std::apply([&](const auto&... bound) { (take(bound), ...); }, Schema<Family>::fields);
    return family;
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
    for (const RecordKey& key : merge.moved) TRY(relink(context, key, kept_id, merged));
    TRY(context.work.save(taken_back(merge, *kept)));
    return written(merge.merged);
}

}  // namespace oppad::engine

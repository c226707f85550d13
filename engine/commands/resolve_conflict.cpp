#include <algorithm>

#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/text.h"
#include "engine/storage/tables/sync_rows.h"

namespace oppad::engine {

namespace {

using storage::ConflictRow;

// A version that came since is nobody's to overwrite unread.
bool has_seen_all(const ConflictRow& conflict, const std::vector<VersionMark>& seen) {
    return std::all_of(conflict.versions.begin(), conflict.versions.end(), [&](const auto& one) {
        return std::find(seen.begin(), seen.end(), one.mark) != seen.end();
    });
}

bool stands(const ConflictRow& conflict, const std::string& words) {
    return std::any_of(conflict.versions.begin(), conflict.versions.end(),
                       [&words](const auto& one) { return one.words == words; });
}

std::optional<ProblemCode> problem_of(const FieldSpec& field, const ConflictRow& conflict,
                                      const std::string& words) {
    if (stands(conflict, words)) return std::nullopt;  // As somebody wrote it before.
    if (field.type != FieldType::kText) return ProblemCode::kWrittenMeanwhile;
    const TextFacts facts = text_facts(words);
    if (!facts.is_utf8 || facts.has_control) return ProblemCode::kControlCharacter;
    if (facts.chars > kNoteCharsMax) return ProblemCode::kTooLong;
    return std::nullopt;
}

}  // namespace

Result<Outcome> resolve_conflict(Context& context, const ResolveConflict& command) {
    const RecordSpec* spec = find_spec(command.key.type);
    const FieldSpec* field = spec != nullptr ? find_field(*spec, command.field) : nullptr;
    if (field == nullptr) return refused(ProblemCode::kGone, "id");
    TRY_ASSIGN(const std::optional<ConflictRow> conflict,
               storage::find_open_conflict(context.work.connection(), command.key, command.field));
    // Somebody else was first, here or elsewhere: their words stand.
    if (!conflict) return refused(ProblemCode::kAlreadySettled, field->name);
    if (!has_seen_all(*conflict, command.seen))
        return refused(ProblemCode::kWrittenMeanwhile, field->name);
    const std::string words =
        stands(*conflict, command.words) ? command.words : tidied(command.words);
    if (const auto problem = problem_of(*field, *conflict, words))
        return refused(*problem, field->name);
    TRY(context.work.settle_field(command.key, command.field, to_value(words)));
    Outcome outcome;
    outcome.record = command.key;
    return outcome;
}

}  // namespace oppad::engine

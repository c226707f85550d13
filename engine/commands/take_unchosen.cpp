#include <algorithm>

#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/text.h"
#include "engine/storage/record_table.h"
#include "engine/storage/tables/sync_rows.h"

namespace oppad::engine {

namespace {

// Far more than people write of one record unaware of each other.
constexpr int kUnchosenMax = 1000;

// Only what somebody wrote and nobody chose: this is no second way to edit.
Result<bool> was_written(Context& context, const TakeUnchosen& command) {
    TRY_ASSIGN(const std::vector<storage::ReplacedRow> rows,
               storage::list_replaced(context.work.connection(), command.key, kUnchosenMax));
    const Value wanted = to_value(command.words);
    return std::any_of(rows.begin(), rows.end(), [&](const storage::ReplacedRow& row) {
        return row.field == command.field && row.value == wanted;
    });
}

// Whether nobody has written there since.
Result<bool> says_settled(Context& context, const RecordSpec& spec, const FieldSpec& field,
                          const TakeUnchosen& command) {
    TRY_ASSIGN(const auto conflict,
               storage::find_open_conflict(context.work.connection(), command.key, command.field));
    if (conflict) return false;
    TRY_ASSIGN(const auto record, storage::find_record(context.work.connection(), command.key));
    if (!record) return false;
    const Value& said = record->values[static_cast<std::size_t>(&field - spec.fields.data())];
    return said == to_value(command.settled) || said == to_value(tidied(command.settled));
}

}  // namespace

Result<Outcome> take_unchosen(Context& context, const TakeUnchosen& command) {
    const RecordSpec* spec = find_spec(command.key.type);
    const FieldSpec* field = spec != nullptr ? find_field(*spec, command.field) : nullptr;
    if (field == nullptr) return refused(ProblemCode::kGone, "id");
    TRY_ASSIGN(const bool stands, says_settled(context, *spec, *field, command));
    TRY_ASSIGN(const bool is_known, was_written(context, command));
    if (!stands || !is_known) return refused(ProblemCode::kWrittenMeanwhile, field->name);
    TRY(context.work.settle_field(command.key, command.field, to_value(command.words)));
    Outcome outcome;
    outcome.record = command.key;
    return outcome;
}

}  // namespace oppad::engine

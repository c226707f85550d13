#include "sync/capture/handover.h"

#include <algorithm>
#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/capture/restart.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sealed_work.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

using storage::Connection;

// An erasure that waits to be sent holds nothing of anybody.
constexpr std::string_view kDropQueued = R"sql(
    DELETE FROM outbox WHERE (type, id) NOT IN (SELECT type, id FROM unknown_records)
)sql";

constexpr std::string_view kDropOpened = R"sql(DELETE FROM opened)sql";

// Nothing when it has gone, or was erased.
Result<std::optional<RecordState>> held_state(Connection& connection, const RecordKey& key) {
    if (find_spec(key.type) != nullptr) {
        TRY_ASSIGN(const auto row, storage::find_record(connection, key));
        if (row) {
            TRY_ASSIGN(RecordState state, state_of(*row));
            return std::optional{std::move(state)};
        }
    }
    TRY_ASSIGN(auto carried, find_carried(connection, key));
    return carried && !carried->erased ? std::move(carried) : std::nullopt;
}

Status seal_record(Connection& connection, const RawId& author, Lacking lacking,
                   const RecordKey& key) {
    TRY_ASSIGN(auto state, held_state(connection, key));
    TRY_ASSIGN(const auto refused, find_refused(connection, key));
    if (refused) state = state ? merge(std::move(*state), *refused) : *refused;
    if (!state) return ok();
    TRY_ASSIGN(const bool is_unsent, is_queued(connection, key));
    const bool goes = lacking == Lacking::kAll || (lacking == Lacking::kUnsent && is_unsent);
    return seal(connection, author, *state, goes ? Sealed::kWaits : Sealed::kKept);
}

Result<std::vector<RecordKey>> keys_to_seal(Connection& connection, Lacking lacking) {
    TRY_ASSIGN(std::vector<RecordKey> keys, unsettled_records(connection));
    if (lacking != Lacking::kAll) return keys;
    TRY_ASSIGN(const std::vector<RecordKey> all, unconfirmed_records(connection));
    keys.insert(keys.end(), all.begin(), all.end());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

Status empty_store(Connection& connection) {
    TRY(drop_all_carried(connection));
    TRY(connection.execute(kDropQueued));
    TRY(drop_all_refusals(connection));
    TRY(close_all_conflicts(connection));
    TRY(storage::purge_all_records(connection));
    TRY(connection.execute(kDropOpened));
    TRY(set_number(connection, kFormerPapersKey, 1));
    TRY(set_number(connection, kFormerCodeKey, 1));
    return set_number(connection, kCompleteKey, 0);  // Of the next person's there was none.
}

}  // namespace

Status hand_over(Connection& connection, const RawId& author, Lacking lacking) {
    TRY_ASSIGN(const std::vector<RecordKey> keys, keys_to_seal(connection, lacking));
    for (const RecordKey& key : keys) TRY(seal_record(connection, author, lacking, key));
    if (lacking == Lacking::kNotItsWork) TRY(hold_sealed(connection));
    TRY(seal_drafts(connection, author));
    return empty_store(connection);
}

}  // namespace oppad::sync

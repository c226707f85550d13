#include "sync/capture/range_check.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/core/log.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/apply.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/heal.h"
#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using Digests = std::map<RawId, StateDigest>;

RawId last_id() {
    RawId id;
    id.bytes.fill(0xff);
    return id;
}

// The table's name is schema.h's, never input (docs/adr/0003).
Result<std::vector<RawId>> ids_in(Connection& connection, const Range& range, int records_max) {
    const RecordSpec* spec = find_spec(range.type);
    std::vector<RawId> ids;
    if (spec == nullptr) return ids;
    const std::string sql = "SELECT id FROM \"" + std::string{spec->table} +
                            "\" WHERE id > :after AND id <= :last ORDER BY id LIMIT :limit";
    TRY_ASSIGN(storage::Statement select, connection.prepare(sql));
    select.bind(":after", range.after).bind(":last", range.last).bind(":limit", records_max);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ids;
        ids.push_back(select.get<RawId>(0));
    }
}

// What takes part of a range, as it stands.
Result<Digests> digests_of(Connection& connection, const Range& range,
                           const std::vector<RawId>& ids) {
    Digests digests;
    for (const RawId& id : ids) {
        TRY_ASSIGN(const auto row, storage::find_record(connection, {range.type, id}));
        if (!row) continue;
        // A blob that doesn't read has decayed: no digest is like it, and the hub's copy heals it.
        const auto state = state_of(*row);
        if (!state)
            digests[id] = StateDigest{};
        else if (!is_hidden(*state))
            digests[id] = digest_of(*state);
    }
    TRY_ASSIGN(const std::vector<RecordState> erased, list_erased(connection, range));
    for (const RecordState& state : erased) digests[state.key.id] = digest_of(state);
    return digests;
}

// A type that a newer version wrote down is none to go on with.
RecordType type_to_check(std::uint64_t stored) {
    const auto type = static_cast<RecordType>(stored);
    return find_spec(type) != nullptr ? type : all_record_specs().front().type;
}

RecordType type_after(RecordType type) {
    const auto specs = all_record_specs();
    for (std::size_t at = 0; at + 1 < specs.size(); ++at) {
        if (specs[at].type == type) return specs[at + 1].type;
    }
    return specs.front().type;
}

Status queue_lacking(Connection& connection, const RecordKey& key) {
    // The hub alone names colleagues: those made up here it never had.
    return key.type == RecordType::kStaff ? ok() : queue_change(connection, key, {kWholeRecord});
}

// What the hub says of a colleague stands: after it was put back, what a later life of it said may
// be here under later stamps. Of whose device is whose, who knew more goes on knowing it.
RecordState told_of_colleague(const RecordState& own, const RecordState& sound) {
    RecordState numbers{.key = own.key, .scope = sound.scope, .scope_stamp = sound.scope_stamp};
    for (const FieldState& field : own.fields)
        if (field.merge == MergeKind::kSet) numbers.fields.push_back(field);
    return merge(sound, numbers);
}

// Returns whether the row is another one now.
Result<bool> heal_record(Connection& connection, const RecordState& sound,
                         const Noticing& noticing) {
    if (find_spec(sound.key.type) == nullptr || !fits_schema(sound)) return false;
    TRY_ASSIGN(const auto carried, find_carried(connection, sound.key));
    const bool is_erased_here = carried && carried->erased;
    if (is_erased_here && !sound.erased) {
        TRY(queue_lacking(connection, sound.key));  // Erasure beats what the hub has.
        return false;
    }
    if (sound.erased) {
        Applied applied;
        TRY(apply_erasure(connection, sound, applied));
        return applied.purged > 0;
    }
    TRY_ASSIGN(const auto row, storage::find_record(connection, sound.key));
    RecordState own = sound;
    bool is_readable = false;
    if (row) {
        auto state = state_of(*row);
        is_readable = state.has_value();
        if (state) own = std::move(*state);
    }
    const bool is_colleague = sound.key.type == RecordType::kStaff;
    const RecordState healed = is_colleague ? told_of_colleague(own, sound) : heal(own, sound);
    if (!(healed == sound)) TRY(queue_lacking(connection, sound.key));
    if (is_readable && healed == own) return false;
    TRY(storage::put_record(connection, row_of(healed)));
    TRY(list_conflicts(connection, healed, noticing));
    return true;
}

}  // namespace

Result<RangeCheck> next_range(Connection& connection, int records_max) {
    TRY_ASSIGN(const std::uint64_t type, get_number(connection, kCheckTypeKey));
    TRY_ASSIGN(const std::string after, get_text(connection, kCheckAfterKey));
    RangeCheck check;
    check.range = {type_to_check(type), parse_id(after).value_or(RawId{}), last_id()};
    TRY_ASSIGN(const std::vector<RawId> ids, ids_in(connection, check.range, records_max));
    if (ids.size() == static_cast<std::size_t>(records_max)) check.range.last = ids.back();
    TRY_ASSIGN(const Digests digests, digests_of(connection, check.range, ids));
    for (const auto& [id, digest] : digests) check.sum.add(digest);
    return check;
}

Result<std::vector<RecordKey>> differing_records(Connection& connection,
                                                 const RangeListing& listing) {
    // More rows than the hub lists in one answer are no range of ours.
    constexpr int kRowsMax = 100'000;
    TRY_ASSIGN(const std::vector<RawId> ids, ids_in(connection, listing.range, kRowsMax));
    TRY_ASSIGN(Digests own, digests_of(connection, listing.range, ids));
    std::vector<RawId> differing;
    for (const ListedRecord& listed : listing.records) {
        const auto found = own.find(listed.id);
        const bool is_same =
            found != own.end() && found->second == listed.digest && listed.digest != StateDigest{};
        if (!is_same) differing.push_back(listed.id);
        if (found != own.end()) own.erase(found);
    }
    for (const auto& [id, digest] : own) differing.push_back(id);
    std::sort(differing.begin(), differing.end());
    std::vector<RecordKey> keys;
    for (const RawId& id : differing) {
        const RecordKey key{listing.range.type, id};
        TRY_ASSIGN(const bool queued, is_queued(connection, key));
        TRY_ASSIGN(const bool refused, is_refused(connection, key));
        if (!queued && !refused) keys.push_back(key);
    }
    return keys;
}

Status heal_records(Connection& connection, const std::vector<RecordKey>& asked,
                    const std::vector<RecordState>& wanted, const Noticing& noticing) {
    int changed = 0;
    for (const RecordKey& key : asked) {
        const auto given =
            std::find_if(wanted.begin(), wanted.end(),
                         [&key](const RecordState& state) { return state.key == key; });
        if (given == wanted.end()) {
            TRY(queue_lacking(connection, key));
            continue;
        }
        TRY_ASSIGN(const bool is_other, heal_record(connection, *given, noticing));
        if (is_other) ++changed;
    }
    log::write(log::Level::kWarning, "sync_copies_healed",
               {{"differed", static_cast<std::int64_t>(asked.size())},
                {"changed", std::int64_t{changed}}});
    return ok();
}

Status pass_range(Connection& connection, const Range& checked) {
    const bool is_end = checked.last == last_id();
    const RecordType next = is_end ? type_after(checked.type) : checked.type;
    TRY(set_number(connection, kCheckTypeKey, static_cast<std::uint64_t>(next)));
    return set_text(connection, kCheckAfterKey, is_end ? std::string{} : to_text(checked.last));
}

}  // namespace oppad::sync

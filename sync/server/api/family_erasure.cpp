#include "sync/server/api/family_erasure.h"

#include "sync/merge/merge.h"
#include "sync/server/api/family_members.h"
#include "sync/server/api/own_write.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::RecordState;

// Of a record where it lies, later than anything that was said of it.
RecordState erasure_of(const RecordState& state, Instant now) {
    RecordState erasure{.key = state.key, .scope = state.scope, .scope_stamp = state.scope_stamp};
    sync::HybridClock clock{kHubDevice, sync::latest_stamp(state).time};
    erasure.erased = clock.tick(now);
    return erasure;
}

Status erase(StoreTransaction& transaction, const StoredState& stored, RecordState state,
             Instant now) {
    const RecordState erasure = erasure_of(state, now);
    TRY(transaction.drop_set_aside(stored.key));
    return put_own(transaction, sync::merge(std::move(state), erasure), stored.scope, std::nullopt);
}

Status drop_aside_of(StoreTransaction& transaction, const RawId& family) {
    TRY_ASSIGN(const std::vector<SetAside> writes, transaction.list_set_aside());
    for (const SetAside& write : writes) {
        const auto state = sync::decode<RecordState>(write.state, sync::WireForm::kCbor);
        if (state && family_of(*state) == family) TRY(transaction.drop_set_aside(write.key));
    }
    return ok();
}

Result<int> erase_members(StoreTransaction& transaction, const RawId& family, Instant now) {
    int erased = 0;
    const auto visit = [&](const StoredState& stored, RecordState state) {
        ++erased;
        return erase(transaction, stored, std::move(state), now);
    };
    TRY_ASSIGN(const std::vector<Scope> scopes, transaction.list_scopes());
    for (const Scope& scope : scopes) TRY(visit_members(transaction, family, scope.id, visit));
    TRY(drop_aside_of(transaction, family));
    return erased;
}

}  // namespace

Result<int> erase_family(StoreTransaction& transaction, const RawId& family, Instant now) {
    const RecordKey key{RecordType::kFamily, family};
    TRY_ASSIGN(const auto stored, transaction.find_record(key));
    if (!stored) return Error{ErrorCode::kNotFound, "no such family"};
    auto state = sync::decode<RecordState>(stored->state, sync::WireForm::kCbor);
    // Of a copy that doesn't read nothing is kept either.
    if (!state) state = RecordState{.key = key, .scope = stored->scope};
    int erased = 0;
    if (!state->erased) {
        TRY(erase(transaction, *stored, std::move(*state), now));
        ++erased;
    }
    TRY_ASSIGN(const int members, erase_members(transaction, family, now));
    return erased + members;
}

Result<bool> erase_with_family(StoreTransaction& transaction, const Arrival& arrival,
                               const RecordState& claimed) {
    if (sync::is_planted(sync::PlantedBug::kErasureLeavesMembers)) return false;
    const RecordState& state = arrival.state;
    if (state.key.type == RecordType::kFamily) {
        if (!state.erased) return false;
        TRY(erase_members(transaction, state.key.id, arrival.now));
        return false;
    }
    if (state.erased || !sets_family(claimed)) return false;
    TRY_ASSIGN(const bool was_erased, is_of_erased_family(transaction, state));
    if (!was_erased) return false;
    TRY_ASSIGN(const auto stored, transaction.find_record(state.key));
    if (stored) TRY(erase(transaction, *stored, state, arrival.now));
    return true;
}

Result<bool> is_of_erased_family(StoreTransaction& transaction, const RecordState& state) {
    const std::optional<RawId> family = family_of(state);
    if (!family) return false;
    TRY_ASSIGN(const auto stored, transaction.find_record({RecordType::kFamily, *family}));
    if (!stored) return false;
    const auto home = sync::decode<RecordState>(stored->state, sync::WireForm::kCbor);
    return home && home->erased.has_value();
}

Status put_erasure(StoreTransaction& transaction, const RecordState& claimed, Instant now) {
    sync::HybridClock clock{kHubDevice, 0};
    const RecordState unseen{
        .key = claimed.key, .scope = claimed.scope, .scope_stamp = clock.tick(now)};
    return put_own(transaction, erasure_of(unseen, now), std::nullopt, std::nullopt);
}

}  // namespace oppad::hub

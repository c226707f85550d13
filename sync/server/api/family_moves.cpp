#include "sync/server/api/family_moves.h"

#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/family_members.h"
#include "sync/server/api/own_write.h"
#include "sync/wire/clock.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::RecordState;

RecordState moved(RecordState state, const RawId& scope, Instant now) {
    const bool was_hidden = sync::is_hidden(state);
    sync::HybridClock clock{kHubDevice, sync::latest_stamp(state).time};
    state.scope = scope;
    state.scope_stamp = clock.tick(now);
    if (was_hidden) {
        state.deletions.push_back({clock.tick(now), sync::seen_context(state)});
        sync::keep_widest(state.deletions);
    }
    return state;
}

Status move(StoreTransaction& transaction, const StoredState& stored, RecordState state,
            const RawId& scope, Instant now) {
    return put_own(transaction, moved(std::move(state), scope, now), stored.scope,
                   stored.hidden_at);
}

// Those that don't read whole stay where they are.
Status take_along(StoreTransaction& transaction, const RecordState& family, const RawId& from,
                  Instant now) {
    const auto visit = [&](const StoredState& stored, RecordState state) {
        return is_sound(stored) ? move(transaction, stored, std::move(state), family.scope, now)
                                : ok();
    };
    return visit_members(transaction, family.key.id, from, visit);
}

bool may_write(const Arrival& arrival, const RawId& scope) {
    return arrival.rights == nullptr || arrival.rights->may_write(scope);
}

// For what is to be where its family is, and was not put elsewhere by a person.
Result<bool> follows(StoreTransaction& transaction, const Arrival& arrival,
                     const StoredState& family) {
    if (family.scope == arrival.state.scope) return false;
    const bool is_new = !arrival.scope_before;
    const bool may_go_there = may_write(arrival, family.scope);
    if (is_new && may_go_there) return true;
    // What is new goes after its family unseen; what was elsewhere moves by right alone.
    if (!is_new && !may_go_there) return false;
    return transaction.has_departed(arrival.state.scope, family.key);
}

}  // namespace

Status keep_family_together(StoreTransaction& transaction, const Arrival& arrival) {
    if (sync::is_planted(sync::PlantedBug::kFamilyMovesAlone)) return ok();
    const RecordState& state = arrival.state;
    if (state.key.type == RecordType::kFamily) {
        const auto& before = arrival.scope_before;
        const bool has_moved = before && !(*before == state.scope) && !state.erased;
        return has_moved ? take_along(transaction, state, *before, arrival.now) : ok();
    }
    const std::optional<RawId> family = family_of(state);
    if (!family) return ok();
    TRY_ASSIGN(const auto home, transaction.find_record({RecordType::kFamily, *family}));
    if (!home) return ok();
    TRY_ASSIGN(const bool is_to_follow, follows(transaction, arrival, *home));
    if (!is_to_follow) return ok();
    TRY_ASSIGN(const auto stored, transaction.find_record(state.key));
    return stored ? move(transaction, *stored, state, home->scope, arrival.now) : ok();
}

}  // namespace oppad::hub

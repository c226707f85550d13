#include "sync/server/api/family_moves.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/digest.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

using sync::RecordState;

std::optional<RawId> family_of(const RecordState& state) {
    if (state.erased) return std::nullopt;
    const RecordSpec* spec = find_spec(state.key.type);
    if (spec == nullptr) return std::nullopt;
    constexpr std::string_view kFamilyField = "family_id";
    const auto field = std::find_if(spec->fields.begin(), spec->fields.end(),
                                    [](const FieldSpec& one) { return one.name == kFamilyField; });
    if (field == spec->fields.end()) return std::nullopt;
    const sync::FieldState* family = sync::find_field_state(state, field->number);
    if (family == nullptr) return std::nullopt;
    const Value shown = sync::shown_value(*family);
    const auto* id = std::get_if<RawId>(&shown);
    return id != nullptr ? std::optional{*id} : std::nullopt;
}

namespace {

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
    StoredState next{.key = stored.key, .scope = scope, .hidden_at = stored.hidden_at};
    next.family = family_of(state);
    next.state = sync::encode(moved(std::move(state), scope, now), sync::WireForm::kCbor);
    const sync::StateDigest digest = sync::digest_of_encoded(next.state);
    next.digest.assign(digest.begin(), digest.end());
    TRY_ASSIGN(const Seq seq, transaction.put_record(next, stored.scope));
    ENSURE(seq > 0);
    return ok();
}

Status move_if_in(StoreTransaction& transaction, const RecordKey& key, const RawId& from,
                  const RawId& to, Instant now) {
    TRY_ASSIGN(const auto stored, transaction.find_record(key));
    if (!stored || stored->scope != from || !is_sound(*stored)) return ok();
    auto state = sync::decode<RecordState>(stored->state, sync::WireForm::kCbor);
    return state ? move(transaction, *stored, std::move(*state), to, now) : ok();
}

Status take_along(StoreTransaction& transaction, const RecordState& family, const RawId& from,
                  Instant now) {
    constexpr int kNotedAtOnce = 1'000;
    int noted = kNotedAtOnce;
    while (noted == kNotedAtOnce) {
        TRY_ASSIGN(noted, note_families(transaction, kNotedAtOnce));
    }
    TRY_ASSIGN(const auto keys, transaction.list_of_family(family.key.id));
    for (const RecordKey& key : keys) TRY(move_if_in(transaction, key, from, family.scope, now));
    return ok();
}

bool may_write(const Arrival& arrival, const RawId& scope) {
    return arrival.rights == nullptr || arrival.rights->may_write(scope);
}

// New to the hub, or until now on another family.
bool is_new_to(const RecordKey& family, const std::optional<StoredState>& before) {
    if (!before) return true;
    const auto state = sync::decode<RecordState>(before->state, sync::WireForm::kCbor);
    return state && family_of(*state) != family.id;
}

// For what is to be where its family is, and was not put elsewhere by a person.
Result<bool> follows(StoreTransaction& transaction, const Arrival& arrival,
                     const StoredState& family) {
    if (family.scope == arrival.state.scope) return false;
    if (may_write(arrival, family.scope) && is_new_to(family.key, arrival.before)) return true;
    return transaction.has_departed(arrival.state.scope, family.key);
}

}  // namespace

Result<int> note_families(StoreTransaction& transaction, int count_max) {
    TRY_ASSIGN(const auto records, transaction.list_without_family(count_max));
    for (const StoredState& record : records) {
        std::optional<RawId> family;
        const auto state = sync::decode<RecordState>(record.state, sync::WireForm::kCbor);
        if (state) family = family_of(*state);
        TRY(transaction.note_family(record.key, family));
    }
    return static_cast<int>(records.size());
}

Status keep_family_together(StoreTransaction& transaction, const Arrival& arrival) {
    if (sync::is_planted(sync::PlantedBug::kFamilyMovesAlone)) return ok();
    const RecordState& state = arrival.state;
    if (state.key.type == RecordType::kFamily) {
        const auto& before = arrival.before;
        const bool has_moved = before && before->scope != state.scope && !state.erased;
        return has_moved ? take_along(transaction, state, before->scope, arrival.now) : ok();
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

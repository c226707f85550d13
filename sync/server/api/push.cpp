#include "sync/server/api/push.h"

#include <openssl/evp.h>

#include <algorithm>
#include <optional>
#include <set>
#include <variant>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "sync/merge/heal.h"
#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/family_erasure.h"
#include "sync/server/api/family_moves.h"
#include "sync/server/api/field_changes.h"
#include "sync/server/api/stamps.h"
#include "sync/wire/canonical.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::RecordState;
using sync::RefusalReason;
using sync::WireForm;

using Verdict = std::variant<sync::Receipt, RefusalReason>;

// Of one batch. A tablet has its own clock, and those of the copies that were made of it.
constexpr std::size_t kDevicesAheadMax = 64;

// A record as it was pushed, and its CBOR.
struct Claim {
    const RecordState& state;
    const Bytes& encoded;
};

// Everything that one record's judgement needs.
struct Batch {
    StoreTransaction& transaction;
    const Pusher& pusher;
    std::uint64_t incarnation = 0;
    Instant now;
    Guard guard;
    const StampCorrector& corrector;
    bool may_lie_apart = false;  // Records of a family from it.
    bool is_decided = false;     // By a person: no right is asked for.
};

bool may_write(const Batch& batch, const RawId& scope) {
    return batch.is_decided || batch.pusher.rights.may_write(scope);
}

bool role_may_write(const Batch& batch, RecordType type) {
    return batch.is_decided || hub::role_may_write(batch.pusher.rights.role(), type);
}

// What can be told from the record alone.
bool is_well_made(const RecordState& state) {
    return !state.key.id.is_nil() && !state.scope.is_nil() && sync::fits_schema(state);
}

// Of each record, before anything is read or noted. Nothing = go on.
std::vector<std::optional<RefusalReason>> judge_all(const std::vector<RecordState>& push,
                                                    const Belief& belief) {
    std::vector<std::optional<RefusalReason>> refused;
    refused.reserve(push.size());
    std::set<sync::DeviceId> ahead;
    for (const RecordState& state : push) {
        std::set<sync::DeviceId> more = devices_ahead(state, belief);
        more.insert(ahead.begin(), ahead.end());
        const bool is_to_be_corrected = more.size() <= kDevicesAheadMax;
        if (!is_well_made(state) || !is_to_be_corrected) {
            refused.emplace_back(RefusalReason::kInvalid);
        } else if (state.key.type == RecordType::kStaff) {  // The hub's own, for any role.
            refused.emplace_back(RefusalReason::kNotAllowed);
        } else {
            refused.emplace_back();
            ahead = std::move(more);
        }
    }
    return refused;
}

// A write to a scope that its author has lost is kept for a person to decide on. Of what was
// erased, and of what is put into a family that was, nothing is: where it is new an erasure stands
// in its place, so that its author's tablet lets go of it. Returns what the author is told.
Result<RefusalReason> set_aside(const Batch& batch, const RecordState& claimed,
                                const std::optional<StoredState>& stored, const RawId& scope,
                                RefusalReason reason) {
    if (stored) {
        const auto state = sync::decode<RecordState>(stored->state, WireForm::kCbor);
        if (state && state->erased) return RefusalReason::kErased;
    }
    if (!batch.pusher.rights.might_write_before(scope)) return reason;
    TRY_ASSIGN(const bool is_gone, is_of_erased_family(batch.transaction, claimed));
    if (is_gone) {
        if (!stored) TRY(put_erasure(batch.transaction, claimed, batch.now));
        return RefusalReason::kErased;
    }
    TRY(batch.transaction.put_set_aside({
        .key = claimed.key,
        .scope = scope,
        .user = batch.pusher.device.user,
        .device = batch.pusher.device.id,
        .received_at = batch.now,
        .reason = static_cast<int>(reason),
        .state = sync::encode(claimed, WireForm::kCbor),
    }));
    return reason;
}

// Whether the device has all of the stored state, so that after its own push it has the merged one.
bool has_seen(const Batch& batch, const StoredState& stored) {
    const bool is_its_own =
        stored.held_by == batch.pusher.device.id && stored.held_incarnation == batch.incarnation;
    if (sync::is_planted(sync::PlantedBug::kHeldWithoutSeeing)) return true;
    return is_its_own || stored.seq <= position_in(batch.pusher.seen, stored.scope);
}

// When the record became hidden, for as long as it is.
std::optional<Instant> hidden_moment(const RecordState& merged,
                                     const std::optional<StoredState>& stored, Instant now) {
    if (merged.erased || !sync::is_hidden(merged)) return std::nullopt;
    return stored && stored->hidden_at ? stored->hidden_at : now;
}

// What is kept has room left to be merged with what comes later: a reader takes more than this.
bool is_storable(const RecordState& state, const Bytes& encoded) {
    const auto is_small_field = [](const sync::FieldState& field) {
        return field.versions.size() <= sync::kVersionsMax / 4 &&
               field.context.size() <= sync::kContextMax / 4;
    };
    const auto is_small_deletion = [](const sync::Deletion& deletion) {
        return deletion.context.size() <= sync::kContextMax / 4;
    };
    return encoded.size() <= kStateBytesMax && state.deletions.size() <= sync::kDeletionsMax / 4 &&
           std::all_of(state.fields.begin(), state.fields.end(), is_small_field) &&
           std::all_of(state.deletions.begin(), state.deletions.end(), is_small_deletion);
}

struct Merged {
    RecordState state;
    // False when a decayed copy is part of it that nobody who has the whole has made good yet.
    bool is_sound = true;
    bool is_healed = false;
};

// The hub's copy has decayed, and `claimed` comes from someone who has a good one, of the whole
// record or of a part. It counts as good again once somebody holds exactly what the hub then holds.
Merged merge_with_decayed(const StoredState& stored, const RecordState& claimed) {
    log::write(log::Level::kWarning, "push.healed_decayed", {});
    const auto before = sync::decode<RecordState>(stored.state, WireForm::kCbor);
    const bool is_readable = before && before->key == claimed.key;
    Merged merged{.state = is_readable ? sync::heal(*before, claimed) : claimed, .is_healed = true};
    merged.is_sound = merged.state == claimed;
    return merged;
}

Result<Merged> merge_with_stored(const std::optional<StoredState>& stored, RecordState claimed) {
    if (!stored) return Merged{.state = std::move(claimed)};
    if (!is_sound(*stored)) return merge_with_decayed(*stored, claimed);
    TRY_ASSIGN(RecordState before, sync::decode<RecordState>(stored->state, WireForm::kCbor));
    return Merged{.state = sync::merge(std::move(before), claimed)};
}

// What is to be stored: `encoded` is `state` as CBOR, `claimed` what is new in it.
struct Next {
    const RecordState& state;
    const RecordState& claimed;
    Bytes encoded;
    bool is_sound = true;
    bool is_healed = false;
    bool was_corrected = false;
};

// A merge changes no field but those of what is merged in. What came from elsewhere or was made
// good is all new to those who are sent it.
Bytes changes_of(const Next& next, const std::optional<StoredState>& stored, Seq seq) {
    const bool has_moved = stored && stored->scope != next.state.scope;
    const bool stays = stored && !next.is_healed &&
                       (!has_moved || sync::is_planted(sync::PlantedBug::kMovedIsKnown));
    return stays ? note_changes(*stored, next.claimed, seq) : note_whole(seq);
}

Status store(const Batch& batch, Next next, const std::optional<StoredState>& stored) {
    StoredState record;
    record.key = next.state.key;
    record.scope = next.state.scope;
    record.hidden_at = hidden_moment(next.state, stored, batch.now);
    const sync::StateDigest digest =
        next.is_sound ? sync::digest_of_encoded(next.encoded) : sync::StateDigest{};
    record.digest.assign(digest.begin(), digest.end());
    record.state = std::move(next.encoded);
    if (!next.was_corrected && (!stored || has_seen(batch, *stored))) {
        record.held_by = batch.pusher.device.id;
        record.held_incarnation = batch.incarnation;
    }
    std::optional<RawId> scope_before;
    if (stored) scope_before = stored->scope;
    if (next.state.erased) TRY(batch.transaction.drop_set_aside(record.key));
    TRY_ASSIGN(const Seq last, batch.transaction.last_seq());
    record.changes = changes_of(next, stored, last + 1);
    TRY_ASSIGN(const Seq seq, batch.transaction.put_record(record, scope_before));
    ENSURE(seq > 0);
    const Arrival arrival{.state = next.state,
                          .scope_before = scope_before,
                          .rights = batch.is_decided ? nullptr : &batch.pusher.rights,
                          .now = batch.now};
    TRY_ASSIGN(const bool was_erased, erase_with_family(batch.transaction, arrival, next.claimed));
    if (was_erased || !batch.may_lie_apart) return ok();
    return keep_family_together(batch.transaction, arrival);
}

// Nothing is there to merge with or to correct: what came is stored as it came.
Result<Verdict> store_new(const Batch& batch, const Claim& claim) {
    if (!is_storable(claim.state, claim.encoded)) return Verdict{RefusalReason::kInvalid};
    TRY(store(batch, {.state = claim.state, .claimed = claim.state, .encoded = claim.encoded},
              std::nullopt));
    return Verdict{sync::Receipt{.key = claim.state.key, .corrected = {}}};
}

Result<Verdict> put_record(const Batch& batch, const Claim& claim) {
    const RecordState& claimed = claim.state;
    TRY_ASSIGN(const std::optional<StoredState> stored, batch.transaction.find_record(claimed.key));
    const RawId scope_now = stored ? stored->scope : claimed.scope;
    const bool has_role = role_may_write(batch, claimed.key.type);
    if (!has_role || !may_write(batch, scope_now)) {
        const auto reason = has_role ? RefusalReason::kOutOfScope : RefusalReason::kNotAllowed;
        TRY_ASSIGN(const RefusalReason told, set_aside(batch, claimed, stored, scope_now, reason));
        return Verdict{told};
    }
    if (!stored && batch.corrector.is_idle()) return store_new(batch, claim);
    sync::Receipt receipt{.key = claimed.key, .corrected = batch.corrector.corrections_of(claimed)};
    TRY_ASSIGN(const Merged merged, merge_with_stored(stored, batch.corrector.corrected(claimed)));
    // Erasure beats everything: what is erased afterwards without being an erasure was so before.
    if (stored && merged.state.erased && !claimed.erased) return Verdict{RefusalReason::kErased};
    // Moving needs the right to write on both sides.
    if (!may_write(batch, merged.state.scope)) {
        TRY_ASSIGN(const RefusalReason told, set_aside(batch, claimed, stored, merged.state.scope,
                                                       RefusalReason::kOutOfScope));
        return Verdict{told};
    }
    Bytes encoded = sync::encode(merged.state, WireForm::kCbor);
    if (!is_storable(merged.state, encoded)) return Verdict{RefusalReason::kInvalid};
    // What brings nothing new gets no new place in the order: nobody has to fetch it.
    if (!stored || encoded != stored->state || !is_sound(*stored)) {
        TRY(store(batch,
                  {.state = merged.state,
                   .claimed = claimed,
                   .encoded = std::move(encoded),
                   .is_sound = merged.is_sound,
                   .is_healed = merged.is_healed,
                   .was_corrected = !receipt.corrected.empty()},
                  stored));
    }
    return Verdict{std::move(receipt)};
}

// A constraint or a stored state that doesn't read concerns one record alone.
bool is_records_own(const Error& error) {
    return error.code == ErrorCode::kConflict || error.code == ErrorCode::kInvalid;
}

Result<Verdict> put_guarded(const Batch& batch, const Claim& claim) {
    if (batch.guard == Guard::kNothing) return put_record(batch, claim);
    TRY(batch.transaction.begin_savepoint());
    Result<Verdict> verdict = put_record(batch, claim);
    if (!verdict && is_records_own(verdict.error())) {
        log::write_error("push.record", verdict.error());
        TRY(batch.transaction.rollback_savepoint());
        return Verdict{RefusalReason::kInvalid};
    }
    if (verdict) TRY(batch.transaction.release_savepoint());
    return verdict;
}

// A refusal may leave its write set aside, or an erasure in its place, nothing else.
Status put_one(const Batch& batch, const Claim& claim, PushAnswer& answer) {
    TRY_ASSIGN(Verdict verdict, put_guarded(batch, claim));
    if (auto* receipt = std::get_if<sync::Receipt>(&verdict)) {
        answer.receipts.push_back(std::move(*receipt));
    } else {
        answer.refusals.push_back({claim.state.key, std::get<RefusalReason>(verdict)});
    }
    return ok();
}

// Only the answer's own half: what is to be pulled is looked up anew.
Bytes encode_answer(const PushAnswer& answer) {
    sync::SyncReply stored;
    stored.receipts = answer.receipts;
    stored.refusals = answer.refusals;
    stored.stamps_until = answer.stamps_until;
    return sync::encode(stored, WireForm::kCbor);
}

Result<PushAnswer> decode_answer(const StoredBatch& stored) {
    TRY_ASSIGN(sync::SyncReply reply,
               sync::decode<sync::SyncReply>(stored.answer, WireForm::kCbor));
    return PushAnswer{std::move(reply.receipts), std::move(reply.refusals), reply.stamps_until};
}

// As sync::push_hash(), of states that are CBOR already.
Digest hash_of(const std::vector<Bytes>& states) {
    const Bytes list = sync::encode_list(states);
    Digest digest{};
    CHECK(EVP_Digest(list.data(), list.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return digest;
}

// A batch that was not applied before.
struct NewBatch {
    const PushedBatch& batch;
    Guard guard;
    Instant now;
};

// Nothing is looked up for each record where nothing ever moved and its author writes in one scope.
Result<bool> may_lie_apart(StoreTransaction& transaction, const Rights& rights,
                           const std::vector<RecordState>& push) {
    const bool has_family = std::any_of(push.begin(), push.end(), [](const RecordState& state) {
        return state.key.type == RecordType::kFamily;
    });
    if (has_family || rights.may_write_several()) return true;
    return transaction.has_departures();
}

// What is refused for itself leaves nothing in the clocks' books.
Result<StampCorrector> plan_corrections(StoreTransaction& transaction, const NewBatch& pushed,
                                        const Belief& belief,
                                        const std::vector<std::optional<RefusalReason>>& refused) {
    const std::vector<RecordState>& push = pushed.batch.request.push;
    const auto is_refused = [](const auto& reason) { return reason.has_value(); };
    if (std::none_of(refused.begin(), refused.end(), is_refused))
        return StampCorrector::plan(transaction, push, belief, pushed.now);
    std::vector<RecordState> fit;
    for (std::size_t at = 0; at < push.size(); ++at)
        if (!refused[at]) fit.push_back(push[at]);
    return StampCorrector::plan(transaction, fit, belief, pushed.now);
}

Result<PushAnswer> put_all(StoreTransaction& transaction, const Pusher& pusher,
                           const NewBatch& pushed) {
    const std::vector<RecordState>& push = pushed.batch.request.push;
    TRY_ASSIGN(const Belief belief, find_belief(transaction, push, pushed.now));
    const auto refused = judge_all(push, belief);
    TRY_ASSIGN(const StampCorrector corrector,
               plan_corrections(transaction, pushed, belief, refused));
    TRY_ASSIGN(const bool is_apart, may_lie_apart(transaction, pusher.rights, push));
    const Batch batch{.transaction = transaction,
                      .pusher = pusher,
                      .incarnation = pushed.batch.request.incarnation,
                      .now = pushed.now,
                      .guard = pushed.guard,
                      .corrector = corrector,
                      .may_lie_apart = is_apart};
    PushAnswer answer;
    if (!corrector.is_idle()) answer.stamps_until = belief.time_max;
    for (std::size_t at = 0; at < push.size(); ++at) {
        if (refused[at]) {
            answer.refusals.push_back({push[at].key, *refused[at]});
        } else {
            TRY(put_one(batch, {push[at], pushed.batch.encoded[at]}, answer));
        }
    }
    return answer;
}

Result<PushAnswer> apply(StoreTransaction& transaction, const Pusher& pusher,
                         const NewBatch& pushed) {
    TRY_ASSIGN(PushAnswer answer, put_all(transaction, pusher, pushed));
    if (!sync::is_planted(sync::PlantedBug::kAnswerAfterCommit))
        TRY(note_answer(transaction, pusher.device, pushed.batch, answer, pushed.now));
    return answer;
}

}  // namespace

Result<std::optional<RefusalReason>> take_in(StoreTransaction& transaction, const SetAside& write,
                                             Instant now) {
    TRY_ASSIGN(const RecordState state, sync::decode<RecordState>(write.state, WireForm::kCbor));
    if (!is_well_made(state)) return std::optional{RefusalReason::kInvalid};
    TRY_ASSIGN(const Belief belief, find_belief(transaction, {state}, now));
    TRY_ASSIGN(const StampCorrector corrector,
               StampCorrector::plan(transaction, {state}, belief, now));
    const Device nobody;  // Whoever may see the record is sent it, its author too.
    const Rights none{Role::kUnknown, {}};
    const Positions nothing_seen;
    const Pusher pusher{nobody, none, nothing_seen};
    const Batch batch{.transaction = transaction,
                      .pusher = pusher,
                      .now = now,
                      .guard = Guard::kNothing,
                      .corrector = corrector,
                      .may_lie_apart = true,
                      .is_decided = true};
    TRY_ASSIGN(const Verdict verdict, put_record(batch, {state, write.state}));
    const auto* refused = std::get_if<RefusalReason>(&verdict);
    return refused != nullptr ? std::optional{*refused} : std::nullopt;
}

PushedBatch prepare_batch(const sync::SyncRequest& request) {
    std::vector<Bytes> encoded;
    encoded.reserve(request.push.size());
    for (const RecordState& state : request.push)
        encoded.push_back(sync::encode(state, WireForm::kCbor));
    const Digest content = hash_of(encoded);
    return {request, std::move(encoded), content};
}

Status note_answer(StoreTransaction& transaction, const Device& device, const PushedBatch& batch,
                   const PushAnswer& answer, Instant now) {
    const BatchKey key{device.id, batch.request.incarnation, batch.request.batch};
    return transaction.put_batch(key, {batch.content, encode_answer(answer)}, now);
}

Outcome<std::optional<PushAnswer>> push_batch(StoreTransaction& transaction, const Pusher& pusher,
                                              const PushedBatch& batch, Guard guard, Instant now) {
    const sync::SyncRequest& request = batch.request;
    const NewBatch pushed{batch, guard, now};
    const BatchKey key{pusher.device.id, request.incarnation, request.batch};
    const auto earlier = transaction.find_batch(key);
    if (!earlier) return failure_of("push", earlier.error());
    if (*earlier && sync::is_planted(sync::PlantedBug::kApplyTwice)) {
        Result<PushAnswer> again = put_all(transaction, pusher, pushed);
        if (!again) return failure_of("push", again.error());
        return std::move(*again);
    }
    if (*earlier) {
        if ((*earlier)->content != batch.content) return FailureKind::kBatchReused;
        Result<PushAnswer> answer = decode_answer(**earlier);
        if (!answer) return failure_of("push", answer.error());
        return std::move(*answer);
    }
    // An older number whose answer is no longer kept can't be told from a reused one.
    const auto newest = transaction.newest_batch(key.device, key.incarnation);
    if (!newest) return failure_of("push", newest.error());
    if (request.batch <= *newest) return FailureKind::kBatchReused;

    Result<PushAnswer> answer = apply(transaction, pusher, pushed);
    if (answer) return std::move(*answer);
    if (guard == Guard::kNothing && is_records_own(answer.error())) return std::nullopt;
    return failure_of("push", answer.error());
}

}  // namespace oppad::hub

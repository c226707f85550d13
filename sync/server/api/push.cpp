#include "sync/server/api/push.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "sync/merge/heal.h"
#include "sync/merge/merge.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/stamps.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::RecordState;
using sync::RefusalReason;
using sync::WireForm;

using Verdict = std::variant<sync::Receipt, RefusalReason>;

// Everything that one record's judgement needs.
struct Batch {
    StoreTransaction& transaction;
    const Pusher& pusher;
    std::uint64_t incarnation = 0;
    Instant now;
    const StampCorrector& corrector;
};

// Before anything is read. Nothing = go on.
std::optional<RefusalReason> judge_record(const Batch& batch, const RecordState& state) {
    if (state.key.id.is_nil() || state.scope.is_nil() || !sync::fits_schema(state)) {
        return RefusalReason::kInvalid;
    }
    if (!role_may_write(batch.pusher.rights.role(), state.key.type)) {
        return RefusalReason::kNotAllowed;
    }
    return std::nullopt;
}

// A write to a scope that its author has lost is kept for a person to decide on.
Status set_aside(const Batch& batch, const RecordState& state, const RawId& scope) {
    if (!batch.pusher.rights.might_write_before(scope)) return ok();
    return batch.transaction.put_set_aside({
        .key = state.key,
        .scope = scope,
        .user = batch.pusher.device.user,
        .device = batch.pusher.device.id,
        .received_at = batch.now,
        .reason = static_cast<int>(RefusalReason::kOutOfScope),
        .state = sync::encode(state, WireForm::kCbor),
    });
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

struct Merged {
    RecordState state;
    Bytes encoded;
    // False when a decayed copy is part of it that nobody who has the whole has made good yet.
    bool is_sound = true;
};

// The hub's copy has decayed, and `claimed` comes from someone who has a good one, of the whole
// record or of a part. It counts as good again once somebody holds exactly what the hub then holds.
Result<Merged> merge_with_decayed(const StoredState& stored, const RecordState& claimed) {
    log::write(log::Level::kWarning, "push.healed_decayed", {});
    const auto before = sync::decode<RecordState>(stored.state, WireForm::kCbor);
    const bool is_readable = before && before->key == claimed.key;
    Merged merged{.state = is_readable ? sync::heal(*before, claimed) : claimed, .encoded = {}};
    merged.is_sound = merged.state == claimed;
    return merged;
}

Result<Merged> merge_with_stored(const std::optional<StoredState>& stored,
                                 const RecordState& claimed) {
    if (!stored) return Merged{.state = claimed, .encoded = {}};
    if (!is_sound(*stored)) return merge_with_decayed(*stored, claimed);
    TRY_ASSIGN(RecordState before, sync::decode<RecordState>(stored->state, WireForm::kCbor));
    return Merged{.state = sync::merge(std::move(before), claimed), .encoded = {}};
}

Status store_merged(const Batch& batch, Merged merged, const std::optional<StoredState>& stored,
                    bool was_corrected) {
    StoredState next;
    next.key = merged.state.key;
    next.scope = merged.state.scope;
    next.hidden_at = hidden_moment(merged.state, stored, batch.now);
    const sync::StateDigest digest =
        merged.is_sound ? sync::digest_of_encoded(merged.encoded) : sync::StateDigest{};
    next.digest.assign(digest.begin(), digest.end());
    next.state = std::move(merged.encoded);
    if (!was_corrected && (!stored || has_seen(batch, *stored))) {
        next.held_by = batch.pusher.device.id;
        next.held_incarnation = batch.incarnation;
    }
    std::optional<RawId> scope_before;
    if (stored) scope_before = stored->scope;
    if (merged.state.erased) TRY(batch.transaction.drop_set_aside(next.key));
    TRY_ASSIGN(const Seq seq, batch.transaction.put_record(next, scope_before));
    ENSURE(seq > 0);
    return ok();
}

Result<Verdict> put_record(const Batch& batch, const RecordState& claimed) {
    if (const auto refused = judge_record(batch, claimed)) return Verdict{*refused};
    TRY_ASSIGN(const std::optional<StoredState> stored, batch.transaction.find_record(claimed.key));
    const RawId scope_now = stored ? stored->scope : claimed.scope;
    if (!batch.pusher.rights.may_write(scope_now)) {
        TRY(set_aside(batch, claimed, scope_now));
        return Verdict{RefusalReason::kOutOfScope};
    }
    sync::Receipt receipt{.key = claimed.key, .corrected = batch.corrector.corrections_of(claimed)};
    TRY_ASSIGN(Merged merged, merge_with_stored(stored, batch.corrector.corrected(claimed)));
    // Erasure beats everything: what is erased afterwards without being an erasure was so before.
    if (stored && merged.state.erased && !claimed.erased) return Verdict{RefusalReason::kErased};
    // Moving needs the right to write on both sides.
    if (!batch.pusher.rights.may_write(merged.state.scope)) {
        TRY(set_aside(batch, claimed, merged.state.scope));
        return Verdict{RefusalReason::kOutOfScope};
    }
    merged.encoded = sync::encode(merged.state, WireForm::kCbor);
    if (merged.encoded.size() > kStateBytesMax) return Verdict{RefusalReason::kInvalid};
    // What brings nothing new gets no new place in the order: nobody has to fetch it.
    if (!stored || merged.encoded != stored->state || !is_sound(*stored)) {
        TRY(store_merged(batch, std::move(merged), stored, !receipt.corrected.empty()));
    }
    return Verdict{std::move(receipt)};
}

// One record in a savepoint of its own. A refusal may leave its write set aside, nothing else.
Status put_one(const Batch& batch, const RecordState& claimed, PushAnswer& answer) {
    TRY(batch.transaction.begin_savepoint());
    Result<Verdict> verdict = put_record(batch, claimed);
    if (!verdict) {
        // A constraint or a stored state that doesn't read concerns this record alone.
        const ErrorCode code = verdict.error().code;
        if (code != ErrorCode::kConflict && code != ErrorCode::kInvalid) return verdict.error();
        log::write_error("push.record", verdict.error());
        TRY(batch.transaction.rollback_savepoint());
        answer.refusals.push_back({claimed.key, RefusalReason::kInvalid});
        return ok();
    }
    TRY(batch.transaction.release_savepoint());
    if (auto* receipt = std::get_if<sync::Receipt>(&*verdict)) {
        answer.receipts.push_back(std::move(*receipt));
    } else {
        answer.refusals.push_back({claimed.key, std::get<RefusalReason>(*verdict)});
    }
    return ok();
}

// Only the answer's own half: what is to be pulled is looked up anew.
Bytes encode_answer(const PushAnswer& answer) {
    sync::SyncReply stored;
    stored.receipts = answer.receipts;
    stored.refusals = answer.refusals;
    return sync::encode(stored, WireForm::kCbor);
}

Result<PushAnswer> decode_answer(const StoredBatch& stored) {
    TRY_ASSIGN(sync::SyncReply reply,
               sync::decode<sync::SyncReply>(stored.answer, WireForm::kCbor));
    return PushAnswer{std::move(reply.receipts), std::move(reply.refusals)};
}

Result<PushAnswer> apply(StoreTransaction& transaction, const Pusher& pusher,
                         const sync::SyncRequest& request, const StoredBatch& content,
                         Instant now) {
    TRY_ASSIGN(const StampCorrector corrector,
               StampCorrector::plan(transaction, request.push, now));
    const Batch batch{transaction, pusher, request.incarnation, now, corrector};
    PushAnswer answer;
    for (const RecordState& claimed : request.push) TRY(put_one(batch, claimed, answer));
    const BatchKey key{pusher.device.id, request.incarnation, request.batch};
    TRY(transaction.put_batch(key, {content.content, encode_answer(answer)}, now));
    return answer;
}

}  // namespace

Outcome<PushAnswer> push_batch(StoreTransaction& transaction, const Pusher& pusher,
                               const sync::SyncRequest& request, Instant now) {
    StoredBatch content;
    const Bytes hash = sync::push_hash(request.push);
    CHECK(hash.size() == content.content.size());
    std::copy(hash.begin(), hash.end(), content.content.begin());

    const BatchKey key{pusher.device.id, request.incarnation, request.batch};
    const auto earlier = transaction.find_batch(key);
    if (!earlier) return failure_of("push", earlier.error());
    if (*earlier && sync::is_planted(sync::PlantedBug::kApplyTwice)) {
        const auto corrector = StampCorrector::plan(transaction, request.push, now);
        if (!corrector) return failure_of("push", corrector.error());
        const Batch batch{transaction, pusher, request.incarnation, now, *corrector};
        PushAnswer again;
        for (const RecordState& claimed : request.push) {
            const Status put = put_one(batch, claimed, again);
            if (!put) return failure_of("push", put.error());
        }
        return again;
    }
    if (*earlier) {
        if ((*earlier)->content != content.content) return FailureKind::kBatchReused;
        Result<PushAnswer> answer = decode_answer(**earlier);
        if (!answer) return failure_of("push", answer.error());
        return std::move(*answer);
    }
    // An older number whose answer is no longer kept can't be told from a reused one.
    const auto newest = transaction.newest_batch(key.device, key.incarnation);
    if (!newest) return failure_of("push", newest.error());
    if (request.batch <= *newest) return FailureKind::kBatchReused;

    Result<PushAnswer> answer = apply(transaction, pusher, request, content, now);
    if (!answer) return failure_of("push", answer.error());
    return std::move(*answer);
}

}  // namespace oppad::hub

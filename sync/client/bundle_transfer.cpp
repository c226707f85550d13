#include "sync/client/bundle_transfer.h"

#include <algorithm>
#include <optional>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/apply.h"
#include "sync/capture/incarnation.h"
#include "sync/capture/outbox.h"
#include "sync/capture/rebase.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"
#include "sync/capture/withdrawn_batches.h"
#include "sync/client/exchange_parts.h"
#include "sync/wire/planted_bug.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

// Before compression; a file has no network to wait for.
constexpr int kBatchBytesMax = 16 * 1024 * 1024;

Bytes random_bytes(Entropy& entropy, std::size_t size) {
    Bytes bytes(size);
    entropy.fill(bytes);
    return bytes;
}

// Everything unsent as one batch. A batch without an answer goes into it anew: should the hub have
// taken that, merging makes the second delivery harmless.
Result<Batch> begin_whole_batch(Capture& capture, const SessionTuning& tuning) {
    storage::Connection& connection = capture.connection();
    TRY_ASSIGN(const auto sent, find_sent_batch(connection));
    if (sent) {
        TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
        TRY(take_back_batch(connection));
        TRY(transaction.commit());
    }
    // Without a network the clock may be years off; then the hub corrects what runs ahead of it.
    if (capture.clock().knows_hub_time()) {
        TRY(rebase_unsent(connection, capture.clock(), capture.clock().now(), tuning.ahead_ms_max));
    }
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY_ASSIGN(Batch batch, begin_batch(connection, {kBundleRecordsSent, kBatchBytesMax}));
    TRY(transaction.commit());
    return batch;
}

// The first reply that the tablet has not taken in; the number of replies when it has them all.
// Nothing when it stands elsewhere.
Result<std::optional<std::size_t>> find_place(storage::Connection& connection,
                                              const SyncIdentity& identity,
                                              const BundleAnswer& answer) {
    TRY_ASSIGN(const std::string cursor, get_text(connection, kCursorKey));
    TRY_ASSIGN(const auto sent, find_sent_batch(connection));
    const std::uint64_t batch = sent ? sent->number : 0;
    if (answer.incarnation != identity.incarnation) return std::optional<std::size_t>{};
    const bool is_other = sent && !answer.push.empty() && !(push_hash(sent->push) == answer.push);
    const bool stands_at_export = batch == answer.batch && !is_other && cursor == answer.cursor;
    // A question alone leaves no trace but the cursor; asked again, its answer says the same.
    const bool looks_nowhere = is_planted(PlantedBug::kTakeAnyAnswer);
    if (stands_at_export || looks_nowhere) return std::optional<std::size_t>{0};
    if (batch != 0) return std::optional<std::size_t>{};
    for (std::size_t at = answer.replies.size(); at-- > 0;) {
        if (answer.replies[at].cursor == cursor) return std::optional{at + 1};
    }
    return std::optional<std::size_t>{};
}

}  // namespace

Result<ExportedBundle> export_bundle(Capture& capture, const SyncIdentity& identity,
                                     Entropy& entropy, const Secret& passphrase,
                                     const SessionTuning& tuning) {
    BundleLock lock{.salt = random_bytes(entropy, kBundleSaltBytes)};
    lock.key = bundle_key(passphrase, lock.salt);
    return export_bundle(capture, identity, entropy, lock, tuning);
}

Result<ExportedBundle> export_bundle(Capture& capture, const SyncIdentity& identity,
                                     Entropy& entropy, const BundleLock& lock,
                                     const SessionTuning& tuning) {
    storage::Connection& connection = capture.connection();
    TRY_ASSIGN(Batch batch, begin_whole_batch(capture, tuning));
    SyncRequest message{.incarnation = identity.incarnation,
                        .batch = batch.number,
                        .push = std::move(batch.push),
                        .records_max = tuning.pull_records_max};
    TRY_ASSIGN(message.cursor, get_text(connection, kCursorKey));
    TRY_ASSIGN(message.newest_batch, get_number(connection, kBatchKey));
    TRY_ASSIGN(message.withdrawn, withdrawn_before(connection, batch.number));
    TRY_ASSIGN(message.names, untold_names(connection, identity));
    TRY_ASSIGN(const int queued, count_queued(connection));
    const BundleHead head{.kind = BundleKind::kRequest,
                          .id = random_bytes(entropy, kBundleIdBytes),
                          .salt = lock.salt,
                          .seal_nonce = random_bytes(entropy, kBundleSealNonceBytes)};
    BundleRequest request{.device = identity.device, .time_ms = capture.clock().now().ms};
    request.message = encode(message, WireForm::kCbor);
    request.signature = sign({.method = kBundleMethod,
                              .path = kSyncPath,
                              .body = request.message,
                              .device = request.device,
                              .time_ms = request.time_ms,
                              .nonce = head.id},
                             identity.secret_key);
    const Secret to_answer_with = answer_key(identity.secret_key, head.id);
    request.answer_key.assign(to_answer_with.view().begin(), to_answer_with.view().end());
    Bytes content = encode(request);
    ExportedBundle exported{.records = static_cast<int>(message.push.size())};
    exported.file = seal_bundle(head, lock.key, content);
    exported.left = std::max(0, queued - exported.records);
    wipe(content);
    wipe(request.answer_key);
    return exported;
}

Result<ImportedAnswer> import_answer(Capture& capture, SyncIdentity& identity, Entropy& entropy,
                                     ByteView file) {
    TRY_ASSIGN(const BundleHead head, read_bundle_head(file));
    if (head.kind != BundleKind::kAnswer)
        return Error{ErrorCode::kInvalid, "this is what a tablet wrote for its hub"};
    TRY_ASSIGN(const Bytes content, open_bundle(file, answer_key(identity.secret_key, head.id)));
    TRY_ASSIGN(const BundleAnswer answer, decode_bundle_answer(content));
    storage::Connection& connection = capture.connection();
    TRY_ASSIGN(const auto place, find_place(connection, identity, answer));
    TRY_ASSIGN(const std::uint64_t newest, get_number(connection, kBatchKey));
    const bool has_sent_since = answer.copied_at && *answer.copied_at != newest;
    if (!place || has_sent_since)
        return Error{ErrorCode::kConflict, "the tablet has moved on since"};
    if (answer.copied_at) {
        TRY(begin_incarnation(connection, capture.clock(), entropy, identity));
        return ImportedAnswer{.is_copy = true};
    }
    ImportedAnswer imported{.was_known = *place == answer.replies.size()};
    if (*place == 0 && answer.batch != 0) {
        TRY_ASSIGN(const auto sent, find_sent_batch(connection));
        if (!sent || !answers_push(answer.replies.front(), *sent))
            return Error{ErrorCode::kInvalid, "the answer lacks receipts"};
        imported.sent = static_cast<int>(sent->push.size());
    }
    for (std::size_t at = *place; at < answer.replies.size(); ++at) {
        const Answers answers = at == 0 && answer.batch != 0 ? Answers::kPush : Answers::kPullOnly;
        const SyncReply& reply = answer.replies[at];
        // The hub's time is of when it wrote the file: no clock is set by it.
        TRY(apply_page(connection, capture.clock(), make_incoming(reply, Expecting::kKnown),
                       answers, capture.clock().now()));
        imported.received += static_cast<int>(reply.changes.size());
    }
    if (imported.was_known) return imported;
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY(note_names_told(connection, true));
    TRY(transaction.commit());
    return imported;
}

}  // namespace oppad::sync

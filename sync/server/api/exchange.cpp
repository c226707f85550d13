#include "sync/server/api/exchange.h"

#include <algorithm>
#include <optional>

#include "engine/core/log.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/pull.h"
#include "sync/server/api/push.h"
#include "sync/server/api/staff_device.h"
#include "sync/server/auth/rights.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

// Who asks, as the store knows them at the moment of the transaction.
struct Asker {
    Organisation organisation;
    Rights rights;
    std::optional<Cursor> cursor;  // Nothing = from the beginning.
    sync::Restart restart = sync::Restart::kNone;
    bool is_ahead = false;  // Its cursor shows that the hub was put back.
    // The role reads less or more than when the cursor was made: begun again, scope by scope.
    bool has_changed_sight = false;

    [[nodiscard]] bool reads_families() const {
        return role_may_read(rights.role(), RecordType::kFamily);
    }
};

// What the device's cursor is worth to the hub as it stands.
Status judge_cursor(StoreTransaction& transaction, const Device& device,
                    const sync::SyncRequest& request, Asker& asker) {
    if (request.cursor.empty()) return ok();
    asker.cursor = open_cursor(asker.organisation, device.id, request.cursor);
    TRY_ASSIGN(const Seq last_seq, transaction.last_seq());
    if (!asker.cursor) {
        asker.restart = sync::Restart::kHubPutBack;
    } else if (is_ahead(*asker.cursor, last_seq)) {
        asker.is_ahead = true;
    } else if (is_below_floor(asker.organisation, *asker.cursor)) {
        asker.restart = sync::Restart::kTooLongAway;
        asker.cursor.reset();
    } else {
        asker.has_changed_sight = asker.cursor->reads_families != asker.reads_families();
    }
    return ok();
}

// A store that knows fewer batches than it sent, or others, was copied or put back: before it is
// told so it gets nothing, since what its later life wrote counts as known to it.
Outcome<bool> is_copied(StoreTransaction& transaction, const Device& device,
                        const sync::SyncRequest& request) {
    if (!request.newest_batch) return false;
    const auto newest = transaction.newest_batch(device.id, request.incarnation);
    if (!newest) return failure_of("sync", newest.error());
    if (*newest > *request.newest_batch) return true;
    const auto& own = request.withdrawn;
    const auto same = std::find_if(
        own.begin(), own.end(), [&newest](const auto& batch) { return batch.number == *newest; });
    const bool tells_nothing = sync::is_planted(sync::PlantedBug::kWithdrawnIsNoNews);
    if (same == own.end() || tells_nothing) return false;
    const auto known = transaction.find_batch({device.id, request.incarnation, *newest});
    if (!known) return failure_of("sync", known.error());
    return *known && !std::equal(same->hash.begin(), same->hash.end(), (*known)->content.begin(),
                                 (*known)->content.end());
}

Outcome<Asker> load_asker(StoreTransaction& transaction, const Device& device,
                          const sync::SyncRequest& request) {
    auto organisation = transaction.load_organisation();
    if (!organisation) return failure_of("sync", organisation.error());
    auto user = transaction.find_user(device.user);
    if (!user) return failure_of("sync", user.error());
    if (!*user || !(*user)->active) return FailureKind::kRevoked;
    auto grants = transaction.list_grants(device.user);
    if (!grants) return failure_of("sync", grants.error());
    const Outcome<bool> copied = is_copied(transaction, device, request);
    if (const auto* failure = std::get_if<FailureKind>(&copied)) return *failure;
    if (std::get<bool>(copied)) return FailureKind::kBatchReused;
    Asker asker{std::move(*organisation), Rights{(*user)->role, std::move(*grants)}, {}};
    const Status judged = judge_cursor(transaction, device, request, asker);
    if (!judged) return failure_of("sync", judged.error());
    return asker;
}

Status begin_epoch(StoreTransaction& transaction, const Organisation& organisation, Instant now) {
    log::write(log::Level::kWarning, "hub.put_back_noticed", {});
    return transaction.set_epoch(next_epoch(organisation, now));
}

// `seen` is what its cursor says; nothing = no cursor that holds. Who may see nothing misses
// nothing: it must not keep deletions from being let go.
Status note_device(StoreTransaction& transaction, const Device& device,
                   const std::optional<Positions>& seen, Instant now) {
    TRY(transaction.note_device_seen(device.id, now));
    if (!seen) return transaction.note_position(device.id, 0);
    if (!seen->empty()) return transaction.note_position(device.id, lowest_position(*seen));
    TRY_ASSIGN(const Seq last_seq, transaction.last_seq());
    return transaction.note_position(device.id, last_seq);
}

// Planted: a repeat's is there already.
void note_answer_apart(ServerStore& store, const Device& device, const PushedBatch& batch,
                       const PushAnswer& answer, Instant now) {
    auto transaction = store.begin(device.organisation, TransactionKind::kWrite);
    if (!transaction || !note_answer(**transaction, device, batch, answer, now)) return;
    ignore_because((*transaction)->commit(), "what is missed shows in a repeat");
}

// Nothing = as push_batch().
Outcome<std::optional<PushAnswer>> push_guarded(ServerStore& store, const Device& device,
                                                const PushedBatch& batch, Guard guard,
                                                Instant now) {
    auto transaction = store.begin(device.organisation, TransactionKind::kWrite);
    if (!transaction) return failure_of("push", transaction.error());
    Outcome<Asker> asker = load_asker(**transaction, device, batch.request);
    if (const auto* failure = std::get_if<FailureKind>(&asker)) return *failure;
    const Asker& known = std::get<Asker>(asker);
    std::optional<Positions> seen;
    if (known.is_ahead) {
        const Status begun = begin_epoch(**transaction, known.organisation, now);
        if (!begun) return failure_of("push", begun.error());
    } else if (known.cursor) {
        seen = known.cursor->positions;
    }
    const Pusher pusher{device, known.rights, seen.value_or(Positions{})};
    auto answer = push_batch(**transaction, pusher, batch, guard, now);
    const auto* applied = std::get_if<std::optional<PushAnswer>>(&answer);
    if (applied == nullptr || !*applied) return answer;
    const Status noted = note_device(**transaction, device, seen, now);
    if (!noted) return failure_of("push", noted.error());
    if (sync::is_planted(sync::PlantedBug::kNeverCommit)) return answer;
    if (const Status committed = (*transaction)->commit(); !committed) {
        return failure_of("push", committed.error());
    }
    if (sync::is_planted(sync::PlantedBug::kAnswerAfterCommit))
        note_answer_apart(store, device, batch, **applied, now);
    return answer;
}

Outcome<PushAnswer> push_half(ServerStore& store, const Device& device,
                              const sync::SyncRequest& request, Instant now) {
    const PushedBatch batch = prepare_batch(request);
    for (const Guard guard : {Guard::kNothing, Guard::kSavepoint}) {
        auto outcome = push_guarded(store, device, batch, guard, now);
        if (const auto* failure = std::get_if<FailureKind>(&outcome)) return *failure;
        auto& answer = std::get<std::optional<PushAnswer>>(outcome);
        if (answer) return std::move(*answer);
    }
    return failure_of("push", {ErrorCode::kInternal, "a guarded batch failed for one record"});
}

struct PulledPage {
    Page page;
    std::optional<Positions> seen;  // What the request's cursor says.
    sync::SyncReply reply;
    bool is_ahead = false;  // Nothing was pulled: an epoch has to begin first.
};

std::vector<RawId> lost_scopes_of(const sync::SyncRequest& request, const PushAnswer& answer,
                                  const Rights& rights) {
    std::vector<RawId> lost;
    for (const sync::RecordState& state : request.push) {
        if (rights.may_read(state.scope)) continue;
        const bool was_taken = std::any_of(
            answer.receipts.begin(), answer.receipts.end(),
            [&state](const sync::Receipt& receipt) { return receipt.key == state.key; });
        if (was_taken) lost.push_back(state.scope);
    }
    return lost;
}

Puller puller_of(const Device& device, const sync::SyncRequest& request, const Asker& asker,
                 const HubLimits& limits) {
    Puller puller{.device = device, .incarnation = request.incarnation, .rights = asker.rights};
    puller.has_cursor = asker.cursor.has_value();
    puller.gives_own = asker.restart != sync::Restart::kNone;
    if (asker.cursor) {
        puller.gives_own = asker.cursor->gives_own;
        puller.positions = asker.cursor->positions;
    }
    const bool wants_large = request.records_max > limits.wire.records_max;
    puller.records_max = std::clamp(request.records_max, 1, limits.large_page_records_max);
    puller.bytes_max = wants_large ? limits.large_page_bytes_max : limits.page_bytes_max;
    return puller;
}

// Copies are compared once nothing else is under way.
Status add_comparison(StoreTransaction& transaction, const Rights& rights,
                      const sync::SyncRequest& request, sync::SyncReply& reply) {
    if (request.check && !reply.has_more) {
        TRY_ASSIGN(reply.listing, compare_range(transaction, rights, *request.check));
    }
    TRY_ASSIGN(reply.wanted, give_wanted(transaction, rights, request.want));
    return ok();
}

Outcome<PulledPage> pull_half(ServerStore& store, const Device& device,
                              const sync::SyncRequest& request, const PushAnswer& answer,
                              const HubLimits& limits) {
    auto transaction = store.begin(device.organisation, TransactionKind::kRead);
    if (!transaction) return failure_of("pull", transaction.error());
    Outcome<Asker> asker = load_asker(**transaction, device, request);
    if (const auto* failure = std::get_if<FailureKind>(&asker)) return *failure;
    const Asker& known = std::get<Asker>(asker);
    PulledPage pulled;
    pulled.is_ahead = known.is_ahead;
    if (known.is_ahead) return pulled;
    Puller puller = puller_of(device, request, known, limits);
    puller.lost_scopes = lost_scopes_of(request, answer, known.rights);
    if (known.restart != sync::Restart::kNone || known.has_changed_sight) {
        auto scopes = (*transaction)->list_scopes();
        if (!scopes) return failure_of("pull", scopes.error());
        for (const Scope& scope : *scopes) puller.unknown_scopes.push_back(scope.id);
    }
    Result<Page> page = known.has_changed_sight ? page_of_changed_sight(**transaction, puller)
                                                : pull_page(**transaction, puller);
    if (!page) return failure_of("pull", page.error());
    if (known.cursor) pulled.seen = puller.positions;
    pulled.page = std::move(*page);
    pulled.reply.restart = known.restart;
    pulled.reply.has_more = pulled.page.has_more;
    Cursor cursor{.floor = known.cursor ? known.cursor->floor : known.organisation.floor,
                  .gives_own = puller.gives_own && pulled.page.has_more,
                  .reads_families = known.reads_families(),
                  .positions = pulled.page.positions};
    if (!pulled.page.has_more) cursor.floor = known.organisation.floor;
    pulled.reply.cursor = seal_cursor(known.organisation, device.id, cursor);
    const Status compared = add_comparison(**transaction, known.rights, request, pulled.reply);
    if (!compared) return failure_of("compare", compared.error());
    return pulled;
}

// The hub was put back behind its own back: the device that shows it is the first to be told.
Outcome<PulledPage> pull_anew(ServerStore& store, const Device& device,
                              const sync::SyncRequest& request, const PushAnswer& answer,
                              const HubLimits& limits, Instant now) {
    {
        auto transaction = store.begin(device.organisation, TransactionKind::kWrite);
        if (!transaction) return failure_of("pull", transaction.error());
        const auto organisation = (*transaction)->load_organisation();
        if (!organisation) return failure_of("pull", organisation.error());
        Status begun = begin_epoch(**transaction, *organisation, now);
        if (begun) begun = (*transaction)->commit();
        if (!begun) return failure_of("pull", begun.error());
    }
    return pull_half(store, device, request, answer, limits);
}

// What the pull itself has to write: rarely anything.
Status note_pull(ServerStore& store, const Device& device, const PulledPage& pulled,
                 const HubLimits& limits, Instant now) {
    const Page& page = pulled.page;
    const bool was_seen_lately =
        device.last_seen_at && now - *device.last_seen_at < limits.seen_every;
    const bool holds_the_same =
        page.newly_held.empty() && page.released.empty() && page.let_go.empty();
    if (was_seen_lately && holds_the_same) return ok();
    TRY_ASSIGN(auto transaction, store.begin(device.organisation, TransactionKind::kWrite));
    TRY(note_held_scopes(*transaction, device, page));
    TRY(note_device(*transaction, device, pulled.seen, now));
    return transaction->commit();
}

}  // namespace

Result<sync::SyncReply> whole_reply(ExchangeAnswer answer) {
    sync::SyncReply& reply = answer.reply;
    reply.changes.reserve(answer.changes.size());
    for (const Bytes& change : answer.changes) {
        TRY_ASSIGN(auto state, sync::decode<sync::RecordState>(change, sync::WireForm::kCbor));
        reply.changes.push_back(std::move(state));
    }
    return std::move(reply);
}

Outcome<ExchangeAnswer> exchange(ServerStore& store, const Device& device,
                                 const sync::SyncRequest& request, const HubLimits& limits,
                                 Instant now) {
    if (request.push.size() > static_cast<std::size_t>(limits.wire.records_max)) {
        return FailureKind::kTooLarge;
    }
    if (request.batch == 0 && !request.push.empty()) return FailureKind::kBadBody;
    if (request.want.size() > kWantedMax) return FailureKind::kTooLarge;
    PushAnswer answer;
    if (!request.push.empty()) {
        Outcome<PushAnswer> pushed = push_half(store, device, request, now);
        if (const auto* failure = std::get_if<FailureKind>(&pushed)) return *failure;
        answer = std::move(std::get<PushAnswer>(pushed));
    }
    const Status named = take_names(store, device, request.names, now);
    if (!named) return failure_of("names", named.error());
    Outcome<PulledPage> outcome = pull_half(store, device, request, answer, limits);
    if (const auto* first = std::get_if<PulledPage>(&outcome);
        first != nullptr && first->is_ahead) {
        outcome = pull_anew(store, device, request, answer, limits, now);
    }
    if (const auto* failure = std::get_if<FailureKind>(&outcome)) return *failure;
    PulledPage& pulled = std::get<PulledPage>(outcome);
    if (const Status noted = note_pull(store, device, pulled, limits, now); !noted) {
        return failure_of("pull", noted.error());
    }
    sync::SyncReply reply = std::move(pulled.reply);
    reply.hub_time_ms = now.ms;
    reply.batch = request.batch;
    reply.limits = limits.wire;
    reply.receipts = std::move(answer.receipts);
    reply.refusals = std::move(answer.refusals);
    reply.stamps_until = answer.stamps_until;
    reply.forget = std::move(pulled.page.forget);
    return ExchangeAnswer{std::move(reply), std::move(pulled.page.changes)};
}

}  // namespace oppad::hub

#include "sync/server/api/exchange.h"

#include <algorithm>
#include <optional>

#include "sync/server/api/cursor.h"
#include "sync/server/api/pull.h"
#include "sync/server/api/push.h"
#include "sync/server/auth/rights.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

// Who asks, as the store knows them at the moment of the transaction.
struct Asker {
    Organisation organisation;
    Rights rights;
    std::optional<Positions> cursor;  // Nothing = from the beginning.
};

Outcome<Asker> load_asker(StoreTransaction& transaction, const Device& device,
                          const sync::SyncRequest& request, Instant now) {
    auto organisation = transaction.load_organisation();
    if (!organisation) return failure_of("sync", organisation.error());
    auto user = transaction.find_user(device.user);
    if (!user) return failure_of("sync", user.error());
    if (!*user || !(*user)->active) return FailureKind::kRevoked;
    auto grants = transaction.list_grants(device.user);
    if (!grants) return failure_of("sync", grants.error());
    auto cursor = open_cursor(*organisation, device.id, request.cursor);
    return Asker{std::move(*organisation), Rights{(*user)->role, std::move(*grants), now},
                 std::move(cursor)};
}

Outcome<PushAnswer> push_half(ServerStore& store, const Device& device,
                              const sync::SyncRequest& request, Instant now) {
    auto transaction = store.begin(device.organisation, TransactionKind::kWrite);
    if (!transaction) return failure_of("push", transaction.error());
    Outcome<Asker> asker = load_asker(**transaction, device, request, now);
    if (const auto* failure = std::get_if<FailureKind>(&asker)) return *failure;
    const Asker& known = std::get<Asker>(asker);
    const Positions seen = known.cursor.value_or(Positions{});
    Outcome<PushAnswer> answer =
        push_batch(**transaction, Pusher{device, known.rights, seen}, request, now);
    if (const auto* failure = std::get_if<FailureKind>(&answer)) return *failure;
    if (const Status seen_now = (*transaction)->note_device_seen(device.id, now); !seen_now) {
        return failure_of("push", seen_now.error());
    }
    if (sync::is_planted(sync::PlantedBug::kNeverCommit)) return answer;
    if (const Status committed = (*transaction)->commit(); !committed) {
        return failure_of("push", committed.error());
    }
    return answer;
}

struct PulledPage {
    Page page;
    std::string cursor;
};

Outcome<PulledPage> pull_half(ServerStore& store, const Device& device,
                              const sync::SyncRequest& request, const HubLimits& limits,
                              Instant now) {
    auto transaction = store.begin(device.organisation, TransactionKind::kRead);
    if (!transaction) return failure_of("pull", transaction.error());
    Outcome<Asker> asker = load_asker(**transaction, device, request, now);
    if (const auto* failure = std::get_if<FailureKind>(&asker)) return *failure;
    const Asker& known = std::get<Asker>(asker);
    Puller puller{.device = device, .incarnation = request.incarnation, .rights = known.rights};
    puller.has_cursor = known.cursor.has_value();
    puller.positions = known.cursor.value_or(Positions{});
    puller.records_max = std::clamp(request.records_max, 1, limits.wire.records_max);
    puller.bytes_max = limits.page_bytes_max;
    Result<Page> page = pull_page(**transaction, puller);
    if (!page) return failure_of("pull", page.error());
    std::string cursor = seal_cursor(known.organisation, device.id, page->positions);
    return PulledPage{std::move(*page), std::move(cursor)};
}

// What the pull itself has to write: rarely anything.
Status note_pull(ServerStore& store, const Device& device, const Page& page,
                 const HubLimits& limits, Instant now) {
    const bool was_seen_lately =
        device.last_seen_at && now - *device.last_seen_at < limits.seen_every;
    const bool holds_the_same =
        page.newly_held.empty() && page.forget.empty() && page.let_go.empty();
    if (was_seen_lately && holds_the_same) return ok();
    TRY_ASSIGN(auto transaction, store.begin(device.organisation, TransactionKind::kWrite));
    TRY(note_held_scopes(*transaction, device, page));
    TRY(transaction->note_device_seen(device.id, now));
    return transaction->commit();
}

}  // namespace

Outcome<sync::SyncReply> exchange(ServerStore& store, const Device& device,
                                  const sync::SyncRequest& request, const HubLimits& limits,
                                  Instant now) {
    if (request.push.size() > static_cast<std::size_t>(limits.wire.records_max)) {
        return FailureKind::kTooLarge;
    }
    if (request.batch == 0 && !request.push.empty()) return FailureKind::kBadBody;
    sync::SyncReply reply;
    reply.hub_time_ms = now.ms;
    reply.batch = request.batch;
    reply.limits = limits.wire;
    if (!request.push.empty()) {
        Outcome<PushAnswer> pushed = push_half(store, device, request, now);
        if (const auto* failure = std::get_if<FailureKind>(&pushed)) return *failure;
        reply.receipts = std::move(std::get<PushAnswer>(pushed).receipts);
        reply.refusals = std::move(std::get<PushAnswer>(pushed).refusals);
    }
    Outcome<PulledPage> pulled = pull_half(store, device, request, limits, now);
    if (const auto* failure = std::get_if<FailureKind>(&pulled)) return *failure;
    auto& [page, cursor] = std::get<PulledPage>(pulled);
    if (const Status noted = note_pull(store, device, page, limits, now); !noted) {
        return failure_of("pull", noted.error());
    }
    reply.changes = std::move(page.changes);
    reply.forget = std::move(page.forget);
    reply.cursor = std::move(cursor);
    reply.has_more = page.has_more;
    return reply;
}

}  // namespace oppad::hub

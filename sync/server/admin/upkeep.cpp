#include "sync/server/admin/upkeep.h"

#include <algorithm>
#include <optional>

namespace oppad::hub {

namespace {

// Few enough that a tablet's push never waits for them.
constexpr int kTrimmedAtOnce = 500;

// The seq that every tablet in use has reached; 0 when there is none, or one has not told yet. Who
// doesn't work here any more is not waited for: back again, they begin from the floor.
Result<Seq> reached_by_all(StoreTransaction& transaction, Instant kept_from) {
    TRY_ASSIGN(const std::vector<Device> devices, transaction.list_devices());
    TRY_ASSIGN(const std::vector<User> users, transaction.list_users());
    const auto works_here = [&users](const Device& device) {
        return std::any_of(users.begin(), users.end(), [&device](const User& user) {
            return user.id == device.user && user.active;
        });
    };
    std::optional<Seq> reached;
    for (const Device& device : devices) {
        const Instant last_seen = device.last_seen_at.value_or(device.enrolled_at);
        if (device.revoked || last_seen < kept_from || !works_here(device)) continue;
        reached = std::min(reached.value_or(device.position), device.position);
    }
    return reached.value_or(0);
}

}  // namespace

Result<int> trim_deletions(ServerStore& store, const RawId& organisation, Instant now) {
    const Instant kept_from = now + -std::chrono::milliseconds{kDeletionsKept};
    int trimmed = 0;
    for (;;) {
        TRY_ASSIGN(auto transaction, store.begin(organisation, TransactionKind::kWrite));
        TRY_ASSIGN(const Seq reached, reached_by_all(*transaction, kept_from));
        TRY_ASSIGN(const int now_trimmed,
                   transaction->trim_hidden(reached, kept_from, kTrimmedAtOnce));
        TRY(transaction->commit());
        trimmed += now_trimmed;
        if (now_trimmed < kTrimmedAtOnce) return trimmed;
    }
}

}  // namespace oppad::hub

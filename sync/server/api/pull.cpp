#include "sync/server/api/pull.h"

#include <algorithm>

#include "engine/core/log.h"
#include "sync/server/api/compare.h"
#include "sync/server/api/field_changes.h"
#include "sync/wire/codec.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

namespace {

using sync::is_planted;
using sync::PlantedBug;
using sync::RecordState;

constexpr int kFirstEntries = 64;
constexpr int kEntriesAtOnce = 1'001;

struct ScopeLog {
    RawId scope;
    std::vector<LogEntry> entries;
    std::size_t next = 0;
    bool is_cut = false;  // There may be more than was read.

    [[nodiscard]] bool is_used_up() const { return next == entries.size(); }
};

bool contains(const std::vector<RawId>& sorted, const RawId& scope) {
    return std::binary_search(sorted.begin(), sorted.end(), scope);
}

// In steps that grow, so that a page of large records is not read far beyond its bytes.
Result<ScopeLog> read_log(StoreTransaction& transaction, const Puller& puller, const RawId& scope) {
    ScopeLog log{.scope = scope};
    Seq after = position_in(puller.positions, scope);
    std::size_t bytes = 0;
    int left = puller.records_max + 1;
    for (int step = kFirstEntries; left > 0 && bytes <= puller.bytes_max; step *= 4) {
        const int wanted = std::min({left, step, kEntriesAtOnce});
        TRY_ASSIGN(std::vector<LogEntry> entries, transaction.list_log(scope, after, wanted));
        for (LogEntry& entry : entries) {
            bytes += entry.record.state.size();
            log.entries.push_back(std::move(entry));
        }
        if (entries.size() < static_cast<std::size_t>(wanted)) return log;
        left -= wanted;
        after = log.entries.back().seq;
    }
    log.is_cut = true;
    return log;
}

Result<std::vector<ScopeLog>> read_logs(StoreTransaction& transaction, const Puller& puller,
                                        const std::vector<RawId>& scopes) {
    std::vector<ScopeLog> logs;
    for (const RawId& scope : scopes) {
        TRY_ASSIGN(ScopeLog log, read_log(transaction, puller, scope));
        logs.push_back(std::move(log));
    }
    return logs;
}

// The log whose next entry is the earliest; nothing when all are used up. A log that was cut and
// used up ends the page: what comes after its cut may be earlier than what others still have.
ScopeLog* earliest(std::vector<ScopeLog>& logs) {
    ScopeLog* found = nullptr;
    for (ScopeLog& log : logs) {
        if (log.is_used_up()) {
            if (log.is_cut) return nullptr;
            continue;
        }
        if (found == nullptr || log.entries[log.next].seq < found->entries[found->next].seq) {
            found = &log;
        }
    }
    return found;
}

bool is_echo(const Puller& puller, const LogEntry& entry) {
    if (is_planted(PlantedBug::kEchoEverythingAway)) return entry.record.held_by != 0;
    return !entry.departed && entry.record.held_by == puller.device.id &&
           entry.record.held_incarnation == puller.incarnation;
}

// A record that moved out of sight: where it is now and no content, and that scope to be purged.
Result<Bytes> departure_of(const Bytes& stored) {
    TRY_ASSIGN(const RecordState state, sync::decode<RecordState>(stored, sync::WireForm::kCbor));
    RecordState departure;
    departure.key = state.key;
    departure.scope = state.scope;
    departure.scope_stamp = state.scope_stamp;
    return sync::encode(departure, sync::WireForm::kCbor);
}

// A decayed copy is given to nobody: healed, it gets a new place in the order. Who begins again
// takes what doesn't come for deleted, so there it is better than nothing, if it can be read at
// all. That a record left, and where to, is told of a decayed one too: nobody who lost it heals it.
bool may_give(const Puller& puller, const LogEntry& entry) {
    if (is_sound(entry.record)) return true;
    log::write(log::Level::kWarning, "pull.decayed_record", {});
    if (!puller.gives_own && !entry.departed) return false;
    return sync::decode<RecordState>(entry.record.state, sync::WireForm::kCbor).has_value();
}

// What the device lacks of the record: the whole, as it is stored, or what changed since the device
// was level. Nothing is read again only to be written.
Result<Bytes> lacking_of(const Puller& puller, StoredState& stored) {
    const auto fields = changed_since(stored, level_in(puller.positions, stored.scope));
    if (!fields || puller.gives_own) return std::move(stored.state);
    return sync::piece_of(stored.state, *fields);
}

Status add_entry(const Puller& puller, LogEntry& entry, Page& page) {
    if (!puller.gives_own && is_echo(puller, entry)) return ok();
    if (!role_may_read(puller.rights.role(), entry.record.key.type)) return ok();
    if (entry.departed && puller.rights.may_read(entry.record.scope)) return ok();
    if (!may_give(puller, entry)) return ok();
    if (!entry.departed) {
        TRY_ASSIGN(Bytes lacking, lacking_of(puller, entry.record));
        page.changes.push_back(std::move(lacking));
        return ok();
    }
    page.forget.push_back(entry.record.scope);
    TRY_ASSIGN(Bytes departure, departure_of(entry.record.state));
    page.changes.push_back(std::move(departure));
    return ok();
}

// Lost scopes: what the cursor, an acknowledgement or the hub's own notes say that the device
// holds, and it may not.
void find_lost_scopes(const Puller& puller, const std::vector<RawId>& readable,
                      const std::vector<RawId>& held, Page& page) {
    page.forget = puller.lost_scopes;
    for (const RawId& scope : puller.unknown_scopes)
        if (!contains(readable, scope)) page.forget.push_back(scope);
    for (const ScopePosition& entry : puller.positions) {
        if (is_planted(PlantedBug::kNeverForget)) break;
        if (!contains(readable, entry.scope)) page.forget.push_back(entry.scope);
    }
    for (const RawId& scope : held) {
        if (contains(readable, scope) || holds(puller.positions, scope)) continue;
        // A cursor without the scope has been told already; without any cursor nothing is known.
        if (!puller.has_cursor) {
            page.forget.push_back(scope);
        } else {
            page.let_go.push_back(scope);
        }
    }
}

// Each scope to be forgotten once, and which of them hold records.
Status end_forgetting(StoreTransaction& transaction, const Puller& puller, Page& page) {
    std::sort(page.forget.begin(), page.forget.end());
    page.forget.erase(std::unique(page.forget.begin(), page.forget.end()), page.forget.end());
    for (const RawId& scope : page.forget) {
        TRY_ASSIGN(const bool holds, transaction.holds_records(puller.device.id, scope));
        if (holds) page.released.push_back(scope);
    }
    return ok();
}

}  // namespace

Result<Page> page_of_changed_sight(StoreTransaction& transaction, const Puller& puller) {
    Page page;
    page.has_more = true;
    page.forget = puller.unknown_scopes;
    for (const ScopePosition& entry : puller.positions) page.forget.push_back(entry.scope);
    TRY(end_forgetting(transaction, puller, page));
    return page;
}

Result<Page> pull_page(StoreTransaction& transaction, const Puller& puller) {
    const std::vector<RawId> readable = puller.rights.readable_scopes();
    TRY_ASSIGN(const std::vector<RawId> held, transaction.list_held_scopes(puller.device.id));
    TRY_ASSIGN(const Seq last_seq, transaction.last_seq());
    TRY_ASSIGN(std::vector<ScopeLog> logs, read_logs(transaction, puller, readable));
    Page page;
    find_lost_scopes(puller, readable, held, page);

    std::size_t bytes = 0;
    for (;;) {
        ScopeLog* log = earliest(logs);
        if (log == nullptr) break;
        LogEntry& entry = log->entries[log->next];
        const std::size_t size = entry.record.state.size();
        const bool is_full = page.changes.size() >= static_cast<std::size_t>(puller.records_max) ||
                             bytes + size > puller.bytes_max;
        if (is_full && !page.changes.empty()) {
            if (is_planted(PlantedBug::kSkipOneEntry)) ++log->next;
            break;
        }
        const std::size_t count_before = page.changes.size();
        TRY(add_entry(puller, entry, page));
        if (page.changes.size() > count_before) bytes += page.changes.back().size();
        ++log->next;
    }
    for (const ScopeLog& log : logs) {
        // A scope without more stands where the hub stands: whatever comes gets a later seq.
        const bool is_through = log.is_used_up() && !log.is_cut;
        Seq position = position_in(puller.positions, log.scope);
        if (is_through) {
            position = last_seq;
        } else if (log.next > 0) {
            position = log.entries[log.next - 1].seq;
        }
        if (is_planted(PlantedBug::kCursorToTheEnd)) position = last_seq;
        Seq level = is_through ? last_seq : level_in(puller.positions, log.scope);
        if (is_planted(PlantedBug::kLevelIsPosition)) level = position;
        page.positions.push_back({log.scope, position, level});
        page.has_more = page.has_more || !is_through;
        if (!contains(held, log.scope)) page.newly_held.push_back(log.scope);
    }
    TRY(end_forgetting(transaction, puller, page));
    return page;
}

Status note_held_scopes(StoreTransaction& transaction, const Device& device, const Page& page) {
    for (const RawId& scope : page.newly_held) {
        TRY(transaction.put_held_scope(device.id, scope));
    }
    for (const RawId& scope : page.released) {
        TRY(transaction.release_held_records(device.id, scope));
    }
    for (const RawId& scope : page.let_go) {
        TRY(transaction.drop_held_scope(device.id, scope));
    }
    return ok();
}

}  // namespace oppad::hub

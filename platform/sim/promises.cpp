#include "platform/sim/promises.h"

#include "sync/merge/base_text.h"
#include "sync/merge/merge.h"

namespace oppad::sim {

namespace {

bool is_restored_alike(const sync::RecordState& a, const sync::RecordState& b) {
    const sync::FieldState* first = sync::find_field_state(a, sync::kRestoredField);
    const sync::FieldState* second = sync::find_field_state(b, sync::kRestoredField);
    return first == nullptr || second == nullptr ? first == second : *first == *second;
}

// `now`: nothing when no device has the record any more.
bool is_still_held(const Book& book, const Entry& entry, const sync::RecordState& before,
                   const sync::RecordState* now) {
    if (now == nullptr) return false;
    switch (entry.act) {
        case Act::kWrite:
        case Act::kAdd:
        case Act::kTake:
            return now->erased || is_kept(book, *now, entry);
        case Act::kDelete:
            return now->erased || (!before.erased && now->deletions == before.deletions);
        case Act::kRestore:
            return now->erased || (!before.erased && is_restored_alike(before, *now));
        case Act::kErase:
            return now->erased.has_value();
    }
    return true;
}

// Work that no other has beaten.
bool stands_in(const Book& book, const Entry& entry, const sync::RecordState& state) {
    switch (entry.act) {
        case Act::kWrite:
            return is_told_by(book, state, entry);
        case Act::kAdd:
        case Act::kTake:
            return is_kept(book, state, entry);
        case Act::kDelete:
        case Act::kRestore:
        case Act::kErase:
            return false;  // withdraw_lost().
    }
    return false;
}

}  // namespace

void add_state(States& all, const sync::RecordState& state) {
    const auto [at, is_first] = all.emplace(state.key, state);
    if (!is_first) at->second = sync::merge(at->second, state);
}

void withdraw_lost(const States& before, const States& after, Book& book) {
    for (const auto& [key, state] : before) {
        const auto found = after.find(key);
        const sync::RecordState* now = found != after.end() ? &found->second : nullptr;
        if (now != nullptr && *now == state) continue;
        for (const Entry* entry : book.of(key)) {
            const bool was_saved = entry->outcome == Outcome::kAcknowledged;
            if (was_saved && !is_still_held(book, *entry, state, now))
                book.settle(entry->id, Outcome::kUnknown);
        }
    }
}

void withdraw_with_store(const States& own, const States& after, Book& book) {
    for (const auto& [key, state] : own) {
        const auto found = after.find(key);
        const sync::RecordState* now = found != after.end() ? &found->second : nullptr;
        for (const Entry* entry : book.of(key)) {
            if (entry->outcome != Outcome::kAcknowledged) continue;
            if (!stands_in(book, *entry, state)) continue;
            const bool is_held = now != nullptr && (now->erased || stands_in(book, *entry, *now));
            if (!is_held) book.settle(entry->id, Outcome::kUnknown);
        }
    }
}

}  // namespace oppad::sim

// What people wrote in a world, and what each had seen when they wrote: kept apart from the
// product, so that its answer can be judged.
//
// Every written value and set element is unlike any other and names its entry; a text names one in
// each of its sentences. So what stands in a state at the end tells which writes it holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sync/wire/record_state.h"

namespace oppad::sim {

using EntryId = std::uint32_t;  // From 1 on, in the order of writing.

enum class Act { kWrite, kAdd, kTake, kDelete, kRestore, kErase };
enum class Outcome { kAcknowledged, kUnknown, kNotWritten };

struct Entry {
    EntryId id = 0;
    Act act = Act::kWrite;
    RecordKey key;
    FieldNumber field = 0;  // 0 for what concerns the whole record.
    int tablet = 0;         // -1: the newer client.
    int life = 0;           // Of that tablet's store: what an earlier life wrote, a later may lack.
    Outcome outcome = Outcome::kNotWritten;
    // kTake: the element's kAdd, and so on: what stood there. Of a text: what its author took out.
    std::vector<EntryId> seen;
};

class Book {
public:
    // Ids are given at once, since the text to be written holds them.
    EntryId begin(Act act, const RecordKey& key, FieldNumber field, int tablet,
                  std::vector<EntryId> seen);
    void note_seen(EntryId id, EntryId seen) { at(id).seen.push_back(seen); }
    void settle(EntryId id, Outcome outcome) { at(id).outcome = outcome; }
    // The tablet's store is another one from now on: a copy, or an older one.
    void begin_life(int tablet) { ++lives_[tablet]; }
    // Whether it was written into the store that its tablet still has.
    [[nodiscard]] bool is_living(const Entry& entry) const {
        const auto now = lives_.find(entry.tablet);
        return now == lives_.end() || now->second == entry.life;
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const Entry& find(EntryId id) const { return entries_.at(id - 1); }
    [[nodiscard]] std::vector<const Entry*> of(const RecordKey& key) const;
    // Every record that a write of this world made, in the order of making.
    [[nodiscard]] const std::vector<RecordKey>& keys() const { return keys_; }
    // Whether somebody wrote just that: what several did may be put together by no person.
    [[nodiscard]] bool has_text(const std::string& text) const { return texts_.count(text) > 0; }
    void add_text(const std::string& text) { texts_.insert(text); }
    void add_key(const RecordKey& key) { keys_.push_back(key); }
    // Records that someone moved to another scope: a move is an edit that leaves no word.
    [[nodiscard]] bool was_moved(const RecordKey& key) const { return moved_.count(key) > 0; }
    void note_move(const RecordKey& key) { moved_.insert(key); }
    // Before the hub had heard of it: nobody but its author knows that it ever lay elsewhere.
    [[nodiscard]] bool moved_unseen(const RecordKey& key) const { return unseen_.count(key) > 0; }
    void note_moved_unseen(const RecordKey& key) { unseen_.insert(key); }
    // What hangs on which family, from its making on.
    [[nodiscard]] const std::map<RecordKey, RecordKey>& families() const { return families_; }
    void note_family(const RecordKey& key, const RecordKey& family) { families_[key] = family; }
    // By itself, or because its family was.
    [[nodiscard]] bool may_have_moved(const RecordKey& key) const;

    // `from` and all that their authors had seen, directly or through others.
    [[nodiscard]] std::set<EntryId> with_seen(const std::vector<EntryId>& from) const;

private:
    Entry& at(EntryId id) { return entries_.at(id - 1); }

    std::vector<Entry> entries_;
    std::map<RecordKey, std::vector<EntryId>> by_key_;
    std::map<int, int> lives_;
    std::vector<RecordKey> keys_;
    std::set<RecordKey> moved_;
    std::set<RecordKey> unseen_;
    std::map<RecordKey, RecordKey> families_;
    std::set<std::string> texts_;
};

std::string word_of(EntryId id);
// Nothing for a text that is none of ours.
std::optional<EntryId> entry_in(std::string_view text);
// One for each sentence "w12.", or for the one word that is all.
std::vector<EntryId> entries_in(std::string_view text);

// What stands in a field: the versions, or the elements that are in.
std::vector<EntryId> standing_in(const sync::FieldState& field);
// In all fields.
std::vector<EntryId> standing_in(const sync::RecordState& state);

}  // namespace oppad::sim

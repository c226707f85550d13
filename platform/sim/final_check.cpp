#include "platform/sim/final_check.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/tuning.h"
#include "sync/wire/clock.h"
#include "sync/wire/staff_devices.h"

namespace oppad::sim {

namespace {

std::string name_of(const RecordKey& key) {
    return "record " + std::to_string(static_cast<int>(key.type)) + "/" +
           to_text(key.id).substr(0, 12);
}

std::string differing_fields(const sync::RecordState& a, const sync::RecordState& b) {
    std::string names;
    if (!(a.scope == b.scope) || !(a.scope_stamp == b.scope_stamp)) names += " scope";
    if (a.deletions != b.deletions) names += " deletions";
    if (a.erased != b.erased) names += " erased";
    for (const auto* one : {&a, &b}) {
        const auto& other = one == &a ? b : a;
        for (const sync::FieldState& field : one->fields) {
            const auto* theirs = sync::find_field_state(other, field.number);
            const std::string name = " " + std::to_string(field.number);
            const bool is_named = names.find(name) != std::string::npos;
            if (!is_named && (theirs == nullptr || !(*theirs == field))) names += name;
        }
    }
    return names;
}

const sync::RecordState* find(const States& states, const RecordKey& key) {
    const auto found = states.find(key);
    return found != states.end() ? &found->second : nullptr;
}

const Holding* holding_of(const Ending& ending, int tablet) {
    const auto found = std::find_if(ending.tablets.begin(), ending.tablets.end(),
                                    [&](const Holding& one) { return one.tablet == tablet; });
    return found != ending.tablets.end() ? &*found : nullptr;
}

// What a refusal brought back to its author, or to whoever brought the write to the hub once more;
// or nothing.
const sync::RecordState* refused_state(const Ending& ending, const Entry& entry) {
    const Holding* holding = holding_of(ending, entry.tablet);
    const sync::RecordState* own = holding != nullptr ? find(holding->refused, entry.key) : nullptr;
    if (own != nullptr || !ending.was_put_back) return own;
    for (const Holding& other : ending.tablets) {
        const sync::RecordState* theirs = find(other.refused, entry.key);
        if (theirs != nullptr) return theirs;
    }
    return nullptr;
}

std::vector<EntryId> standing_at(const sync::RecordState& state, FieldNumber field) {
    const sync::FieldState* found = sync::find_field_state(state, field);
    return found != nullptr ? standing_in(*found) : std::vector<EntryId>{};
}

bool contains(const std::vector<EntryId>& ids, EntryId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_taken(const Book& book, const Entry& add) {
    const auto entries = book.of(add.key);
    return std::any_of(entries.begin(), entries.end(), [&add](const Entry* entry) {
        return entry->act == Act::kTake && entry->outcome != Outcome::kNotWritten &&
               contains(entry->seen, add.id);
    });
}

// A register keeps the later of two that had not seen each other; never one that the other had
// seen, but under its other name.
bool is_lost_fairly(const Book& book, const sync::FieldState& field, const Entry& entry,
                    const std::set<EntryId>& twice_named) {
    if (field.merge != MergeKind::kRegister) return false;
    const std::vector<EntryId> standing = standing_in(field);
    if (standing.size() != 1) return false;
    return book.with_seen({entry.id}).count(standing.front()) == 0 ||
           twice_named.count(standing.front()) > 0;
}

}  // namespace

bool is_told_by(const Book& book, const sync::RecordState& state, const Entry& entry) {
    return book.with_seen(standing_at(state, entry.field)).count(entry.id) > 0;
}

bool is_kept(const Book& book, const sync::RecordState& state, const Entry& entry,
             const std::set<EntryId>& twice_named) {
    const sync::FieldState* field = sync::find_field_state(state, entry.field);
    switch (entry.act) {
        case Act::kWrite:
            return field != nullptr && (is_told_by(book, state, entry) ||
                                        is_lost_fairly(book, *field, entry, twice_named));
        case Act::kAdd:
            return contains(standing_at(state, entry.field), entry.id) || is_taken(book, entry);
        case Act::kTake:
            return entry.seen.empty() ||
                   !contains(standing_at(state, entry.field), entry.seen.front());
        case Act::kDelete:
        case Act::kRestore:
        case Act::kErase:
            return true;  // check_deletions().
    }
    return true;
}

namespace {

bool came_back(const Ending& ending, const Book& book, const Entry& entry) {
    const sync::RecordState* refused = refused_state(ending, entry);
    if (refused == nullptr) return false;
    if (entry.act == Act::kWrite) {
        // Or it had lost before the rest came back: where it was written, the history has it.
        const sync::FieldState* field = sync::find_field_state(*refused, entry.field);
        return is_told_by(book, *refused, entry) ||
               (field != nullptr && is_lost_fairly(book, *field, entry, {}));
    }
    if (entry.act == Act::kAdd)
        return contains(standing_at(*refused, entry.field), entry.id) || is_taken(book, entry);
    return true;
}

// What no comparing looks at: two such copies may differ for as long as nobody touches them.
bool is_compared(const sync::RecordState& state) {
    return find_spec(state.key.type) != nullptr && (state.erased || !sync::is_hidden(state));
}

// The tablet knows of more numbers that stamped a colleague's work, and of nothing else.
bool lacks_numbers(const Ending& ending, const sync::RecordState& on_hub,
                   const sync::RecordState& on_tablet) {
    return ending.forgot_numbers && on_hub.key.type == RecordType::kStaff &&
           differing_fields(on_hub, on_tablet) == " " + std::to_string(sync::kStaffDevicesField) &&
           sync::merge(on_hub, on_tablet) == on_tablet;
}

// The hub let the record go, and got it back from who was away and knew less of it; tablets keep
// what they knew. It is out of sight everywhere.
bool is_gone_twice(const Ending& ending, const sync::RecordState& on_hub,
                   const sync::RecordState& on_tablet) {
    return ending.let_go.count(on_hub.key) > 0 && !is_compared(on_hub) && !is_compared(on_tablet);
}

bool may_differ(const Ending& ending, const sync::RecordState& on_hub,
                const sync::RecordState& on_tablet) {
    if (lacks_numbers(ending, on_hub, on_tablet)) return true;
    if (is_gone_twice(ending, on_hub, on_tablet)) return true;
    return ending.was_put_back_unseen && !is_compared(on_hub) && !is_compared(on_tablet);
}

// A tablet keeps deleted rows for as long as it likes, and tells nobody.
bool may_be_here_alone(const Ending& ending, const sync::RecordState& state) {
    if (ending.was_put_back_unseen && !is_compared(state)) return true;
    return ending.let_go.count(state.key) > 0 && !state.erased && sync::is_hidden(state);
}

}  // namespace

void check_equal(const Ending& ending, const Grants& grants, Trace& trace) {
    for (const Holding& holding : ending.tablets) {
        const std::string where = " on tablet " + std::to_string(holding.tablet);
        const auto is_settled = [&](const RecordKey& key) {
            return holding.refused.count(key) == 0;
        };
        for (const auto& [key, state] : ending.hub) {
            if (!grants.may_read(holding.tablet, state.scope) || !is_settled(key)) continue;
            const sync::RecordState* theirs = find(holding.states, key);
            if (theirs == nullptr) {
                if (!may_differ(ending, state, state))
                    trace.break_law(name_of(key) + " is missing" + where);
            } else if (!(*theirs == state) && !may_differ(ending, state, *theirs))
                trace.break_law(name_of(key) + " differs" + where + ":" +
                                differing_fields(state, *theirs));
        }
        for (const auto& [key, state] : holding.states) {
            if (!is_settled(key)) continue;
            const sync::RecordState* on_hub = find(ending.hub, key);
            if (on_hub == nullptr) {
                if (!may_be_here_alone(ending, state))
                    trace.break_law(name_of(key) + where + " is not on the hub");
            } else if (!grants.may_read(holding.tablet, on_hub->scope))
                trace.break_law(name_of(key) + " is" + where + ", which may not see its scope");
        }
    }
}

namespace {

bool is_kept_in(const States& states, const Ending& ending, const Book& book, const Entry& entry) {
    const sync::RecordState* state = find(states, entry.key);
    return state != nullptr && (state->erased || is_kept(book, *state, entry, ending.twice_named));
}

// The hub never heard of it again, and some tablet still has it: deleted before that mattered.
bool is_kept_hidden(const Ending& ending, const Book& book, const Entry& entry) {
    if (!ending.was_put_back_unseen) return false;
    return std::any_of(ending.tablets.begin(), ending.tablets.end(), [&](const Holding& holding) {
        const sync::RecordState* state = find(holding.states, entry.key);
        return state != nullptr && !is_compared(*state) &&
               is_kept(book, *state, entry, ending.twice_named);
    });
}

}  // namespace

void check_kept(const Ending& ending, const Book& book, Trace& trace) {
    for (const Entry& entry : book.entries()) {
        if (entry.outcome != Outcome::kAcknowledged) continue;
        if (is_kept_in(ending.hub, ending, book, entry)) continue;
        if (is_kept_in(ending.let_go, ending, book, entry)) continue;  // It went with its deletion.
        if (is_kept_hidden(ending, book, entry)) continue;
        if (came_back(ending, book, entry)) continue;
        trace.break_law("write " + word_of(entry.id) + " of tablet " +
                        std::to_string(entry.tablet) + " in field " + std::to_string(entry.field) +
                        " of " + name_of(entry.key) + " is lost");
    }
}

namespace {

// The words that the hub let lose, of records that it still shows somebody.
bool lost_at_the_end(const Ending& ending, const Book& book, const Entry& entry) {
    if (entry.outcome != Outcome::kAcknowledged || entry.act != Act::kWrite) return false;
    const sync::RecordState* state = find(ending.hub, entry.key);
    if (state == nullptr || state->erased || is_told_by(book, *state, entry)) return false;
    return is_kept(book, *state, entry, ending.twice_named);
}

// Where a history ends: with the store (docs/adr/0017), with the person's sight of the record, with
// the row that a tablet drops once the hub has let it go.
bool may_lack_history(const Ending& ending, const Book& book, const WireWatch& watch,
                      const Entry& entry) {
    const Holding* holding = holding_of(ending, entry.tablet);
    if (holding == nullptr || !book.is_living(entry)) return true;
    if (ending.let_go.count(entry.key) > 0) return true;
    const sync::RecordState* here = find(holding->states, entry.key);
    if (here == nullptr) return true;
    return book.may_have_moved(entry.key) ? watch.was_told_to_forget(entry.tablet)
                                          : watch.was_told_to_forget(entry.tablet, here->scope);
}

}  // namespace

void check_losers(const Ending& ending, const Book& book, const WireWatch& watch,
                  Histories& histories, Trace& trace) {
    int looked_at = 0;
    int excused = 0;
    for (const Entry& entry : book.entries()) {
        if (!lost_at_the_end(ending, book, entry) || came_back(ending, book, entry)) continue;
        if (may_lack_history(ending, book, watch, entry)) {
            ++excused;
            continue;
        }
        ++looked_at;
        const std::vector<EntryId> former =
            histories.former_entries(entry.tablet, entry.key, entry.field);
        if (book.with_seen(former).count(entry.id) > 0) continue;
        trace.break_law("write " + word_of(entry.id) + " of tablet " +
                        std::to_string(entry.tablet) + " in field " + std::to_string(entry.field) +
                        " of " + name_of(entry.key) + " lost, and its author can't find it");
    }
    trace.note("words that lost: " + std::to_string(looked_at) + " looked for, " +
               std::to_string(excused) + " not");
}

namespace {

bool is_written(const Entry* entry) { return entry->outcome != Outcome::kNotWritten; }

// Hidden: some deletion had seen all that stands, and came after every restoring that was saved.
void check_hidden(const sync::RecordState& state, const std::vector<const Entry*>& entries,
                  const Ending& ending, const Book& book, Trace& trace) {
    const std::vector<EntryId> standing = standing_in(state);
    EntryId last_restored = 0;
    for (const Entry* entry : entries) {
        const bool counts = entry->act == Act::kRestore && entry->outcome == Outcome::kAcknowledged;
        if (counts && refused_state(ending, *entry) == nullptr) last_restored = entry->id;
    }
    const bool is_rightful = std::any_of(entries.begin(), entries.end(), [&](const Entry* entry) {
        if (entry->act != Act::kDelete || !is_written(entry)) return false;
        if (entry->id < last_restored) return false;
        const std::set<EntryId> seen = book.with_seen(entry->seen);
        return std::all_of(standing.begin(), standing.end(),
                           [&seen](EntryId id) { return seen.count(id) > 0; });
    });
    if (!is_rightful) trace.break_law(name_of(state.key) + " is gone, though it holds unseen work");
}

// A tablet put two people's texts together: an edit that the book knows nothing of, and that a
// deletion elsewhere had not seen.
bool holds_settled_text(const sync::RecordState& state, const Book& book) {
    return std::any_of(state.fields.begin(), state.fields.end(), [&](const auto& field) {
        return std::any_of(field.versions.begin(), field.versions.end(), [&](const auto& version) {
            const auto* text = std::get_if<std::string>(&version.value);
            return field.merge == MergeKind::kText && text != nullptr &&
                   entries_in(*text).size() > 1 && !book.has_text(*text);
        });
    });
}

// Visible though deleted: somebody wrote what the deletion had not seen, or brought it back.
void check_visible(const std::vector<const Entry*>& entries, const Ending& ending, const Book& book,
                   Trace& trace) {
    for (const Entry* deletion : entries) {
        if (deletion->act != Act::kDelete || deletion->outcome != Outcome::kAcknowledged) continue;
        if (refused_state(ending, *deletion) != nullptr || book.may_have_moved(deletion->key))
            continue;
        const std::set<EntryId> seen = book.with_seen(deletion->seen);
        const bool has_reason =
            std::any_of(entries.begin(), entries.end(), [&](const Entry* other) {
                // What its author wrote before it, the deletion has seen.
                const bool may_be_unseen = other->tablet != deletion->tablet ||
                                           other->life != deletion->life ||
                                           other->id > deletion->id;
                const bool is_unseen = may_be_unseen && seen.count(other->id) == 0;
                return other->act != Act::kDelete && is_written(other) &&
                       (is_unseen || ending.twice_named.count(other->id) > 0);
            });
        if (!has_reason) trace.break_law(name_of(deletion->key) + " was deleted and is back");
    }
}

}  // namespace

void check_deletions(const Ending& ending, const Book& book, Trace& trace) {
    for (const auto& [key, state] : ending.hub) {
        const std::vector<const Entry*> entries = book.of(key);
        const bool was_erased = std::any_of(entries.begin(), entries.end(), [](const Entry* entry) {
            return entry->act == Act::kErase && entry->outcome == Outcome::kAcknowledged;
        });
        if (was_erased && !state.erased) trace.break_law(name_of(key) + " was erased and is back");
        if (entries.empty() || state.erased) continue;
        if (sync::is_hidden(state))
            check_hidden(state, entries, ending, book, trace);
        else if (ending.may_return.count(key) == 0 && !holds_settled_text(state, book))
            check_visible(entries, ending, book, trace);
    }
}

namespace {

// To somebody the family lies where the hub did not let it go.
bool is_refused_anywhere(const Ending& ending, const RecordKey& key) {
    return std::any_of(ending.tablets.begin(), ending.tablets.end(), [&key](const auto& holding) {
        return find(holding.refused, key) != nullptr;
    });
}

}  // namespace

void check_families(const Ending& ending, const Book& book, Trace& trace) {
    if (ending.was_put_back) return;  // The hub may never have seen the family leave.
    for (const auto& [key, family] : book.families()) {
        const sync::RecordState* state = find(ending.hub, key);
        const sync::RecordState* home = find(ending.hub, family);
        // Somebody put it elsewhere.
        if (state == nullptr || home == nullptr || book.was_moved(key)) continue;
        if (book.moved_unseen(family) || is_refused_anywhere(ending, family)) continue;
        if (state->erased || home->erased || state->scope == home->scope) continue;
        trace.break_law(name_of(key) + " lies apart from its family");
    }
}

// Somebody may have put it into another family since, so what it says itself counts: in whichever
// of its fields, since the hub may have forgotten one.
void check_erased_families(const Ending& ending, Trace& trace) {
    const auto names_erased = [&ending](const sync::FieldState& field) {
        const Value shown = sync::shown_value(field);
        const auto* id = std::get_if<RawId>(&shown);
        if (id == nullptr) return false;
        const sync::RecordState* home = find(ending.hub, {RecordType::kFamily, *id});
        return home != nullptr && home->erased;
    };
    for (const auto& [key, state] : ending.hub) {
        if (std::any_of(state.fields.begin(), state.fields.end(), names_erased))
            trace.break_law(name_of(key) + " hangs on a family that was erased");
    }
}

void check_stamps(const Ending& ending, Trace& trace) {
    const std::uint64_t time_max =
        sync::stamp_time(Instant{ending.hub_time.ms + sync::kHubAheadMsMax + 1});
    for (const auto& [key, state] : ending.hub) {
        if (sync::latest_stamp(state).time > time_max)
            trace.break_law(name_of(key) + " has a stamp from the future");
    }
}

}  // namespace oppad::sim

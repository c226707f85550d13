// The engine's door: run a command, look at a view. Everything above it (window, sync, command
// line) goes through here.
#pragma once

#include "engine/commands/commands.h"
#include "engine/commands/import_places.h"
#include "engine/commands/outcome.h"
#include "engine/core/result.h"
#include "engine/domain/staff.h"
#include "engine/ports/change_sink.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/views/looks.h"

namespace oppad::storage {
class Store;
}

namespace oppad::engine {

// Thread: engine only. Borrows everything it is made of; all of it outlives the desk.
class Desk {
public:
    Desk(storage::Store& store, ChangeSink& changes, const Clock& clock, Entropy& entropy,
         Staff staff);

    // Carries the command out in one durable transaction, or says why not and writes nothing.
    // Cost: O(what the command writes).
    Outcome run(const Command& command);
    // The same, and once that is saved `then` in the same transaction: a form and the record that
    // came of it are never both there, and one that is refused is still kept.
    Outcome run(const Command& command, const KeepForm& then);

    // Places from a list (commands/import_places.h): the whole file, durably, or nothing.
    // Cost: O(lines); some tens of microseconds each.
    Result<PlacesImported> import_places(ByteView content);

    // Fails: kNotFound when the family, place or draft is not here (any more).
    // Cost: O(what the screen shows).
    Result<View> look(const Look& look);

    // What the last KeepForm said; empty = nothing is kept.
    Result<Bytes> kept_form();

    // One short piece of upkeep (search index and its words, write-ahead log). Returns whether
    // more waits. Never over 5 ms.
    bool step();

    // Grows with every write, by commands or by sync: a view made at the same revision is still
    // true.
    [[nodiscard]] std::int64_t revision() const;
    // The same for one look: what it can't show doesn't move it. A draft is kept every few letters,
    // and what sync brought goes into the search index in pieces: no other list need be made anew.
    [[nodiscard]] std::int64_t revision_of(const Look& look) const;

    [[nodiscard]] const Staff& staff() const { return staff_; }

private:
    Outcome carry_out(const Command& command, const KeepForm* then);

    storage::Store& store_;
    ChangeSink& changes_;
    const Clock& clock_;
    Entropy& entropy_;
    Staff staff_;
    std::int64_t checkpointed_revision_ = 0;
};

}  // namespace oppad::engine

// Writes as a person at a tablet would, through the engine's one write path, and books what was
// written, what its author had seen and what came of it.
#pragma once

#include <optional>
#include <vector>

#include "platform/sim/book.h"
#include "platform/sim/tablet.h"
#include "platform/sim/trace.h"

namespace oppad::sim {

// Borrows book and trace.
class Scribe {
public:
    Scribe(Book& book, Trace& trace) : book_(book), trace_(trace) {}

    // Each: nothing to write on = nothing happens. Requires: an open tablet.
    // A record of any of the known kinds, with some of its fields.
    Outcome create(Tablet& tablet, std::optional<RawId> scope, platform::Dice& dice);
    // A person, contact or promise of a family, where the family lies.
    Outcome hang(Tablet& tablet, platform::Dice& dice);
    Outcome edit(Tablet& tablet, platform::Dice& dice);
    Outcome remove(Tablet& tablet, platform::Dice& dice);
    Outcome restore(Tablet& tablet, platform::Dice& dice);
    Outcome move(Tablet& tablet, const RawId& scope, platform::Dice& dice);
    Outcome move_family(Tablet& tablet, const RawId& scope, platform::Dice& dice);

private:
    enum class Wanted { kVisible, kRemoved };
    struct FieldWrite {
        FieldNumber field = 0;
        Value value;
        std::vector<EntryId> entries;
    };
    struct Draft;

    static std::vector<EntryId> entries_of(const std::vector<FieldWrite>& writes);
    std::optional<RecordKey> pick(Tablet& tablet, Wanted wanted, platform::Dice& dice);
    std::optional<RecordKey> pick_family(Tablet& tablet, platform::Dice& dice);
    std::vector<FieldWrite> write_fields(const Tablet& tablet, const RecordKey& key,
                                         const sync::RecordState& before, int count,
                                         platform::Dice& dice);
    FieldWrite write_set(const Tablet& tablet, const RecordKey& key, const FieldSpec& field,
                         const sync::RecordState& before, platform::Dice& dice);
    FieldWrite write_text(const Tablet& tablet, const RecordKey& key, const FieldSpec& field,
                          const sync::RecordState& before);
    Outcome carry_out(Tablet& tablet, const Draft& draft);

    Book& book_;
    Trace& trace_;
};

}  // namespace oppad::sim

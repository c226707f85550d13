// What may be asked of a world in which a store was put back: a write that was only in the copy
// that went is lost with it, and with no other.
#pragma once

#include "platform/sim/book.h"
#include "platform/sim/final_check.h"

namespace oppad::sim {

// Merges the state into those of all.
void add_state(States& all, const sync::RecordState& state);

// From what all devices held together before and what they hold together afterwards: the book
// promises no longer what went.
void withdraw_lost(const States& before, const States& after, Book& book);
// What stood in one store that went, `own`, and stands nowhere afterwards. Two copies that were not
// told yet stamp under one name: merged with the other's, the write of one may count as seen. What
// was refused lost to nothing: the other refused write that stands afterwards never meets it.
void withdraw_with_store(const States& own, const States& after, Book& book);

}  // namespace oppad::sim

// What every command is handed: the outside world, the transaction, and who is at the tablet.
#pragma once

#include "engine/domain/staff.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"

namespace oppad::storage {
class UnitOfWork;
}

namespace oppad::engine {

// Borrows everything; lives for one command. Thread: engine.
struct Context {
    const Clock& clock;
    Entropy& entropy;
    storage::UnitOfWork& work;
    const Staff& staff;  // `staff.scope` is where new records go.
};

}  // namespace oppad::engine

// What every view is made from.
#pragma once

#include "engine/domain/staff.h"
#include "engine/ports/clock.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::engine {

// Borrows everything; lives for one look. Thread: engine.
struct ViewContext {
    storage::Connection& connection;
    const Clock& clock;
    const Staff& staff;  // Whose agenda, whose promises.
};

}  // namespace oppad::engine

// oppad-hub erase: a family that asks to be forgotten.
#pragma once

#include <string>

#include "sync/server/admin/administration.h"

namespace oppad::hub {

// Returns the exit code; prints a line of answer, or one sentence about why it couldn't be done.
// Without `is_sure` nothing is erased: it can't be undone.
int erase_family(const std::string& family, bool is_sure, Administration& administration);

// Takes erased words out of the hub's files. Returns the exit code, as above.
int clear_erased(Administration& administration);

}  // namespace oppad::hub

// oppad-hub aside: writes that came after their author's grant had ended. Shown without a word of
// what is in them, and taken in or dropped when a person has decided.
#pragma once

#include <string>

#include "sync/server/admin/administration.h"

namespace oppad::hub {

// Return the exit code; print lines of answer, or one sentence about why it couldn't be done.
int list_set_aside(Administration& administration);
// `record` as the list names it.
int take_set_aside(const std::string& record, Administration& administration);
int drop_set_aside(const std::string& record, Administration& administration);

}  // namespace oppad::hub

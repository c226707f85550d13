// Where a record is when it isn't safe on the hub yet: the last words of its row.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

// " · enkel op deze tablet" after what the row says already. Empty for what is safe: that need not
// be said at every row.
std::string receipt_of(const Stage& stage, Whereabouts whereabouts, std::string_view before);

}  // namespace oppad::ui

// Where a record is when it isn't safe on the hub yet: the last words of its row.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

// " · enkel op deze tablet" after what the row says already. Empty for what is safe: that need not
// be said at every row.
std::string receipt_of(const Stage& stage, Whereabouts whereabouts, std::string_view before);

// These words, or a sign in their place in rows that tell it in words once they are opened. What
// was refused is always told in words. Borrows `words`.
enum class Told : std::uint8_t { kInSign, kInWords };
TextRun receipt_run(const Stage& stage, Whereabouts whereabouts, std::string_view words, Told told);

}  // namespace oppad::ui

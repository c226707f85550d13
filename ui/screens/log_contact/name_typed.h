// The family's name in what was typed to find it, for a new one.
#pragma once

#include <string>
#include <string_view>

namespace oppad::ui {

// "peters mol kerk" is a name and where: "Peters". Particles stay with it ("Van den broeck mol":
// "Van den Broeck"), and so do further words that were typed with a capital ("El Amrani", "Yılmaz
// Peeters"). Without a letter the query itself comes back.
std::string name_typed(std::string_view query);
// Whether there is one: a phone number is none.
bool holds_name(std::string_view query);

}  // namespace oppad::ui

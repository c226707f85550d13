// Phone numbers: typed in any of the ways people write them in Belgium, stored as E.164, shown the
// Belgian way ("0470 12 34 56").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace oppad {

// Reads national Belgian numbers and international ones (+ or 00). Spaces, dots, slashes, dashes,
// brackets and digits of other scripts are understood. Returns nothing for anything else.
std::optional<std::string> parse_phone(std::string_view typed);

// Belgian numbers in their national groups, others unchanged. Requires: E.164; another text comes
// back as it is.
std::string format_phone(std::string_view e164);

bool is_e164(std::string_view text);

}  // namespace oppad

// The beginning of a long text, for a line that only points at it.
#pragma once

#include <string>
#include <string_view>

namespace oppad::ui {

// At most that many letters, ended by "…" where some are left out.
[[nodiscard]] std::string beginning_of(std::string_view text, std::size_t letters);

}  // namespace oppad::ui

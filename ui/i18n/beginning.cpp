#include "ui/i18n/beginning.h"

#include "ui/theme/letters.h"

namespace oppad::ui {

std::string beginning_of(std::string_view text, std::size_t letters) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < letters && end < text.size(); ++count)
        end = next_letter(text, end);
    if (end == text.size()) return std::string(text);
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace oppad::ui

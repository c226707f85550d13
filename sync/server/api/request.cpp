#include "sync/server/api/request.h"

#include <algorithm>

namespace oppad::hub {

namespace {

char lower(char character) {
    const bool is_upper = character >= 'A' && character <= 'Z';
    return is_upper ? static_cast<char>(character - 'A' + 'a') : character;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view find_header(const Request& request, std::string_view name) {
    std::string_view found;
    int count = 0;
    for (const auto& [header, value] : request.headers) {
        if (!same_name(header, name)) continue;
        found = value;
        ++count;
    }
    return count == 1 ? found : std::string_view{};
}

}  // namespace oppad::hub

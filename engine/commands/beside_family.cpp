#include "engine/commands/beside_family.h"

namespace oppad::engine {

namespace {

// Whether `lines` stand in `text` as they are: as part of a line they say something else.
bool has_lines(const std::string& text, const std::string& lines) {
    return ('\n' + text + '\n').find('\n' + lines + '\n') != std::string::npos;
}

}  // namespace

Address address_of(const Family& family) {
    return {family.street, family.postcode, family.municipality};
}

Address address_of(const Person& person) {
    return {person.street, person.postcode, person.municipality};
}

bool is_empty(const Address& address) {
    return address.street.empty() && address.postcode.empty() && address.municipality.empty();
}

bool agree(const Address& one, const Address& other) {
    const auto same = [](const std::string& part, const std::string& other_part) {
        return part.empty() || other_part.empty() || part == other_part;
    };
    return same(one.street, other.street) && same(one.postcode, other.postcode) &&
           same(one.municipality, other.municipality);
}

bool holds(const Address& whole, const Address& part) {
    const auto has = [](const std::string& all, const std::string& one) {
        return one.empty() || one == all;
    };
    return has(whole.street, part.street) && has(whole.postcode, part.postcode) &&
           has(whole.municipality, part.municipality);
}

std::string in_one_line(const Address& address) {
    std::string town = address.postcode;
    if (!town.empty() && !address.municipality.empty()) town += ' ';
    town += address.municipality;
    return address.street + (address.street.empty() || town.empty() ? "" : ", ") + town;
}

void append_lines(std::string& text, const std::string& other) {
    if (other.empty() || has_lines(text, other)) return;
    text += (text.empty() ? "" : "\n") + other;
}

}  // namespace oppad::engine

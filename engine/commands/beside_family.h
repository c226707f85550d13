// What is true of a family beside what stands in its fields: a second number, where it lived too.
// None of it may be lost, so it goes into the family's note.
#pragma once

#include <string>

#include "engine/domain/family.h"
#include "engine/domain/person.h"

namespace oppad::engine {

struct Address {
    std::string street;
    std::string postcode;
    std::string municipality;
};

Address address_of(const Family& family);
Address address_of(const Person& person);
bool is_empty(const Address& address);
// Whether one may be a part of the other.
bool agree(const Address& one, const Address& other);
// Whether `part` is one of it.
bool holds(const Address& whole, const Address& part);
// "Kerkstraat 8, 2400 Mol".
std::string in_one_line(const Address& address);

// As lines of its own, unless they stand there already.
void append_lines(std::string& text, const std::string& other);

}  // namespace oppad::engine

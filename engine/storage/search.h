// Search as you type. Every word typed must begin a word of the record (a family: its name,
// members, address and phones together); words of four letters and more may hold one slip.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"

namespace oppad::storage {

class Connection;
struct House;

enum class SearchKind : std::uint8_t { kFamilies, kPersons, kPlaces, kContactPersons };

struct SearchHit {
    RawId id;
    bool similar = false;  // Found through a spelling that only looks like what was typed.
    RawId matched_person;  // Families: the member whose name or own address matched where the
                           // family's name did not; nil when there is none.
};

// Any text is safe; text without a letter or digit finds nothing. Best first: whole words of the
// name, beginnings of the name, elsewhere, similar. Removed records are never found.
// Cost: under 5 ms at 10,000 families; the first search for a slip also reads the distinct words.
Result<std::vector<SearchHit>> search(Connection& connection, SearchKind kind,
                                      std::string_view typed, int limit);

// Families of which somebody may live there: what else has such a number and a word that the street
// begins with is among them. Cost: of so many index entries as stand for these words.
Result<std::vector<RawId>> find_in_house(Connection& connection, const House& house, int limit);

}  // namespace oppad::storage

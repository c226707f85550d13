// Text as search sees it: "Yılmaz-Peeters" and "yilmaz peeters" are the same words, "+32 470 12 34
// 56" and "0470/12.34.56" the same number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oppad::storage {

// Lower case, without diacritics, letters and digits only; other characters part words, apostrophes
// vanish. Bytes that are no UTF-8 part words too.
std::vector<std::string> folded_words(std::string_view text);

// What goes into the index for a name: its words, the parts around apostrophes (D'Hondt: dhondt, d,
// hondt), and names of several words written as one (Van den Broeck: vandenbroeck). Words are
// parted by spaces.
std::string name_terms(std::string_view name);
// The folded words, parted by spaces.
std::string plain_terms(std::string_view text);
// The digits of an E.164 number, with and without its country: "32470123456 0470123456".
std::string phone_terms(std::string_view phone);

// Where somebody lives, whichever box: "Turnhoutse baan 14 bus 2" and "turnhoutsebaan 14/3" are the
// same house.
struct House {
    std::string street;  // Its folded words, written as one.
    std::string number;  // Digits only: neither box nor letter.

    bool operator==(const House&) const = default;
};
// Nothing without a street or a number.
std::optional<House> house_of(std::string_view street);

// The same words with neighbours of digits only written as one, as a phone number is stored:
// {"0470", "12", "34"} becomes {"04701234"}, {"0032", "470"} becomes {"32470"}.
std::vector<std::string> with_numbers_joined(const std::vector<std::string>& words);

}  // namespace oppad::storage

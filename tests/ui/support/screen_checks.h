// What is wrong with a drawn screen, measured from the ledger and the item map: no eye is needed.
#pragma once

#include <string>
#include <vector>

#include "tests/ui/support/people_words.h"
#include "ui/frame/item_map.h"
#include "ui/frame/ledger.h"

namespace oppad::test {

struct CheckedScreen {
    const ui::Ledger& ledger;
    const ui::ItemMap& items;
    ui::Rect screen;
    float pixel_ratio = 1;
    double least_contrast = 4.5;
    // What may end in "…"; a text of ours never does, whole, filled or as a label of a code.
    const PeopleWords& people;
};

// Each names the kind of fault first: "cut: …", "outside: …", "over: …", "beyond: …",
// "covered: …", "pale: …", "small: …", "near: …".
std::vector<std::string> find_faults(const CheckedScreen& checked);

}  // namespace oppad::test

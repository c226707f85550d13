// What is wrong with a drawn screen, measured from the ledger and the item map: no eye is needed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ui/frame/item_map.h"
#include "ui/frame/ledger.h"

namespace oppad::test {

struct CheckedScreen {
    const ui::Ledger& ledger;
    const ui::ItemMap& items;
    ui::Rect screen;
    float pixel_ratio = 1;
    double least_contrast = 4.5;
    // Texts of ours, which never end in "…"; what people typed may.
    const std::set<std::string>& own_texts;
};

// Each names the kind of fault first: "cut: …", "outside: …", "over: …", "beyond: …",
// "covered: …", "pale: …", "small: …", "near: …".
std::vector<std::string> find_faults(const CheckedScreen& checked);

}  // namespace oppad::test

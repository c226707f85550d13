// A family's sheet for paper.
#pragma once

#include "ui/screens/stage.h"
#include "ui/state/sheet.h"

namespace oppad::ui {

struct SheetWish {
    engine::SheetPurpose purpose = engine::SheetPurpose::kFamily;
    const engine::SharedWith* consent = nullptr;  // Of a partner; never null then.
    bool with_notes = false;                      // Not for a partner.
};

// Only what its purpose needs; what one must know at the door never stands on paper.
Sheet make_family_sheet(const Stage& stage, const engine::FamilyPage& page, const SheetWish& wish);

}  // namespace oppad::ui

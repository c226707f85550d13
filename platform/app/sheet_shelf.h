// Where sheets for paper are put: the folders of the person at this tablet, as plain files that
// bear a number and a day, never a name.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "ui/state/sheet.h"

namespace oppad::platform {

// Thread: engine only.
class SheetShelf {
public:
    virtual ~SheetShelf() = default;
    [[nodiscard]] virtual ui::Sheets look() = 0;
    // Writes the sheet whole, or not at all, in a folder that look() named.
    // Fails: kDenied, kDiskFull, kNotFound when the folder went, kInternal.
    virtual Status put(const ui::Sheet& sheet, const std::string& folder, Day day) = 0;
    // Both: of a file that look() named; any other path is refused with kDenied.
    virtual Status open(const std::string& path) = 0;
    virtual Status remove(const std::string& path) = 0;
    // Every sheet in this machine's folders; what lies on a stick goes with whoever holds it.
    // Fails: as remove(), after having removed what it could.
    virtual Status remove_all() = 0;
};

}  // namespace oppad::platform

// A theme that an organisation added or renamed; the built-in ones are in assets/codes/themes.json.
#pragma once

#include <string>

#include "engine/core/id.h"

namespace oppad {

struct Theme {
    Id<Theme> id;
    RawId scope;       // Who may see it; set by the hub's grants.
    std::string code;  // Never reused.
    std::string label_nl;
    std::string label_fr;
    std::string label_en;
    bool retired = false;  // Not offered any more; old contacts keep it.
};

}  // namespace oppad

// A colleague, as the hub knows them; written by the hub alone.
#pragma once

#include <string>

#include "engine/core/id.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Staff {
    Id<Staff> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string name;
    Role role = Role::kUnknown;
    bool active = false;
};

}  // namespace oppad

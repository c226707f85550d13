// A colleague, as the hub knows them; written by the hub alone.
#pragma once

#include <string>

#include "engine/core/id.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Staff {
    Id<Staff> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string name;
    Role role = Role::kUnknown;
    bool active = false;
    TextSet devices;  // Their tablets, as hexadecimal device ids: whose hand a stamp is of.
};

}  // namespace oppad

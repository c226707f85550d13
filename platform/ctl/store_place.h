// Where a store and this device's share of its key lie, as the command line says.
#pragma once

#include <string>

namespace oppad::platform {

struct StorePlace {
    std::string folder;
    std::string device;  // Folder of the share. Empty = the person's own (paths.h).
};

}  // namespace oppad::platform

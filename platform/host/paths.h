// Where Op Pad keeps its things on a desktop system, following the XDG base directories.
#pragma once

#include <string>

#include "engine/core/result.h"

namespace oppad::platform {

// $XDG_DATA_HOME/oppad, else ~/.local/share/oppad. Fails: kNotFound without a home folder.
Result<std::string> default_store_folder();

// $XDG_DATA_HOME/oppad-device, else ~/.local/share/oppad-device: apart from the store on purpose
// (file_key_store.h). Fails: kNotFound without a home folder.
Result<std::string> default_device_folder();

// The folder with translations, code lists and icons. `chosen` when it is not empty, else beside
// the executable: ../assets of a build tree, ../share/oppad/assets of an installation.
// Fails: kNotFound, and the detail lists where was looked.
Result<std::string> find_assets_folder(const std::string& chosen);

}  // namespace oppad::platform

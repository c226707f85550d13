// Pictures of the window as PNG files.
#pragma once

#include <filesystem>

#include "engine/core/result.h"
#include "platform/app/window_glfw.h"

namespace oppad::screens {

// How a picture is packed: as it is, for a look; or in its 256 most used colours, each other one as
// the nearest of them, for keeping: a third of the bytes.
enum class Packing { kQuick, kSmall };

// Fails: kInvalid when the file can't be written.
Status write_png(const std::filesystem::path& path, const platform::Picture& picture,
                 Packing packing);

}  // namespace oppad::screens

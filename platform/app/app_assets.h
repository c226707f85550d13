// Finds the fonts, texts and code lists that the window needs and reads them whole.
#pragma once

#include <filesystem>

#include "engine/core/result.h"
#include "ui/frame/app.h"

namespace oppad::platform {

// Fonts come from the distribution's folders, the rest from `assets` (the repository's assets/, or
// where it was installed). Fills fonts, texts, code lists, version and the parts from outside; the
// caller sets the rest. Fails: kNotFound, naming the missing file; kInvalid for one that is broken.
Result<ui::AppParts> read_app_assets(const std::filesystem::path& assets);

// The fonts alone. Fails: kNotFound, naming the missing file.
Result<ui::FontBytes> read_fonts();

}  // namespace oppad::platform

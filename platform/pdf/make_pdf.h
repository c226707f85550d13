// A sheet for paper as a PDF of A4 pages: text that can be searched and copied, its fonts inside.
#pragma once

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "ui/frame/app.h"
#include "ui/state/sheet.h"

namespace oppad::platform {

// Borrows both for the call. Thread: any, one at a time.
// Fails: kInvalid when a font can't be read, kInternal.
Result<Bytes> make_pdf(const ui::Sheet& sheet, const ui::FontBytes& fonts);

}  // namespace oppad::platform

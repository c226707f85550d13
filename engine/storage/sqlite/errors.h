// What SQLite answers, in the words of Op Pad.
#pragma once

#include "engine/core/result.h"

struct sqlite3;

namespace oppad::storage {

// The error of `code` (an extended result code) during `step`, a constant English phrase. The
// detail holds SQLite's words for the code, never its message: messages may quote values.
Error error_from_sqlite(int code, const char* step);

}  // namespace oppad::storage

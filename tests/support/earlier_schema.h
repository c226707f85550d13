// A store as an earlier version of Op Pad left it: what later schemas brought is taken back, newest
// first, and the next opening migrates it anew. What only those schemas can hold goes.
#pragma once

#include "tests/support/temp_store.h"

namespace oppad::test {

// Requires: 4 <= version < the newest schema; a new schema adds its line to earlier_schema.cpp.
// REQUIREs success.
void return_to_schema(TestStore& fixture, int version);

}  // namespace oppad::test

// Three grades of assertion, none of them for input by people, files or the network.
//   CHECK   a defect that would corrupt stored work: log the place and stop; always on.
//   ENSURE  a defect that ends only this command: returns ErrorCode::kInternal; always on.
//   ASSUME  a belief checked in debug builds only.
#pragma once

#include <cassert>

#include "engine/core/result.h"

namespace oppad {

// Writes the place (never values) to stderr and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace oppad

#define CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::oppad::check_failed(#condition, __FILE__, __LINE__))

#define ENSURE(condition)                                                                \
    do {                                                                                 \
        if (!(condition))                                                                \
            return ::oppad::Error{::oppad::ErrorCode::kInternal, "ensure: " #condition}; \
    } while (false)

#define ASSUME(condition) assert(condition)

#include "engine/core/check.h"

#include <cstdio>
#include <cstdlib>

namespace oppad {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "oppad stopped to protect stored work: %s (%s:%d)\n", condition, file,
                 line);
    std::abort();
}

}  // namespace oppad

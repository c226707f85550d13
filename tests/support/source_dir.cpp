#include "tests/support/source_dir.h"

namespace oppad::test {

std::string source_dir() { return OPPAD_SOURCE_DIR; }

}  // namespace oppad::test

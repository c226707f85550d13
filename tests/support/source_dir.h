// Where the checkout is that the tests belong to: for what they read of the tree itself. A
// function, and no macro for everybody, so that a compiler cache serves every checkout.
#pragma once

#include <string>

namespace oppad::test {

// Without a slash at its end.
std::string source_dir();

}  // namespace oppad::test

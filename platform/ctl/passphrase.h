// Where the passphrase comes from: the environment variable OPPAD_PASSPHRASE or the terminal, never
// the command line, where every other program could read it.
#pragma once

#include "engine/core/result.h"
#include "engine/core/secret.h"

namespace oppad::platform {

// Taken from the environment when it is there; its copy there is overwritten and removed. Else
// asked for on the terminal without echo. Fails: kInvalid when there is neither or it is empty,
// kCancelled when the person ends the input.
Result<Secret> ask_passphrase();

// As ask_passphrase(), but typed twice on a terminal. Fails also: kInvalid when the two differ.
Result<Secret> ask_new_passphrase();

}  // namespace oppad::platform

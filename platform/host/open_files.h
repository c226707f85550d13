// How many files and connections the system lets this process have open at once.
#pragma once

namespace oppad::platform {

// Asks for so many, within what an administrator allows (often 1,024 are given until a process
// asks). Returns how many there are.
int raise_open_files(int wanted);

}  // namespace oppad::platform

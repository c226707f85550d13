// SQLite's memory, overwritten before it goes back to the heap: pages are decrypted there, and what
// somebody read or searched would outlive the lock in it. The program's own operator delete does
// the same for everything else (platform/host/wiping_allocation).
#pragma once

namespace oppad::storage {

// For the whole process, once. Too late where something has used SQLite before: then nothing
// changes. Thread: any. Returns whether it is in force.
bool wipe_freed_memory();

}  // namespace oppad::storage

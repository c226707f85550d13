// Private to sync/client: whether a certificate was shown and not believed. libcurl says of one
// that is signed by a stranger what it says of a handshake that was cut; only the one needs a
// person.
#pragma once

using CURL = void;  // As curl.h has it.

namespace oppad::sync {

// Sets `is_doubted` when it happens, on the thread that moves the bytes. Borrows it until the
// connection that `easy` makes has been made.
void watch_certificate(CURL* easy, bool& is_doubted);

}  // namespace oppad::sync

// The file beside the database that holds its key, wrapped: JSON, versioned, of no use without the
// passphrase or PIN.
//
// Data model (oppad.key)
//   format, version   "oppad-key", 1
//   organisation      for the lock screen; the only name in the file
//   cost              of Argon2id: memory_kib, passes
//   salt              16 bytes, of Argon2id
//   wraps             the database key, sealed with XChaCha20-Poly1305: `kind` "device" needs the
//                     device share as well, "alone" does not (passphrases of 15 characters or more)
//   tries             wrong tries in a row, and when the last one was: counted before each try
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/core/time.h"

namespace oppad::storage {

// What a try costs, here and for whoever guesses. The defaults take about 0.4 s on a tablet.
struct KeyCost {
    int memory_kib = 64 * 1024;
    int passes = 3;
};

// Words of the file.
enum class WrapKind : std::uint8_t { kDevice, kAlone };

struct KeyWrap {
    WrapKind kind = WrapKind::kDevice;
    Bytes nonce;   // 24 bytes.
    Bytes sealed;  // 32 bytes of key and a tag of 16.
};

struct KeyFile {
    std::string organisation;
    KeyCost cost;
    Bytes salt;
    std::vector<KeyWrap> wraps;
    int wrong_tries = 0;
    Instant last_wrong_at;
};

Bytes format_key_file(const KeyFile& file);
// Fails: kInvalid for a newer version, kCorrupt for anything else but a key file.
Result<KeyFile> parse_key_file(ByteView content);

}  // namespace oppad::storage

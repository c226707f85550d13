// The few files that are not the database: key file, settings. Small blobs, written whole or not at
// all.
#pragma once

#include <optional>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad {

class FileSystem {
public:
    virtual ~FileSystem() = default;
    // Returns nothing when there is no such file.
    virtual Result<std::optional<Bytes>> read(const std::string& path) = 0;
    // Replaces the file atomically and durably (temporary file, fsync, rename, fsync of the
    // folder), mode 0600. Fails: kDiskFull, kDenied.
    virtual Status replace(const std::string& path, ByteView content) = 0;
    // Success when the file is gone, also when it never was.
    virtual Status remove(const std::string& path) = 0;
};

}  // namespace oppad

// Files on a POSIX disk, read and written whole: replaced atomically and durably, readable by their
// owner alone.
#pragma once

#include "engine/ports/file_system.h"

namespace oppad::platform {

// A file above this is not one of ours: reading it is refused instead of filling the memory. The
// largest are the answers that a stick carries (sync/wire/bundle.h).
inline constexpr std::size_t kWholeFileBytesMax = 268'435'456;

// Thread: any; two writers of one path each win whole, the later one last.
class PosixFileSystem final : public FileSystem {
public:
    // Fails: kDenied, kInvalid above kWholeFileBytesMax or when it is no plain file, kInternal.
    Result<std::optional<Bytes>> read(const std::string& path) override;
    Status replace(const std::string& path, ByteView content) override;
    Status remove(const std::string& path) override;
};

// Makes the folder and those above it, each for its owner alone (0700); success when it is there.
// Fails: kDenied, kDiskFull, kInvalid when something else stands at that place.
Status make_private_folder(const std::string& path);

// Renames a file of any size within its folder, durably; an existing `to` is replaced.
// Fails: kNotFound when there is no `from`, kDenied.
Status move_file(const std::string& from, const std::string& to);

}  // namespace oppad::platform

#include "platform/host/posix_file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "platform/host/descriptor.h"

namespace oppad::platform {
namespace {

Error error_of(int code, const char* step) {
    // A path may name a person's home: only the step and the system's words go to the log.
    std::string detail = std::string{step} + ": " + std::strerror(code);
    switch (code) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return {ErrorCode::kDiskFull, std::move(detail)};
        case EACCES:
        case EPERM:
        case EROFS:
            return {ErrorCode::kDenied, std::move(detail)};
        case ENOENT:
            return {ErrorCode::kNotFound, std::move(detail)};
        case ENOTDIR:
        case EISDIR:
        case ELOOP:
        case ENAMETOOLONG:
            return {ErrorCode::kInvalid, std::move(detail)};
        default:
            return {ErrorCode::kInternal, std::move(detail)};
    }
}

int open_retrying(const char* path, int flags) {
    int number = -1;
    do {
        number = ::open(path, flags | O_CLOEXEC);
    } while (number < 0 && errno == EINTR);
    return number;
}

Status write_whole(int number, ByteView content) {
    std::size_t written = 0;
    while (written < content.size()) {
        const ssize_t count = ::write(number, content.data() + written, content.size() - written);
        if (count < 0) {
            if (errno == EINTR) continue;
            return error_of(errno, "write");
        }
        written += static_cast<std::size_t>(count);
    }
    return ok();
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// A rename is on disk only once its folder is.
Status sync_folder(const std::string& folder) {
    const Descriptor descriptor{open_retrying(folder.c_str(), O_RDONLY | O_DIRECTORY)};
    if (!descriptor.is_open()) return error_of(errno, "open folder");
    if (::fsync(descriptor.number()) != 0) return error_of(errno, "fsync folder");
    return ok();
}

Status write_durably(Descriptor& file, ByteView content) {
    TRY(write_whole(file.number(), content));
    if (::fsync(file.number()) != 0) return error_of(errno, "fsync");
    if (file.close_checked() != 0) return error_of(errno, "close");
    return ok();
}

}  // namespace

Result<std::optional<Bytes>> PosixFileSystem::read(const std::string& path) {
    const Descriptor file{open_retrying(path.c_str(), O_RDONLY)};
    if (!file.is_open()) {
        if (errno == ENOENT) return std::optional<Bytes>{};
        return error_of(errno, "open");
    }
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return error_of(errno, "fstat");
    if (!S_ISREG(status.st_mode)) return Error{ErrorCode::kInvalid, "not a plain file"};
    if (static_cast<std::size_t>(status.st_size) > kWholeFileBytesMax) {
        return Error{ErrorCode::kInvalid, "file too large"};
    }
    Bytes content(static_cast<std::size_t>(status.st_size));
    std::size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t count =
            ::read(file.number(), content.data() + filled, content.size() - filled);
        if (count < 0) {
            if (errno == EINTR) continue;
            return error_of(errno, "read");
        }
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    content.resize(filled);
    return std::optional<Bytes>{std::move(content)};
}

Status PosixFileSystem::replace(const std::string& path, ByteView content) {
    std::string temporary = path + ".XXXXXX";
    Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};  // Mode 0600 by definition.
    if (!file.is_open()) return error_of(errno, "create");
    Status written = write_durably(file, content);
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
        written = error_of(errno, "rename");
    }
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return sync_folder(folder_of(path));
}

Status PosixFileSystem::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0) {
        if (errno == ENOENT) return ok();
        return error_of(errno, "unlink");
    }
    return sync_folder(folder_of(path));
}

Status make_private_folder(const std::string& path) {
    if (path.empty()) return Error{ErrorCode::kInvalid, "empty folder name"};
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (::mkdir(part.c_str(), 0700) != 0) {
            // A folder above may stand on a read-only or foreign disk: it only has to exist.
            const int code = errno;
            struct stat status {};
            if (::stat(part.c_str(), &status) != 0) return error_of(code, "make folder");
            if (!S_ISDIR(status.st_mode)) return Error{ErrorCode::kInvalid, "not a folder"};
        }
        if (end == std::string::npos) return ok();
    }
}

Status move_file(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        if (errno == ENOENT) return Error{ErrorCode::kNotFound, "no file to move"};
        return error_of(errno, "rename");
    }
    return sync_folder(folder_of(to));
}

}  // namespace oppad::platform

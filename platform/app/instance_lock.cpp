#include "platform/app/instance_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace oppad::platform {
namespace {

Error error_of(int code) {
    switch (code) {
        case EWOULDBLOCK:
            return {ErrorCode::kBusy, "another Op Pad window has this store"};
        case ENOENT:
        case ENOTDIR:
            return {ErrorCode::kNotFound, "no such store folder"};
        case EACCES:
        case EPERM:
        case EROFS:
            return {ErrorCode::kDenied, "the store folder can't be written"};
        case ENOSPC:
        case EDQUOT:
            return {ErrorCode::kDiskFull, "no space for the lock file"};
        default:
            return {ErrorCode::kInternal, "the lock file can't be used"};
    }
}

}  // namespace

Result<InstanceLock> InstanceLock::take(const std::string& store_folder) {
    const std::string path = store_folder + "/window.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return error_of(errno);
    InstanceLock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return error_of(errno);
    return lock;
}

InstanceLock::InstanceLock(InstanceLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

InstanceLock& InstanceLock::operator=(InstanceLock&& other) noexcept {
    if (this != &other) {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

InstanceLock::~InstanceLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace oppad::platform

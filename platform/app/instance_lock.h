// One window per store: held from start to end of the program, also while the store is locked and
// closed. A second window on the same store is told so instead of meeting a half-open one.
#pragma once

#include <string>

#include "engine/core/result.h"

namespace oppad::platform {

// Move-only; the system lets go of it when the program dies.
class InstanceLock {
public:
    // Fails: kBusy when another window holds the store, kDenied when the folder can't be written,
    // kNotFound without the folder, kDiskFull.
    static Result<InstanceLock> take(const std::string& store_folder);

    InstanceLock(InstanceLock&& other) noexcept;
    InstanceLock& operator=(InstanceLock&& other) noexcept;
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;
    ~InstanceLock();

private:
    explicit InstanceLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace oppad::platform

// A mutex that clang's thread-safety analysis understands; other compilers see a plain one.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define OPPAD_THREAD(attribute) __attribute__((attribute))
#else
#define OPPAD_THREAD(attribute)
#endif

namespace oppad::platform {

class OPPAD_THREAD(capability("mutex")) Mutex {
public:
    void lock() OPPAD_THREAD(acquire_capability()) { mutex_.lock(); }
    void unlock() OPPAD_THREAD(release_capability()) { mutex_.unlock(); }

private:
    std::mutex mutex_;
};

class OPPAD_THREAD(scoped_lockable) MutexLock {
public:
    explicit MutexLock(Mutex& mutex) OPPAD_THREAD(acquire_capability(mutex)) : mutex_(mutex) {
        mutex_.lock();
    }
    ~MutexLock() OPPAD_THREAD(release_capability()) { mutex_.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

private:
    Mutex& mutex_;
};

// Waits on a Mutex that the caller holds.
class Condition {
public:
    void notify() { condition_.notify_one(); }
    // Returns early when notified, or for no reason: the caller looks again.
    void wait_for(Mutex& mutex, std::chrono::milliseconds longest)
        OPPAD_THREAD(requires_capability(mutex)) {
        condition_.wait_for(mutex, longest);
    }

private:
    std::condition_variable_any condition_;
};

}  // namespace oppad::platform

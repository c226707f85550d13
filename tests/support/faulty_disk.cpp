#include "tests/support/faulty_disk.h"

#include <fcntl.h>
#include <sqlcipher/sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "engine/core/check.h"

namespace oppad::test {

namespace {

// One write that a power cut would take back.
struct Unsynced {
    sqlite3_int64 offset = 0;
    sqlite3_int64 size_before = 0;
    std::vector<char> before;
};

}  // namespace

struct FaultyDisk::State {
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    bool is_armed = false;
    Fault fault = Fault::kDiskFull;
    FaultSpan span = FaultSpan::kOnce;
    int left = 0;
    bool has_fired = false;
    std::map<std::string, std::vector<Unsynced>> unsynced;

    // Counts one call. Returns the failure it is to have.
    int next_call(bool is_sync) {
        if (!is_armed || (fault == Fault::kSyncFails && !is_sync)) return SQLITE_OK;
        if (has_fired && span == FaultSpan::kOnce) return SQLITE_OK;
        if (!has_fired && --left > 0) return SQLITE_OK;
        has_fired = true;
        switch (fault) {
            case Fault::kDiskFull:
                return is_sync ? SQLITE_IOERR_FSYNC : SQLITE_FULL;
            case Fault::kInputOutput:
                return is_sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
            case Fault::kSyncFails:
                return SQLITE_IOERR_FSYNC;
        }
        return SQLITE_OK;
    }
};

namespace {

using State = FaultyDisk::State;

// What SQLite holds as a file; the real one follows it in the same memory.
struct File {
    sqlite3_file base;
    State* state;
    const std::string* path;  // Key of State::unsynced, none for files without a name.

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* as_file(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return as_file(file)->real(); }
const sqlite3_io_methods* methods(sqlite3_file* file) { return real(file)->pMethods; }

void remember(File* file, sqlite3_int64 offset, int amount) {
    if (file->path == nullptr) return;
    Unsynced one{.offset = offset, .before = std::vector<char>(static_cast<std::size_t>(amount))};
    file->real()->pMethods->xFileSize(file->real(), &one.size_before);
    // A short read leaves zeros, which the truncation to size_before takes away again.
    file->real()->pMethods->xRead(file->real(), one.before.data(), amount, offset);
    file->state->unsynced[*file->path].push_back(std::move(one));
}

int close_file(sqlite3_file* file) { return methods(file)->xClose(real(file)); }
int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    return methods(file)->xRead(real(file), into, amount, offset);
}
int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    if (const int failure = as_file(file)->state->next_call(false); failure != SQLITE_OK) {
        // A failing write may leave its first half behind.
        remember(as_file(file), offset, amount / 2);
        methods(file)->xWrite(real(file), from, amount / 2, offset);
        return failure;
    }
    remember(as_file(file), offset, amount);
    return methods(file)->xWrite(real(file), from, amount, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (const int failure = as_file(file)->state->next_call(false); failure != SQLITE_OK)
        return failure == SQLITE_FULL ? SQLITE_IOERR_TRUNCATE : failure;
    sqlite3_int64 size_before = 0;
    methods(file)->xFileSize(real(file), &size_before);
    if (size < size_before) remember(as_file(file), size, static_cast<int>(size_before - size));
    return methods(file)->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    File* one = as_file(file);
    if (const int failure = one->state->next_call(true); failure != SQLITE_OK) return failure;
    if (one->path != nullptr) one->state->unsynced[*one->path].clear();
    return methods(file)->xSync(real(file), flags);
}
int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file)->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) { return methods(file)->xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return methods(file)->xUnlock(real(file), level); }
int is_locked(sqlite3_file* file, int* answer) {
    return methods(file)->xCheckReservedLock(real(file), answer);
}
int control_file(sqlite3_file* file, int what, void* with) {
    return methods(file)->xFileControl(real(file), what, with);
}
int sector_size(sqlite3_file* file) { return methods(file)->xSectorSize(real(file)); }
int traits_of(sqlite3_file* file) { return methods(file)->xDeviceCharacteristics(real(file)); }
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    return methods(file)->xShmMap(real(file), page, size, extend, at);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return methods(file)->xShmLock(real(file), offset, count, flags);
}
void barrier_shared(sqlite3_file* file) { methods(file)->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) {
    return methods(file)->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods = [] {
    sqlite3_io_methods all{};
    all.iVersion = 2;  // Shared memory, no mapped reads.
    all.xClose = close_file;
    all.xRead = read_file;
    all.xWrite = write_file;
    all.xTruncate = truncate_file;
    all.xSync = sync_file;
    all.xFileSize = size_of_file;
    all.xLock = lock_file;
    all.xUnlock = unlock_file;
    all.xCheckReservedLock = is_locked;
    all.xFileControl = control_file;
    all.xSectorSize = sector_size;
    all.xDeviceCharacteristics = traits_of;
    all.xShmMap = map_shared;
    all.xShmLock = lock_shared;
    all.xShmBarrier = barrier_shared;
    all.xShmUnmap = unmap_shared;
    return all;
}();

int open_file(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* into, int flags, int* out) {
    auto* state = static_cast<State*>(vfs->pAppData);
    File* file = as_file(into);
    std::memset(static_cast<void*>(file), 0, sizeof *file);
    file->state = state;
    const int code = state->real->xOpen(state->real, name, file->real(), flags, out);
    if (code != SQLITE_OK) return code;
    // Map keys stay where they are.
    if (name != nullptr) file->path = &state->unsynced.try_emplace(name).first->first;
    file->base.pMethods = &kMethods;
    return SQLITE_OK;
}

}  // namespace

FaultyDisk::FaultyDisk() : state_(std::make_unique<State>()) {
    CHECK(sqlite3_initialize() == SQLITE_OK);
    state_->real = sqlite3_vfs_find(nullptr);
    state_->vfs = *state_->real;
    state_->vfs.zName = "oppad-faulty-disk";
    state_->vfs.pNext = nullptr;
    state_->vfs.pAppData = state_.get();
    state_->vfs.szOsFile = static_cast<int>(sizeof(File)) + state_->real->szOsFile;
    state_->vfs.xOpen = open_file;
    CHECK(sqlite3_vfs_register(&state_->vfs, 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_register(state_->real, 1);
    sqlite3_vfs_unregister(&state_->vfs);
}

void FaultyDisk::arm(Fault fault, FaultSpan span, int at) {
    state_->is_armed = true;
    state_->has_fired = false;
    state_->fault = fault;
    state_->span = span;
    state_->left = at;
}

void FaultyDisk::disarm() { state_->is_armed = false; }

bool FaultyDisk::has_fired() const { return state_->has_fired; }

void FaultyDisk::cut_power() {
    for (auto& [path, writes] : state_->unsynced) {
        const int handle = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        if (handle >= 0) {
            for (auto one = writes.rbegin(); one != writes.rend(); ++one) {
                CHECK(::pwrite(handle, one->before.data(), one->before.size(), one->offset) ==
                      static_cast<ssize_t>(one->before.size()));
                CHECK(::ftruncate(handle, one->size_before) == 0);
            }
            ::close(handle);
        }
        ::unlink((path + "-shm").c_str());
    }
    state_->unsynced.clear();
}

}  // namespace oppad::test

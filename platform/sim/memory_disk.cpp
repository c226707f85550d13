#include "platform/sim/memory_disk.h"

#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <vector>

#include "engine/core/check.h"
#include "platform/ctl/dice.h"

namespace oppad::sim {

namespace {

constexpr sqlite3_int64 kSectorBytes = 512;
constexpr int kPathBytesMax = 512;

// One write, or with `is_cut` a truncation to `offset`.
struct Pending {
    sqlite3_int64 offset = 0;
    Bytes bytes;
    bool is_cut = false;
};

struct StoredFile {
    Bytes seen;                                  // What readers get.
    Bytes synced;                                // What a power cut leaves for certain.
    std::vector<Pending> pending;                // From the one to the other, in order.
    std::vector<std::unique_ptr<Bytes>> shared;  // Shared memory, in regions.
    int open_count = 0;
};

void write_into(Bytes& file, sqlite3_int64 offset, ByteView bytes) {
    const auto at = static_cast<std::size_t>(offset);
    if (file.size() < at + bytes.size()) file.resize(at + bytes.size());
    std::copy(bytes.begin(), bytes.end(), file.begin() + offset);
}

void apply_whole(Bytes& file, const Pending& change) {
    if (change.is_cut)
        file.resize(static_cast<std::size_t>(change.offset));
    else
        write_into(file, change.offset, change.bytes);
}

// Sectors lie on the disk's own boundaries, not on those of the write.
void apply_torn(Bytes& file, const Pending& change, platform::Dice& dice) {
    const auto size = static_cast<sqlite3_int64>(change.bytes.size());
    for (sqlite3_int64 from = 0; from < size;) {
        const sqlite3_int64 room = kSectorBytes - (change.offset + from) % kSectorBytes;
        const sqlite3_int64 count = std::min(room, size - from);
        if (dice.chance(50)) {
            write_into(file, change.offset + from,
                       ByteView{change.bytes}.subspan(static_cast<std::size_t>(from),
                                                      static_cast<std::size_t>(count)));
        }
        from += count;
    }
}

void apply_by_chance(Bytes& file, const Pending& change, platform::Dice& dice) {
    const int fate = dice.between(1, 100);
    if (fate <= 40) return;
    if (fate <= 75 || change.is_cut)
        apply_whole(file, change);
    else
        apply_torn(file, change, dice);
}

}  // namespace

struct MemoryDisk::State {
    std::string name;
    sqlite3_vfs vfs{};
    // Nodes stay where they are: open files point at them.
    std::map<std::string, std::unique_ptr<StoredFile>> files;
    bool is_armed = false;
    bool has_failed = false;
    bool has_stopped = false;
    DiskFault fault = DiskFault::kFull;
    FaultSpan span = FaultSpan::kOnce;
    int left = 0;
    std::uint64_t chance = 1;

    // What the next write, truncation or sync meets.
    int next_call(bool is_sync) {
        const int io_error = is_sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
        if (has_stopped) return io_error;
        if (!is_armed || (has_failed && span == FaultSpan::kOnce)) return SQLITE_OK;
        if (!has_failed && --left > 0) return SQLITE_OK;
        has_failed = true;
        if (fault == DiskFault::kStops) has_stopped = true;
        return fault == DiskFault::kFull && !is_sync ? SQLITE_FULL : io_error;
    }
    void heal() {
        is_armed = false;
        has_failed = false;
    }
    [[nodiscard]] bool is_closed() const {
        return std::all_of(files.begin(), files.end(),
                           [](const auto& entry) { return entry.second->open_count == 0; });
    }
};

namespace {

using State = MemoryDisk::State;

// What SQLite holds as a file.
struct OpenFile {
    sqlite3_file base;
    State* disk;
    StoredFile* file;
};

OpenFile& as_open(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int close_file(sqlite3_file* file) {
    --as_open(file).file->open_count;
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    const OpenFile& one = as_open(file);
    if (one.disk->has_stopped) return SQLITE_IOERR_READ;
    const auto size = static_cast<sqlite3_int64>(one.file->seen.size());
    const sqlite3_int64 count = std::clamp<sqlite3_int64>(size - offset, 0, amount);
    if (count > 0)
        std::memcpy(into, one.file->seen.data() + offset, static_cast<std::size_t>(count));
    if (count == amount) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + count, 0, static_cast<std::size_t>(amount - count));
    return SQLITE_IOERR_SHORT_READ;
}

void put(StoredFile& file, Pending change) {
    apply_whole(file.seen, change);
    file.pending.push_back(std::move(change));
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    const OpenFile& one = as_open(file);
    const int failure = one.disk->next_call(false);
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    // A failing write may leave its first half behind.
    if (failure == SQLITE_OK)
        put(*one.file, {offset, Bytes(bytes, bytes + amount)});
    else if (!one.disk->has_stopped)
        put(*one.file, {offset, Bytes(bytes, bytes + amount / 2)});
    return failure;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const OpenFile& one = as_open(file);
    if (one.disk->next_call(false) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
    if (size < static_cast<sqlite3_int64>(one.file->seen.size())) put(*one.file, {size, {}, true});
    return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int /*flags*/) {
    const OpenFile& one = as_open(file);
    if (const int failure = one.disk->next_call(true); failure != SQLITE_OK) return failure;
    for (const Pending& change : one.file->pending) apply_whole(one.file->synced, change);
    one.file->pending.clear();
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(as_open(file).file->seen.size());
    return SQLITE_OK;
}

// One connection has a disk's database open, so a lock always succeeds.
int lock_file(sqlite3_file* /*file*/, int /*level*/) { return SQLITE_OK; }
int is_locked(sqlite3_file* /*file*/, int* answer) {
    *answer = 0;
    return SQLITE_OK;
}
int control_file(sqlite3_file* /*file*/, int /*what*/, void* /*with*/) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file* /*file*/) { return 4096; }
int traits_of(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    auto& shared = as_open(file).file->shared;
    const auto wanted = static_cast<std::size_t>(page);
    *at = nullptr;
    if (wanted >= shared.size() && extend == 0) return SQLITE_OK;
    while (shared.size() <= wanted)
        shared.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    *at = shared[wanted]->data();
    return SQLITE_OK;
}
int lock_shared(sqlite3_file* /*file*/, int /*from*/, int /*count*/, int /*flags*/) {
    return SQLITE_OK;
}
void order_shared(sqlite3_file* /*file*/) {}
int unmap_shared(sqlite3_file* file, int /*remove*/) {
    as_open(file).file->shared.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = is_locked,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = traits_of,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = order_shared,
    .xShmUnmap = unmap_shared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* into, int flags, int* given) {
    State& disk = state_of(vfs);
    into->pMethods = nullptr;
    // Temporary files stay in SQLite's own memory (connection.h).
    if (path == nullptr || disk.has_stopped) return SQLITE_CANTOPEN;
    auto found = disk.files.find(path);
    if (found == disk.files.end()) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        found = disk.files.emplace(path, std::make_unique<StoredFile>()).first;
    }
    ++found->second->open_count;
    new (into) OpenFile{{&kMethods}, &disk, found->second.get()};
    if (given != nullptr) *given = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int /*sync_folder*/) {
    State& disk = state_of(vfs);
    if (disk.has_stopped) return SQLITE_IOERR_DELETE;
    const auto found = disk.files.find(path);
    if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
    if (found->second->open_count > 0) return SQLITE_IOERR_DELETE;
    disk.files.erase(found);
    return SQLITE_OK;
}

int has_file(sqlite3_vfs* vfs, const char* path, int /*how*/, int* answer) {
    *answer = state_of(vfs).files.count(path) > 0 ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs* /*vfs*/, const char* path, int size, char* into) {
    if (std::strlen(path) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::strcpy(into, path);
    return SQLITE_OK;
}

int fill_by_chance(sqlite3_vfs* vfs, int size, char* into) {
    platform::Dice dice{state_of(vfs).chance++};
    std::generate(into, into + size, [&dice] { return static_cast<char>(dice.next() & 0xff); });
    return size;
}

int sleep_never(sqlite3_vfs* /*vfs*/, int /*microseconds*/) { return 0; }
int time_now(sqlite3_vfs* /*vfs*/, double* days) {
    *days = 2461368.0;  // No SQL of ours asks for the time.
    return SQLITE_OK;
}
// The only failure that is asked about is that of a missing file.
int last_error(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*into*/) { return ENOENT; }

}  // namespace

MemoryDisk::MemoryDisk() : state_(std::make_unique<State>()) {
    // Unlike every other that lives; nothing else depends on the name.
    state_->name = "memory-" + std::to_string(reinterpret_cast<std::uintptr_t>(state_.get()));
    state_->vfs = {
        .iVersion = 1,
        .szOsFile = sizeof(OpenFile),
        .mxPathname = kPathBytesMax,
        .pNext = nullptr,
        .zName = state_->name.c_str(),
        .pAppData = state_.get(),
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = has_file,
        .xFullPathname = full_path,
        .xDlOpen = nullptr,
        .xDlError = nullptr,
        .xDlSym = nullptr,
        .xDlClose = nullptr,
        .xRandomness = fill_by_chance,
        .xSleep = sleep_never,
        .xCurrentTime = time_now,
        .xGetLastError = last_error,
        .xCurrentTimeInt64 = nullptr,
        .xSetSystemCall = nullptr,
        .xGetSystemCall = nullptr,
        .xNextSystemCall = nullptr,
    };
    CHECK(sqlite3_vfs_register(&state_->vfs, 0) == SQLITE_OK);
}

MemoryDisk::~MemoryDisk() { sqlite3_vfs_unregister(&state_->vfs); }

const char* MemoryDisk::vfs() const { return state_->name.c_str(); }

void MemoryDisk::fail_at(DiskFault fault, FaultSpan span, int at) {
    state_->is_armed = true;
    state_->has_failed = false;
    state_->fault = fault;
    state_->span = span;
    state_->left = at;
}

void MemoryDisk::heal() { state_->heal(); }
bool MemoryDisk::is_armed() const {
    return state_->is_armed && !(state_->has_failed && state_->span == FaultSpan::kOnce);
}
bool MemoryDisk::has_failed() const { return state_->has_failed; }
bool MemoryDisk::has_stopped() const { return state_->has_stopped; }
void MemoryDisk::stop() { state_->has_stopped = true; }

void MemoryDisk::cut_power(platform::Dice& dice) {
    CHECK(state_->is_closed());
    for (auto& [path, file] : state_->files) {
        for (const Pending& change : file->pending) apply_by_chance(file->synced, change, dice);
        file->pending.clear();
        file->seen = file->synced;
    }
    restart();
}

void MemoryDisk::restart() {
    CHECK(state_->is_closed());
    for (auto& [path, file] : state_->files) file->shared.clear();
    state_->has_stopped = false;
    state_->heal();
}

DiskImage MemoryDisk::image() const {
    DiskImage image;
    for (const auto& [path, file] : state_->files) image[path] = file->seen;
    return image;
}

void MemoryDisk::load(const DiskImage& image) {
    CHECK(state_->is_closed());
    state_->files.clear();
    for (const auto& [path, bytes] : image) {
        auto file = std::make_unique<StoredFile>();
        file->seen = bytes;
        file->synced = bytes;
        state_->files[path] = std::move(file);
    }
}

}  // namespace oppad::sim

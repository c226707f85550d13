#include "engine/storage/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <utility>

#include "engine/core/check.h"
#include "engine/storage/audit.h"
#include "engine/storage/audit_mark.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/migrations.h"

namespace oppad::storage {

std::span<const Migration> store_migrations();  // store_migrations.cpp, from schema/*.sql.

namespace {

Error error_from_errno(int code, const char* step) {
    const std::string detail = std::string{step} + ": errno " + std::to_string(code);
    switch (code) {
        case ENOSPC:
        case EDQUOT:
            return {ErrorCode::kDiskFull, detail};
        case EACCES:
        case EPERM:
        case EROFS:
            return {ErrorCode::kDenied, detail};
        case ENOENT:
        case ENOTDIR:
            return {ErrorCode::kNotFound, detail};
        default:
            return {ErrorCode::kInternal, detail};
    }
}

Result<std::int64_t> file_size(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return error_from_errno(errno, "look at file");
    return std::int64_t{facts.st_size};
}

// Makes a rename or a new file in `folder` survive a power cut.
Status flush_folder(const std::string& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return error_from_errno(errno, "open folder");
    const int failed = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    if (failed != 0) return error_from_errno(failed, "flush folder");
    return ok();
}

// An empty file of mode 0600, so that SQLite gives the same mode to its -wal and -shm.
Status make_private_file(const std::string& path) {
    const int handle = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (handle < 0) return error_from_errno(errno, "make database file");
    ::close(handle);
    return ok();
}

void remove_half_made(const std::string& path) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
}

// Builds the database under another name: a half-made one is never taken for a store.
Status build(const std::string& path, const Secret& database_key) {
    remove_half_made(path);
    TRY(make_private_file(path));
    TRY_ASSIGN(const std::unique_ptr<Connection> connection,
               Connection::open({.path = path, .mode = OpenMode::kExisting, .key = &database_key}));
    TRY(migrate(*connection, store_migrations()));
    return connection->checkpoint(CheckpointKind::kTruncate);
}

// The desk checkpoints in quiet moments; this many pages (16 MB) are the limit without one.
constexpr int kAutoCheckpointPages = 4000;

Result<std::unique_ptr<Connection>> open_connection(const StorePaths& paths, const Secret& key) {
    return Connection::open(
        {.path = paths.database(), .key = &key, .auto_checkpoint_pages = kAutoCheckpointPages});
}

Status check_audit_reaches(Connection& connection, std::int64_t noted) {
    TRY_ASSIGN(const AuditHead head, audit_head(connection));
    if (head.seq >= noted) return ok();
    return Error{ErrorCode::kCorrupt, "open: the last " + std::to_string(noted - head.seq) +
                                          " entries of committed work are missing"};
}

}  // namespace

Status make_store_folder(const StorePaths& paths) {
    const std::string& folder = paths.folder;
    if (::mkdir(folder.c_str(), 0700) == 0) return ok();
    if (errno != EEXIST) return error_from_errno(errno, "make folder");
    // An older or copied folder may be readable by others.
    if (::chmod(folder.c_str(), 0700) != 0) return error_from_errno(errno, "close folder");
    return ok();
}

bool has_database(const StorePaths& paths) { return ::access(paths.database().c_str(), F_OK) == 0; }

// Held for as long as the store is open; the system lets it go when the process dies.
struct Store::Lock {
    explicit Lock(int handle_) : handle(handle_) {}
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock() { ::close(handle); }

    static Result<std::unique_ptr<Lock>> take(const std::string& path) {
        const int handle = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (handle < 0) return error_from_errno(errno, "open lock file");
        auto lock = std::make_unique<Lock>(handle);
        if (::flock(handle, LOCK_EX | LOCK_NB) == 0) return lock;
        if (errno == EWOULDBLOCK)
            return Error{ErrorCode::kBusy, "another running program has this store open"};
        return error_from_errno(errno, "lock store");
    }

    int handle;
};

Store::Store(std::unique_ptr<Lock> lock, std::unique_ptr<AuditMark> audit_mark,
             std::unique_ptr<Connection> connection)
    : lock_(std::move(lock)),
      audit_mark_(std::move(audit_mark)),
      connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&& other) noexcept {
    // The connection closes before its lock is let go.
    connection_ = std::move(other.connection_);
    audit_mark_ = std::move(other.audit_mark_);
    lock_ = std::move(other.lock_);
    draft_commits_ = other.draft_commits_;
    opened_commits_ = other.opened_commits_;
    search_commits_ = other.search_commits_;
    return *this;
}
Store::~Store() { connection_.reset(); }

Result<Store> Store::create(const StorePaths& paths, const Secret& database_key) {
    TRY(make_store_folder(paths));
    TRY_ASSIGN(std::unique_ptr<Lock> lock, Lock::take(paths.lock_file()));
    if (has_database(paths))
        return Error{ErrorCode::kConflict, "create: there is a database already"};
    const std::string half_made = paths.database() + ".new";
    if (Status built = build(half_made, database_key); !built) {
        remove_half_made(half_made);
        return built.error();
    }
    if (::rename(half_made.c_str(), paths.database().c_str()) != 0)
        return error_from_errno(errno, "name database");
    TRY(flush_folder(paths.folder));
    // A mark of a database that was set aside says nothing about this one.
    ::unlink(paths.mark_file().c_str());
    TRY_ASSIGN(std::unique_ptr<AuditMark> audit_mark, AuditMark::open(paths.mark_file()));
    TRY_ASSIGN(std::unique_ptr<Connection> connection, open_connection(paths, database_key));
    return Store{std::move(lock), std::move(audit_mark), std::move(connection)};
}

Result<Store> Store::open(const StorePaths& paths, const Secret& database_key) {
    TRY_ASSIGN(const std::int64_t size, file_size(paths.database()));
    // create() never leaves an empty file under this name: its content is gone.
    if (size == 0) return Error{ErrorCode::kCorrupt, "open: the database file is empty"};
    TRY_ASSIGN(std::unique_ptr<Lock> lock, Lock::take(paths.lock_file()));
    TRY_ASSIGN(std::unique_ptr<AuditMark> audit_mark, AuditMark::open(paths.mark_file()));
    TRY_ASSIGN(std::unique_ptr<Connection> connection, open_connection(paths, database_key));
    // Closing folds the write-ahead log into the database: not before it is known to be whole.
    connection->keep_log_at_close(true);
    TRY_ASSIGN(const int version, schema_version(*connection));
    if (version == 0) return Error{ErrorCode::kCorrupt, "open: the database holds no schema"};
    // Schema 1 had no audit.
    if (version > 1) TRY(check_audit_reaches(*connection, audit_mark->noted()));
    TRY(migrate(*connection, store_migrations()));
    connection->keep_log_at_close(false);
    return Store{std::move(lock), std::move(audit_mark), std::move(connection)};
}

Result<Store> Store::open_within(const char* vfs, const std::string& path,
                                 const Secret& database_key) {
    TRY_ASSIGN(std::unique_ptr<Connection> connection,
               Connection::open({.path = path,
                                 .mode = OpenMode::kCreate,
                                 .key = &database_key,
                                 .vfs = vfs,
                                 .auto_checkpoint_pages = kAutoCheckpointPages}));
    TRY(migrate(*connection, store_migrations()));
    return Store{nullptr, AuditMark::without_file(), std::move(connection)};
}

std::int64_t Store::revision() const { return connection_->commit_count(); }

}  // namespace oppad::storage

// The one door to SQLite (SQLCipher): a database file opened with or without a key, its prepared
// statements kept by text. The tablet's store and the hub's both stand on it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "engine/storage/sqlite/statement.h"

struct sqlite3;

namespace oppad::storage {

enum class OpenMode : std::uint8_t {
    kExisting,  // Fails with kNotFound when there is no file.
    kCreate,    // Makes the file when there is none.
};

struct ConnectionOptions {
    std::string path;
    OpenMode mode = OpenMode::kExisting;
    const Secret* key = nullptr;    // 32 raw bytes; none = not encrypted. Borrowed for open().
    const char* vfs = nullptr;      // A registered VFS; none = the platform's.
    int cache_kib_max = 64 * 1024;  // SQLite's own 2 MB cost a quarter more (performance.md).
    int busy_timeout_ms = 0;        // The tablet has one connection: it never needs to wait.
    int auto_checkpoint_pages = 1000;
};

// What WAL, fsync and checkpoint are to callers: how hard to try.
enum class CheckpointKind : std::uint8_t {
    kPassive,   // What needs no waiting.
    kTruncate,  // Everything, and leaves an empty write-ahead log: for erasure and before closing.
    kTruncateAtOnce,  // The same where nobody else is at work: else kBusy, without waiting.
};

// What a user of the connection keeps in memory for as long as it is open.
struct ConnectionAttachment {
    virtual ~ConnectionAttachment() = default;
};

// Thread: one at a time. WAL, synchronous FULL, secure_delete, temporary tables in memory, no mmap.
class Connection {
public:
    // Fails: kNotFound, kDenied (wrong key, or the folder refuses), kCorrupt, kBusy, kDiskFull.
    // With a key a damaged first page can't be told from a wrong key: both are kDenied.
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    // Requires: no Statement of it lives.
    ~Connection();

    // `sql` is one statement of ours. A second use while the first still lives gets a compiled form
    // of its own. Fails: kInternal for a text that doesn't compile, kCorrupt, kBusy.
    Result<Statement> prepare(std::string_view sql);
    // Runs every statement of a script (schema files, pragmas), without parameters.
    Status execute_script(const std::string& script);
    // Shorthand for a statement without parameters and rows.
    Status execute(std::string_view sql);

    [[nodiscard]] bool in_transaction() const;
    // Commits a transaction that is held (Transaction::hold). Fails: as Transaction::commit; what
    // was held is then gone.
    Status settle();
    // Rows changed by the last INSERT, UPDATE or DELETE.
    [[nodiscard]] std::int64_t changed_rows() const;
    // Grows with every commit of a write to the file; temporary tables do not count.
    [[nodiscard]] std::int64_t commit_count() const { return commit_count_; }

    // Settles first. Fails: kBusy when a reader holds a truncating one up.
    Status checkpoint(CheckpointKind kind);
    // Whether closing leaves the write-ahead log as it is, for one that may be damaged.
    void keep_log_at_close(bool keeps);
    // One per connection: the tablet's search keeps its vocabulary there.
    std::unique_ptr<ConnectionAttachment>& attachment() { return attachment_; }
    [[nodiscard]] sqlite3* handle() const { return handle_; }

private:
    friend class Transaction;
    void hold() { is_held_ = true; }
    // Whether there was one that is held and still open.
    bool stop_holding();

    Connection(sqlite3* handle, int busy_timeout_ms)
        : handle_(handle), busy_timeout_ms_(busy_timeout_ms) {}
    // `seal`: as SQLCipher calls what proves each page; null without a key.
    static Result<std::unique_ptr<Connection>> open_sealed(const ConnectionOptions& options,
                                                           const char* seal);
    Status use_key(const Secret& key, const char* seal);
    Status configure(const ConnectionOptions& options);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, CachedStatement, TextHash, std::equal_to<>> statements_;
    std::unique_ptr<ConnectionAttachment> attachment_;
    sqlite3* handle_ = nullptr;
    int busy_timeout_ms_ = 0;
    std::int64_t commit_count_ = 0;
    bool is_held_ = false;
};

}  // namespace oppad::storage

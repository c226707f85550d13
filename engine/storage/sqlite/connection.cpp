#define SQLITE_HAS_CODEC  // Declares sqlite3_key_v2.
#include "engine/storage/sqlite/connection.h"

#include <sqlcipher/sqlite3.h>

#include <array>
#include <utility>

#include "engine/core/check.h"
#include "engine/storage/sqlite/errors.h"
#include "engine/storage/sqlite/wiping_memory.h"

namespace oppad::storage {

namespace {

constexpr std::size_t kKeyBytes = 32;

// Texts are some hundreds, and those of updates as many as there are ways to fill a form in: what
// comes later is compiled for each use. At most 20 MB.
constexpr std::size_t kKeptStatementsMax = 1'000;

constexpr std::string_view kSelectAnything = "SELECT count(*) FROM sqlite_schema";

constexpr const char* kPragmas = R"sql(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 0;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA journal_size_limit = 16777216;
)sql";

// Both numbers are ours, never input.
std::string sizes_script(const ConnectionOptions& options) {
    return "PRAGMA cache_size = -" + std::to_string(options.cache_kib_max) +
           "; PRAGMA wal_autocheckpoint = " + std::to_string(options.auto_checkpoint_pages) + ";";
}

// SQLite counts its memory under a lock, at each allocation. Nobody asks for the count.
void stop_counting_memory() {
    // Too late where something has used SQLite before: then it goes on counting.
    static const int kDone = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    ignore_because(kDone, "it only saves time");
}

// What proves each page: as SQLCipher calls it. Processors have instructions for the first; the
// second is what older stores have. Nothing in a file says which (docs/adr/0018).
constexpr std::array<const char*, 2> kPageSeals{"HMAC_SHA256", "HMAC_SHA512"};

// A database that nobody can read gives its header away as "not a database".
bool is_unreadable(int code) { return (code & 0xff) == SQLITE_NOTADB; }

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
    stop_counting_memory();
    ignore_because(wipe_freed_memory(), "too late, it is as it was: the disk is encrypted anyway");
    if (options.key == nullptr) return open_sealed(options, nullptr);
    Result<std::unique_ptr<Connection>> opened = open_sealed(options, kPageSeals[0]);
    if (opened || opened.error().code != ErrorCode::kDenied) return opened;
    return open_sealed(options, kPageSeals[1]);
}

Result<std::unique_ptr<Connection>> Connection::open_sealed(const ConnectionOptions& options,
                                                            const char* seal) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (options.mode == OpenMode::kCreate) flags |= SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(options.path.c_str(), &handle, flags, options.vfs);
    if (handle == nullptr) return error_from_sqlite(code, "open");
    std::unique_ptr<Connection> connection{new Connection(handle, options.busy_timeout_ms)};
    if (code != SQLITE_OK) {
        const bool is_missing = (code & 0xff) == SQLITE_CANTOPEN &&
                                options.mode == OpenMode::kExisting &&
                                sqlite3_system_errno(handle) == 2;  // ENOENT
        if (is_missing) return Error{ErrorCode::kNotFound, "open: no database file"};
        return error_from_sqlite(code, "open");
    }
    // Who cannot read it changes nothing of it.
    connection->keep_log_at_close(true);
    if (options.key != nullptr) TRY(connection->use_key(*options.key, seal));
    TRY(connection->configure(options));
    connection->keep_log_at_close(false);
    return connection;
}

Connection::~Connection() {
    for (auto& [text, cached] : statements_) {
        ASSUME(!cached.in_use);
        sqlite3_finalize(cached.compiled);
    }
    sqlite3_close_v2(handle_);
}

Status Connection::use_key(const Secret& key, const char* seal) {
    ENSURE(key.size() == kKeyBytes);
    // SQLCipher would write its own lines to stderr; what matters comes back as an Error.
    TRY(execute_script("PRAGMA cipher_log_level = NONE"));
    // SQLCipher's form for a raw key, which skips its own derivation: x'64 digits'.
    constexpr std::string_view kDigits = "0123456789abcdef";
    Secret literal(3 + 2 * kKeyBytes);
    std::size_t at = 0;
    const std::span<std::uint8_t> text = literal.bytes();
    const auto put = [&text, &at](char letter) { text[at++] = static_cast<std::uint8_t>(letter); };
    put('x');
    put('\'');
    for (const std::uint8_t byte : key.view()) {
        put(kDigits[byte >> 4]);
        put(kDigits[byte & 0x0f]);
    }
    put('\'');
    const int code = sqlite3_key_v2(handle_, "main", text.data(), static_cast<int>(literal.size()));
    if (code != SQLITE_OK) return error_from_sqlite(code, "key");
    // What VACUUM INTO makes gets SQLCipher's default, which is the whole process's.
    static const Status kDefaultIsSet =
        execute_script(std::string{"PRAGMA cipher_default_hmac_algorithm = "} + kPageSeals.front());
    TRY(kDefaultIsSet);
    return execute_script(std::string{"PRAGMA cipher_hmac_algorithm = "} + seal);
}

Status Connection::configure(const ConnectionOptions& options) {
    sqlite3_busy_timeout(handle_, busy_timeout_ms_);
    // What only temporary tables keep is no write: nobody need look again because of it.
    const auto count_commit = [](void* self) {
        auto* connection = static_cast<Connection*>(self);
        if (sqlite3_txn_state(connection->handle_, "main") == SQLITE_TXN_WRITE)
            ++connection->commit_count_;
        return 0;
    };
    sqlite3_commit_hook(handle_, count_commit, this);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // The first read decides whether the key fits.
    const std::string first_read{kSelectAnything};
    const int code = sqlite3_exec(handle_, first_read.c_str(), nullptr, nullptr, nullptr);
    if (options.key != nullptr && is_unreadable(code))
        return Error{ErrorCode::kDenied, "open: the key does not fit this file"};
    if (code != SQLITE_OK) return error_from_sqlite(code, "first read");
    TRY(execute_script(kPragmas));
    return execute_script(sizes_script(options));
}

Result<Statement> Connection::prepare(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found != statements_.end() && !found->second.in_use)
        return Statement{found->second.compiled, &found->second};
    sqlite3_stmt* compiled = nullptr;
    const bool is_kept = found == statements_.end() && statements_.size() < kKeptStatementsMax;
    const unsigned flags = is_kept ? SQLITE_PREPARE_PERSISTENT : 0;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags,
                                        &compiled, nullptr);
    if (code != SQLITE_OK) return error_from_sqlite(code, "prepare");
    ENSURE(compiled != nullptr);
    if (!is_kept) return Statement{compiled, nullptr};
    CachedStatement& kept = statements_[std::string{sql}];
    kept.compiled = compiled;
    return Statement{compiled, &kept};
}

Status Connection::execute_script(const std::string& script) {
    const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_from_sqlite(code, "script");
    return ok();
}

Status Connection::execute(std::string_view sql) {
    TRY_ASSIGN(Statement statement, prepare(sql));
    return statement.run();
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

// Some failures end a transaction at once, also one that is held.
bool Connection::stop_holding() { return std::exchange(is_held_, false) && in_transaction(); }

Status Connection::settle() {
    if (!stop_holding()) return ok();
    const Status committed = execute("COMMIT");
    if (!committed && in_transaction())
        ignore_because(execute("ROLLBACK"), "closing rolls back as well");
    return committed;
}

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(handle_); }

void Connection::keep_log_at_close(bool keeps) {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keeps ? 1 : 0, nullptr);
}

Status Connection::checkpoint(CheckpointKind kind) {
    TRY(settle());
    const int mode =
        kind == CheckpointKind::kPassive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    // One that waits for readers has the write lock meanwhile.
    const bool waits = kind != CheckpointKind::kTruncateAtOnce;
    if (!waits) sqlite3_busy_timeout(handle_, 0);
    const int code = sqlite3_wal_checkpoint_v2(handle_, "main", mode, nullptr, nullptr);
    if (!waits) sqlite3_busy_timeout(handle_, busy_timeout_ms_);
    if (code != SQLITE_OK) return error_from_sqlite(code, "checkpoint");
    return ok();
}

}  // namespace oppad::storage

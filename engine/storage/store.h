// The tablet's one encrypted database file, opened with its raw key. Who holds the key and how it
// is wrapped by a passphrase or PIN is store_keys.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/core/result.h"
#include "engine/core/secret.h"

namespace oppad::storage {

class AuditMark;
class Connection;

// Where a store lives: a folder with `oppad.db` (+ -wal, -shm), `oppad.key`, `oppad.mark` and
// `lock`.
struct StorePaths {
    std::string folder;

    [[nodiscard]] std::string database() const { return folder + "/oppad.db"; }
    [[nodiscard]] std::string key_file() const { return folder + "/oppad.key"; }
    [[nodiscard]] std::string mark_file() const { return folder + "/oppad.mark"; }
    [[nodiscard]] std::string lock_file() const { return folder + "/lock"; }
};

// Makes the folder, readable by its owner alone; one that is there is closed to others.
// Fails: kDenied, kDiskFull, kNotFound when its parent is missing.
Status make_store_folder(const StorePaths& paths);
// Whether there is a database, usable or not.
bool has_database(const StorePaths& paths);

// Owns the connection and the lock that keeps a second instance out. Thread: engine only.
class Store {
public:
    // Makes the database of a new, empty store. Fails: kConflict when one is there, kDenied,
    // kDiskFull.
    static Result<Store> create(const StorePaths& paths, const Secret& database_key);
    // Opens it and migrates it to today's schema, one version at a time, in one transaction.
    // Fails: kNotFound without a file, kDenied with a wrong key, kBusy when another process has it,
    // kInvalid when a newer Op Pad wrote it, kCorrupt, kDiskFull. kCorrupt also when committed work
    // is missing from the end (audit_mark.h); nothing on disk is changed by it.
    static Result<Store> open(const StorePaths& paths, const Secret& database_key);

    // A store inside another SQLite VFS than the platform's, where folders, locks and marks of the
    // system don't reach: a browser's, or the simulator's memory. `vfs` is registered and keeps
    // others out by itself; a new or half-made file gets its schema. Fails: as open().
    static Result<Store> open_within(const char* vfs, const std::string& path,
                                     const Secret& database_key);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();

    Connection& connection() { return *connection_; }
    // Grows with every committed write.
    [[nodiscard]] std::int64_t revision() const;
    // How many of them touched nothing else than drafts, what was opened, or the search index.
    [[nodiscard]] std::int64_t draft_commits() const { return draft_commits_; }
    [[nodiscard]] std::int64_t opened_commits() const { return opened_commits_; }
    [[nodiscard]] std::int64_t search_commits() const { return search_commits_; }
    // Whoever made such a commit tells.
    void note_draft_commit() { ++draft_commits_; }
    void note_opened_commit() { ++opened_commits_; }
    void note_search_commit() { ++search_commits_; }
    // Where UnitOfWork notes how far the audit has come.
    AuditMark& audit_mark() { return *audit_mark_; }

private:
    struct Lock;
    Store(std::unique_ptr<Lock> lock, std::unique_ptr<AuditMark> audit_mark,
          std::unique_ptr<Connection> connection);

    std::unique_ptr<Lock> lock_;
    std::unique_ptr<AuditMark> audit_mark_;
    std::unique_ptr<Connection> connection_;
    std::int64_t draft_commits_ = 0;
    std::int64_t opened_commits_ = 0;
    std::int64_t search_commits_ = 0;
};

}  // namespace oppad::storage

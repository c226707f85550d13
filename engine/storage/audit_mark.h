// How far the audit has come, in a small file apart from the database: one flipped bit in the
// write-ahead log hides every commit after it, and SQLite opens what is left without a word.
//
// The mark is written after a commit is durable, and not synced itself: after a power cut it may be
// behind the database, never ahead. Ahead means that committed work is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/core/result.h"

namespace oppad::storage {

// Owns the open file. Thread: engine only.
class AuditMark {
public:
    // Makes the file when there is none. Fails: kDenied, kDiskFull.
    static Result<std::unique_ptr<AuditMark>> open(const std::string& path);
    // For a store without a folder of its own: notes nothing, so notices nothing.
    static std::unique_ptr<AuditMark> without_file();
    AuditMark(const AuditMark&) = delete;
    AuditMark& operator=(const AuditMark&) = delete;
    ~AuditMark();

    // The last number noted; 0 for a new or unreadable mark.
    [[nodiscard]] std::int64_t noted() const { return noted_; }
    // Best effort: a mark that can't be written only notices less.
    void note(std::int64_t audit_seq);

private:
    AuditMark(int handle, std::int64_t noted) : handle_(handle), noted_(noted) {}

    int handle_;  // Below 0: no file.
    std::int64_t noted_;
};

}  // namespace oppad::storage

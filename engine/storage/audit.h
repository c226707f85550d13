// Who wrote, or looked at, which record, and when: one chain of entries per store.
//
// Data model (table audit)
//   seq      1, 2, 3, … without gaps
//   verb     the command's or view's name: "log_contact", "look_family"
//   fields   numbers of the fields that changed; empty for looking and deleting
//   hash     BLAKE2b-256 of the previous entry's hash (32 zero bytes before the first) and of this
//            entry's other columns, so that no entry can be altered, removed or moved on its own
//   The last entry's seq and hash stand in meta as well ("audit_head"), which shows a cut end. Who
//   can write the whole file can also forge the whole chain: only a head that the hub has signed
//   ends that.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

struct AuditEntry {
    Instant at;
    RawId staff_id;
    std::string_view verb;
    RecordKey key;
    std::span<const FieldNumber> fields;
};

// Requires: inside a transaction.
Status append_audit(Connection& connection, const AuditEntry& entry);

struct AuditHead {
    std::int64_t seq = 0;  // 0 = no entry yet.
    Bytes hash;
};
Result<AuditHead> audit_head(Connection& connection);

enum class AuditFaultKind : std::uint8_t {
    kGap,      // The entry of this seq is not there.
    kAltered,  // The entry of this seq, or the one before, is not what was written.
    kCut,      // The chain ends before its head; seq is the first one missing.
};
struct AuditFault {
    AuditFaultKind kind = AuditFaultKind::kAltered;
    std::int64_t seq = 0;
};

// Returns the first place where the chain is broken, nothing when it is whole. Cost: O(entries).
Result<std::optional<AuditFault>> find_audit_fault(Connection& connection);

}  // namespace oppad::storage

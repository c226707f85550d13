// Reads a whole store once and says what is not as it was written. Changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/storage/audit.h"
#include "engine/storage/record_list.h"

namespace oppad::storage {

class Connection;

// How the search index of one type stands beside its records.
struct SearchAgreement {
    std::string_view word;     // Of the record type: static storage.
    std::int64_t missing = 0;  // Records without an entry.
    std::int64_t stray = 0;    // Entries without a record.
    std::int64_t unfound = 0;  // Of a sample: records that their own name does not find.

    [[nodiscard]] bool holds() const { return missing == 0 && stray == 0 && unfound == 0; }
};

struct TypeCount {
    std::string_view word;  // Of the record type: static storage.
    RecordCount count;
};

struct IntegrityReport {
    std::vector<std::string> damage;  // SQLite's words about pages and indexes. Pages whose seal is
                                      // broken end the reading: nothing below is filled in then.
    std::optional<AuditFault> audit_fault;
    std::int64_t audit_entries = 0;
    std::int64_t search_pending = 0;  // Entries that wait to be refreshed: no damage.
    std::vector<SearchAgreement> search;
    std::vector<TypeCount> counts;

    [[nodiscard]] bool is_whole() const;
};

// Fails: kCorrupt when damage stops the reading itself, kBusy.
// Cost: every page is read and its seal checked: about a second per 200 MB.
Result<IntegrityReport> inspect_store(Connection& connection);

}  // namespace oppad::storage

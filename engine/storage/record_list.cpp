#include "engine/storage/record_list.h"

#include <string>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

namespace {

// Table names come from schema.h alone (docs/adr/0003).
std::string ids_text(const RecordSpec& spec) {
    return "SELECT id FROM \"" + std::string{spec.table} + "\" WHERE deleted = 0 ORDER BY id";
}

std::string count_text(const RecordSpec& spec) {
    return "SELECT count(*), coalesce(sum(deleted), 0) FROM \"" + std::string{spec.table} + '"';
}

}  // namespace

Result<std::vector<RawId>> list_record_ids(Connection& connection, RecordType type) {
    const RecordSpec* spec = find_spec(type);
    ENSURE(spec != nullptr);
    TRY_ASSIGN(Statement select, connection.prepare(ids_text(*spec)));
    std::vector<RawId> ids;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ids;
        ids.push_back(select.get<RawId>(0));
    }
}

Result<RecordCount> count_records(Connection& connection, RecordType type) {
    const RecordSpec* spec = find_spec(type);
    ENSURE(spec != nullptr);
    TRY_ASSIGN(Statement select, connection.prepare(count_text(*spec)));
    TRY_ASSIGN(const bool has_row, select.step());
    ENSURE(has_row);
    const std::int64_t all = select.integer(0);
    const std::int64_t removed = select.integer(1);
    return RecordCount{.visible = all - removed, .removed = removed};
}

}  // namespace oppad::storage

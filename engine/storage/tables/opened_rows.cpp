#include "engine/storage/tables/opened_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// Types 1 and 3 are RecordType::kFamily and kPlace.
constexpr std::string_view kSelectOpened = R"sql(
    SELECT type, id, name FROM (
        SELECT o.type, o.id, f.name, o.at_ms
        FROM opened AS o JOIN families AS f ON f.id = o.id
        WHERE o.type = 1 AND f.deleted = 0
        UNION ALL
        SELECT o.type, o.id, p.name, o.at_ms
        FROM opened AS o JOIN places AS p ON p.id = o.id
        WHERE o.type = 3 AND p.deleted = 0
    )
    ORDER BY at_ms DESC, id LIMIT :limit
)sql";

}  // namespace

Result<std::vector<OpenedRow>> list_opened(Connection& connection, int limit) {
    enum class Col { kType, kId, kName, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectOpened));
    select.bind(":limit", limit);
    std::vector<OpenedRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back(
            {.key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
             .name = row.get<std::string>(Col::kName)});
    }));
    return rows;
}

}  // namespace oppad::storage

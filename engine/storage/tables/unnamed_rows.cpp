#include "engine/storage/tables/unnamed_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelectUnnamed = R"sql(
    SELECT id, kind, at, themes FROM contacts INDEXED BY contacts_unnamed
    WHERE author_id = :author AND family_id IS NULL AND place_id IS NULL AND deleted = 0
    ORDER BY at DESC, id DESC LIMIT :limit
)sql";

}  // namespace

Result<std::vector<UnnamedRow>> list_unnamed(Connection& connection, const Id<Staff>& author,
                                             int limit) {
    enum class Col { kId, kKind, kAt, kThemes, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectUnnamed));
    select.bind(":author", author).bind(":limit", limit);
    std::vector<UnnamedRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({.id = row.get<Id<Contact>>(Col::kId),
                        .kind = row.get<ContactKind>(Col::kKind),
                        .at = row.get<Instant>(Col::kAt),
                        .themes = row.get<TextSet>(Col::kThemes)});
    }));
    return rows;
}

}  // namespace oppad::storage

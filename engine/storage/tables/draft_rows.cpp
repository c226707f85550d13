#include "engine/storage/tables/draft_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

enum class Col { kId, kSavedAt, kContent, kCount };

DraftRow read_draft(const Statement& row) {
    return {row.get<RawId>(Col::kId), row.get<Instant>(Col::kSavedAt),
            row.get<Bytes>(Col::kContent)};
}

constexpr std::string_view kSelectDraft = R"sql(
    SELECT id, saved_at_ms, content FROM drafts WHERE id = :id
)sql";

constexpr std::string_view kSelectDrafts = R"sql(
    SELECT id, saved_at_ms, content FROM drafts WHERE id <> :form
    ORDER BY saved_at_ms DESC, id DESC
)sql";

}  // namespace

Result<std::optional<DraftRow>> find_draft(Connection& connection, const RawId& id) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectDraft));
    select.bind(":id", id);
    std::optional<DraftRow> draft;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) { draft = read_draft(row); }));
    return draft;
}

Result<std::vector<DraftRow>> list_drafts(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectDrafts));
    select.bind(":form", kFormDraft);
    std::vector<DraftRow> drafts;
    TRY(each_row(select, Col::kCount,
                 [&](const Statement& row) { drafts.push_back(read_draft(row)); }));
    return drafts;
}

}  // namespace oppad::storage

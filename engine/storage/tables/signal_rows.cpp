#include "engine/storage/tables/signal_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT g.contact_id, g.id, g."text", g.themes, g.state, g.answer
    FROM json_each(:contacts) AS asked CROSS JOIN signals AS g ON g.contact_id = unhex(asked.value)
    WHERE g.deleted = 0
    ORDER BY g.noted_at, g.id
)sql";

}  // namespace

Result<std::vector<SignalRow>> list_signals_in(Connection& connection,
                                               const std::vector<RawId>& contacts) {
    enum class Col { kContactId, kId, kText, kThemes, kState, kAnswer, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":contacts", ids_to_json(contacts));
    std::vector<SignalRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({.contact_id = row.get<Id<Contact>>(Col::kContactId),
                        .id = row.get<Id<Signal>>(Col::kId),
                        .text = row.get<std::string>(Col::kText),
                        .themes = row.get<TextSet>(Col::kThemes),
                        .state = row.get<SignalState>(Col::kState),
                        .answer = row.get<std::string>(Col::kAnswer)});
    }));
    return rows;
}

}  // namespace oppad::storage

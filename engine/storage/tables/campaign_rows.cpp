#include "engine/storage/tables/campaign_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

// Days are ISO texts: they sort as days do.
constexpr std::string_view kSelectRunning = R"sql(
    SELECT a.id, a.name, a.deadline_day, count(c.id),
           count(*) FILTER (WHERE c.result IN ('spoken', 'wrong_number', 'refused')),
           count(*) FILTER (WHERE c.reason = 'needs_help'),
           count(*) FILTER (WHERE c.result = 'call_back' AND c.call_back_at < :call_back_until)
    FROM campaigns AS a
    LEFT JOIN campaign_calls AS c ON c.campaign_id = a.id AND c.deleted = 0
    WHERE a.deleted = 0 AND (a.starts_day IS NULL OR a.starts_day <= :today)
      AND (a.deadline_day IS NULL OR a.deadline_day >= :today)
      AND (a.erase_day IS NULL OR a.erase_day > :today)
    GROUP BY a.id
    ORDER BY a.deadline_day IS NULL, a.deadline_day, a.id
)sql";

}  // namespace

Result<std::vector<CampaignRow>> list_running_campaigns(Connection& connection, Day today,
                                                        Instant call_back_until) {
    enum class Col { kId, kName, kDeadline, kCalls, kDone, kAskedHelp, kToCallBack, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectRunning));
    select.bind(":today", today).bind(":call_back_until", call_back_until);
    std::vector<CampaignRow> rows;
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        rows.push_back({.id = row.get<Id<Campaign>>(Col::kId),
                        .name = row.get<std::string>(Col::kName),
                        .deadline_day = row.get<std::optional<Day>>(Col::kDeadline),
                        .calls = row.get<int>(Col::kCalls),
                        .done = row.get<int>(Col::kDone),
                        .asked_help = row.get<int>(Col::kAskedHelp),
                        .to_call_back = row.get<int>(Col::kToCallBack)});
    }));
    return rows;
}

}  // namespace oppad::storage

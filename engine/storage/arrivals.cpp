#include "engine/storage/arrivals.h"

#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kPut = R"sql(
    INSERT INTO arrivals (arrived_at_ms, type, id, device) VALUES (?1, ?2, ?3, ?4)
)sql";

constexpr std::string_view kTrim = R"sql(
    DELETE FROM arrivals WHERE seq <= (SELECT max(seq) FROM arrivals) - :kept
)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT arrived_at_ms, type, id, device FROM arrivals WHERE arrived_at_ms >= :since
    ORDER BY seq DESC
)sql";

}  // namespace

Status note_arrival(Connection& connection, const Arrival& arrival) {
    ENSURE(connection.in_transaction());
    const Value type{static_cast<std::int64_t>(arrival.key.type)};
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    put.bind_at(1, Value{arrival.at.ms}).bind_at(2, type).bind_at(3, arrival.key.id.bytes);
    return put.bind_at(4, Value{arrival.device}).run();
}

Status trim_arrivals(Connection& connection) {
    ENSURE(connection.in_transaction());
    TRY_ASSIGN(Statement trim, connection.prepare(kTrim));
    return trim.bind(":kept", static_cast<std::int64_t>(kArrivalsKept)).run();
}

Result<std::vector<Arrival>> list_arrivals(Connection& connection, Instant since) {
    enum class Col { kArrivedAt, kType, kId, kDevice, kCount };
    std::vector<Arrival> arrivals;
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":since", since);
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        arrivals.push_back(
            {.key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
             .at = row.get<Instant>(Col::kArrivedAt),
             .device = row.get<std::string>(Col::kDevice)});
    }));
    return arrivals;
}

}  // namespace oppad::storage

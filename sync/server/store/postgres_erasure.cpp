// What the server leaves of erased words. A row that is written over stays in its file until the
// server needs the room, and VACUUM leaves its bytes there too, the long ones' above all; a table
// that is rewritten (VACUUM FULL) begins a new file with what stands, and the old one is emptied.
// Nobody reads or writes the table meanwhile: some two seconds at 100,000 records. So it is done
// only when something was erased.
#include "sync/server/store/postgres_transaction.h"

namespace oppad::hub {

namespace {

// Whoever asks meanwhile waits behind it.
constexpr int kWaitsForTablesMs = 2'000;
// Any number that nobody else is likely to lock in this database.
constexpr std::int64_t kRewriteLock = 0x6f70'7061'6445'7261;

// The server keeps what a session that looks from before an erasure could still see. After
// pg_restore an erasure's number may lie ahead: its words came along with none.
constexpr std::string_view kSelect = R"sql(
    SELECT array_agg(place)::text,
        coalesce((SELECT max(greatest(coalesce(age(backend_xmin), 0),
                                      coalesce(age(backend_xid), 0)))
                  FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid())
            >= min(age(at::xid)) FILTER (WHERE at < pg_snapshot_xmax(pg_current_snapshot())),
            false)
    FROM erasures)sql";

Status rewrite_tables(PostgresConnection& connection) {
    constexpr std::string_view kTake = "SELECT pg_try_advisory_lock($1)";
    constexpr std::string_view kForget =
        "DELETE FROM erasures WHERE place = ANY($1::text::bigint[])";
    TRY_ASSIGN(const Rows taken, connection.run(Query{kTake}.number(kRewriteLock)));
    if (!taken.flag(0, 0)) return ok();  // Another process is at it.
    TRY_ASSIGN(const Rows noted, connection.run(Query{kSelect}));
    if (noted.is_null(0, 0)) return ok();
    if (noted.flag(0, 1)) return Error{ErrorCode::kBusy, "a session looks from before an erasure"};
    TRY(connection.run_script("VACUUM FULL records"));
    TRY(connection.run_script("VACUUM FULL set_aside"));
    return write_one(connection, Query{kForget}.text(noted.text(0, 0)));
}

}  // namespace

// In a session of its own, which takes the lock along.
Status rewrite_erased(PostgresConnection& connection) {
    constexpr std::string_view kAny = "SELECT 1 FROM erasures LIMIT 1";
    TRY_ASSIGN(const Rows any, connection.run(Query{kAny}));
    if (any.empty()) return ok();
    PostgresOptions options = connection.options();
    options.busy_timeout_ms = kWaitsForTablesMs;
    options.statement_timeout_ms = 0;
    TRY_ASSIGN(const auto rewriting, PostgresConnection::open(options));
    return rewrite_tables(*rewriting);
}

}  // namespace oppad::hub

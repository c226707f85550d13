#include "sync/capture/run_list.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "engine/storage/sqlite/transaction.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kPut = R"sql(
    INSERT INTO sync_runs (began_at_ms, took_ms, sent, received, is_complete)
    VALUES (:began_at_ms, :took_ms, :sent, :received, :is_complete)
    ON CONFLICT (began_at_ms) DO UPDATE SET took_ms = excluded.took_ms, sent = excluded.sent,
        received = excluded.received, is_complete = excluded.is_complete
)sql";
constexpr std::string_view kTrim = R"sql(
    DELETE FROM sync_runs WHERE began_at_ms NOT IN (
        SELECT began_at_ms FROM sync_runs ORDER BY began_at_ms DESC LIMIT :kept)
)sql";

}  // namespace

Status note_run(storage::Connection& connection, const Run& run) {
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    {
        TRY_ASSIGN(storage::Statement put, connection.prepare(kPut));
        put.bind(":began_at_ms", run.began_at).bind(":took_ms", run.took_ms);
        put.bind(":sent", run.sent).bind(":received", run.received);
        TRY(put.bind(":is_complete", run.is_complete).run());
        TRY_ASSIGN(storage::Statement trim, connection.prepare(kTrim));
        TRY(trim.bind(":kept", kRunsKept).run());
    }
    return transaction.commit();
}

}  // namespace oppad::sync

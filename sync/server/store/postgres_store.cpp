#include "sync/server/store/postgres_store.h"

#include <span>
#include <utility>

#include "engine/core/check.h"
#include "engine/storage/sqlite/migrations.h"
#include "sync/server/store/postgres_connection.h"
#include "sync/server/store/postgres_transaction.h"

namespace oppad::storage {
std::span<const Migration> hub_postgres_migrations();  // Written by embed_migrations.cmake.
}

namespace oppad::hub {

namespace {

// Of the database that the session is in; 0 = no hub in it.
Result<int> schema_version(PostgresConnection& connection) {
    constexpr std::string_view kExists =
        "SELECT to_regclass('oppad_hub.schema_version') IS NOT NULL";
    constexpr std::string_view kSelect = "SELECT max(version) FROM oppad_hub.schema_version";
    TRY_ASSIGN(const Rows exists, connection.run(Query{kExists}));
    if (!exists.flag(0, 0)) return 0;
    TRY_ASSIGN(const Rows version, connection.run(Query{kSelect}));
    return static_cast<int>(version.number(0, 0));
}

// What the database has not had yet, in the transaction that is open.
Status run_migrations(PostgresConnection& connection, int version) {
    constexpr std::string_view kNote = "INSERT INTO schema_version (version) VALUES ($1)";
    if (version == 0) {
        TRY(connection.run_script(R"sql(
            CREATE SCHEMA IF NOT EXISTS oppad_hub;
            CREATE TABLE oppad_hub.schema_version (version bigint PRIMARY KEY))sql"));
    }
    for (const storage::Migration& migration : storage::hub_postgres_migrations()) {
        if (migration.version <= version) continue;
        TRY(connection.run_script(migration.script));
        TRY(write_one(connection, Query{kNote}.number(migration.version)));
    }
    return ok();
}

Status migrate_in_transaction(PostgresConnection& connection) {
    TRY(write_one(connection, Query{"BEGIN"}));
    const Result<int> version = schema_version(connection);
    Status done = version ? run_migrations(connection, *version) : Status{version.error()};
    if (done) done = write_one(connection, Query{"COMMIT"});
    if (!done) ignore_because(connection.run(Query{"ROLLBACK"}), "the first error counts");
    return done;
}

// Looked at again under the lock: another process may have been first. The lock is the session's,
// because only a transaction that begins after it surely sees the tables that were just made.
Status migrate(PostgresConnection& connection) {
    // Any number that nobody else is likely to lock in this database.
    constexpr std::int64_t kMigrationLock = 0x6f70'7061'6448'7562;
    constexpr std::string_view kLock = "SELECT pg_advisory_lock($1)";
    constexpr std::string_view kUnlock = "SELECT pg_advisory_unlock($1)";
    const int newest = storage::hub_postgres_migrations().back().version;
    TRY_ASSIGN(const int at_open, schema_version(connection));
    if (at_open == newest) return ok();
    if (at_open > newest) return Error{ErrorCode::kInvalid, "the store is of a newer hub"};
    TRY(write_one(connection, Query{kLock}.number(kMigrationLock)));
    Status done = migrate_in_transaction(connection);
    if (!connection.is_lost()) TRY(write_one(connection, Query{kUnlock}.number(kMigrationLock)));
    return done;
}

Organisation read_organisation(const Rows& rows, int row) {
    return {
        .id = rows.id(row, 0),
        .name = rows.text(row, 1),
        .team_scope = rows.id(row, 2),
        .epoch = rows.bits(row, 3),
        .cursor_key = rows.bytes(row, 4),
        .floor = rows.number(row, 5),
    };
}

Result<std::optional<Device>> select_device(PostgresConnection& connection, sync::DeviceId device) {
    constexpr std::string_view kSelect = R"sql(
        SELECT org_id, user_id, public_key, enrolled_at_ms, last_seen_at_ms, revoked, position
        FROM devices WHERE id = $1)sql";
    TRY_ASSIGN(const Rows rows, connection.run(Query{kSelect}.bits(device)));
    if (rows.empty()) return std::optional<Device>{};
    return std::optional<Device>{Device{
        .id = device,
        .organisation = rows.id(0, 0),
        .user = rows.id(0, 1),
        .public_key = rows.bytes(0, 2),
        .enrolled_at = rows.instant(0, 3),
        .last_seen_at = rows.instant_if_any(0, 4),
        .revoked = rows.flag(0, 5),
        .position = rows.number(0, 6),
    }};
}

Status insert_device(PostgresConnection& connection, const Device& device) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO devices (id, org_id, user_id, public_key, enrolled_at_ms)
        VALUES ($1, $2, $3, $4, $5))sql";
    return write_one(connection, Query{kInsert}
                                     .bits(device.id)
                                     .id(device.organisation)
                                     .id(device.user)
                                     .bytes(device.public_key)
                                     .instant(device.enrolled_at));
}

// Ends what is left open when an enrolment returns early.
class OpenTransaction {
public:
    explicit OpenTransaction(PostgresConnection& connection) : connection_(connection) {
        connection_.queue(Query{"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"});
    }
    OpenTransaction(const OpenTransaction&) = delete;
    OpenTransaction& operator=(const OpenTransaction&) = delete;
    ~OpenTransaction() {
        if (over_ || connection_.is_lost()) return;
        ignore_because(connection_.run(Query{"ROLLBACK"}), "the server rolls back a lost session");
    }
    Status commit() {
        over_ = true;
        return write_one(connection_, Query{"COMMIT"});
    }

private:
    PostgresConnection& connection_;
    bool over_ = false;
};

// The code's row stays locked to the end: of several callers one goes on, the others find it used.
Result<std::optional<Device>> enrol(PostgresConnection& connection, const Digest& code,
                                    Device device) {
    constexpr std::string_view kSelectCode = R"sql(
        SELECT org_id, user_id, device FROM enrolment_codes
        WHERE code_hash = $1 AND expires_at_ms > $2 FOR UPDATE)sql";
    constexpr std::string_view kUseUp =
        "UPDATE enrolment_codes SET device = $1 WHERE code_hash = $2";
    // Rows that another enrolment is sweeping already are left to it: no deadlock.
    constexpr std::string_view kSweep = R"sql(
        DELETE FROM enrolment_codes WHERE code_hash IN (
            SELECT code_hash FROM enrolment_codes WHERE expires_at_ms <= $1
            FOR UPDATE SKIP LOCKED))sql";
    OpenTransaction transaction{connection};
    TRY_ASSIGN(const Rows found,
               connection.run(Query{kSelectCode}.bytes(code).instant(device.enrolled_at)));
    if (found.empty()) return std::optional<Device>{};
    if (!found.is_null(0, 2)) {
        TRY_ASSIGN(std::optional<Device> earlier, select_device(connection, found.bits(0, 2)));
        if (!earlier || earlier->public_key != device.public_key) return std::optional<Device>{};
        return earlier;
    }
    device.organisation = found.id(0, 0);
    device.user = found.id(0, 1);
    TRY(insert_device(connection, device));
    TRY(write_one(connection, Query{kUseUp}.bits(device.id).bytes(code)));
    TRY(write_one(connection, Query{kSweep}.instant(device.enrolled_at)));
    TRY(transaction.commit());
    return std::optional<Device>{std::move(device)};
}

// `step` once more in a new session when the one before turned out to be over. Only for steps that
// may be done twice.
template <class Step>
auto in_live_session(PostgresConnection& connection, Step step) -> decltype(step()) {
    TRY(connection.ensure_session());
    auto answer = step();
    if (answer.has_value() || !connection.is_lost()) return answer;
    TRY(connection.ensure_session());
    return step();
}

}  // namespace

bool is_postgres_url(std::string_view text) {
    return text.substr(0, 11) == "postgres://" || text.substr(0, 13) == "postgresql://";
}

PostgresStore::PostgresStore(std::unique_ptr<PostgresConnection> connection)
    : connection_(std::move(connection)) {}
PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<PostgresStore>> PostgresStore::create(const PostgresOptions& options) {
    TRY_ASSIGN(auto connection, PostgresConnection::open(options));
    TRY(migrate(*connection));
    auto made = std::unique_ptr<PostgresStore>(new PostgresStore(std::move(connection)));
    TRY_ASSIGN(const auto organisations, made->list_organisations());
    if (!organisations.empty()) return Error{ErrorCode::kConflict, "a hub is in it already"};
    return made;
}

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const PostgresOptions& options) {
    TRY_ASSIGN(auto connection, PostgresConnection::open(options));
    TRY_ASSIGN(const int version, schema_version(*connection));
    if (version == 0) return Error{ErrorCode::kNotFound, "no hub in that database"};
    TRY(migrate(*connection));
    return std::unique_ptr<PostgresStore>(new PostgresStore(std::move(connection)));
}

Result<std::unique_ptr<StoreTransaction>> PostgresStore::begin(const RawId& organisation,
                                                               TransactionKind kind) {
    TRY_ASSIGN(auto transaction, in_live_session(*connection_, [&] {
                   return PostgresTransaction::begin(*connection_, organisation, kind);
               }));
    return std::unique_ptr<StoreTransaction>(std::move(transaction));
}

Status PostgresStore::add_organisation(const Organisation& organisation) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO organisations (id, name, team_scope, epoch, cursor_key)
        VALUES ($1, $2, $3, $4, $5))sql";
    TRY(connection_->ensure_session());
    TRY_ASSIGN(auto transaction,
               PostgresTransaction::begin(*connection_, organisation.id, TransactionKind::kWrite));
    TRY(write_one(*connection_, Query{kInsert}
                                    .id(organisation.id)
                                    .text(organisation.name)
                                    .id(organisation.team_scope)
                                    .bits(organisation.epoch)
                                    .bytes(organisation.cursor_key)));
    TRY(transaction->add_scope({organisation.team_scope, "team"}));
    return transaction->commit();
}

Result<std::vector<Organisation>> PostgresStore::list_organisations() {
    constexpr std::string_view kSelect =
        "SELECT id, name, team_scope, epoch, cursor_key, floor FROM organisations ORDER BY id";
    TRY_ASSIGN(const Rows rows,
               in_live_session(*connection_, [&] { return connection_->run(Query{kSelect}); }));
    std::vector<Organisation> organisations;
    for (int row = 0; row < rows.count(); ++row) {
        organisations.push_back(read_organisation(rows, row));
    }
    return organisations;
}

Result<std::optional<Device>> PostgresStore::find_device(sync::DeviceId device) {
    return in_live_session(*connection_, [&] { return select_device(*connection_, device); });
}

Result<std::optional<Device>> PostgresStore::enrol_device(const Digest& code, ByteView public_key,
                                                          sync::DeviceId new_device, Instant now) {
    const Device device{
        .id = new_device, .public_key = {public_key.begin(), public_key.end()}, .enrolled_at = now};
    return in_live_session(*connection_, [&] { return enrol(*connection_, code, device); });
}

// Not repeated in a new session: the first try may have counted.
Result<bool> PostgresStore::remember_nonce(sync::DeviceId device, ByteView nonce, Instant now,
                                           Instant keep_from) {
    constexpr std::string_view kSweep = R"sql(
        DELETE FROM nonces WHERE (device, nonce) IN (
            SELECT device, nonce FROM nonces WHERE seen_at_ms < $1
            FOR UPDATE SKIP LOCKED))sql";
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO nonces (device, nonce, seen_at_ms) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING)sql";
    TRY(connection_->ensure_session());
    OpenTransaction transaction{*connection_};
    // A nonce may be forgotten by a power cut (it is worth five minutes); a push may not. So
    // nonces are written without waiting for the disk.
    connection_->queue(Query{"SET LOCAL synchronous_commit = off"});
    connection_->queue(Query{kSweep}.instant(keep_from));
    TRY_ASSIGN(const Rows written,
               connection_->run(Query{kInsert}.bits(device).bytes(nonce).instant(now)));
    TRY(transaction.commit());
    return written.changed() == 1;
}

Status PostgresStore::checkpoint() {
    return in_live_session(*connection_, [&] { return rewrite_erased(*connection_); });
}

}  // namespace oppad::hub

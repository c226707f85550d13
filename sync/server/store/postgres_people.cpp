// Transactions as such, and who works here: organisation, users, scopes, grants, devices, codes.
#include "engine/core/check.h"
#include "engine/domain/code.h"
#include "sync/server/store/postgres_transaction.h"

namespace oppad::hub {

Status write_one(PostgresConnection& connection, const Query& query) {
    const Result<Rows> written = connection.run(query);
    return written ? ok() : Status{written.error()};
}

Result<std::unique_ptr<PostgresTransaction>> PostgresTransaction::begin(
    PostgresConnection& connection, const RawId& organisation, TransactionKind kind) {
    constexpr std::string_view kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    constexpr std::string_view kBeginWriting = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    auto made = std::unique_ptr<PostgresTransaction>(
        new PostgresTransaction(connection, organisation, kind));
    connection.queue(Query{kind == TransactionKind::kRead ? kBeginReading : kBeginWriting});
    if (kind == TransactionKind::kWrite) TRY(made->lock_organisation());
    return made;
}

// NO KEY: other tables may go on referring to the row meanwhile. Waiting for the lock reads the
// row anew, so the number is the one that the transaction before has committed.
Status PostgresTransaction::lock_organisation() {
    constexpr std::string_view kLock =
        "SELECT last_seq FROM organisations WHERE id = $1 FOR NO KEY UPDATE";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kLock}.id(organisation_)));
    if (!rows.empty()) last_seq_ = rows.number(0, 0);
    return ok();
}

PostgresTransaction::~PostgresTransaction() {
    if (over_ || !is_live()) return;  // The server itself rolls back a session that is over.
    if (connection_.run(Query{"ROLLBACK"})) return;
    // What was still queued before it failed; by itself it doesn't.
    ignore_because(connection_.run(Query{"ROLLBACK"}), "only a lost session is left");
}

Status PostgresTransaction::commit() {
    ENSURE(!over_);
    if (!is_live()) return Error{ErrorCode::kBusy, "the session with the server is over"};
    if (has_savepoint_) TRY(rollback_savepoint());
    if (has_new_seq_) {
        constexpr std::string_view kUpdate = "UPDATE organisations SET last_seq = $1 WHERE id = $2";
        connection_.queue(Query{kUpdate}.number(*last_seq_).id(organisation_));
    }
    const Result<Rows> committed = connection_.run(Query{"COMMIT"});
    if (!committed) return committed.error();
    over_ = true;
    if (committed->command() == "COMMIT") return ok();
    return Error{ErrorCode::kInternal, "a failed transaction was committed: it is rolled back"};
}

Status PostgresTransaction::begin_savepoint() {
    ENSURE(!has_savepoint_ && kind_ == TransactionKind::kWrite);
    connection_.queue(Query{"SAVEPOINT one_record"});
    has_savepoint_ = true;
    return ok();
}

Status PostgresTransaction::release_savepoint() {
    ENSURE(has_savepoint_);
    connection_.queue(Query{"RELEASE SAVEPOINT one_record"});
    has_savepoint_ = false;
    return ok();
}

Status PostgresTransaction::rollback_savepoint() {
    ENSURE(has_savepoint_);
    connection_.queue(Query{"ROLLBACK TO SAVEPOINT one_record"});
    connection_.queue(Query{"RELEASE SAVEPOINT one_record"});
    has_savepoint_ = false;
    return ok();
}

Result<Organisation> PostgresTransaction::load_organisation() {
    constexpr std::string_view kSelect =
        "SELECT name, team_scope, epoch, cursor_key, floor FROM organisations WHERE id = $1";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    if (rows.empty()) return Error{ErrorCode::kNotFound, "no such organisation"};
    return Organisation{
        .id = organisation_,
        .name = rows.text(0, 0),
        .team_scope = rows.id(0, 1),
        .epoch = rows.bits(0, 2),
        .cursor_key = rows.bytes(0, 3),
        .floor = rows.number(0, 4),
    };
}

Status PostgresTransaction::set_epoch(std::uint64_t epoch) {
    constexpr std::string_view kUpdate = "UPDATE organisations SET epoch = $1 WHERE id = $2";
    return write_one(connection_, Query{kUpdate}.bits(epoch).id(organisation_));
}

Status PostgresTransaction::add_user(const User& user) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO users (org_id, id, name, role, active) VALUES ($1, $2, $3, $4, $5))sql";
    return write_one(connection_, Query{kInsert}
                                      .id(organisation_)
                                      .id(user.id)
                                      .text(user.name)
                                      .text(word_of(user.role))
                                      .flag(user.active));
}

Status PostgresTransaction::change_user(const User& user) {
    constexpr std::string_view kUpdate =
        "UPDATE users SET name = $1, role = $2, active = $3 WHERE org_id = $4 AND id = $5";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kUpdate}
                                                    .text(user.name)
                                                    .text(word_of(user.role))
                                                    .flag(user.active)
                                                    .id(organisation_)
                                                    .id(user.id)));
    if (rows.changed() == 0) return Error{ErrorCode::kNotFound, "no such user"};
    return ok();
}

Result<std::optional<User>> PostgresTransaction::find_user(const RawId& id) {
    constexpr std::string_view kSelect =
        "SELECT name, role, active FROM users WHERE org_id = $1 AND id = $2";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_).id(id)));
    if (rows.empty()) return std::optional<User>{};
    return std::optional<User>{User{
        .id = id,
        .name = rows.text(0, 0),
        .role = code_of<Role>(rows.text(0, 1)),
        .active = rows.flag(0, 2),
    }};
}

Result<std::vector<User>> PostgresTransaction::list_users() {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, name, role, active FROM users
        WHERE org_id = $1 ORDER BY name COLLATE "C", id)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    std::vector<User> users;
    for (int row = 0; row < rows.count(); ++row) {
        users.push_back({
            .id = rows.id(row, 0),
            .name = rows.text(row, 1),
            .role = code_of<Role>(rows.text(row, 2)),
            .active = rows.flag(row, 3),
        });
    }
    return users;
}

Status PostgresTransaction::add_scope(const Scope& scope) {
    constexpr std::string_view kInsert =
        "INSERT INTO scopes (org_id, id, name) VALUES ($1, $2, $3)";
    return write_one(connection_, Query{kInsert}.id(organisation_).id(scope.id).text(scope.name));
}

Result<std::vector<Scope>> PostgresTransaction::list_scopes() {
    constexpr std::string_view kSelect =
        "SELECT id, name FROM scopes WHERE org_id = $1 ORDER BY name";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    std::vector<Scope> scopes;
    for (int row = 0; row < rows.count(); ++row) {
        scopes.push_back({.id = rows.id(row, 0), .name = rows.text(row, 1)});
    }
    return scopes;
}

Status PostgresTransaction::put_grant(const Grant& grant) {
    constexpr std::string_view kUpsert = R"sql(
        INSERT INTO grants (org_id, user_id, scope, may, ended_at_ms)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org_id, user_id, scope)
        DO UPDATE SET may = excluded.may, ended_at_ms = excluded.ended_at_ms)sql";
    return write_one(connection_, Query{kUpsert}
                                      .id(organisation_)
                                      .id(grant.user)
                                      .id(grant.scope)
                                      .number(static_cast<std::int64_t>(grant.right))
                                      .instant(grant.ended_at));
}

Result<std::vector<Grant>> PostgresTransaction::list_grants(const RawId& user) {
    constexpr std::string_view kSelect = R"sql(
        SELECT scope, may, ended_at_ms FROM grants
        WHERE org_id = $1 AND user_id = $2 ORDER BY scope)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_).id(user)));
    std::vector<Grant> grants;
    for (int row = 0; row < rows.count(); ++row) {
        grants.push_back({
            .user = user,
            .scope = rows.id(row, 0),
            .right = static_cast<Right>(rows.number(row, 1)),
            .ended_at = rows.instant_if_any(row, 2),
        });
    }
    return grants;
}

Result<std::vector<Device>> PostgresTransaction::list_devices() {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, user_id, public_key, enrolled_at_ms, last_seen_at_ms, revoked, position
        FROM devices WHERE org_id = $1 ORDER BY enrolled_at_ms, id)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    std::vector<Device> devices;
    for (int row = 0; row < rows.count(); ++row) {
        devices.push_back({
            .id = rows.bits(row, 0),
            .organisation = organisation_,
            .user = rows.id(row, 1),
            .public_key = rows.bytes(row, 2),
            .enrolled_at = rows.instant(row, 3),
            .last_seen_at = rows.instant_if_any(row, 4),
            .revoked = rows.flag(row, 5),
            .position = rows.number(row, 6),
        });
    }
    return devices;
}

Status PostgresTransaction::revoke_device(sync::DeviceId device) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET revoked = true WHERE id = $1 AND org_id = $2";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kUpdate}.bits(device).id(organisation_)));
    if (rows.changed() == 0) return Error{ErrorCode::kNotFound, "no such device"};
    return ok();
}

Status PostgresTransaction::note_device_seen(sync::DeviceId device, Instant at) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET last_seen_at_ms = $1 WHERE id = $2 AND org_id = $3";
    return write_one(connection_, Query{kUpdate}.instant(at).bits(device).id(organisation_));
}

Status PostgresTransaction::add_code(const Digest& code, const RawId& user, Instant expires_at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO enrolment_codes (code_hash, org_id, user_id, expires_at_ms)
        VALUES ($1, $2, $3, $4))sql";
    return write_one(connection_,
                     Query{kInsert}.bytes(code).id(organisation_).id(user).instant(expires_at));
}

}  // namespace oppad::hub

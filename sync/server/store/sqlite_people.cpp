// Transactions as such, and who works here: organisation, users, scopes, grants, devices, codes.
#include <algorithm>

#include "engine/core/check.h"
#include "sync/server/store/sqlite_transaction.h"

namespace oppad::hub {

using storage::Statement;

Digest to_digest(ByteView bytes) {
    Digest digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

SqliteTransaction::SqliteTransaction(storage::Connection& connection, const RawId& organisation)
    : connection_(connection), organisation_(organisation) {}

Result<std::unique_ptr<SqliteTransaction>> SqliteTransaction::begin_read(
    storage::Connection& connection, const RawId& organisation) {
    auto made = std::unique_ptr<SqliteTransaction>(new SqliteTransaction(connection, organisation));
    TRY(connection.execute("BEGIN"));  // One snapshot for all that is read.
    return made;
}

Result<std::unique_ptr<SqliteTransaction>> SqliteTransaction::begin_write(
    storage::Connection& connection, const RawId& organisation, WriteTurns::Turn turn) {
    auto made = std::unique_ptr<SqliteTransaction>(new SqliteTransaction(connection, organisation));
    made->turn_.emplace(std::move(turn));
    TRY_ASSIGN(auto write, storage::Transaction::begin(connection));
    made->write_.emplace(std::move(write));
    return made;
}

SqliteTransaction::~SqliteTransaction() {
    savepoint_.reset();
    if (!write_ && !over_) {
        ignore_because(connection_.execute("ROLLBACK"), "nothing was written");
    }
}

Status SqliteTransaction::commit() {
    ENSURE(!over_);
    savepoint_.reset();
    if (!write_) {
        over_ = true;
        return connection_.execute("COMMIT");
    }
    if (last_seq_) {
        constexpr std::string_view kUpdate =
            "UPDATE organisations SET last_seq = :last_seq WHERE id = :org";
        TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
        update.bind(":last_seq", *last_seq_).bind(":org", organisation_);
        TRY(update.run());
    }
    over_ = true;
    Status committed = write_->commit();
    turn_.reset();
    if (committed && has_erased_) {
        ignore_because(connection_.checkpoint(storage::CheckpointKind::kTruncateAtOnce),
                       "others are reading or writing: the hub's upkeep does it");
    }
    return committed;
}

Status SqliteTransaction::begin_savepoint() {
    ENSURE(!savepoint_ && write_);
    TRY_ASSIGN(auto savepoint, storage::Savepoint::begin(connection_));
    savepoint_.emplace(std::move(savepoint));
    return ok();
}

Status SqliteTransaction::release_savepoint() {
    ENSURE(savepoint_);
    Status kept = savepoint_->keep();
    savepoint_.reset();
    return kept;
}

Status SqliteTransaction::rollback_savepoint() {
    ENSURE(savepoint_);
    savepoint_->rollback();
    savepoint_.reset();
    return ok();
}

Result<Organisation> SqliteTransaction::load_organisation() {
    constexpr std::string_view kSelect = R"sql(
        SELECT name, team_scope, epoch, cursor_key, floor FROM organisations
        WHERE id = :org)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return Error{ErrorCode::kNotFound, "no such organisation"};
    return Organisation{
        .id = organisation_,
        .name = select.get<std::string>(0),
        .team_scope = select.get<RawId>(1),
        .epoch = from_stored(select.integer(2)),
        .cursor_key = select.get<Bytes>(3),
        .floor = select.integer(4),
    };
}

Status SqliteTransaction::set_epoch(std::uint64_t epoch) {
    constexpr std::string_view kUpdate = "UPDATE organisations SET epoch = :epoch WHERE id = :org";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":epoch", to_stored(epoch)).bind(":org", organisation_);
    return update.run();
}

Status SqliteTransaction::add_user(const User& user) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO users (org_id, id, name, role, active)
        VALUES (:org, :id, :name, :role, :active))sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":org", organisation_)
        .bind(":id", user.id)
        .bind(":name", user.name)
        .bind(":role", user.role)
        .bind(":active", user.active);
    return insert.run();
}

Status SqliteTransaction::change_user(const User& user) {
    constexpr std::string_view kUpdate = R"sql(
        UPDATE users SET name = :name, role = :role, active = :active
        WHERE org_id = :org AND id = :id)sql";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":org", organisation_)
        .bind(":id", user.id)
        .bind(":name", user.name)
        .bind(":role", user.role)
        .bind(":active", user.active);
    TRY(update.run());
    if (connection_.changed_rows() == 0) return Error{ErrorCode::kNotFound, "no such user"};
    return ok();
}

Result<std::optional<User>> SqliteTransaction::find_user(const RawId& id) {
    constexpr std::string_view kSelect =
        "SELECT name, role, active FROM users WHERE org_id = :org AND id = :id";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_).bind(":id", id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<User>{};
    return std::optional<User>{User{
        .id = id,
        .name = select.get<std::string>(0),
        .role = select.get<Role>(1),
        .active = select.get<bool>(2),
    }};
}

Result<std::vector<User>> SqliteTransaction::list_users() {
    constexpr std::string_view kSelect =
        "SELECT id, name, role, active FROM users WHERE org_id = :org ORDER BY name, id";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    std::vector<User> users;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        users.push_back({
            .id = select.get<RawId>(0),
            .name = select.get<std::string>(1),
            .role = select.get<Role>(2),
            .active = select.get<bool>(3),
        });
    }
    return users;
}

Status SqliteTransaction::add_scope(const Scope& scope) {
    constexpr std::string_view kInsert =
        "INSERT INTO scopes (org_id, id, name) VALUES (:org, :id, :name)";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":org", organisation_).bind(":id", scope.id).bind(":name", scope.name);
    return insert.run();
}

Result<std::vector<Scope>> SqliteTransaction::list_scopes() {
    constexpr std::string_view kSelect =
        "SELECT id, name FROM scopes WHERE org_id = :org ORDER BY name";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    std::vector<Scope> scopes;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        scopes.push_back({.id = select.get<RawId>(0), .name = select.get<std::string>(1)});
    }
    return scopes;
}

Status SqliteTransaction::put_grant(const Grant& grant) {
    constexpr std::string_view kUpsert = R"sql(
        INSERT INTO grants (org_id, user_id, scope, may, ended_at_ms)
        VALUES (:org, :user, :scope, :may, :ended_at)
        ON CONFLICT (org_id, user_id, scope)
        DO UPDATE SET may = excluded.may, ended_at_ms = excluded.ended_at_ms)sql";
    TRY_ASSIGN(Statement upsert, connection_.prepare(kUpsert));
    upsert.bind(":org", organisation_)
        .bind(":user", grant.user)
        .bind(":scope", grant.scope)
        .bind(":may", static_cast<int>(grant.right))
        .bind(":ended_at", grant.ended_at);
    return upsert.run();
}

Result<std::vector<Grant>> SqliteTransaction::list_grants(const RawId& user) {
    constexpr std::string_view kSelect = R"sql(
        SELECT scope, may, ended_at_ms FROM grants
        WHERE org_id = :org AND user_id = :user ORDER BY scope)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_).bind(":user", user);
    std::vector<Grant> grants;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        grants.push_back({
            .user = user,
            .scope = select.get<RawId>(0),
            .right = static_cast<Right>(select.integer(1)),
            .ended_at = select.get<std::optional<Instant>>(2),
        });
    }
    return grants;
}

Result<std::vector<Device>> SqliteTransaction::list_devices() {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, user_id, public_key, enrolled_at_ms, last_seen_at_ms, revoked, position
        FROM devices WHERE org_id = :org ORDER BY enrolled_at_ms, id)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    std::vector<Device> devices;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        devices.push_back({
            .id = from_stored(select.integer(0)),
            .organisation = organisation_,
            .user = select.get<RawId>(1),
            .public_key = select.get<Bytes>(2),
            .enrolled_at = select.get<Instant>(3),
            .last_seen_at = select.get<std::optional<Instant>>(4),
            .revoked = select.get<bool>(5),
            .position = select.integer(6),
        });
    }
    return devices;
}

Status SqliteTransaction::revoke_device(sync::DeviceId device) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET revoked = 1 WHERE id = :id AND org_id = :org";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":id", to_stored(device)).bind(":org", organisation_);
    TRY(update.run());
    if (connection_.changed_rows() == 0) return Error{ErrorCode::kNotFound, "no such device"};
    return ok();
}

Status SqliteTransaction::note_device_seen(sync::DeviceId device, Instant at) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET last_seen_at_ms = :at WHERE id = :id AND org_id = :org";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":at", at).bind(":id", to_stored(device)).bind(":org", organisation_);
    return update.run();
}

Status SqliteTransaction::add_code(const Digest& code, const RawId& user, Instant expires_at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO enrolment_codes (code_hash, org_id, user_id, expires_at_ms)
        VALUES (:code, :org, :user, :expires_at))sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":code", ByteView{code})
        .bind(":org", organisation_)
        .bind(":user", user)
        .bind(":expires_at", expires_at);
    return insert.run();
}

}  // namespace oppad::hub

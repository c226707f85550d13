#include "sync/server/store/sqlite_store.h"

#include <span>
#include <utility>

#include "engine/core/check.h"

#include "engine/storage/sqlite/migrations.h"
#include "sync/server/store/sqlite_transaction.h"

namespace oppad::storage {
std::span<const Migration> hub_migrations();  // Written by embed_migrations.cmake.
}

namespace oppad::hub {

using storage::Connection;
using storage::Statement;

namespace {

storage::ConnectionOptions connection_options(const SqliteStoreOptions& options, const Secret& key,
                                              storage::OpenMode mode) {
    storage::ConnectionOptions made;
    made.path = options.path;
    made.mode = mode;
    made.key = &key;
    made.busy_timeout_ms = options.busy_timeout_ms;
    made.vfs = options.vfs;
    return made;
}

Organisation read_organisation(const Statement& row) {
    Organisation organisation;
    organisation.id = row.get<RawId>(0);
    organisation.name = row.get<std::string>(1);
    organisation.team_scope = row.get<RawId>(2);
    organisation.epoch = from_stored(row.integer(3));
    organisation.cursor_key = row.get<Bytes>(4);
    organisation.floor = row.integer(5);
    return organisation;
}

Status insert_device(Connection& connection, const Device& device) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO devices (id, org_id, user_id, public_key, enrolled_at_ms, revoked)
        VALUES (:id, :org, :user, :public_key, :enrolled_at, 0))sql";
    TRY_ASSIGN(Statement insert, connection.prepare(kInsert));
    insert.bind(":id", to_stored(device.id))
        .bind(":org", device.organisation)
        .bind(":user", device.user)
        .bind(":public_key", device.public_key)
        .bind(":enrolled_at", device.enrolled_at);
    return insert.run();
}

// A nonce may be forgotten by a power cut (it is worth five minutes); a push may not. So nonces
// are written without waiting for the disk.
class RelaxedWrites {
public:
    static Result<RelaxedWrites> begin(Connection& connection) {
        TRY(connection.execute("PRAGMA synchronous = NORMAL"));
        return RelaxedWrites{connection};
    }
    RelaxedWrites(RelaxedWrites&& other) noexcept
        : connection_(std::exchange(other.connection_, nullptr)) {}
    RelaxedWrites& operator=(RelaxedWrites&&) = delete;
    ~RelaxedWrites() {
        if (connection_ == nullptr) return;
        const Status back = connection_->execute("PRAGMA synchronous = FULL");
        CHECK(back.has_value());  // Going on would acknowledge pushes that a power cut can lose.
    }

private:
    explicit RelaxedWrites(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace

SqliteStore::SqliteStore(const SqliteStoreOptions& options, std::unique_ptr<Connection> connection)
    : turn_longest_(options.busy_timeout_ms),
      turns_(options.turns ? options.turns : std::make_shared<WriteTurns>()),
      connection_(std::move(connection)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::create(const SqliteStoreOptions& options,
                                                         const Secret& key) {
    const auto existing =
        Connection::open(connection_options(options, key, storage::OpenMode::kExisting));
    if (existing || existing.error().code != ErrorCode::kNotFound) {
        return Error{ErrorCode::kConflict, "a hub database is there already"};
    }
    TRY_ASSIGN(auto connection,
               Connection::open(connection_options(options, key, storage::OpenMode::kCreate)));
    TRY(storage::migrate(*connection, storage::hub_migrations()));
    return std::unique_ptr<SqliteStore>(new SqliteStore(options, std::move(connection)));
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const SqliteStoreOptions& options,
                                                       const Secret& key) {
    TRY_ASSIGN(auto connection,
               Connection::open(connection_options(options, key, storage::OpenMode::kExisting)));
    TRY(storage::migrate(*connection, storage::hub_migrations()));
    return std::unique_ptr<SqliteStore>(new SqliteStore(options, std::move(connection)));
}

Result<std::unique_ptr<StoreTransaction>> SqliteStore::begin(const RawId& organisation,
                                                             TransactionKind kind) {
    if (kind == TransactionKind::kRead) {
        TRY_ASSIGN(auto transaction, SqliteTransaction::begin_read(*connection_, organisation));
        return std::unique_ptr<StoreTransaction>(std::move(transaction));
    }
    TRY_ASSIGN(WriteTurns::Turn turn, take_turn());
    TRY_ASSIGN(auto transaction,
               SqliteTransaction::begin_write(*connection_, organisation, std::move(turn)));
    return std::unique_ptr<StoreTransaction>(std::move(transaction));
}

Result<WriteTurns::Turn> SqliteStore::take_turn() {
    std::optional<WriteTurns::Turn> turn = turns_->take(turn_longest_);
    if (!turn) return Error{ErrorCode::kBusy, "others of this process kept writing"};
    return std::move(*turn);
}

Status SqliteStore::add_organisation(const Organisation& organisation) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO organisations (id, name, team_scope, epoch, cursor_key)
        VALUES (:id, :name, :team_scope, :epoch, :cursor_key))sql";
    TRY_ASSIGN(auto transaction, begin(organisation.id, TransactionKind::kWrite));
    {
        TRY_ASSIGN(Statement insert, connection_->prepare(kInsert));
        insert.bind(":id", organisation.id)
            .bind(":name", organisation.name)
            .bind(":team_scope", organisation.team_scope)
            .bind(":epoch", to_stored(organisation.epoch))
            .bind(":cursor_key", organisation.cursor_key);
        TRY(insert.run());
    }
    TRY(transaction->add_scope({organisation.team_scope, "team"}));
    return transaction->commit();
}

Result<std::vector<Organisation>> SqliteStore::list_organisations() {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, name, team_scope, epoch, cursor_key, floor FROM organisations ORDER BY id)sql";
    TRY_ASSIGN(Statement select, connection_->prepare(kSelect));
    std::vector<Organisation> organisations;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        organisations.push_back(read_organisation(select));
    }
    return organisations;
}

Result<std::optional<Device>> SqliteStore::find_device(sync::DeviceId device) {
    constexpr std::string_view kSelect = R"sql(
        SELECT org_id, user_id, public_key, enrolled_at_ms, last_seen_at_ms, revoked, position
        FROM devices WHERE id = :id)sql";
    TRY_ASSIGN(Statement select, connection_->prepare(kSelect));
    select.bind(":id", to_stored(device));
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<Device>{};
    return std::optional<Device>{Device{
        .id = device,
        .organisation = select.get<RawId>(0),
        .user = select.get<RawId>(1),
        .public_key = select.get<Bytes>(2),
        .enrolled_at = select.get<Instant>(3),
        .last_seen_at = select.get<std::optional<Instant>>(4),
        .revoked = select.get<bool>(5),
        .position = select.integer(6),
    }};
}

Result<std::optional<Device>> SqliteStore::enrol_device(const Digest& code, ByteView public_key,
                                                        sync::DeviceId new_device, Instant now) {
    constexpr std::string_view kSelectCode = R"sql(
        SELECT org_id, user_id, device FROM enrolment_codes
        WHERE code_hash = :code AND expires_at_ms > :now)sql";
    constexpr std::string_view kUseUp =
        "UPDATE enrolment_codes SET device = :device WHERE code_hash = :code";
    constexpr std::string_view kSweep = "DELETE FROM enrolment_codes WHERE expires_at_ms <= :now";
    TRY_ASSIGN(const WriteTurns::Turn turn, take_turn());
    TRY_ASSIGN(auto transaction, storage::Transaction::begin(*connection_));
    Device device;
    std::optional<std::int64_t> used_by;
    {
        TRY_ASSIGN(Statement select, connection_->prepare(kSelectCode));
        select.bind(":code", ByteView{code}).bind(":now", now);
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return std::optional<Device>{};
        device = {.id = new_device,
                  .organisation = select.get<RawId>(0),
                  .user = select.get<RawId>(1),
                  .public_key = {public_key.begin(), public_key.end()},
                  .enrolled_at = now};
        used_by = select.get<std::optional<std::int64_t>>(2);
    }
    if (used_by) {
        TRY_ASSIGN(std::optional<Device> earlier, find_device(from_stored(*used_by)));
        if (!earlier || earlier->public_key != device.public_key) return std::optional<Device>{};
        return earlier;
    }
    TRY(insert_device(*connection_, device));
    {
        TRY_ASSIGN(Statement use_up, connection_->prepare(kUseUp));
        use_up.bind(":code", ByteView{code}).bind(":device", to_stored(device.id));
        TRY(use_up.run());
        TRY_ASSIGN(Statement sweep, connection_->prepare(kSweep));
        sweep.bind(":now", now);
        TRY(sweep.run());
    }
    TRY(transaction.commit());
    return std::optional<Device>{std::move(device)};
}

Result<bool> SqliteStore::remember_nonce(sync::DeviceId device, ByteView nonce, Instant now,
                                         Instant keep_from) {
    constexpr std::string_view kSweep = "DELETE FROM nonces WHERE seen_at_ms < :keep_from";
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO nonces (device, nonce, seen_at_ms) VALUES (:device, :nonce, :now)
        ON CONFLICT DO NOTHING)sql";
    TRY_ASSIGN(const WriteTurns::Turn turn, take_turn());
    TRY_ASSIGN(const RelaxedWrites relaxed, RelaxedWrites::begin(*connection_));
    TRY_ASSIGN(auto transaction, storage::Transaction::begin(*connection_));
    bool fresh = false;
    {
        TRY_ASSIGN(Statement sweep, connection_->prepare(kSweep));
        sweep.bind(":keep_from", keep_from);
        TRY(sweep.run());
        TRY_ASSIGN(Statement insert, connection_->prepare(kInsert));
        insert.bind(":device", to_stored(device)).bind(":nonce", nonce).bind(":now", now);
        TRY(insert.run());
        fresh = connection_->changed_rows() == 1;
    }
    TRY(transaction.commit());
    return fresh;
}

Status SqliteStore::checkpoint() {
    return connection_->checkpoint(storage::CheckpointKind::kTruncate);
}

Status SqliteStore::copy_to(const std::string& path) {
    storage::ConnectionOptions existing;
    existing.path = path;
    const auto found = Connection::open(existing);
    if (found || found.error().code != ErrorCode::kNotFound) {
        return Error{ErrorCode::kConflict, "there is a file already"};
    }
    TRY_ASSIGN(Statement copy, connection_->prepare("VACUUM INTO :path"));
    return copy.bind(":path", path).run();
}

Status SqliteStore::leave_log() {
    TRY_ASSIGN(Statement leave, connection_->prepare("PRAGMA journal_mode = DELETE"));
    TRY_ASSIGN(const bool has_row, leave.step());
    if (!has_row || leave.text(0) != "delete") return Error{ErrorCode::kBusy, "in use elsewhere"};
    return ok();
}

}  // namespace oppad::hub

// The SQLite half of StoreTransaction, for sqlite_*.cpp alone.
#pragma once

#include <optional>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/server/store/server_store.h"
#include "sync/server/store/write_turns.h"

namespace oppad::hub {

// Unsigned 64-bit numbers are stored as the signed number of the same bits.
inline std::int64_t to_stored(std::uint64_t number) { return static_cast<std::int64_t>(number); }
inline std::uint64_t from_stored(std::int64_t number) { return static_cast<std::uint64_t>(number); }

// A digest of the column's bytes; all zero when it hasn't 32.
Digest to_digest(ByteView bytes);

// Borrows the connection. Only one at a time over a connection.
class SqliteTransaction final : public StoreTransaction {
public:
    static Result<std::unique_ptr<SqliteTransaction>> begin_read(storage::Connection& connection,
                                                                 const RawId& organisation);
    static Result<std::unique_ptr<SqliteTransaction>> begin_write(storage::Connection& connection,
                                                                  const RawId& organisation,
                                                                  WriteTurns::Turn turn);
    ~SqliteTransaction() override;

    Status commit() override;
    Status begin_savepoint() override;
    Status release_savepoint() override;
    Status rollback_savepoint() override;

    Result<Organisation> load_organisation() override;
    Status set_epoch(std::uint64_t epoch) override;

    Status add_user(const User& user) override;
    Status change_user(const User& user) override;
    Result<std::optional<User>> find_user(const RawId& id) override;
    Result<std::vector<User>> list_users() override;
    Status add_scope(const Scope& scope) override;
    Result<std::vector<Scope>> list_scopes() override;
    Status put_grant(const Grant& grant) override;
    Result<std::vector<Grant>> list_grants(const RawId& user) override;
    Result<std::vector<Device>> list_devices() override;
    Status revoke_device(sync::DeviceId device) override;
    Status note_device_seen(sync::DeviceId device, Instant at) override;
    Status note_position(sync::DeviceId device, Seq position) override;
    Status add_code(const Digest& code, const RawId& user, Instant expires_at) override;

    Result<std::optional<StoredState>> find_record(const RecordKey& key) override;
    Result<Seq> put_record(const StoredState& record,
                           const std::optional<RawId>& scope_before) override;
    Result<std::vector<StoredState>> list_range(const RawId& scope, const RecordKey& after,
                                                const RawId& last, int count_max) override;
    Result<int> trim_hidden(Seq through, Instant before, int count_max) override;
    Result<std::vector<LogEntry>> list_log(const RawId& scope, Seq after, int count_max) override;
    Result<bool> has_departures() override;
    Result<bool> has_departed(const RawId& scope, const RecordKey& key) override;
    Result<Seq> last_seq() override;

    Result<std::optional<StoredBatch>> find_batch(const BatchKey& key) override;
    Result<std::uint64_t> newest_batch(sync::DeviceId device, std::uint64_t incarnation) override;
    Status put_batch(const BatchKey& key, const StoredBatch& batch, Instant at) override;
    Result<std::uint64_t> find_given_time(const sync::Stamp& claimed) override;
    Result<std::uint64_t> greatest_given_time(const sync::Stamp& latest) override;
    Status put_correction(const Correction& correction, Instant at) override;
    Result<std::uint64_t> latest_taken_time() override;
    Status note_taken_time(const sync::Stamp& taken) override;
    Status put_set_aside(const SetAside& write) override;
    Result<std::vector<SetAside>> list_set_aside() override;
    Status drop_set_aside(const RecordKey& key) override;
    Result<std::vector<RawId>> list_held_scopes(sync::DeviceId device) override;
    Status put_held_scope(sync::DeviceId device, const RawId& scope) override;
    Status drop_held_scope(sync::DeviceId device, const RawId& scope) override;
    Result<bool> holds_records(sync::DeviceId device, const RawId& scope) override;
    Status release_held_records(sync::DeviceId device, const RawId& scope) override;

private:
    SqliteTransaction(storage::Connection& connection, const RawId& organisation);
    Status move_record(const StoredState& record, const RawId& scope_before, Seq seq);
    // The scope that the record lay in when its deletion was let go; it is forgotten.
    Result<std::optional<RawId>> take_let_go(const RecordKey& key);

    storage::Connection& connection_;
    RawId organisation_;
    std::optional<WriteTurns::Turn> turn_;       // Given back last, after a rollback too.
    std::optional<storage::Transaction> write_;  // None while only reading.
    std::optional<storage::Savepoint> savepoint_;
    std::optional<Seq> last_seq_;     // Read at the first put, written at commit.
    std::optional<bool> has_let_go_;  // Read at the first new record.
    bool has_erased_ = false;         // Its words still stand in the write-ahead log.
    bool over_ = false;
};

}  // namespace oppad::hub

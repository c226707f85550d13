// The PostgreSQL half of StoreTransaction, for postgres_*.cpp alone.
//
// A writing one begins by locking the row of its organisation and holds that lock to its end, so
// that the next writer gets numbers only after these are committed. It reads what is committed at
// each statement, which under the lock is what it would read at the end; a reading one sees one
// snapshot. Statements that only mark the way (BEGIN, savepoints) travel with the next one that
// asks something.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sync/server/store/postgres_connection.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// Borrows the connection. Only one at a time over a connection.
class PostgresTransaction final : public StoreTransaction {
public:
    static Result<std::unique_ptr<PostgresTransaction>> begin(PostgresConnection& connection,
                                                              const RawId& organisation,
                                                              TransactionKind kind);
    ~PostgresTransaction() override;

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
    PostgresTransaction(PostgresConnection& connection, const RawId& organisation,
                        TransactionKind kind)
        : connection_(connection),
          session_(connection.session()),
          organisation_(organisation),
          kind_(kind) {}
    Status lock_organisation();
    // The scope that the record lay in when its deletion was let go; it is forgotten.
    Result<std::optional<RawId>> take_let_go(const RecordKey& key);
    // Whether the session that it began in still stands.
    [[nodiscard]] bool is_live() const {
        return !connection_.is_lost() && connection_.session() == session_;
    }

    PostgresConnection& connection_;
    int session_;
    RawId organisation_;
    TransactionKind kind_;
    std::optional<Seq> last_seq_;     // Read with the lock, written at commit.
    std::optional<bool> has_let_go_;  // Read at the first new record.
    bool has_new_seq_ = false;
    bool has_savepoint_ = false;
    bool over_ = false;
};

// Takes the words of what was erased out of the tables' files, once for each erasure (hub-guide.md,
// "PostgreSQL instead of a file"). Of several processes one does it. Fails: kBusy when a session
// still looks from before an erasure, or the tables don't come free: it is to be tried again.
Status rewrite_erased(PostgresConnection& connection);

// One statement by itself, without rows of interest.
Status write_one(PostgresConnection& connection, const Query& query);

}  // namespace oppad::hub

// The hub's store in a PostgreSQL database, 15 or newer, for several hub processes over one store.
// Commit order is sequence order: see docs/adr/0011.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

class PostgresConnection;

struct PostgresOptions {
    // postgres://[user@]host[:port]/database[?options], or with ?service=NAME. May hold a password:
    // never printed or logged.
    std::string url;
    // How long a writer waits for the organisation's lock before kBusy.
    int busy_timeout_ms = 10'000;
    // After this the server itself ends a statement, or a transaction that its hub has left
    // standing: a process that hangs doesn't hold the organisation up for ever.
    int statement_timeout_ms = 60'000;
};

// Whether `text` names a PostgreSQL database: begins with postgres:// or postgresql://.
bool is_postgres_url(std::string_view text);

// Thread: one at a time, whichever it is. A session that the server ended is begun anew at
// the next call; what was under way fails with kBusy.
class PostgresStore final : public ServerStore {
public:
    // Makes the tables in an empty database. Fails: kConflict when there is a hub, and as open().
    static Result<std::unique_ptr<PostgresStore>> create(const PostgresOptions& options);
    // Fails: kNotFound (no hub in it, or no such database), kDenied, kInvalid (no usable URL, a
    // server before 15, a store of a newer hub), kBusy (nothing answers).
    static Result<std::unique_ptr<PostgresStore>> open(const PostgresOptions& options);
    ~PostgresStore() override;

    Result<std::unique_ptr<StoreTransaction>> begin(const RawId& organisation,
                                                    TransactionKind kind) override;
    Status add_organisation(const Organisation& organisation) override;
    Result<std::vector<Organisation>> list_organisations() override;
    Result<std::optional<Device>> find_device(sync::DeviceId device) override;
    Result<std::optional<Device>> enrol_device(const Digest& code, ByteView public_key,
                                               sync::DeviceId new_device, Instant now) override;
    Result<bool> remember_nonce(sync::DeviceId device, ByteView nonce, Instant now,
                                Instant keep_from) override;
    // Rewrites the tables that held what was erased since the last time; nothing otherwise, since
    // the server looks after its own files. Fails: kBusy while others read or write for too long.
    Status checkpoint() override;

private:
    explicit PostgresStore(std::unique_ptr<PostgresConnection> connection);

    std::unique_ptr<PostgresConnection> connection_;
};

}  // namespace oppad::hub

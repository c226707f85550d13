#include "engine/storage/sqlite/transaction.h"

#include <utility>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "engine/storage/sqlite/connection.h"

namespace oppad::storage {

Result<Transaction> Transaction::begin(Connection& connection) {
    TRY(connection.settle());
    return join(connection);
}

Result<Transaction> Transaction::join(Connection& connection) {
    if (connection.stop_holding()) return Transaction{connection};
    ENSURE(!connection.in_transaction());
    TRY(connection.execute("BEGIN IMMEDIATE"));
    return Transaction{connection};
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() { rollback(); }

Status Transaction::commit() {
    ENSURE(connection_ != nullptr);
    // Some failures (disk full, I/O) make SQLite roll back at once: a COMMIT would then be refused.
    ENSURE(connection_->in_transaction());
    Status committed = connection_->execute("COMMIT");
    if (committed) {
        connection_ = nullptr;
        return ok();
    }
    rollback();
    return committed;
}

void Transaction::hold() {
    Connection* connection = std::exchange(connection_, nullptr);
    if (connection != nullptr) connection->hold();
}

void Transaction::rollback() {
    Connection* connection = std::exchange(connection_, nullptr);
    if (connection == nullptr || !connection->in_transaction()) return;
    if (const Status status = connection->execute("ROLLBACK"); !status)
        log::write_error("rollback_failed", status.error());
}

Result<Savepoint> Savepoint::begin(Connection& connection) {
    ENSURE(connection.in_transaction());
    TRY(connection.execute("SAVEPOINT part"));
    return Savepoint{connection};
}

Savepoint::Savepoint(Savepoint&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Savepoint::~Savepoint() { rollback(); }

Status Savepoint::keep() {
    ENSURE(connection_ != nullptr);
    ENSURE(connection_->in_transaction());
    TRY(connection_->execute("RELEASE part"));
    connection_ = nullptr;
    return ok();
}

void Savepoint::rollback() {
    Connection* connection = std::exchange(connection_, nullptr);
    // A failure that rolled the whole transaction back took this part along.
    if (connection == nullptr || !connection->in_transaction()) return;
    Status status = connection->execute("ROLLBACK TO part");
    if (status) status = connection->execute("RELEASE part");
    if (!status) log::write_error("savepoint_rollback_failed", status.error());
}

}  // namespace oppad::storage

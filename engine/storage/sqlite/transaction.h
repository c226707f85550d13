// A write transaction, and a part of one that can be taken back on its own.
#pragma once

#include "engine/core/result.h"

namespace oppad::storage {

class Connection;

// BEGIN IMMEDIATE: the write lock is taken at the start, so that nothing fails half-way for it.
// Rolls back on destruction unless committed. Borrows the connection.
class Transaction {
public:
    // Fails: kBusy; as commit() does, for what was held. Requires: no transaction is open but one
    // that is held, which is committed first.
    static Result<Transaction> begin(Connection& connection);
    // Goes on with what is held, if anything is.
    static Result<Transaction> join(Connection& connection);

    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    // Durable on success. After a failure nothing is open any more; kDiskFull and kBusy say that
    // nothing was written, any other code says "unknown": reopen and look.
    Status commit();
    // Leaves it open for one that joins it: the pages that all of them change are then written
    // once. Whatever else begins, or settles the connection, commits it first. Not durable until
    // then: only for what can be had again.
    void hold();
    void rollback();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}

    Connection* connection_;  // None once it is over.
};

// One record of a batch: what it wrote can be undone while the transaction goes on. Taken back on
// destruction unless kept. Nests. Requires: inside a transaction.
class Savepoint {
public:
    static Result<Savepoint> begin(Connection& connection);

    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&&) = delete;
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();

    Status keep();
    void rollback();

private:
    explicit Savepoint(Connection& connection) : connection_(&connection) {}

    Connection* connection_;
};

}  // namespace oppad::storage

// Transactions and savepoints: what is not committed is not there.
#include "engine/storage/sqlite/transaction.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;

namespace {

struct Numbers {
    Numbers() {
        auto opened =
            Connection::open({.path = folder.path() + "/n.db", .mode = OpenMode::kCreate});
        REQUIRE(opened);
        connection = std::move(*opened);
        REQUIRE(connection->execute("CREATE TABLE numbers (x INTEGER)"));
    }
    void add(int number) {
        auto insert = connection->prepare("INSERT INTO numbers VALUES (:x)");
        REQUIRE(insert);
        REQUIRE(insert->bind(":x", number).run());
    }
    int sum() {
        auto select = connection->prepare("SELECT coalesce(sum(x), 0) FROM numbers");
        REQUIRE(select);
        REQUIRE(select->step());
        return select->get<int>(0);
    }

    test::TempFolder folder;
    std::unique_ptr<Connection> connection;
};

}  // namespace

TEST_CASE("a transaction that goes without commit leaves nothing", "[storage][sqlite]") {
    Numbers numbers;
    {
        auto transaction = Transaction::begin(*numbers.connection);
        REQUIRE(transaction);
        numbers.add(1);
    }
    CHECK(numbers.sum() == 0);
    CHECK_FALSE(numbers.connection->in_transaction());
}

TEST_CASE("a committed transaction stays", "[storage][sqlite]") {
    Numbers numbers;
    auto transaction = Transaction::begin(*numbers.connection);
    REQUIRE(transaction);
    numbers.add(1);
    REQUIRE(transaction->commit());
    CHECK(numbers.sum() == 1);
    CHECK_FALSE(transaction->commit());
}

TEST_CASE("a part is taken back while the whole goes on", "[storage][sqlite]") {
    Numbers numbers;
    auto transaction = Transaction::begin(*numbers.connection);
    REQUIRE(transaction);
    numbers.add(1);
    {
        auto bad = Savepoint::begin(*numbers.connection);
        REQUIRE(bad);
        numbers.add(10);
        {
            auto inner = Savepoint::begin(*numbers.connection);
            REQUIRE(inner);
            numbers.add(100);
            REQUIRE(inner->keep());
        }
    }
    {
        auto good = Savepoint::begin(*numbers.connection);
        REQUIRE(good);
        numbers.add(1000);
        REQUIRE(good->keep());
    }
    REQUIRE(transaction->commit());
    CHECK(numbers.sum() == 1001);
}

TEST_CASE("a second writer is told that the first is busy", "[storage][sqlite]") {
    Numbers numbers;
    auto second = Connection::open({.path = numbers.folder.path() + "/n.db"});
    REQUIRE(second);
    auto first = Transaction::begin(*numbers.connection);
    REQUIRE(first);
    const auto refused = Transaction::begin(**second);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kBusy);
}

// Transactions and savepoints: what is not committed is not there.
#include "engine/storage/sqlite/transaction.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/faulty_disk.h"
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

TEST_CASE("what is held is committed with what joins it, or by what begins next",
          "[storage][sqlite]") {
    Numbers numbers;
    Connection& connection = *numbers.connection;
    {
        auto first = Transaction::begin(connection);
        REQUIRE(first);
        numbers.add(1);
        first->hold();
    }
    REQUIRE(connection.in_transaction());
    const auto commits = connection.commit_count();
    SECTION("joined") {
        auto second = Transaction::join(connection);
        REQUIRE(second);
        numbers.add(10);
        REQUIRE(second->commit());
        CHECK(numbers.sum() == 11);
        CHECK(connection.commit_count() == commits + 1);
    }
    SECTION("joined by what fails") {
        {
            auto second = Transaction::join(connection);
            REQUIRE(second);
            numbers.add(10);
        }
        CHECK(numbers.sum() == 0);
        CHECK_FALSE(connection.in_transaction());
    }
    SECTION("another begins, and fails") {
        {
            auto second = Transaction::begin(connection);
            REQUIRE(second);
            CHECK(connection.commit_count() == commits + 1);
            numbers.add(10);
        }
        CHECK(numbers.sum() == 1);
    }
    SECTION("settled") {
        REQUIRE(connection.settle());
        CHECK_FALSE(connection.in_transaction());
        CHECK(numbers.sum() == 1);
    }
    SECTION("before the log is emptied") {
        REQUIRE(connection.checkpoint(CheckpointKind::kTruncate));
        CHECK(numbers.sum() == 1);
    }
    CHECK(connection.settle());
}

TEST_CASE("what is held and finds no room is gone, and whoever begins next is told",
          "[storage][sqlite]") {
    test::FaultyDisk disk;
    Numbers numbers;
    auto first = Transaction::begin(*numbers.connection);
    REQUIRE(first);
    numbers.add(1);
    first->hold();
    disk.arm(test::Fault::kDiskFull, test::FaultSpan::kOnce, 1);
    const auto refused = Transaction::begin(*numbers.connection);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kDiskFull);
    CHECK(numbers.sum() == 0);
    auto second = Transaction::begin(*numbers.connection);
    REQUIRE(second);
    numbers.add(10);
    REQUIRE(second->commit());
    CHECK(numbers.sum() == 10);
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

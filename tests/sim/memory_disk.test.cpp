// The disk's own contract: what was synced is there after a power cut, what was not may be gone,
// and SQLite finds a whole database whatever the dice did.
#include "platform/sim/memory_disk.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/connection.h"
#include "platform/ctl/dice.h"

namespace oppad::sim {

namespace {

constexpr const char* kFile = "/test.db";

std::unique_ptr<storage::Connection> open(MemoryDisk& disk) {
    auto connection = storage::Connection::open({.path = kFile,
                                                 .mode = storage::OpenMode::kCreate,
                                                 .vfs = disk.vfs(),
                                                 .auto_checkpoint_pages = 8});
    INFO((connection ? std::string{} : connection.error().detail));
    REQUIRE(connection);
    return std::move(*connection);
}

void make_table(storage::Connection& connection) {
    REQUIRE(connection.execute("CREATE TABLE IF NOT EXISTS rows (content TEXT) STRICT"));
}

Status add_row(storage::Connection& connection) {
    return connection.execute("INSERT INTO rows VALUES (hex(zeroblob(900)))");
}

std::int64_t number(storage::Connection& connection, const char* sql) {
    auto select = connection.prepare(sql);
    REQUIRE(select);
    const auto has_row = select->step();
    REQUIRE(has_row);
    REQUIRE(*has_row);
    return select->integer(0);
}

bool is_whole(storage::Connection& connection) {
    auto check = connection.prepare("PRAGMA integrity_check");
    REQUIRE(check);
    REQUIRE(check->step());
    return check->text(0) == "ok";
}

struct AfterCut {
    int acknowledged = 0;
    std::int64_t found = 0;
};

// Writes until the disk stops at its `at`-th call, then cuts the power.
AfterCut write_until_cut(std::uint64_t seed, int at, const char* durability) {
    MemoryDisk disk;
    platform::Dice dice{seed};
    AfterCut result;
    {
        const auto connection = open(disk);
        REQUIRE(connection->execute(durability));
        make_table(*connection);
        REQUIRE(connection->checkpoint(storage::CheckpointKind::kTruncate));
        disk.fail_at(DiskFault::kStops, FaultSpan::kOnce, at);
        while (!disk.has_stopped()) {
            if (add_row(*connection)) ++result.acknowledged;
        }
    }
    disk.cut_power(dice);
    const auto connection = open(disk);
    CHECK(is_whole(*connection));
    result.found = number(*connection, "SELECT count(*) FROM rows");
    return result;
}

}  // namespace

TEST_CASE("memory disk: what was synced survives every power cut", "[sim][hazard-37]") {
    for (int at = 1; at <= 120; ++at) {
        CAPTURE(at);
        const AfterCut result =
            write_until_cut(static_cast<std::uint64_t>(at), at, "PRAGMA synchronous = FULL");
        CHECK(result.found >= result.acknowledged);
        CHECK(result.found <= result.acknowledged + 1);
    }
}

TEST_CASE("memory disk: what was not synced may be gone after a power cut", "[sim]") {
    int cuts_that_lost = 0;
    for (int at = 1; at <= 60; ++at) {
        const AfterCut result =
            write_until_cut(static_cast<std::uint64_t>(at), at, "PRAGMA synchronous = NORMAL");
        if (result.found < result.acknowledged) ++cuts_that_lost;
    }
    CHECK(cuts_that_lost > 0);
}

TEST_CASE("memory disk: a program that dies loses nothing that it had written", "[sim]") {
    MemoryDisk disk;
    {
        const auto connection = open(disk);
        REQUIRE(connection->execute("PRAGMA synchronous = OFF"));
        make_table(*connection);
        for (int row = 0; row < 5; ++row) REQUIRE(add_row(*connection));
        disk.stop();
        CHECK_FALSE(add_row(*connection));
    }
    disk.restart();
    const auto connection = open(disk);
    CHECK(number(*connection, "SELECT count(*) FROM rows") == 5);
}

TEST_CASE("memory disk: a full disk refuses until it is healed, and keeps what it had", "[sim]") {
    MemoryDisk disk;
    const auto connection = open(disk);
    make_table(*connection);
    REQUIRE(add_row(*connection));
    disk.fail_at(DiskFault::kFull, FaultSpan::kUntilHealed, 1);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Status refused = add_row(*connection);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kDiskFull);
    }
    disk.heal();
    REQUIRE(add_row(*connection));
    CHECK(number(*connection, "SELECT count(*) FROM rows") == 2);
    CHECK(is_whole(*connection));
}

TEST_CASE("memory disk: an image put on another disk is the same database", "[sim]") {
    MemoryDisk first;
    MemoryDisk second;
    {
        const auto connection = open(first);
        make_table(*connection);
        REQUIRE(add_row(*connection));
    }
    second.load(first.image());
    const auto connection = open(second);
    CHECK(number(*connection, "SELECT count(*) FROM rows") == 1);
}

}  // namespace oppad::sim

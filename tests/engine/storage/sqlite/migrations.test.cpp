// Schema files run once, in order, whole or not at all.
#include "engine/storage/sqlite/migrations.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;

namespace {

constexpr std::array kTwo{Migration{1, "CREATE TABLE a (x);"},
                          Migration{2, "CREATE TABLE b (x); INSERT INTO b VALUES (2);"}};

std::unique_ptr<Connection> open_new(const test::TempFolder& folder) {
    auto opened = Connection::open({.path = folder.path() + "/m.db", .mode = OpenMode::kCreate});
    REQUIRE(opened);
    return std::move(*opened);
}

int version_of(Connection& connection) {
    const Result<int> version = schema_version(connection);
    REQUIRE(version);
    return *version;
}

}  // namespace

TEST_CASE("an empty database gets every schema file", "[storage][migration]") {
    const test::TempFolder folder;
    const auto connection = open_new(folder);
    REQUIRE(migrate(*connection, kTwo));
    CHECK(version_of(*connection) == 2);
    CHECK(connection->execute("SELECT x FROM b"));
    SECTION("and not twice") {
        REQUIRE(migrate(*connection, kTwo));
        auto count = connection->prepare("SELECT count(*) FROM b");
        REQUIRE(count);
        REQUIRE(count->step());
        CHECK(count->get<int>(0) == 1);
    }
}

TEST_CASE("an older database gets what is missing", "[storage][migration]") {
    const test::TempFolder folder;
    const auto connection = open_new(folder);
    REQUIRE(migrate(*connection, std::span{kTwo}.first(1)));
    REQUIRE(connection->execute("INSERT INTO a VALUES (1)"));
    REQUIRE(migrate(*connection, kTwo));
    CHECK(version_of(*connection) == 2);
    CHECK(connection->execute("SELECT x FROM a"));
}

TEST_CASE("a database of a newer version is left alone", "[storage][migration]") {
    const test::TempFolder folder;
    const auto connection = open_new(folder);
    REQUIRE(migrate(*connection, kTwo));
    const Status refused = migrate(*connection, std::span{kTwo}.first(1));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kInvalid);
    CHECK(version_of(*connection) == 2);
}

TEST_CASE("a schema file that fails leaves the database as it was", "[storage][migration]") {
    const test::TempFolder folder;
    const auto connection = open_new(folder);
    constexpr std::array kBroken{
        Migration{1, "CREATE TABLE a (x);"},
        Migration{2, "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);"}};
    CHECK_FALSE(migrate(*connection, kBroken));
    CHECK(version_of(*connection) == 0);
    CHECK_FALSE(connection->execute("SELECT x FROM a"));
    CHECK_FALSE(connection->in_transaction());
}

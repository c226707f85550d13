// The door to SQLite: keys, cached statements, binding by name, typed columns.
#include "engine/storage/sqlite/connection.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TempFolder;
using oppad::test::test_key;

namespace {

std::unique_ptr<Connection> open_plain(const TempFolder& folder) {
    auto opened =
        Connection::open({.path = folder.path() + "/plain.db", .mode = OpenMode::kCreate});
    REQUIRE(opened);
    return std::move(*opened);
}

}  // namespace

TEST_CASE("a database opens with its key only", "[storage][sqlite]") {
    const TempFolder folder;
    const std::string path = folder.path() + "/a.db";
    const Secret key = test_key(1);
    {
        auto made = Connection::open({.path = path, .mode = OpenMode::kCreate, .key = &key});
        REQUIRE(made);
        REQUIRE((*made)->execute_script("CREATE TABLE t (x); INSERT INTO t VALUES (1)"));
    }
    SECTION("the same key reads it") {
        auto opened = Connection::open({.path = path, .key = &key});
        REQUIRE(opened);
        CHECK((*opened)->execute("SELECT x FROM t"));
    }
    SECTION("another key is denied") {
        const Secret other = test_key(2);
        const auto opened = Connection::open({.path = path, .key = &other});
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::kDenied);
    }
    SECTION("without a key it is no database") {
        const auto opened = Connection::open({.path = path});
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::kCorrupt);
    }
}

TEST_CASE("a database whose pages are sealed as those of older stores opens with all that is in it",
          "[storage][sqlite]") {
    const TempFolder folder;
    const Secret key = test_key(1);
    const auto open = [&key](const std::string& path, OpenMode mode) {
        auto opened = Connection::open({.path = path, .mode = mode, .key = &key});
        REQUIRE(opened);
        return std::move(*opened);
    };
    const auto seal_of = [](Connection& connection) {
        auto ask = connection.prepare("PRAGMA cipher_hmac_algorithm");
        REQUIRE(ask);
        REQUIRE(ask->step());
        return ask->get<std::string>(0);
    };
    const std::string older = folder.path() + "/older.db";
    {
        const auto made = open(folder.path() + "/a.db", OpenMode::kCreate);
        CHECK(seal_of(*made) == "HMAC_SHA256");
        REQUIRE(made->execute_script("CREATE TABLE t (x); INSERT INTO t VALUES (1)"));
        const std::string copy = folder.path() + "/copy.db";
        REQUIRE(made->execute("VACUUM INTO '" + copy + "'"));
        CHECK(seal_of(*open(copy, OpenMode::kExisting)) == "HMAC_SHA256");
        // A copy gets the default of the process, which was another one at first.
        REQUIRE(made->execute_script("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA512"));
        REQUIRE(made->execute("VACUUM INTO '" + older + "'"));
        REQUIRE(made->execute_script("PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256"));
    }
    {
        const auto opened = open(older, OpenMode::kExisting);
        CHECK(seal_of(*opened) == "HMAC_SHA512");
        REQUIRE(opened->execute("INSERT INTO t VALUES (2)"));
        opened->keep_log_at_close(true);  // As after a power cut.
    }
    const auto again = open(older, GENERATE(OpenMode::kExisting, OpenMode::kCreate));
    auto sum = again->prepare("SELECT sum(x) FROM t");
    REQUIRE(sum);
    REQUIRE(sum->step());
    CHECK(sum->get<std::int64_t>(0) == 3);
    CHECK(again->execute("PRAGMA cipher_integrity_check"));
    const Secret other = test_key(2);
    const auto denied = Connection::open({.path = older, .key = &other});
    REQUIRE_FALSE(denied);
    CHECK(denied.error().code == ErrorCode::kDenied);
}

TEST_CASE("a missing file is not found and not made", "[storage][sqlite]") {
    const TempFolder folder;
    const auto opened = Connection::open({.path = folder.path() + "/none.db"});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::kNotFound);
    CHECK(test::all_bytes_below(folder.path()).empty());
}

TEST_CASE("what is bound by name comes back typed", "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    test::TestEntropy entropy;
    const RawId id = entropy.id();
    auto select = connection->prepare("SELECT :id, :text, :day, :at, :set, :code, :none, :flag");
    REQUIRE(select);
    const Value set = TextSet{"a", "b\"c"};
    const std::optional<Day> day = parse_iso_day("2026-11-23");
    select->bind(":id", id).bind(":text", "Yılmaz").bind(":day", day).bind(":at", Instant{42});
    select->bind(":set", set).bind(":code", ContactKind::kSitDay);
    select->bind(":none", std::optional<Instant>{}).bind(":flag", true);
    const auto has_row = select->step();
    REQUIRE(has_row);
    REQUIRE(*has_row);
    CHECK(select->get<RawId>(0) == id);
    CHECK(select->get<std::string>(1) == "Yılmaz");
    CHECK(select->get<std::optional<Day>>(2) == day);
    CHECK(select->get<Instant>(3) == Instant{42});
    CHECK(select->get<TextSet>(4) == TextSet{"a", "b\"c"});
    CHECK(select->get<ContactKind>(5) == ContactKind::kSitDay);
    CHECK_FALSE(select->get<std::optional<Instant>>(6).has_value());
    CHECK(select->get<bool>(7));
}

TEST_CASE("empty text and empty bytes are not NULL", "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    auto select = connection->prepare("SELECT :text IS NULL, :blob IS NULL");
    REQUIRE(select);
    select->bind(":text", std::string_view{}).bind(":blob", ByteView{});
    REQUIRE(select->step());
    CHECK_FALSE(select->get<bool>(0));
    CHECK_FALSE(select->get<bool>(1));
}

TEST_CASE("a statement forgets its bindings when it goes", "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    constexpr std::string_view kSql = "SELECT :x";
    {
        auto first = connection->prepare(kSql);
        REQUIRE(first);
        first->bind(":x", 5);
        REQUIRE(first->step());
        // A second use of the same text while the first lives stands on its own.
        auto second = connection->prepare(kSql);
        REQUIRE(second);
        second->bind(":x", 6);
        REQUIRE(second->step());
        CHECK(first->get<int>(0) == 5);
        CHECK(second->get<int>(0) == 6);
    }
    auto again = connection->prepare(kSql);
    REQUIRE(again);
    REQUIRE(again->step());
    CHECK(again->is_null(0));
}

TEST_CASE("ids go into SQL as one list", "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    test::TestEntropy entropy;
    const RawId wanted = entropy.id();
    auto select = connection->prepare("SELECT :id IN (SELECT unhex(value) FROM json_each(:ids))");
    REQUIRE(select);
    select->bind(":id", wanted).bind(":ids", ids_to_json({entropy.id(), wanted}));
    REQUIRE(select->step());
    CHECK(select->get<bool>(0));
}

TEST_CASE("a broken constraint is a conflict and its value stays out of the detail",
          "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    REQUIRE(connection->execute_script("CREATE TABLE t (x TEXT UNIQUE)"));
    REQUIRE(connection->execute("INSERT INTO t VALUES ('Yılmaz')"));
    const Status again = connection->execute("INSERT INTO t VALUES ('Yılmaz')");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::kConflict);
    CHECK(again.error().detail.find("lmaz") == std::string::npos);
}

TEST_CASE("only commits of writes are counted", "[storage][sqlite]") {
    const TempFolder folder;
    const auto connection = open_plain(folder);
    const std::int64_t before = connection->commit_count();
    REQUIRE(connection->execute("SELECT 1"));
    CHECK(connection->commit_count() == before);
    REQUIRE(connection->execute("CREATE TABLE t (x)"));
    CHECK(connection->commit_count() == before + 1);
}

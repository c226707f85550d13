// The tablet's store as a file: who may open it, and what it answers when it can't be opened.
#include "engine/storage/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "engine/storage/meta.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::test_key;
using oppad::test::TestStore;
namespace fs = std::filesystem;

namespace {

ErrorCode code_of_open(const StorePaths& paths, const Secret& key) {
    const Result<Store> opened = Store::open(paths, key);
    REQUIRE_FALSE(opened);
    return opened.error().code;
}

unsigned mode_of(const std::string& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 0777;
}

// Root may write everywhere: for its lifetime the test is nobody.
struct OrdinaryUser {
    OrdinaryUser() {
        if (was_root) REQUIRE(::seteuid(65534) == 0);
    }
    ~OrdinaryUser() {
        if (was_root) CHECK(::seteuid(0) == 0);
    }
    bool was_root = ::geteuid() == 0;
};

}  // namespace

TEST_CASE("a store keeps what was written over a restart", "[storage][store]") {
    TestStore fixture;
    REQUIRE(set_meta(fixture.connection(), "colour", as_bytes("groen")));
    fixture.reopen();
    const auto colour = get_meta(fixture.connection(), "colour");
    REQUIRE(colour);
    REQUIRE(colour->has_value());
    CHECK(as_text(**colour) == "groen");
    const auto none = get_meta(fixture.connection(), "taste");
    REQUIRE(none);
    CHECK_FALSE(none->has_value());
}

TEST_CASE("a store is its owner's alone", "[storage][store]") {
    TestStore fixture;
    REQUIRE(set_meta(fixture.connection(), "x", as_bytes("y")));
    CHECK(mode_of(fixture.paths.folder) == 0700);
    for (const char* name : {"/oppad.db", "/oppad.db-wal", "/oppad.db-shm", "/lock"}) {
        INFO(name);
        CHECK(mode_of(fixture.paths.folder + name) == 0600);
    }
}

TEST_CASE("a second instance is told that the store is busy", "[storage][store]") {
    TestStore fixture;
    CHECK(code_of_open(fixture.paths, test_key()) == ErrorCode::kBusy);
    fixture.store.reset();
    CHECK(Store::open(fixture.paths, test_key()));
}

TEST_CASE("a store that is there is never made over", "[storage][store]") {
    TestStore fixture;
    REQUIRE(set_meta(fixture.connection(), "x", as_bytes("y")));
    fixture.store.reset();
    const Result<Store> again = Store::create(fixture.paths, test_key(8));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::kConflict);
    fixture.reopen();
    CHECK(fixture.number("SELECT count(*) FROM meta WHERE key = 'x'") == 1);
}

TEST_CASE("a store that can't be opened says why and stays as it is", "[storage][store]") {
    TestStore fixture;
    fixture.store.reset();
    const std::string database = fixture.paths.database();
    SECTION("the wrong key is denied") {
        CHECK(code_of_open(fixture.paths, test_key(8)) == ErrorCode::kDenied);
        CHECK(Store::open(fixture.paths, test_key()));
    }
    SECTION("no file is not found") {
        fs::remove(database);
        CHECK(code_of_open(fixture.paths, test_key()) == ErrorCode::kNotFound);
        CHECK_FALSE(fs::exists(database));
    }
    SECTION("an emptied file is corrupt, not a new store") {
        fs::resize_file(database, 0);
        CHECK(code_of_open(fixture.paths, test_key()) == ErrorCode::kCorrupt);
        CHECK(fs::file_size(database) == 0);
    }
    SECTION("a newer schema is invalid") {
        {
            const Secret key = test_key();
            auto raw = Connection::open({.path = database, .key = &key});
            REQUIRE(raw);
            REQUIRE((*raw)->execute_script("PRAGMA user_version = 9999"));
        }
        CHECK(code_of_open(fixture.paths, test_key()) == ErrorCode::kInvalid);
    }
}

TEST_CASE("a folder that refuses writing is denied", "[storage][store]") {
    const test::TempFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    const OrdinaryUser user;
    const Result<Store> refused = Store::create({folder.path() + "/store"}, test_key());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kDenied);
}

TEST_CASE("the revision grows with each committed write", "[storage][store]") {
    TestStore fixture;
    const std::int64_t before = fixture.store->revision();
    REQUIRE(set_meta(fixture.connection(), "x", as_bytes("y")));
    CHECK(fixture.store->revision() > before);
}

#include "tests/support/temp_store.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace oppad::test {

namespace fs = std::filesystem;

std::uint64_t TestEntropy::next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

void TestEntropy::fill(std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next() & 0xff);
}

RawId TestEntropy::id() {
    RawId id;
    fill(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

TempFolder::TempFolder() {
    std::string pattern = (fs::temp_directory_path() / "oppad-test-XXXXXX").string();
    const char* made = ::mkdtemp(pattern.data());
    REQUIRE(made != nullptr);
    path_ = made;
}

TempFolder::~TempFolder() {
    std::error_code ignored;  // A test may have taken the rights away: best effort.
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
}

Staff test_staff() {
    TestEntropy entropy{99};
    Staff staff;
    staff.id = {entropy.id()};
    staff.scope = entropy.id();
    staff.name = "Test Outreacher";
    staff.role = Role::kOutreacher;
    staff.active = true;
    return staff;
}

Secret test_key(std::uint64_t seed) {
    TestEntropy entropy{seed};
    Secret key(32);
    entropy.fill(key.bytes());
    return key;
}

TestStore::TestStore() {
    Result<storage::Store> created = storage::Store::create(paths, test_key());
    REQUIRE(created);
    store.emplace(std::move(*created));
}

void TestStore::reopen() {
    store.reset();
    Result<storage::Store> opened = storage::Store::open(paths, test_key());
    if (!opened) FAIL("reopen: " << opened.error().detail);
    store.emplace(std::move(*opened));
}

storage::UnitOfWork TestStore::begin(const char* verb) {
    Result<storage::UnitOfWork> work =
        storage::UnitOfWork::begin(*store, *changes, clock, staff, verb);
    if (!work) FAIL("begin: " << work.error().detail);
    return std::move(*work);
}

void TestStore::keep(const Status& status) {
    if (!status) FAIL("not kept: " << status.error().detail);
}

std::int64_t TestStore::number(const char* sql) {
    Result<storage::Statement> select = connection().prepare(sql);
    if (!select) FAIL(sql << ": " << select.error().detail);
    const Result<bool> has_row = select->step();
    REQUIRE(has_row);
    REQUIRE(*has_row);
    return select->integer(0);
}

std::string all_bytes_below(const std::string& folder) {
    std::string everything;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        everything.append(std::istreambuf_iterator<char>(file), {});
    }
    return everything;
}

}  // namespace oppad::test

// Flipped bits in the database and its write-ahead log: noticed, and nothing on disk is changed by
// noticing.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "engine/storage/unit_of_work.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::test_key;
namespace fs = std::filesystem;

namespace {

// A closed store whose last work is in the write-ahead log only, as after a killed program.
struct DamageBench {
    DamageBench() {
        save("Vroeger");
        REQUIRE(fixture.connection().checkpoint(CheckpointKind::kTruncate));
        for (const char* name : {"Een", "Twee", "Drie", "Vier"}) save(name);
        fs::copy(fixture.paths.folder, folder);
        fs::remove(folder + "/oppad.db-shm");
        fixture.store.reset();
    }
    void save(const char* name) {
        Family family;
        family.id = {fixture.entropy.id()};
        family.name = name;
        fixture.save(family);
    }
    static void flip(const std::string& path, std::uintmax_t at) {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekg(static_cast<std::streamoff>(at));
        const int byte = file.get();
        file.seekp(static_cast<std::streamoff>(at));
        file.put(static_cast<char>(byte ^ 0x10));
    }
    // Opens and reads every family, as the app would. Returns the code of the first failure.
    std::optional<ErrorCode> failure() {
        Result<Store> store = Store::open({folder}, test_key());
        if (!store) return store.error().code;
        auto select = store->connection().prepare("SELECT name FROM families ORDER BY rowid");
        if (!select) return select.error().code;
        for (;;) {
            const auto has_row = select->step();
            if (!has_row) return has_row.error().code;
            if (!*has_row) return std::nullopt;
            ++read;
        }
    }

    test::TestStore fixture;
    std::string folder = fixture.folder.path() + "/damaged";
    int read = 0;
};

}  // namespace

TEST_CASE("a killed program's work is read back from its log", "[storage][damage]") {
    DamageBench bench;
    CHECK_FALSE(bench.failure().has_value());
    CHECK(bench.read == 5);
}

TEST_CASE("a flipped bit anywhere in the log's frames is noticed and the log kept",
          "[storage][damage][hazard-43]") {
    std::uintmax_t size = 0;
    {
        DamageBench bench;
        size = fs::file_size(bench.folder + "/oppad.db-wal");
    }
    REQUIRE(size > 10'000);
    for (int part = 0; part < 12; ++part) {
        DamageBench bench;
        const std::string log = bench.folder + "/oppad.db-wal";
        const std::uintmax_t at = 32 + (size - 64) * static_cast<std::uintmax_t>(part) / 12;
        CAPTURE(at);
        DamageBench::flip(log, at);
        const std::string before = test::all_bytes_below(bench.folder);
        const std::optional<ErrorCode> failure = bench.failure();
        REQUIRE(failure.has_value());
        CHECK(*failure == ErrorCode::kCorrupt);
        CHECK(fs::file_size(log) == size);
        fs::remove(bench.folder + "/oppad.db-shm");
        CHECK(test::all_bytes_below(bench.folder) == before);
    }
}

TEST_CASE("a log that is gone is noticed", "[storage][damage][hazard-43]") {
    DamageBench bench;
    fs::remove(bench.folder + "/oppad.db-wal");
    const std::optional<ErrorCode> failure = bench.failure();
    REQUIRE(failure.has_value());
    CHECK(*failure == ErrorCode::kCorrupt);
}

TEST_CASE("a mark that is behind, missing or unreadable lets the store open", "[storage][damage]") {
    DamageBench bench;
    const std::string mark = bench.folder + "/oppad.mark";
    SECTION("behind") { std::ofstream(mark, std::ios::binary) << "0000000000000000001\n"; }
    SECTION("missing") { fs::remove(mark); }
    SECTION("unreadable") { std::ofstream(mark, std::ios::binary) << "onzin"; }
    CHECK_FALSE(bench.failure().has_value());
    CHECK(bench.read == 5);
}

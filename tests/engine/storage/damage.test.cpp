// Flipped bits in the database and its write-ahead log: noticed, and nothing on disk is changed by
// noticing. OPPAD_FLIPS=10000 makes it the long run.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/storage/integrity.h"
#include "engine/storage/store_keys.h"
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

int flips() {
    const char* text = std::getenv("OPPAD_FLIPS");
    return text == nullptr ? 100 : std::atoi(text);
}

// How a store with one flipped bit reads.
struct Reading {
    bool was_opened = false;
    bool was_noticed = false;  // By opening, by reading the records, or by inspecting.
    int right = 0;             // Records that say what was written in them.
    int wrong = 0;             // Gone or changed without a word.
};

// Two copies of one store: all in the database, and with its last work in the log.
class FlipBench {
    test::TestStore fixture_;
    test::TempFolder copies_;

public:
    FlipBench() {
        for (int number = 0; number < 60; ++number) save(number);
        REQUIRE(fixture_.connection().checkpoint(CheckpointKind::kTruncate));
        copy_to(folded);
        for (int number = 60; number < 80; ++number) save(number);
        copy_to(logged);
        fixture_.store.reset();
    }

    // With that bit of that file flipped; it is as it was afterwards.
    Reading read_flipped(const std::string& folder, const std::string& file, std::uintmax_t at,
                         int bit) {
        const std::string path = folder + "/" + file;
        turn(path, at, bit);
        const std::string before = content_of(path);
        const Reading reading = read(folder);
        CHECK(content_of(path) == before);
        turn(path, at, bit);
        fs::remove(folder + "/oppad.db-shm");
        return reading;
    }
    Reading read(const std::string& folder) {
        Reading reading;
        Result<Store> store = open_unlocked({folder}, test_key());
        if (!store) {
            CHECK(store.error().code == ErrorCode::kCorrupt);
            return {.was_noticed = true};
        }
        reading.was_opened = true;
        const std::size_t count = folder == folded ? 60 : notes_.size();
        for (std::size_t at = 0; at < count; ++at) look_at(store->connection(), at, reading);
        if (reading.was_noticed) return reading;
        const auto report = inspect_store(store->connection());
        reading.was_noticed = !report || !report->is_whole();
        return reading;
    }

    // Or back.
    static void turn(const std::string& path, std::uintmax_t at, int bit) {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekg(static_cast<std::streamoff>(at));
        const int byte = file.get();
        file.seekp(static_cast<std::streamoff>(at));
        file.put(static_cast<char>(byte ^ (1 << bit)));
    }

    std::string folded = copies_.path() + "/folded";
    std::string logged = copies_.path() + "/logged";

private:
    void save(int number) {
        Family family;
        family.id = {fixture_.entropy.id()};
        family.name = "Gezin " + std::to_string(number);
        for (int word = 0; word < 80; ++word)
            family.note += "woord" + std::to_string(number) + "x" + std::to_string(word) + " ";
        notes_.push_back({family.id.raw, family.note});
        fixture_.save(family);
    }
    void copy_to(const std::string& folder) {
        fs::copy(fixture_.paths.folder, folder);
        fs::remove(folder + "/oppad.db-shm");
    }
    void look_at(Connection& connection, std::size_t at, Reading& reading) {
        auto select = connection.prepare("SELECT note FROM families WHERE id = :id");
        const auto has_row =
            select ? select->bind(":id", notes_[at].first).step() : Result<bool>{select.error()};
        if (!has_row) {
            CHECK(has_row.error().code == ErrorCode::kCorrupt);
            reading.was_noticed = true;
        } else if (*has_row && select->text(0) == notes_[at].second) {
            ++reading.right;
        } else {
            ++reading.wrong;
        }
    }
    static std::string content_of(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::vector<std::pair<RawId, std::string>> notes_;
};

// The n-th of many places, spread over the whole file.
std::uintmax_t place(int number, std::uintmax_t size) {
    return static_cast<std::uintmax_t>(number) * 2'654'435'761U % size;
}

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

TEST_CASE("a flipped bit anywhere in the database is noticed, and the rest of it is read",
          "[storage][damage][hazard-43]") {
    FlipBench bench;
    const std::uintmax_t size = fs::file_size(bench.folded + "/oppad.db");
    int opened = 0;
    int right = 0;
    for (int number = 0; number < flips(); ++number) {
        const std::uintmax_t at = place(number, size);
        CAPTURE(at, number % 8);
        const Reading reading = bench.read_flipped(bench.folded, "oppad.db", at, number % 8);
        CHECK(reading.was_noticed);
        CHECK(reading.wrong == 0);
        if (!reading.was_opened) continue;
        ++opened;
        right += reading.right;
    }
    const Reading whole = bench.read(bench.folded);
    CHECK_FALSE(whole.was_noticed);
    CHECK(whole.right == 60);
    // One page is hurt, so most of the sixty are there each time.
    CHECK(right > opened * 50);
    CHECK(opened > flips() / 2);
}

TEST_CASE("a flipped bit anywhere in the log is noticed before anything is read",
          "[storage][damage][hazard-43]") {
    FlipBench bench;
    const std::uintmax_t size = fs::file_size(bench.logged + "/oppad.db-wal");
    for (int number = 0; number < flips(); ++number) {
        const std::uintmax_t at = place(number, size);
        CAPTURE(at, number % 8);
        const Reading reading = bench.read_flipped(bench.logged, "oppad.db-wal", at, number % 8);
        CHECK_FALSE(reading.was_opened);
    }
    // A copy without its mark opens with what came before the flip (docs/adr/0005).
    fs::remove(bench.logged + "/oppad.mark");
    FlipBench::turn(bench.logged + "/oppad.db-wal", size / 2, 0);
    const Reading rest = bench.read(bench.logged);
    CHECK(rest.was_opened);
    CHECK(rest.right >= 60);
    CHECK(rest.right < 80);
}
